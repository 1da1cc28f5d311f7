// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a model that can matter to one signal, through whatever way.

import ReliabilityModeling

/// Paths of all parts whose state a signal depends on, now or later.
struct RelevantParts {
  private(set) var paths: Set<ComponentPath> = []
  private let model: SystemModel
  private var open: [ComponentPath] = []

  /// - Complexity: O(parts met · size of the model)
  init(of signal: Signal, in model: SystemModel) {
    self.model = model
    add(signal)
    while let path = open.popLast() { follow(path) }
  }

  func contains(_ path: ComponentPath) -> Bool { paths.contains(path) }

  private mutating func add(_ signal: Signal) {
    for path in signal.paths { add(path) }
  }
  private mutating func add(_ path: ComponentPath) {
    if paths.insert(path).inserted { open.append(path) }
  }
  private mutating func add(_ action: Action) {
    for step in action.steps { add(step.needs) }
  }

  private mutating func follow(_ path: ComponentPath) {
    for gate in model.gates where gate.path == path { add(gate.signal) }
    for unit in model.units where unit.path == path { follow(unit) }
    for detector in model.detectors where detector.path == path {
      add(detector.target)
      add(detector.alive)
      for case .required(let signal) in detector.blind { add(signal) }
      for pool in model.pools
      where pool.zones.contains(where: { $0.slots.contains { $0.health.contains(path) } }) {
        add(pool.path)
      }
    }
    for failover in model.failovers where failover.path == path {
      for candidate in failover.candidates {
        add(candidate.serves)
        add(candidate.seen)
      }
      for attempt in failover.attempts { add(Action(attempt.steps)) }
    }
    for pool in model.pools where pool.path == path { follow(pool) }
  }

  private mutating func follow(_ unit: RepairableUnit) {
    for signal in unit.requires { add(signal) }
    add(unit.agesWhile)
    add(unit.brokenRepair)
    for mode in unit.modes {
      add(mode.repairWhen)
      add(mode.repair)
    }
    for other in model.units {
      if unit.crew != nil, other.crew == unit.crew { add(other.path) }
      if other.strikes.contains(where: { $0.target == unit.path }) { add(other.path) }
    }
    for failover in model.failovers
    where failover.strikes.contains(where: { $0.target == unit.path }) {
      add(failover.path)
    }
    for incident in model.incidents
    where incident.reactions.contains(where: { reaction in
      reaction.effect == .hold && reaction.targets.contains { $0.leaf == unit.path }
    }) {
      add(incident.path)
    }
    for pool in model.pools
    where pool.zones.contains(where: { $0.slots.contains { $0.unit == unit.path } }) {
      add(pool.path)
    }
  }

  private mutating func follow(_ pool: ReplacementPool) {
    add(pool.launch)
    for type in pool.types { add(type.isOpen) }
    for zone in pool.zones {
      add(zone.isOpen)
      for type in zone.types { add(type.isOpen) }
      add(Action(zone.steps))
      for slot in zone.slots {
        add(slot.unit)
        for detector in slot.health { add(detector) }
      }
    }
  }
}
