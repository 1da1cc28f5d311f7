// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities as people write them: the unit with the shortest number, at most six digits.

/// A number in as few characters as tell it, rounded to six significant digits.
public func plainText(_ number: Double) -> String {
  guard number.isFinite, number != 0 else { return number == 0 ? "0" : "\(number)" }
  let rounded = roundedToSixDigits(number)
  let isWhole = rounded == rounded.rounded() && abs(rounded) < 1e15
  return isWhole ? "\(Int64(rounded))" : "\(rounded)"
}

extension Quantity where Unit: WrittenUnit {
  /// As it is written, such as `90 s`, `1.2 Gbps`, `2 %`, `$0.045` or `0.5 per year`.
  public var text: String { Unit.text(of: value) }
}

extension SecondUnit {
  public static func text(of value: Double) -> String {
    let months = value / 2_628_000
    if months == months.rounded(), months >= 1, months < 12 {
      return months == 1 ? "1 month" : "\(plainText(months)) months"
    }
    return shortest(
      value,
      among: [
        ("y", 31_536_000), ("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1), ("ms", 1e-3),
      ])
  }
}

extension BitPerSecondUnit {
  public static func text(of value: Double) -> String {
    shortest(value, among: [("Gbps", 1e9), ("Mbps", 1e6), ("kbps", 1e3), ("bps", 1)])
  }
}

extension USDollarUnit {
  public static func text(of value: Double) -> String {
    value < 0 ? "-$\(plainText(-value))" : "$\(plainText(value))"
  }
}

extension OneUnit {
  public static func text(of value: Double) -> String { "\(plainText(value * 100)) %" }
}

extension PerYearUnit {
  public static func text(of value: Double) -> String { "\(plainText(value)) per year" }
}

/// The number in that of the scales in which it is shortest; decimals count twice, thousands cost
/// three, and of equals the first is taken.
private func shortest(_ value: Double, among scales: [(name: String, factor: Double)]) -> String {
  var best: (cost: Int, text: String)?
  for scale in scales {
    let quotient = scale.factor < 1 ? value * (1 / scale.factor) : value / scale.factor
    guard abs(quotient) >= 1 else { continue }
    let number = plainText(quotient)
    let decimals = max(0, number.drop { $0 != "." }.count - 1)
    let cost = number.count + decimals + (abs(quotient) >= 1_000 ? 3 : 0)
    if best.map({ cost < $0.cost }) ?? true { best = (cost, "\(number) \(scale.name)") }
  }
  if let best { return best.text }
  let base = scales.first { $0.factor == 1 }?.name ?? ""
  return "\(plainText(value)) \(base)"
}

private func roundedToSixDigits(_ number: Double) -> Double {
  var scale = 1.0
  while abs(number) * scale < 100_000, scale < 1e22 { scale *= 10 }
  while abs(number) * scale >= 1_000_000, scale > 1 { scale /= 10 }
  guard scale > 1 || abs(number) < 1e15 else { return number }
  let scaled = (number * scale).rounded()
  return scaled / scale
}
