// SPDX-License-Identifier: GPL-3.0-or-later
// The longest outages of a measure over all replications.

package import Quantities
package import SimulationEngine

/// An outage with the address at which a trace shows it.
package struct LocatedOutage: Hashable, Sendable {
  package let length: SimDuration
  package let start: SimTime
  package let replication: UInt32
}

/// The longest outages of one measure, the longest first; of equal ones the earlier replication,
/// and in it the earlier instant.
///
/// The order is total, so merging in any order gives the same five.
struct LongestOutages: Hashable, Sendable {
  private(set) var outages: [Outage] = []

  /// Takes an outage over if it is one of the longest; one of length 0 is none.
  mutating func add(_ outage: Outage) {
    guard outage.length > 0 else { return }
    let place = outages.firstIndex { outage.precedes($0) } ?? outages.count
    guard place < ReplicationState.outagesKept else { return }
    outages.insert(outage, at: place)
    if outages.count > ReplicationState.outagesKept { outages.removeLast() }
  }

  /// Takes over what is longest in another part of the replications.
  mutating func merge(_ other: Self) {
    for outage in other.outages { add(outage) }
  }
}

extension ExperimentResult {
  /// The longest outages of a measure, at most five, each with the replication and the instant at
  /// which a trace shows it; of a service, of its being short.
  ///
  /// - Parameters:
  ///   - design: Position of the design.
  ///   - measure: Name of a measure of a signal or a service.
  /// - Returns: None if it has no outages, or no such measure.
  package func longest(design: Int, measure: String) -> [Outage] {
    let place = totals.layout.outageMeasures.firstIndex {
      $0.design == design && $0.measure == measure
    }
    return place.map { totals.longest[$0].outages } ?? []
  }

  /// The same with units, for those who know no engine.
  package func longestOutages(design: Int, measure: String) -> [LocatedOutage] {
    longest(design: design, measure: measure).map {
      LocatedOutage(
        length: SimDuration(microseconds: $0.length), start: SimTime(microseconds: $0.start),
        replication: $0.replication)
    }
  }
}
