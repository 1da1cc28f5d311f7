// SPDX-License-Identifier: GPL-3.0-or-later
// The flow network: levels, sources, nodes, splits and switches; a directed acyclic graph.

/// A share in parts of 10⁹.
package indirect enum FlowLevel: Hashable, Sendable {
  /// Parts of 10⁹, 0 … 10⁹.
  case constant(Int64)
  /// A leaf level by its path.
  case leaf(ComponentPath)
  case choose(when: Signal, then: FlowLevel, otherwise: FlowLevel)
  /// The fraction of the signals that is up.
  case share(of: [Signal])
  case product([FlowLevel])
  /// 1 − x.
  case complement(FlowLevel)

  package static let one: Int64 = 1_000_000_000
  package static var full: Self { .constant(one) }
}

/// A level that incidents multiply.
package struct LeafLevel: Hashable, Sendable {
  package let path: ComponentPath
  /// Parts of 10⁹, 0 … 10⁹.
  package let base: Int64
  package init(_ path: ComponentPath, base: Int64 = FlowLevel.one) {
    self.path = path
    self.base = base
  }
}

/// Where a flow goes next.
package enum FlowTarget: Hashable, Sendable {
  /// Served.
  case end
  /// Lost.
  case nowhere
  /// A node, split or switch.
  case element(ComponentPath)
}

/// Emits rate · factor of the hour · level, rounded down.
package struct FlowSource: Hashable, Sendable {
  package let path: ComponentPath
  /// Bits (requests, packets, connections) a second, not negative; with a profile the most of all
  /// hours.
  package let rate: Int64
  /// How the rate varies; `nil` if it does not.
  package let profile: DemandProfile?
  package let level: FlowLevel
  package let to: FlowTarget
  package init(
    _ path: ComponentPath, rate: Int64, profile: DemandProfile? = nil, level: FlowLevel = .full,
    to: FlowTarget
  ) {
    self.path = path
    self.rate = rate
    self.profile = profile
    self.level = level
    self.to = to
  }
}

/// What a node lets through at most.
package enum FlowCapacity: Hashable, Sendable {
  case unlimited
  /// A rate times a level.
  case scaled(Int64, FlowLevel)
  /// The sum of the rates whose signals are up.
  case sum([Part])

  /// A part of the sum, counted while its signal is up.
  package struct Part: Hashable, Sendable {
    package let rate: Int64
    package let signal: Signal
    package init(_ rate: Int64, while signal: Signal) {
      self.rate = rate
      self.signal = signal
    }
  }
}

/// Lets min(capacity, inflow) · passes through while it is open, all flows alike, and nothing else.
package struct FlowNode: Hashable, Sendable {
  package let path: ComponentPath
  package let isOpen: Signal
  package let capacity: FlowCapacity
  package let passes: FlowLevel
  package let to: FlowTarget
  package init(
    _ path: ComponentPath, while isOpen: Signal = .always, capacity: FlowCapacity = .unlimited,
    passes: FlowLevel = .full, to: FlowTarget
  ) {
    self.path = path
    self.isOpen = isOpen
    self.capacity = capacity
    self.passes = passes
    self.to = to
  }
}

/// One output of a split.
package struct FlowWay: Hashable, Sendable {
  package let to: FlowTarget
  package let isIn: Signal
  package let weight: FlowLevel
  package init(_ to: FlowTarget, in isIn: Signal = .always, weight: FlowLevel = .full) {
    self.to = to
    self.isIn = isIn
    self.weight = weight
  }
}

/// Divides its inflow by weight among the ways that are in.
package struct FlowSplit: Hashable, Sendable {
  /// What happens when no way is in.
  package enum WhenNone: Hashable, Sendable { case all, first, none }
  package let path: ComponentPath
  package let ways: [FlowWay]
  package let whenNone: WhenNone
  /// Takes only ways from which an end is reached over open nodes.
  package let retry: Bool
  package init(
    _ path: ComponentPath, over ways: [FlowWay], whenNone: WhenNone, retry: Bool = false
  ) {
    self.path = path
    self.ways = ways
    self.whenNone = whenNone
    self.retry = retry
  }
}

/// Sends all to the way of a failover's active candidate.
package struct FlowSwitch: Hashable, Sendable {
  package let path: ComponentPath
  package let failover: ComponentPath
  /// One a candidate, in their order.
  package let ways: [FlowTarget]
  package init(_ path: ComponentPath, by failover: ComponentPath, ways: [FlowTarget]) {
    self.path = path
    self.failover = failover
    self.ways = ways
  }
}
