// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a compiled model: pools, their zones and slots.

package import EventScheduling
package import FlatStorage

package typealias PoolID = Index<PoolRow>
package typealias PoolZoneID = Index<PoolZoneRow>
package typealias PoolSlotID = Index<PoolSlotRow>

/// A pool.
package struct PoolRow: BitwiseCopyable, Sendable {
  /// Armed for now when something changed; fires after all reports of the instant.
  package let decision: TimerID
  package let zones: IndexRange<PoolZoneRow>
  /// Zone by zone.
  package let slots: IndexRange<PoolSlotRow>
  package let desired: Int32
  /// Slots in service without which no condemned one is terminated.
  package let gate: Int32
  package let replaceAtOnce: Int32
  /// Members moved at once to balance the zones; 0: it never balances.
  package let batch: Int32
  /// Whether a moved member's twin serves before it is terminated.
  package let launchFirst: Bool
  /// Whether a launch may lie in another zone than the slot that it replaces.
  package let elsewhere: Bool
}

/// A zone of a pool.
package struct PoolZoneRow: BitwiseCopyable, Sendable {
  package let slots: IndexRange<PoolSlotRow>
  package let open: SignalID
}

/// A slot of a pool.
package struct PoolSlotRow: BitwiseCopyable, Sendable {
  /// What it is at the start.
  package enum Start: UInt8, BitwiseCopyable, Sendable {
    case empty, serving
    /// Empty, and a launch waits here for an open zone.
    case owing
  }
  /// Serves its launch, then its grace.
  package let timer: TimerID
  package let unit: UnitID
  package let pool: PoolID
  package let zone: PoolZoneID
  package let launch: ActionID
  package let grace: Draw
  package let detectors: IndexRange<DetectorID>
  /// Reactions that hold its unit.
  package let holds: IndexRange<ReactionID>
  package let start: Start
}
