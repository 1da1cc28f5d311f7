// SPDX-License-Identifier: GPL-3.0-or-later
// Every place of a model that reads a signal: one list for checking and for flattening.

extension SystemModel {
  /// The model with all parts of a kind sorted by path, so that no order of entries matters.
  func sorted() -> SystemModel {
    var model = self
    model.units.sort { $0.path < $1.path }
    model.crews.sort { $0.name < $1.name }
    model.incidents.sort { $0.path < $1.path }
    model.calendars.sort { $0.path < $1.path }
    model.gates.sort { $0.path < $1.path }
    model.detectors.sort { $0.path < $1.path }
    model.failovers.sort { $0.path < $1.path }
    model.pools.sort { $0.path < $1.path }
    model.leafLevels.sort { $0.path < $1.path }
    model.sources.sort { $0.path < $1.path }
    model.nodes.sort { $0.path < $1.path }
    model.splits.sort { $0.path < $1.path }
    model.switches.sort { $0.path < $1.path }
    model.measures.sort { $0.name < $1.name }
    return model
  }

  /// Signals that parts read besides what units require and failovers serve.
  var signalsRead: [Signal] {
    var signals: [Signal] = []
    for unit in units {
      for mode in unit.modes {
        signals.append(mode.repairWhen)
        signals += mode.repair.steps.map(\.needs)
      }
      signals += unit.brokenRepair.steps.map(\.needs)
      signals.append(unit.agesWhile)
    }
    signals += detectors.flatMap { [$0.target, $0.alive] }
    for failover in failovers {
      signals += failover.candidates.map(\.seen)
      signals += failover.attempts.flatMap { $0.steps.map(\.needs) }
    }
    for pool in pools {
      for zone in pool.zones {
        signals.append(pool.launchable(in: zone))
        signals += pool.launch(in: zone).steps.map(\.needs)
      }
    }
    for node in nodes {
      signals.append(node.isOpen)
      if case .sum(let parts) = node.capacity { signals += parts.map(\.signal) }
    }
    signals += splits.flatMap { $0.ways.map(\.isIn) }
    signals += flowLevels.flatMap(\.signalsRead)
    for measure in measures {
      if case .up(_, let signal, _) = measure { signals.append(signal) }
    }
    return signals
  }

  /// Failure clocks and drawn incidents.
  var clockCount: Int {
    let modes = units.reduce(0) { $0 + $1.modes.count { $0.failure != nil } }
    return modes
      + incidents.count { if case .drawn = $0.strikes { true } else { false } }
  }

  /// Levels that the flow network reads.
  var flowLevels: [FlowLevel] {
    var levels = sources.map(\.level)
    for node in nodes {
      levels.append(node.passes)
      if case .scaled(_, let level) = node.capacity { levels.append(level) }
    }
    return levels + splits.flatMap { $0.ways.map(\.weight) }
  }

  /// Paths of the elements of the flow network, sources excepted.
  var elementPaths: [ComponentPath] {
    nodes.map(\.path) + splits.map(\.path) + switches.map(\.path)
  }
}

extension FlowLevel {
  var signalsRead: [Signal] {
    switch self {
    case .constant, .leaf: []
    case .choose(let signal, let then, let otherwise):
      [signal] + then.signalsRead + otherwise.signalsRead
    case .share(let signals): signals
    case .product(let factors): factors.flatMap(\.signalsRead)
    case .complement(let level): level.signalsRead
    }
  }

  var leavesRead: [ComponentPath] {
    switch self {
    case .constant, .share: []
    case .leaf(let path): [path]
    case .choose(_, let then, let otherwise): then.leavesRead + otherwise.leavesRead
    case .product(let factors): factors.flatMap(\.leavesRead)
    case .complement(let level): level.leavesRead
    }
  }
}
