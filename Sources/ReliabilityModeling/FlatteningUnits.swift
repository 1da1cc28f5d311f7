// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of units, their modes, and actions.

import FlatStorage
import Quantities
import RandomVariates

extension RepairableUnit {
  /// Whether the built-in mode `broken` can occur.
  fileprivate var canBreak: Bool {
    comesBackBroken > 0
      || modes.contains {
        $0.repair.steps.contains { $0.success < 1 && $0.onFailure == .broken }
      }
  }
}

extension Flattener {
  mutating func flattenUnits() {
    for (i, unit) in system.units.enumerated() { flatten(unit, at: i) }
  }

  private mutating func flatten(_ unit: RepairableUnit, at index: Int) {
    var missing: UInt32 = 0
    for (bit, signal) in unit.requires.enumerated() {
      let required = id(of: signal)
      observe(required, .unitPower, index, detail: bit)
      if initialValues[Int(required.rawValue)] == 0 { missing |= 1 << UInt32(bit) }
    }
    let firstMode = modes.count
    for mode in unit.modes { flatten(mode, of: unit, at: index) }
    var brokenRepair = ActionID.none
    var brokenStream = StreamID.none
    if unit.comesBackBroken > 0 { brokenStream = streams.stream(unit.path, "broken") }
    if unit.canBreak || unitsLaunchedBroken.contains(unit.path) {
      brokenRepair = flatten(unit.brokenRepair, unit.path, "repair/broken")
      observeNeeds(of: brokenRepair, unit: index)
    }
    let isSimple = isSimple(unit)
    let simple = isSimple ? modes[firstMode] : nil
    let step = simple.map { steps[Int(actions[Int($0.repair.rawValue)].steps.start)].draw }
    let idle = Draw(kind: .constant, stream: 0, sampler: .none, value: 0)
    units.append(
      UnitRow(
        signal: id(of: .unit(index)), timer: unitTimers[index],
        modes: IndexRange(start: firstMode, end: modes.count),
        blindDetectors: blindRows(of: unit, at: index), isSimple: isSimple,
        isCoupled: isCoupled(unit),
        simpleRepair: step ?? idle, simpleClock: simple?.clock ?? .none,
        simpleScale: simple?.scale ?? 0,
        clockPauses: unit.clock == .pause, repairClockPauses: unit.repairClock == .pause,
        brokenProbability: unit.comesBackBroken, brokenStream: brokenStream,
        brokenRepair: brokenRepair, restarts: unit.restart != .constant(Seconds(0)),
        restart: streams.draw(unit.restart, unit.path, "restart"),
        originHash: StreamKey(path: unit.path.text, purpose: "").hash, initialMissing: missing))
  }

  private mutating func flatten(_ mode: FailureMode, of unit: RepairableUnit, at index: Int) {
    var clock = ExponentialID.none
    var scale = 0.0
    var sampler = SamplerID.none
    if let law = mode.failure {
      clock = streams.clock(unit.path, "failure/\(mode.name)")
      if case .exponential(let mean) = law {
        scale = mean.value * 1e6
      } else {
        sampler = streams.sampler(failure: law)
      }
    }
    var renews: UInt32 = 0
    for (bit, other) in unit.modes.enumerated() where mode.renews.contains(other.name) {
      renews |= 1 << UInt32(bit)
    }
    let repair = flatten(mode.repair, unit.path, "repair/\(mode.name)")
    observeNeeds(of: repair, unit: index)
    let repairWhen = id(of: mode.repairWhen)
    observe(repairWhen, .unitAction, index)
    modes.append(
      ModeRow(
        clock: clock, scale: scale, sampler: sampler, repairWhen: repairWhen, repair: repair,
        renews: renews))
  }

  private func isExponential(_ mode: FailureMode) -> Bool {
    if case .exponential = mode.failure { true } else { false }
  }

  /// Whether the engine's short way serves the unit.
  private func isSimple(_ unit: RepairableUnit) -> Bool {
    guard unit.modes.count == 1, unit.comesBackBroken == 0,
      unit.restart == .constant(Seconds(0)), isExponential(unit.modes[0]),
      unit.modes[0].repairWhen == .always,
      unit.modes[0].repair.steps.count == 1
    else { return false }
    let step = unit.modes[0].repair.steps[0]
    return step.needs == .always && step.success == 1 && step.duration != .operatorReaction
      && unit.modes[0].renews.isEmpty && !isCoupled(unit)
      && !system.detectors.contains { $0.target == .part(unit.path) && !$0.blind.isEmpty }
      && !unitsLaunchedBroken.contains(unit.path)
  }

  private mutating func blindRows(
    of unit: RepairableUnit, at index: Int
  ) -> IndexRange<BlindRow> {
    let start = blind.count
    for (i, detector) in system.detectors.enumerated()
    where detector.target == .part(unit.path) && !detector.blind.isEmpty {
      var modes: UInt32 = 0
      var requires: UInt32 = 0
      for spot in detector.blind {
        switch spot {
        case .mode(let name):
          if let bit = unit.modes.firstIndex(where: { $0.name == name }) {
            modes |= 1 << UInt32(bit)
          }
        case .broken: modes |= 1 << UInt32(unit.modes.count)
        case .required(let signal):
          if let bit = unit.requires.firstIndex(of: signal) { requires |= 1 << UInt32(bit) }
        }
      }
      blind.append(
        BlindRow(detector: DetectorID(i), unit: UnitID(index), modes: modes, requires: requires))
    }
    return IndexRange(start: start, end: blind.count)
  }

  // MARK: Actions

  mutating func flatten(
    _ action: Action, _ path: ComponentPath, _ purpose: String
  ) -> ActionID {
    let start = steps.count
    for (i, step) in action.steps.enumerated() {
      steps.append(row(of: step, path, "\(purpose)/\(i)"))
    }
    actions.append(
      ActionRow(
        steps: IndexRange(start: start, end: steps.count),
        resume: streams.draw(action.resume, path, "\(purpose)/resume")))
    return ActionID(actions.count - 1)
  }

  mutating func row(
    of step: ActionStep, _ path: ComponentPath, _ purpose: String
  ) -> StepRow {
    let draw =
      switch step.duration {
      case .law(let law): streams.draw(law, path, purpose)
      case .operatorReaction:
        Draw(kind: .operatorReaction, stream: 0, sampler: .none, value: 0)
      }
    stepMeans.append(mean(of: step.duration))
    let coin = step.success < 1 ? streams.stream(path, "\(purpose)/success") : StreamID.none
    return StepRow(
      draw: draw, needs: id(of: step.needs), success: step.success, successStream: coin,
      onFailureBroken: step.onFailure == .broken)
  }

  /// In µs.
  private func mean(of duration: ActionStep.Duration) -> Double {
    switch duration {
    case .law(let law): law.mean.value * 1e6
    case .operatorReaction: system.operatorReaction.mean.value * 1e6
    }
  }

  private mutating func observeNeeds(of action: ActionID, unit: Int) {
    let row = actions[Int(action.rawValue)]
    for i in 0..<row.steps.count {
      observe(steps[Int(row.steps.start) + i].needs, .unitAction, unit)
    }
  }
}
