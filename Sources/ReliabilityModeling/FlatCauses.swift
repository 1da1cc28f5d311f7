// SPDX-License-Identifier: GPL-3.0-or-later
// What lost time is charged to: failure modes, incidents, windows, numbered and found by origin.

package import FlatStorage

package typealias CauseID = Index<CauseRow>
package typealias ChargeID = Index<ChargeRow>

extension CauseID {
  /// Nobody: what is lost while every part is healthy and control has settled.
  package static var noFault: Self { Self(0 as UInt32) }
}

/// The causes of a compiled model, and the measures whose losses are charged to them.
///
/// Cause 0 is nobody; then come the modes of each unit and its `broken`, incidents and calendars.
package struct FlatCauses: Sendable {
  package let rows: Table<CauseID, CauseRow>
  /// The cause of each unit's first mode; its others follow, `broken` last.
  package let units: Table<UnitID, CauseID>
  package let firstIncident: UInt32
  package let firstCalendar: UInt32
  /// Ascending by hash.
  package let origins: Table<Index<OriginRow>, OriginRow>
  package let charges: Table<ChargeID, ChargeRow>
  /// Every so many replications are charged.
  package let stride: UInt32

  init(
    rows: [CauseRow] = [], units: [CauseID] = [], firstIncident: UInt32 = 0,
    firstCalendar: UInt32 = 0, origins: [OriginRow] = [], charges: [ChargeRow] = [],
    stride: UInt32 = 1
  ) {
    self.stride = stride
    self.rows = Table(rows)
    self.units = Table(units)
    self.firstIncident = firstIncident
    self.firstCalendar = firstCalendar
    self.origins = Table(origins)
    self.charges = Table(charges)
  }

  /// Whether replications charge what they lose.
  package var areRecorded: Bool { charges.count > 0 }

  /// For each measure that is charged, the output that its charges add up to.
  package var chargedOutputs: [Int] { charges.elements.map { Int($0.output) } }

  /// The cause that an event with an origin belongs to.
  ///
  /// - Complexity: O(log of the parts)
  package func cause(ofOrigin hash: UInt64, mode: UInt8) -> CauseID {
    var (low, high) = (0 as UInt32, UInt32(origins.count))
    while low < high {
      let middle = low &+ (high &- low) / 2
      let row = origins[Index(middle)]
      if row.hash == hash { return CauseID(row.first.rawValue &+ UInt32(mode)) }
      if row.hash < hash { low = middle &+ 1 } else { high = middle }
    }
    return .noFault
  }
}

/// One cause.
package struct CauseRow: BitwiseCopyable, Sendable {
  /// What `owner` counts.
  package enum Kind: UInt8, BitwiseCopyable, Sendable { case nobody, unit, incident, calendar }
  package let kind: Kind
  /// Of a unit the mode, counted within it; the number of modes stands for `broken`.
  package let mode: UInt8
  package let owner: UInt32
  /// Seedless hash of the owner's path.
  package let originHash: UInt64
}

/// Where the causes of a part begin.
package struct OriginRow: BitwiseCopyable, Sendable {
  package let hash: UInt64
  package let first: CauseID
}

/// A measure whose losses are charged: the average of a signal, or what a service loses.
package struct ChargeRow: BitwiseCopyable, Sendable {
  package let isService: Bool
  /// Counts the signals' measures, or the services.
  package let index: UInt32
  /// The output that the charges add up to.
  package let output: UInt32
}

/// How a cause is called.
package struct CauseName: Hashable, Sendable {
  /// Path of the unit, incident or calendar; `nil` for nobody.
  package let component: String?
  /// A unit's failure mode, `incident` or `window`; `nil` for nobody.
  package let mode: String?
  package init(component: String?, mode: String?) {
    self.component = component
    self.mode = mode
  }
}

extension FlatNetwork {
  /// The first hour of the cycle in which most is wanted of all services together.
  ///
  /// - Complexity: O(hours · sources)
  package var peakHour: Int {
    var (peak, most) = (0, -1.0)
    for hour in 0..<cycleHours {
      let wanted = sources.elements.reduce(0.0) { sum, source in
        let first = source.factors
        let factor = first.isNone ? 1 : Double(factors[Index(Int(first.rawValue) + hour)]) / 1e9
        return sum + Double(source.rate) * factor
      }
      if wanted > most { (peak, most) = (hour, wanted) }
    }
    return peak
  }
}
