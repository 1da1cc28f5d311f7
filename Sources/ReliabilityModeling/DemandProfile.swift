// SPDX-License-Identifier: GPL-3.0-or-later
// Demand over the week: a factor for each of its hours, and one for each week.

package import Quantities

/// The shape of a demand: what a source wants is its rate times a factor of the hour.
///
/// Hour 0 begins at t = 0, a Monday at 00:00 UTC. Factors are parts of 10⁹ and at most one, so the
/// rate of a source is the most that it ever wants. A week's factor holds from its Monday on, the
/// last one for good; without any the week repeats unchanged.
package struct DemandProfile: Hashable, Sendable {
  package static let hoursPerWeek = 168
  package static let hour = SimDuration(microseconds: 3_600_000_000)

  /// One a hour of the week, parts of 10⁹, 0 … 10⁹.
  package let hourly: [Int64]
  /// One a week, parts of 10⁹, 0 … 10⁹; empty without growth.
  package let weekly: [Int64]

  /// Factors of the 168 hours of the week, and of the weeks if they differ.
  package init(hourly: [Int64], weekly: [Int64] = []) {
    precondition(hourly.count == Self.hoursPerWeek, "a week has 168 hours")
    self.hourly = hourly
    self.weekly = weekly
  }

  /// Hours after which factors repeat, or are those of the last week for good.
  package var cycleHours: Int { Self.hoursPerWeek * max(1, weekly.count) }

  /// The factor in an hour from t = 0 on, parts of 10⁹; the hour must not be negative.
  package func factor(inHour hour: Int) -> Int64 {
    let factor = hourly[hour % Self.hoursPerWeek]
    guard let last = weekly.indices.last else { return factor }
    return factor * weekly[min(hour / Self.hoursPerWeek, last)] / FlowLevel.one
  }

  /// ∫ factor dt from 0 to an instant, in parts of 10⁹ times µs.
  ///
  /// - Complexity: O(weeks)
  package func integral(until instant: SimTime) -> Int128 {
    let hours = Int(instant.microseconds / Self.hour.microseconds)
    let rest = instant.microseconds % Self.hour.microseconds
    var sum: Int128 = 0
    let perWeek = Self.hoursPerWeek
    for week in 0..<hours / perWeek {
      if weekly.isEmpty || week >= weekly.count {
        // From here on all weeks are alike.
        sum += Int128(hours / perWeek - week) * self.sum(ofWeek: week)
        break
      }
      sum += self.sum(ofWeek: week)
    }
    for hour in hours / perWeek * perWeek..<hours { sum += Int128(factor(inHour: hour)) }
    return sum * Int128(Self.hour.microseconds) + Int128(factor(inHour: hours)) * Int128(rest)
  }

  /// The profile of the sum of several demands, given as rates and profiles: none if nothing
  /// varies; `nil` if they grow differently, so that their sum has no shape of its own.
  package static func sum(of parts: [(rate: Int64, profile: Self?)]) -> Self?? {
    guard let first = parts.compactMap(\.profile).first else { return .some(nil) }
    if parts.allSatisfy({ $0.profile == first }) { return first }
    guard parts.allSatisfy({ ($0.profile?.weekly ?? []) == first.weekly }) else { return nil }
    let whole = parts.reduce(Int128(0)) { $0 + Int128($1.rate) }
    guard whole > 0 else { return first }
    let hourly = (0..<hoursPerWeek).map { hour in
      let wanted = parts.reduce(Int128(0)) { sum, part in
        sum + Int128(part.rate) * Int128(part.profile?.hourly[hour] ?? FlowLevel.one)
      }
      return Int64((wanted + whole / 2) / whole)
    }
    return Self(hourly: hourly, weekly: first.weekly)
  }

  /// Mean factor of the first week, in 0 … 1.
  package var mean: Double {
    Double(sum(ofWeek: 0)) / Double(Self.hoursPerWeek) / Double(FlowLevel.one)
  }

  private func sum(ofWeek week: Int) -> Int128 {
    (week * Self.hoursPerWeek..<(week + 1) * Self.hoursPerWeek)
      .reduce(0) { $0 + Int128(factor(inHour: $1)) }
  }
}
