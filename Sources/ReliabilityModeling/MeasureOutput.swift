// SPDX-License-Identifier: GPL-3.0-or-later
// What a replication hands out: integers, one a measure and kind.

package import Quantities

/// One integer that a replication sums up for a measure.
package struct MeasureOutput: Hashable, Sendable {
  /// What is summed up, and in which unit.
  package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// (bit/s) · µs that a service offered and did not serve.
    case lost
    /// µs in which a service was short, and in which it served nothing.
    case short, dark
    /// Maximal intervals of shortage, and of darkness.
    case shortOutages, darkOutages
    /// Parts of 10⁹ of one cut of all flows.
    case interruptions
    /// µs in which a signal was down, and maximal intervals of it.
    case down, outages
    /// (bit/s) · µs through a node.
    case carried
    /// 1 if a signal was down at an instant, or before one; 1 if it was down for at most so long.
    case downAt, failedBefore, downAtMost
    /// µs until a signal was first down.
    case timeToFailure
  }

  package let measure: String
  package let kind: Kind
  /// Of the service in bit/s, with a profile the most of all hours; 0 for other measures.
  package let demand: Int64
  /// How the demand varies over time; `nil` if it does not.
  package let profile: DemandProfile?
  /// The output that counts the events behind this one.
  package let eventCount: Int

  package init(
    measure: String, kind: Kind, demand: Int64 = 0, profile: DemandProfile? = nil, eventCount: Int
  ) {
    self.measure = measure
    self.kind = kind
    self.demand = demand
    self.profile = profile
    self.eventCount = eventCount
  }

  /// What the service's users want in all up to an instant, in (bit/s) · µs.
  ///
  /// - Complexity: O(weeks)
  package func wanted(until horizon: SimTime) -> Double {
    guard let profile else { return Double(demand) * Double(horizon.microseconds) }
    return Double(demand) * (Double(profile.integral(until: horizon)) / Double(FlowLevel.one))
  }

  /// Mean demand up to an instant, in bit/s.
  package func meanDemand(until horizon: SimTime) -> Double {
    profile == nil ? Double(demand) : wanted(until: horizon) / Double(horizon.microseconds)
  }

  /// Whether its precision stops a run: what services lose, and all kinds of a signal's being down.
  package var isPrecise: Bool {
    switch kind {
    case .lost, .down, .downAt, .failedBefore, .downAtMost, .timeToFailure: true
    case .short, .dark, .shortOutages, .darkOutages, .interruptions, .outages, .carried: false
    }
  }

  /// Whether a replication gives 0 or 1, so that its mean is a proportion.
  package var isIndicator: Bool {
    switch kind {
    case .downAt, .failedBefore, .downAtMost: true
    case .lost, .short, .dark, .shortOutages, .darkOutages, .interruptions, .down, .outages,
      .carried, .timeToFailure:
      false
    }
  }
}
