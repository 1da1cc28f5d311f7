// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers are printed: three significant digits, grouped by thousands, with their units.

import Foundation

/// Numbers as words of a report; spaces inside them break no line.
package enum NumberFormatting {
  /// What stands where there is no number.
  package static let nothing = "–"

  /// A number in a fixed notation, grouped by thousands: `-1 234.50`.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return nothing }
    let digits = String(format: "%.\(decimals)f", abs(value))
    let parts = digits.split(separator: ".")
    var grouped = ""
    for (index, digit) in parts[0].enumerated() {
      if index > 0, (parts[0].count - index).isMultiple(of: 3) { grouped.append(noBreakSpace) }
      grouped.append(digit)
    }
    if parts.count > 1 { grouped += "." + parts[1] }
    let isZero = !digits.contains { $0 != "0" && $0 != "." }
    return (value < 0 && !isZero ? "-" : "") + grouped
  }

  /// A whole number, grouped by thousands.
  package static func count(_ value: Int) -> String { fixed(Double(value), decimals: 0) }

  /// A large count in three significant digits: `214 000`.
  package static func roundedCount(_ value: UInt64) -> String {
    var unit: UInt64 = 1
    while value / unit >= 1_000 { unit *= 10 }
    let rounded = unit > 1 ? (value + unit / 2) / unit * unit : value
    return fixed(Double(rounded), decimals: 0)
  }

  /// The decimals that show `value` in three significant digits, none of a whole part cut off.
  package static func decimals(for value: Double, digits: Int = 3) -> Int {
    guard value.isFinite, value != 0 else { return 0 }
    // Rounding can carry into a new digit (9.996 is 10.0), so the rounded value decides.
    let exponent = Int(log10(abs(value)).rounded(.down))
    let scale = pow(10.0, Double(digits - 1 - exponent))
    let rounded = (abs(value) * scale).rounded() / scale
    return max(0, digits - 1 - Int(log10(rounded).rounded(.down)))
  }

  /// A number in three significant digits; below a ten-thousandth in powers of ten.
  package static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return nothing }
    if value != 0, abs(value) < 1e-4 { return String(format: "%.\(digits - 1)e", value) }
    return fixed(value, decimals: decimals(for: value, digits: digits))
  }

  /// A mean and its interval, all three with the same decimals: `14.5` and `14.2 to 14.8`.
  ///
  /// The largest of them shows three significant digits; there is one decimal more if the ends
  /// would look the same, and no interval if an end is not finite.
  package static func estimate(
    mean: Double, low: Double, high: Double
  ) -> (mean: String, interval: String) {
    guard mean.isFinite, low.isFinite, high.isFinite else { return (significant(mean), nothing) }
    let largest = max(abs(low), abs(high), abs(mean))
    if largest < 1e-4 {
      return (significant(mean), "\(significant(low)) to \(significant(high))")
    }
    var decimals = decimals(for: largest)
    if low < high, fixed(low, decimals: decimals) == fixed(high, decimals: decimals) {
      decimals += 1
    }
    let ends = [low, high].map { fixed($0, decimals: decimals) }
    return (fixed(mean, decimals: decimals), "\(ends[0]) to \(ends[1])")
  }

  /// A mean number of events: two decimals below ten, fewer above, two digits where it is tiny.
  package static func rate(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : nothing }
    if abs(value) < 0.01 { return significant(value, digits: 2) }
    return fixed(value, decimals: abs(value) < 9.995 ? 2 : abs(value) < 999.5 ? 1 : 0)
  }

  /// A share as a percentage with one decimal; near the ends as a bound.
  package static func probability(_ value: Double) -> String {
    guard value.isFinite else { return nothing }
    if value > 0.9995 { return "over 99.9\(noBreakSpace)%" }
    if value < 0.0005 { return "under 0.1\(noBreakSpace)%" }
    return fixed(value * 100, decimals: 1) + "\(noBreakSpace)%"
  }

  /// A confidence without needless decimals: `95 %`.
  package static func confidence(_ value: Double) -> String {
    let percent = value * 100
    return fixed(percent, decimals: abs(percent - percent.rounded()) < 1e-9 ? 0 : 1)
      + "\(noBreakSpace)%"
  }

  /// The nines of a lost share: its negative decimal logarithm with one decimal.
  ///
  /// With `isBound` nothing was lost, and `lostShare` is the upper bound of what could be.
  package static func nines(lostShare: Double, isBound: Bool) -> String {
    guard lostShare > 0, lostShare.isFinite else { return nothing }
    let nines = max(0, -log10(lostShare))
    // Rounded down where it is a bound: more must not be promised than was shown.
    return isBound
      ? "≥" + fixed((nines * 10).rounded(.down) / 10, decimals: 1)
      : fixed(nines, decimals: 1)
  }

  /// Dollars: whole ones from ten up, cents below.
  package static func dollars(_ value: Double) -> String {
    guard value.isFinite else { return nothing }
    return fixed(value, decimals: abs(value) < 9.995 ? 2 : 0)
  }

  /// A rate of traffic in the unit that suits it: `1.2 Gbps`.
  package static func bitRate(_ bitsPerSecond: Double) -> String {
    let scales = [(1e9, "Gbps"), (1e6, "Mbps"), (1e3, "kbps")]
    let (scale, unit) = scales.first { bitsPerSecond >= $0.0 } ?? (1, "bit/s")
    return trimmed(bitsPerSecond / scale) + "\(noBreakSpace)\(unit)"
  }

  /// A number that a person chose, such as a demand: few digits, no zeros at the end.
  package static func trimmed(_ value: Double, digits: Int = 6) -> String {
    guard value.isFinite else { return nothing }
    guard value == 0 || abs(value) >= 1e-4 else { return significant(value) }
    var text = fixed(value, decimals: decimals(for: value, digits: digits))
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}

/// The unit in which lost time is printed.
package enum TimeUnit: String, Hashable, Sendable {
  case seconds = "s"
  case minutes = "min"
  case hours = "h"

  /// The unit for one figure by itself.
  package init(forMinutes minutes: Double) {
    switch abs(minutes) {
    case 0: self = .minutes
    case ..<1: self = .seconds
    case 600...: self = .hours
    default: self = .minutes
    }
  }

  /// One unit for a column: a small one if all are small, a large one if all are large.
  package init(forColumnOfMinutes column: [Double]) {
    let sizes = column.map { abs($0) }.filter { $0 > 0 && $0.isFinite }
    guard let least = sizes.min(), let most = sizes.max() else {
      self = .minutes
      return
    }
    self = most < 1 ? .seconds : least >= 600 ? .hours : .minutes
  }

  /// How many of it make a minute.
  package var perMinute: Double {
    switch self {
    case .seconds: 60
    case .minutes: 1
    case .hours: 1 / 60.0
    }
  }
}

extension NumberFormatting {
  /// Lost time in the unit that suits it: `14.5 min`.
  package static func time(minutes: Double) -> String {
    time(minutes: minutes, in: TimeUnit(forMinutes: minutes))
  }

  /// Lost time in a given unit.
  package static func time(minutes: Double, in unit: TimeUnit) -> String {
    significant(minutes * unit.perMinute) + "\(noBreakSpace)\(unit.rawValue)"
  }

  /// A span of simulated or wall-clock time: `1 year`, `5 days`, `6.2 s`.
  package static func span(seconds: Double) -> String {
    let year = 31_536_000.0
    if seconds >= year / 2 { return counted(seconds / year, "year") }
    if seconds >= 86_400 { return counted(seconds / 86_400, "day") }
    if seconds >= 3_600 { return counted(seconds / 3_600, "hour") }
    if seconds >= 600 { return counted(seconds / 60, "minute") }
    return fixed(seconds, decimals: seconds < 9.95 ? 1 : 0) + "\(noBreakSpace)s"
  }

  /// A number with its noun, in the plural unless it is one.
  package static func counted(_ value: Double, _ noun: String) -> String {
    let text = trimmed(value, digits: 3)
    return "\(text)\(noBreakSpace)\(noun)\(text == "1" ? "" : "s")"
  }
}
