// SPDX-License-Identifier: GPL-3.0-or-later
// Simpler forms of a unit: one property less, or one mode.

import Quantities
import RandomVariates
import ReliabilityModeling

/// A unit whose properties can be taken away.
private struct UnitDraft {
  let path: ComponentPath
  var modes: [FailureMode]
  var requires: [Signal]
  var clock: RepairableUnit.Clock
  var repairClock: RepairableUnit.Clock
  var restart: DurationLaw
  var comesBackBroken: Double
  var brokenRepair: Action
  var agesWhile: Signal
  var crew: String?
  var strikes: [UnitStrike]

  init(_ unit: RepairableUnit) {
    path = unit.path
    modes = unit.modes
    requires = unit.requires
    clock = unit.clock
    repairClock = unit.repairClock
    restart = unit.restart
    comesBackBroken = unit.comesBackBroken
    brokenRepair = unit.brokenRepair
    agesWhile = unit.agesWhile
    crew = unit.crew
    strikes = unit.strikes
  }

  var unit: RepairableUnit {
    RepairableUnit(
      path, modes: modes, requires: requires, clock: clock, repairClock: repairClock,
      restart: restart, comesBackBroken: comesBackBroken, brokenRepair: brokenRepair,
      agesWhile: agesWhile, crew: crew, strikes: strikes)
  }
}

extension RepairableUnit {
  /// The same unit with one property less, each in turn.
  var simplerOnes: [RepairableUnit] {
    let changes: [(inout UnitDraft) -> Void] = [
      { $0.requires = [] }, { $0.restart = .constant(Seconds(0)) }, { $0.comesBackBroken = 0 },
      { $0.agesWhile = .always }, { $0.crew = nil }, { $0.strikes = [] },
      { $0.clock = .pause }, { $0.repairClock = .pause },
      { $0.brokenRepair = Action([.law(.exponential(mean: .hours(3)))]) },
      { draft in draft.strikes = draft.strikes.map { UnitStrike($0.target, mode: $0.mode) } },
    ]
    var all = changes.map { change in
      var draft = UnitDraft(self)
      change(&draft)
      return draft.unit
    }
    for index in modes.indices {
      var draft = UnitDraft(self)
      draft.modes.remove(at: index)
      all.append(draft.unit)
      for mode in modes[index].simplerOnes {
        draft.modes = modes
        draft.modes[index] = mode
        all.append(draft.unit)
      }
    }
    return all.filter { $0 != self }
  }
}

extension FailureMode {
  fileprivate var simplerOnes: [FailureMode] {
    let plain = Action([.law(.exponential(mean: .hours(3)))])
    let exponential = failure.map { _ in DurationLaw.exponential(mean: .hours(20)) }
    return [
      FailureMode(
        name, failure: failure, repair: plain, repairWhen: repairWhen, renews: renews),
      FailureMode(name, failure: failure, repair: repair, renews: renews),
      FailureMode(name, failure: failure, repair: repair, repairWhen: repairWhen),
      FailureMode(
        name, failure: exponential, repair: repair, repairWhen: repairWhen, renews: renews),
      FailureMode(
        name, failure: failure,
        repair: Action(
          repair.steps.map {
            ActionStep($0.duration, success: $0.success, onFailure: $0.onFailure)
          }, resume: .constant(Seconds(0))), repairWhen: repairWhen, renews: renews),
    ].filter { $0 != self }
  }
}
