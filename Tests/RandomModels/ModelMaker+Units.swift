// SPDX-License-Identifier: GPL-3.0-or-later
// Random units: modes, clocks, restarts, broken returns, crews, strikes, standby; and an incident.

import Quantities
import RandomVariates
import ReliabilityModeling

extension ModelMaker {
  mutating func addUnits(_ count: Int, to model: inout RandomModel) {
    let hasCrew = count > 1 && chance(0.35)
    for number in 1...count where number == 1 || affords(4) {
      let path = ComponentPath("unit/\(number)")
      let standsBy = number > 1 && chance(0.15)
      let modes = (1...whole(1...2)).map { mode($0, others: 2) }.known()
      var strikes: [UnitStrike] = []
      if number > 1, chance(0.25) {
        let target = some(model.units)
        let mode = chance(0.5) ? some(target.modes).name : nil
        strikes.append(
          UnitStrike(target.path, mode: mode, probability: chance(0.3) ? 1 : real(0.1...0.9)))
      }
      let canBreak = modes.contains { $0.repair.steps.contains { $0.onFailure == .broken } }
      let comesBackBroken = chance(0.25) && affords(1.5) ? real(0.05...0.5) : 0
      if canBreak || comesBackBroken > 0 { strikes = [] }
      model.units.append(
        RepairableUnit(
          path, modes: modes, requires: number > 1 && chance(0.35) ? [signal()] : [],
          clock: chance(0.5) ? .pause : .continue,
          repairClock: chance(0.5) ? .pause : .continue,
          restart: chance(0.25) && affords(1.5) ? law(0.2...2) : .constant(Seconds(0)),
          comesBackBroken: comesBackBroken,
          brokenRepair: chance(0.5) ? Action([.operatorReaction]) : repair(),
          agesWhile: standsBy ? .not(signal(inverted: 0)) : signal(always: 0.85),
          crew: hasCrew && chance(0.8) ? "crew" : nil, strikes: strikes))
      signals.append(.part(path))
    }
    if hasCrew { model.crews.append(RepairCrew("crew", servers: chance(0.7) ? 1 : 2)) }
  }

  private mutating func mode(_ number: Int, others: Int) -> FailureMode {
    let renewed = (1...others).filter { _ in chance(0.3) }.map { "mode\($0)" }
    return FailureMode(
      "mode\(number)", failure: chance(0.1) && number > 1 ? nil : law(8...80),
      repair: repair(canBreak: true), repairWhen: signal(always: 0.85), renews: renewed)
  }

  /// One or two steps; they may wait, fail, and call an operator once.
  mutating func repair(
    _ hours: ClosedRange<Double> = 0.5...8, canBreak: Bool = false
  ) -> Action {
    var steps: [ActionStep] = []
    if chance(0.15), affords(1.3) { steps.append(.operatorReaction) }
    let breaks = canBreak && chance(0.3)
    steps.append(
      ActionStep(
        .law(law(hours)), needs: signal(always: 0.8),
        success: chance(0.2) ? real(0.4...0.9) : 1, onFailure: breaks ? .broken : .again))
    if chance(0.1), affords(1.3) { steps.append(.law(law(hours), needs: signal(always: 0.7))) }
    return Action(steps, resume: chance(0.5) ? .constant(Seconds(0)) : law(0.2...2))
  }

  // MARK: Incidents

  mutating func addIncident(to model: inout RandomModel) {
    guard affords(3) else { return }
    let groups = Array(["x", "y", "z"].prefix(whole(1...3)))
    let targets = model.units.map { Incident.Target($0.path, group: whole(0...groups.count - 1)) }
    let reactions = (1...whole(1...2)).map { _ in reaction(of: targets) }
    let severity: ShareLaw =
      chance(0.5)
      ? .constant(Share(real(0.2...1)))
      : .mixture([
        .init(weight: 2, law: .constant(Share(real(0.1...0.5)))),
        .init(weight: 1, law: .constant(Share(1))),
      ])
    model.incidents.append(
      Incident(
        "shock", strikes: .drawn(mtbf: .hours(real(10...60))), duration: law(1...12),
        severity: severity, groups: groups,
        home: chance(0.8) ? whole(0...groups.count - 1) : nil,
        spread: chance(0.5) ? real(0.1...0.9) : 0, reactions: reactions))
  }

  private mutating func reaction(of targets: [Incident.Target]) -> Incident.Reaction {
    let scopes: [Incident.Scope] = [.here, .here, .others, .everywhere]
    let low = real(0...0.5)
    let conditions: [[Incident.Condition]] = [
      [], [.coinOfSeverity], [.coin(real(0.2...0.9))], [.markIn(low, low + real(0.2...0.5))],
      [.severityAtLeast(0.4), .coin(0.7)],
    ]
    return Incident.Reaction(
      of: Array(targets.prefix(whole(1...targets.count))), in: some(scopes),
      when: some(conditions))
  }
}

extension [FailureMode] {
  /// Modes that renew only each other.
  fileprivate func known() -> Self {
    map { mode in
      FailureMode(
        mode.name, failure: mode.failure, repair: mode.repair, repairWhen: mode.repairWhen,
        renews: mode.renews.filter { name in
          name != mode.name && contains { $0.name == name && $0.failure != nil }
        })
    }
  }
}
