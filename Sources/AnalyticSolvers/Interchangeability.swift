// SPDX-License-Identifier: GPL-3.0-or-later
// Units that can change places without changing the model: their states need not be told apart.

import ReliabilityModeling

/// Groups of units that only gates, a common crew and the question know, each in the same way.
///
/// Two units belong together if the model with their names exchanged is the same model; then any
/// state and the one with their facts exchanged have the same future.
struct Interchangeability {
  /// Positions of units; groups of one are left out.
  private(set) var groups: [[Int]] = []
  private let units: [RepairableUnit]
  private let gates: [LogicGate]
  private let signal: Signal
  /// Named by something else than a gate.
  private var isPersonal: Set<ComponentPath> = []

  /// - Complexity: O(units² · gates)
  init(_ builder: ChainBuilder, _ signal: Signal) {
    units = builder.units
    gates = builder.model.gates.filter { builder.relevant.contains($0.path) }
    self.signal = signal.normalized
    notePersonal(builder)
    var isTaken = [Bool](repeating: false, count: units.count)
    for first in units.indices where !isTaken[first] {
      var group = [first]
      for other in units.indices where other > first && !isTaken[other] {
        guard areAlike(first, other) else { continue }
        group.append(other)
        isTaken[other] = true
      }
      if group.count > 1 { groups.append(group) }
    }
  }

  private mutating func notePersonal(_ builder: ChainBuilder) {
    var named: [Signal] = []
    for unit in units {
      named += unit.requires + [unit.agesWhile]
      named += (unit.modes.map(\.repair) + [unit.brokenRepair]).flatMap { $0.steps.map(\.needs) }
      named += unit.modes.map(\.repairWhen)
      for strike in unit.strikes { isPersonal.formUnion([unit.path, strike.target]) }
    }
    for detector in builder.detectors { named += [detector.target, detector.alive] }
    for failover in builder.failovers {
      named += failover.candidates.flatMap { [$0.serves, $0.seen] }
      named += failover.attempts.flatMap { $0.steps.map(\.needs) }
      isPersonal.formUnion(failover.strikes.map(\.target))
    }
    for incident in builder.incidents {
      isPersonal.formUnion(incident.reactions.flatMap { $0.targets.map(\.leaf) })
    }
    for zone in builder.pools.flatMap(\.zones) {
      named.append(zone.isOpen)
      named += zone.types.map(\.isOpen) + zone.steps.map(\.needs)
      isPersonal.formUnion(zone.slots.map(\.unit))
    }
    for pool in builder.pools {
      named += pool.types.map(\.isOpen) + pool.launch.steps.map(\.needs)
    }
    isPersonal.formUnion(named.flatMap(\.paths))
  }

  private func areAlike(_ first: Int, _ other: Int) -> Bool {
    let one = units[first]
    let two = units[other]
    guard !isPersonal.contains(one.path), !isPersonal.contains(two.path) else { return false }
    guard one == two.renamed(one.path) else { return false }
    let exchange = [one.path: two.path, two.path: one.path]
    guard signal.exchanging(exchange).normalized == signal else { return false }
    return gates.allSatisfy {
      $0.signal.exchanging(exchange).normalized == $0.signal.normalized
    }
  }
}

extension RepairableUnit {
  /// The same unit by another name.
  fileprivate func renamed(_ path: ComponentPath) -> Self {
    Self(
      path, modes: modes, requires: requires, clock: clock, repairClock: repairClock,
      restart: restart, comesBackBroken: comesBackBroken, brokenRepair: brokenRepair,
      agesWhile: agesWhile, crew: crew, strikes: strikes)
  }
}

extension Signal {
  /// The expression with parts named otherwise.
  fileprivate func exchanging(_ names: [ComponentPath: ComponentPath]) -> Signal {
    switch self {
    case .always: self
    case .part(let path): .part(names[path] ?? path)
    case .not(let inner): .not(inner.exchanging(names))
    case .all(let inputs): .all(inputs.map { $0.exchanging(names) })
    case .any(let inputs): .any(inputs.map { $0.exchanging(names) })
    case .atLeast(let threshold, of: let inputs):
      .atLeast(threshold, of: inputs.map { $0.exchanging(names) })
    }
  }

  /// The expression with its inputs in an order of their own.
  fileprivate var normalized: Signal {
    func sorted(_ inputs: [Signal]) -> [Signal] {
      inputs.map { ($0.normalized, "\($0.normalized)") }.sorted { $0.1 < $1.1 }.map(\.0)
    }
    switch self {
    case .always, .part: return self
    case .not(let inner): return .not(inner.normalized)
    case .all(let inputs): return .all(sorted(inputs))
    case .any(let inputs): return .any(sorted(inputs))
    case .atLeast(let threshold, of: let inputs): return .atLeast(threshold, of: sorted(inputs))
    }
  }
}
