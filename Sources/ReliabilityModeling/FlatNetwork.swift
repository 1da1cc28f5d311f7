// SPDX-License-Identifier: GPL-3.0-or-later
// The flow network of a compiled model: elements in topological order, a slot for each flow.

package import FlatStorage

/// A flow's place at an element: one source's part of its inflow.
package enum FlowSlot {}
package typealias SlotID = Index<FlowSlot>

/// Sources, elements and services of a network, and where each flow goes.
package struct FlatNetwork: Sendable {
  package internal(set) var levels: Table<LevelID, LevelRow>
  /// Operands of levels and parts of capacities, by `LevelRow.operands`.
  package internal(set) var operands: Table<Index<OperandRow>, OperandRow>
  package internal(set) var sources: Table<Index<SourceRow>, SourceRow>
  /// Factors of all profiles, parts of 10⁹, `cycleHours` each.
  package internal(set) var factors: Table<Index<DemandProfile>, Int64>
  /// Hours after which all demand repeats, or stays as in the last week; 0 if none varies.
  package internal(set) var cycleHours: Int
  /// In topological order.
  package internal(set) var elements: Table<ElementID, ElementRow>
  package internal(set) var ways: Table<Index<WayRow>, WayRow>
  /// Where the flow of a slot arrives by each way of its element: slots of the next element.
  package internal(set) var slotTargets: Table<Index<SlotTarget>, SlotTarget>
  package internal(set) var slotCount: Int
  package internal(set) var services: Table<Index<ServiceRow>, ServiceRow>
  package internal(set) var carried: Table<Index<CarriedRow>, CarriedRow>
  package internal(set) var hasRetry: Bool
}

/// A level and what it is made of.
package struct LevelRow: BitwiseCopyable, Sendable {
  /// How the level is found.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case constant, leaf, choose, share, product, complement
  }
  package let kind: Kind
  package let leaf: LeafID
  package let signal: SignalID
  package let value: Int64
  package let operands: IndexRange<OperandRow>
}

/// A level, a signal, or a rate while a signal is up.
package struct OperandRow: BitwiseCopyable, Sendable {
  package let level: LevelID
  package let signal: SignalID
  package let rate: Int64
}

/// A source, its rate and where it leads.
package struct SourceRow: BitwiseCopyable, Sendable {
  package let rate: Int64
  /// The rate in the mean of a week; equal to `rate` without a profile.
  package let meanRate: Int64
  /// Where the factors of its profile begin; `none` if the rate does not vary.
  package let factors: Index<DemandProfile>
  package let level: LevelID
  /// First element, none if lost at once; `slot` there, or served at once.
  package let target: SlotTarget
  package let element: ElementID
  package let service: UInt32
}

/// Where a flow arrives.
package struct SlotTarget: BitwiseCopyable, Sendable {
  /// Onto an element, to its end served, or lost.
  package enum Kind: UInt8, BitwiseCopyable, Sendable { case slot, end, nowhere }
  package let kind: Kind
  package let slot: SlotID
}

/// A node, split or switch.
package struct ElementRow: BitwiseCopyable, Sendable {
  /// Which of the three it is.
  package enum Kind: UInt8, BitwiseCopyable, Sendable { case node, split, `switch` }
  /// What a split does when no way is in.
  package enum WhenNone: UInt8, BitwiseCopyable, Sendable { case all, first, none }
  package let kind: Kind
  package let whenNone: WhenNone
  package let retry: Bool
  /// Node: open while up.
  package let isOpen: SignalID
  /// Node: capacity in rate, negative for unlimited; times `capacityLevel`, or the sum of `parts`.
  package let capacity: Int64
  package let capacityLevel: LevelID
  package let parts: IndexRange<OperandRow>
  package let passes: LevelID
  /// Switch: whose active candidate decides.
  package let failover: FailoverID
  package let ways: IndexRange<WayRow>
  package let slots: IndexRange<FlowSlot>
  /// Targets of slot i by way j stand at `targets[j · slots + i]`.
  package let targets: IndexRange<SlotTarget>
}

/// A way out of an element.
package struct WayRow: BitwiseCopyable, Sendable {
  /// Where the way leads.
  package enum Kind: UInt8, BitwiseCopyable, Sendable { case element, end, nowhere }
  package let kind: Kind
  package let element: ElementID
  package let isIn: SignalID
  package let weight: LevelID
}

/// A service and where its outputs begin.
package struct ServiceRow: BitwiseCopyable, Sendable {
  /// In the mean of a week.
  package let meanDemand: Int64
  /// Short while served · 10⁹ < offered · this.
  package let shortBelow: Int64
  package let firstOutput: UInt32
}

/// A node whose throughput is summed up.
package struct CarriedRow: BitwiseCopyable, Sendable {
  package let element: ElementID
  package let output: UInt32
}
