// SPDX-License-Identifier: GPL-3.0-or-later
// The narrow waist: one design and its world, said in primitives.

import Quantities
package import RandomVariates

/// The stable name of a part, such as `nat/a`; random streams are addressed by it.
package struct ComponentPath: Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringInterpolation
{
  package let text: String
  package init(_ text: String) { self.text = text }
  package init(stringLiteral value: String) { text = value }
  package var description: String { text }
  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.text < rhs.text }
  /// The path of a part within this one.
  package static func / (lhs: Self, name: String) -> Self { Self("\(lhs.text)/\(name)") }
}

/// What is up or down at every instant: a part by name, or a combination of such.
package indirect enum Signal: Hashable, Sendable {
  /// Never down.
  case always
  /// A unit, gate, detector or failover by its path; a calendar as `path.window` or
  /// `path.announced`.
  case part(ComponentPath)
  case not(Signal)
  case all([Signal])
  case any([Signal])
  case atLeast(Int, of: [Signal])
}

/// A design and its world as a value: a generalized semi-Markov process with a structure function
/// and a capacity function on top, in closed primitives that have never heard of AWS.
///
/// What holds at one instant: timers are numbered by class (incidents and calendars, units,
/// detectors, failovers), so causes precede their observers; gates settle in topological order,
/// each at most once; measures see an instant only when the clock leaves it. Only
/// `SystemModelBuilder` makes one, after its checks.
package struct SystemModel: Sendable {
  package internal(set) var name: String
  package internal(set) var units: [RepairableUnit] = []
  package internal(set) var crews: [RepairCrew] = []
  package internal(set) var incidents: [Incident] = []
  package internal(set) var calendars: [Calendar] = []
  package internal(set) var gates: [LogicGate] = []
  package internal(set) var detectors: [Detector] = []
  package internal(set) var failovers: [Failover] = []
  package internal(set) var pools: [ReplacementPool] = []
  package internal(set) var leafLevels: [LeafLevel] = []
  package internal(set) var sources: [FlowSource] = []
  package internal(set) var nodes: [FlowNode] = []
  package internal(set) var splits: [FlowSplit] = []
  package internal(set) var switches: [FlowSwitch] = []
  package internal(set) var measures: [Measure] = []
  /// Delay from a page to the moment somebody acts, drawn at (`world/operators`, origin).
  package internal(set) var operatorReaction: DurationLaw = .constant(.init(0))
  init(name: String) { self.name = name }
}
