// SPDX-License-Identifier: GPL-3.0-or-later
// Random control: detectors with drawn delays, failovers and a pool.

import Quantities
import RandomVariates
import ReliabilityModeling

extension ModelMaker {
  mutating func addDetector(_ path: ComponentPath, to model: inout RandomModel) {
    guard affords(3) else { return }
    var target = some(signals)
    var blind: [Detector.BlindSpot] = []
    if chance(0.3), let unit = model.units.first {
      target = .part(unit.path)
      if chance(0.5), let mode = unit.modes.first { blind.append(.mode(mode.name)) }
      if chance(0.5) { blind.append(.broken) }
      if chance(0.5), let signal = unit.requires.first { blind.append(.required(signal)) }
    }
    model.detectors.append(
      Detector(
        path, target: target, timing: .delay(law(0.1...4)), blind: blind,
        alive: signal(always: 0.6), revival: chance(0.5) ? .frozen : .up))
    signals.append(.part(path))
  }

  mutating func addFailover(to model: inout RandomModel) {
    guard affords(6) else { return }
    let candidates = (1...whole(2...3)).map { _ in
      Failover.Candidate(serves: signal(inverted: 0), seen: signal(inverted: 0.1))
    }
    let attempts = (1...whole(1...2)).map { _ in
      Failover.Attempt(steps(1), success: chance(0.4) ? real(0.4...0.9) : 1)
    }
    var strikes: [UnitStrike] = []
    if chance(0.25), let unit = model.units.last { strikes = [UnitStrike(unit.path)] }
    model.failovers.append(
      Failover(
        "route", candidates: candidates, attempts: attempts,
        resume: chance(0.5) ? .constant(Seconds(0)) : law(0.2...2),
        failBack: chance(0.5) ? law(0.2...4) : nil,
        firstBack: chance(0.6) ? .immediately : .switch, strikes: strikes))
    signals.append(.part("route"))
  }

  /// One step, at times two.
  private mutating func steps(_ least: Int) -> [ActionStep] {
    (0..<(least + (chance(0.2) && affords(1.5) ? 1 : 0))).map { _ in
      ActionStep(
        .law(law(0.2...4)), needs: signal(always: 0.75),
        success: chance(0.2) ? real(0.4...0.9) : 1)
    }
  }

  // MARK: Pools

  mutating func addPool(to model: inout RandomModel) {
    guard affords(40) else { return }
    let others = signals
    let comesBackBroken = chance(0.2) ? real(0.05...0.4) : 0
    let delay = law(0.1...3)
    let failure = law(8...50)
    let hasOwnRepair = chance(0.4)
    var zones: [ReplacementPool.Zone] = []
    var count = 0
    for name in ["a", "b"].prefix(whole(1...2)) {
      let requires = others.isEmpty || chance(0.6) ? [] : [signal(inverted: 0)]
      var slots: [ReplacementPool.Slot] = []
      for number in 1...whole(1...2) where count < 3 {
        let path = ComponentPath("pool/\(name)/\(number)")
        let mean = Seconds.hours(hasOwnRepair ? 4 : 10_000)
        model.units.append(
          RepairableUnit(
            path,
            modes: [
              FailureMode(
                "down", failure: failure, repair: Action([.law(.exponential(mean: mean))]))
            ], requires: requires, comesBackBroken: comesBackBroken,
            brokenRepair: Action([.law(.exponential(mean: .hours(20)))])))
        let watch = ComponentPath("watch/pool/\(name)/\(number)")
        model.detectors.append(Detector(watch, target: .part(path), timing: .delay(delay)))
        slots.append(ReplacementPool.Slot(unit: path, health: [watch]))
        signals.append(.part(path))
        count += 1
      }
      if !slots.isEmpty {
        zones.append(
          ReplacementPool.Zone(
            name, open: others.isEmpty || chance(0.7) ? .always : some(others), slots: slots))
      }
    }
    model.pools.append(pool(of: zones, slots: count))
  }

  private mutating func pool(
    of zones: [ReplacementPool.Zone], slots: Int
  ) -> ReplacementPool {
    let step = ActionStep(
      .law(law(0.3...4)), needs: signal(always: 0.8), success: chance(0.3) ? real(0.5...0.9) : 1,
      onFailure: chance(0.4) ? .broken : .again)
    return ReplacementPool(
      "pool", desired: whole(1...min(2, slots)), zones: zones, elsewhere: chance(0.7),
      grace: chance(0.6) ? .constant(Seconds(0)) : .exponential(mean: .hours(1)),
      replaceAtOnce: slots, gate: chance(0.5) ? 0 : real(0...1), launch: Action([step]))
  }
}
