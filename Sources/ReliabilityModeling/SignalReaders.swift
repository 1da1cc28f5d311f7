// SPDX-License-Identifier: GPL-3.0-or-later
// Who reads a name: the place of a finding about a name that nothing defines.

extension SystemModel {
  /// The first part that reads a signal by this name, or none.
  ///
  /// - Complexity: O(references)
  func reader(of name: ComponentPath) -> ComponentPath? {
    func reads(_ signals: [Signal]) -> Bool { signals.contains { $0.reads(name) } }
    if let unit = units.first(where: { reads($0.signalsRead) }) { return unit.path }
    if let gate = gates.first(where: { reads([$0.signal]) }) { return gate.path }
    if let detector = detectors.first(where: { reads([$0.target, $0.alive]) }) {
      return detector.path
    }
    if let failover = failovers.first(where: { reads($0.signalsRead) }) { return failover.path }
    return nodes.first { reads([$0.isOpen]) }?.path
  }
}

extension RepairableUnit {
  /// All that it follows: power, ageing, and what its repairs wait for.
  fileprivate var signalsRead: [Signal] {
    requires + [agesWhile] + brokenRepair.steps.map(\.needs)
      + modes.flatMap { [$0.repairWhen] + $0.repair.steps.map(\.needs) }
  }
}

extension Failover {
  fileprivate var signalsRead: [Signal] {
    candidates.flatMap { [$0.serves, $0.seen] } + attempts.flatMap { $0.steps.map(\.needs) }
  }
}

extension Signal {
  /// Whether a name occurs in it.
  fileprivate func reads(_ name: ComponentPath) -> Bool {
    switch self {
    case .always: false
    case .part(let path): path == name
    case .not(let inner): inner.reads(name)
    case .all(let inputs), .any(let inputs), .atLeast(_, of: let inputs):
      inputs.contains { $0.reads(name) }
    }
  }
}
