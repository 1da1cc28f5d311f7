// SPDX-License-Identifier: GPL-3.0-or-later
// Units, crews and incidents of a chain model.

import Quantities
import RandomVariates
import ReliabilityModeling

extension ChainBuilder {
  mutating func addUnits() {
    for unit in units { add(unit) }
    for crew in model.crews {
      let members = units.indices.filter { units[$0].crew == crew.name }
      guard !members.isEmpty else { continue }
      update { $0.crews.append(ChainCrew(servers: crew.servers, units: members)) }
      let number = chain.crews.count - 1
      for member in members { update { $0.units[member].crew = number } }
    }
  }

  private mutating func add(_ unit: RepairableUnit) {
    checkOperators(of: unit)
    checkOperators(ofStrikesBy: unit)
    let condition = slot()
    let action = slots()
    let modes = unit.modes.map { mode($0, of: unit) }
    let comesBroken = unit.comesBackBroken > 0 || unit.endsBroken
    if comesBroken, !unit.strikes.isEmpty {
      refuse("unit \(unit.path) strikes others and can come back broken")
    }
    let fallback = ChainAction(steps: [], resume: .none)
    let inPool = pools.contains { $0.zones.contains { $0.slots.contains { $0.unit == unit.path } } }
    let broken =
      comesBroken || inPool
      ? self.action(unit.brokenRepair, "the repair of \(unit.path) from 'broken'") : fallback
    let queue = unit.crew == nil ? nil : slot()
    let strikes = unit.strikes.compactMap { strike($0) }
    update {
      $0.units.append(
        ChainUnit(
          condition: condition, action: action, modes: modes, requires: [], holds: [],
          failurePauses: unit.clock == .pause, repairPauses: unit.repairClock == .pause,
          restart: .none, comesBackBroken: unit.comesBackBroken, brokenRepair: broken,
          agesWhile: .always, crew: nil, queue: queue, strikes: strikes, membership: nil))
    }
    let index = chain.units.count - 1
    let requires = unit.requires.map { signal($0) }
    let agesWhile = signal(unit.agesWhile)
    let restart = phases(unit.restart, "the restart of \(unit.path)")
    update {
      $0.units[index].requires = requires
      $0.units[index].agesWhile = agesWhile
      $0.units[index].restart = restart
    }
  }

  private mutating func mode(_ mode: FailureMode, of unit: RepairableUnit) -> ChainMode {
    let law = mode.failure.map { phases($0, "the failure of \(unit.path) by '\(mode.name)'") }
    if let law, law.entries.contains(where: { $0.phase == PhaseLaw.due }) {
      refuse("the failure of \(unit.path) by '\(mode.name)' can come at once")
    }
    return ChainMode(
      failure: law, clock: (law?.rates.count ?? 0) > 1 ? slot() : nil,
      repair: action(mode.repair, "the repair of \(unit.path) from '\(mode.name)'"),
      repairWhen: signal(mode.repairWhen),
      renews: mode.renews.compactMap { name in
        unit.modes.firstIndex { $0.name == name }
      })
  }

  mutating func strike(_ strike: UnitStrike) -> ChainStrike? {
    guard let target = unitNumber[strike.target] else { return nil }
    let modes = units[target].modes
    let mode = strike.mode.flatMap { name in modes.firstIndex { $0.name == name } } ?? 0
    guard !modes.isEmpty else { return nil }
    return ChainStrike(unit: target, mode: mode, probability: strike.probability)
  }

  /// One page of an origin brings one reaction, so only a single one is free of memory.
  private mutating func checkOperators(of unit: RepairableUnit) {
    for action in unit.modes.map(\.repair) + [unit.brokenRepair] {
      let calls = action.steps.filter { $0.duration == .operatorReaction }
      guard !calls.isEmpty, PhaseLaw(model.operatorReaction) != PhaseLaw.none else { continue }
      if calls.count > 1 || calls.contains(where: { $0.success < 1 && $0.onFailure == .again }) {
        refuse("operators react to unit \(unit.path) more than once by the same draw")
      }
    }
  }

  /// What a failure strikes has its origin, and so the same reaction of operators.
  private mutating func checkOperators(ofStrikesBy unit: RepairableUnit) {
    guard PhaseLaw(model.operatorReaction) != PhaseLaw.none else { return }
    var callers = operatorCallers(struckBy: unit.strikes)
    if unit.modes.contains(where: \.callsOperators) { callers.insert(unit.path) }
    if !unit.strikes.isEmpty, callers.count > 1 {
      refuse("operators react to what unit \(unit.path) strikes by the same draw")
    }
  }

  /// Units whose repairs call operators after a strike, or after one that follows from it.
  func operatorCallers(struckBy strikes: [UnitStrike]) -> Set<ComponentPath> {
    var callers: Set<ComponentPath> = []
    var known: Set<UnitStrike> = []
    var open = strikes
    while let strike = open.popLast() {
      guard known.insert(strike).inserted, let index = unitNumber[strike.target] else { continue }
      open += units[index].strikes
      let mode = units[index].modes.first { strike.mode == nil || strike.mode == $0.name }
      if mode?.callsOperators == true { callers.insert(strike.target) }
    }
    return callers
  }

  // MARK: Incidents

  mutating func addIncidents() {
    for incident in incidents { add(incident) }
  }

  private mutating func add(_ incident: Incident) {
    let path = incident.path
    guard case .drawn(let mtbf) = incident.strikes else {
      return refuse("incident \(path) is replayed")
    }
    let duration = phases(incident.duration, "the duration of incident \(path)")
    var targets: [IncidentOutcomes.Target] = []
    for index in units.indices {
      var reactions: [(Incident.Reaction, group: Int?)] = []
      for reaction in incident.reactions where reaction.effect == .hold {
        for target in reaction.targets where target.leaf == units[index].path {
          reactions.append((reaction, target.group))
          if reaction.lasting != nil {
            refuse("incident \(path) holds \(target.leaf) for a time of its own")
          }
        }
      }
      guard !reactions.isEmpty else { continue }
      let hold = slot()
      update { $0.units[index].holds.append(hold) }
      targets.append(
        IncidentOutcomes.Target(leaf: units[index].path, slot: hold, reactions: reactions))
    }
    guard let outcomes = IncidentOutcomes(incident, targets: targets).all() else {
      return refuse(
        PhaseLaw.isFinite(incident.severity)
          ? "incident \(path) has too many outcomes"
          : "the severity of incident \(path) has infinitely many values")
    }
    let active = slot()
    update {
      $0.incidents.append(
        ChainIncident(
          rate: 1 / mtbf.value, duration: duration, active: active,
          holds: targets.map(\.slot), outcomes: outcomes))
    }
  }
}

extension PhaseLaw {
  /// Whether a law of shares has finitely many values.
  static func isFinite(_ law: ShareLaw) -> Bool {
    if case .constant = law { return true }
    if case .mixture(let parts) = law { return parts.allSatisfy { isFinite($0.law) } }
    return false
  }
}

extension RepairableUnit {
  /// Whether a step of a repair can end in the mode `broken`.
  var endsBroken: Bool {
    modes.contains { $0.repair.steps.contains { $0.success < 1 && $0.onFailure == .broken } }
  }
}

extension FailureMode {
  /// Whether a step of its repair is a page.
  fileprivate var callsOperators: Bool {
    repair.steps.contains { $0.duration == .operatorReaction }
  }
}

extension ChainUnit {
  /// All places of its facts but holds.
  var slots: [StateSlot] {
    [condition, action.stage, action.step, action.phase] + modes.compactMap(\.clock)
      + (queue.map { [$0] } ?? [])
  }
}
