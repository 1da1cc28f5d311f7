// SPDX-License-Identifier: GPL-3.0-or-later
// The repair of a unit, step by step, and what its power does to it.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

extension ReplicationState {
  private mutating func repair(of unit: UnitID, in model: FlatModel) -> ActionRow {
    let row = model.units[unit]
    let mode = UInt32(units[unit].mode)
    guard mode < UInt32(row.modes.count) else { return model.actions[row.brokenRepair] }
    return model.actions[model.modes[Index(row.modes.start &+ mode)].repair]
  }

  /// A signal that a unit's clocks or its repair follow has changed, or a repair has yet to begin.
  @inline(never)
  mutating func continueRepair(of unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    switch units[unit].phase {
    case .awaitingRepair:
      let mode = UInt32(units[unit].mode)
      if mode < UInt32(row.modes.count),
        values[model.modes[Index(row.modes.start &+ mode)].repairWhen] == 0
      {
        return
      }
      if row.isCoupled && !findServer(for: unit, in: model) { return }
      beginRepair(of: unit, in: model)
    case .assigned: beginRepair(of: unit, in: model)
    case .needing:
      let action = repair(of: unit, in: model)
      let step = model.steps[action.steps[Int(units[unit].step)]]
      guard values[step.needs] != 0 else { return }
      units[unit].phase = .resuming
      let resume = delay(action.resume, for: faultOrigin(of: unit, in: model), in: model)
      startRepairClock(of: unit, resume, in: model)
    case .healthy: if row.isCoupled { followAging(of: unit, in: model) }
    case .queueing, .stepping, .resuming, .absent: return
    }
  }

  private mutating func beginRepair(of unit: UnitID, in model: FlatModel) {
    units[unit].step = 0
    beginRepairStep(of: unit, in: model)
  }

  /// A step's turn has come; it starts once the repair's clock runs and what it needs is up.
  mutating func beginRepairStep(of unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    if row.repairClockPauses && !units[unit].isPowered {
      // It asks when power is back, as after a delay to resume that ends then.
      units[unit].phase = .resuming
      return startRepairClock(of: unit, .zero, in: model)
    }
    let action = repair(of: unit, in: model)
    let step = model.steps[action.steps[Int(units[unit].step)]]
    guard values[step.needs] != 0 else {
      units[unit].phase = .needing
      scheduler.cancel(row.timer)
      return
    }
    units[unit].phase = .stepping
    let length = delay(step.draw, for: faultOrigin(of: unit, in: model), in: model)
    startRepairClock(of: unit, length, in: model)
  }

  /// Lets a step or a delay to resume pass, or stand still until power is back.
  private mutating func startRepairClock(
    of unit: UnitID, _ length: SimDuration, in model: FlatModel
  ) {
    let row = model.units[unit]
    if row.repairClockPauses && !units[unit].isPowered {
      units[unit].isPaused = true
      units[unit].remaining = length.microseconds
      scheduler.cancel(row.timer)
    } else {
      scheduler.schedule(row.timer, after: length)
    }
  }

  mutating func completeRepairStep(of unit: UnitID, in model: FlatModel) {
    let action = repair(of: unit, in: model)
    let step = model.steps[action.steps[Int(units[unit].step)]]
    if step.success < 1, streams.uniform(step.successStream) >= step.success {
      if step.onFailureBroken {
        breakDuringRepair(unit, in: model)
      } else {
        beginRepairStep(of: unit, in: model)
      }
      return
    }
    let next = units[unit].step &+ 1
    if Int(next) < action.steps.count {
      units[unit].step = next
      beginRepairStep(of: unit, in: model)
    } else {
      finishRepair(of: unit, in: model)
    }
  }

  // MARK: Power

  /// One required signal of a unit has changed.
  mutating func setRequirement(
    _ bit: Int, of unit: UnitID, _ isUp: Bool, in model: FlatModel
  ) {
    let wasPowered = units[unit].isPowered
    if isUp {
      units[unit].missing &= ~(1 &<< UInt32(bit))
    } else {
      units[unit].missing |= 1 &<< UInt32(bit)
    }
    changePower(of: unit, from: wasPowered, in: model)
  }

  /// An incident takes hold of a unit, or lets go of it.
  mutating func setHold(on unit: UnitID, _ isHeld: Bool, in model: FlatModel) {
    let wasPowered = units[unit].isPowered
    if isHeld { units[unit].holds &+= 1 } else { units[unit].holds &-= 1 }
    changePower(of: unit, from: wasPowered, in: model)
  }

  @inline(never)
  private mutating func changePower(
    of unit: UnitID, from wasPowered: Bool, in model: FlatModel
  ) {
    let row = model.units[unit]
    let isPowered = units[unit].isPowered
    if row.isSimple && row.clockPauses && !row.repairClockPauses {
      if isPowered != wasPowered && units[unit].isHealthy { setSimplePower(of: unit, in: model) }
      return
    }
    guard isPowered != wasPowered else {
      // The reasons changed; a detector with blind spots looks again.
      return setUnitSignal(unit, units[unit].isUp, in: model)
    }
    if units[unit].isHealthy {
      if isPowered {
        comeUp(unit, mayBreak: true, in: model)
      } else {
        units[unit].restartDue = Int64.max
        if row.clockPauses {
          pauseClocks(of: unit, in: model)
          scheduler.cancel(row.timer)
        } else {
          runClocks(of: unit, in: model)
        }
        setUnitSignal(unit, false, in: model)
      }
      return
    }
    if row.repairClockPauses {
      switch units[unit].phase {
      case .stepping, .resuming: pauseOrGoOn(with: unit, in: model)
      case .healthy, .awaitingRepair, .queueing, .assigned, .needing, .absent: break
      }
    }
    setUnitSignal(unit, false, in: model)
  }

  /// A healthy simple unit loses power or has it again: its one clock pauses or goes on.
  @inline(__always)
  private mutating func setSimplePower(of unit: UnitID, in model: FlatModel) {
    let timer = model.units[unit].timer
    let clock = ModeID(model.units[unit].modes.start)
    let isPowered = units[unit].isPowered
    if isPowered {
      scheduler.schedule(timer, after: SimDuration(microseconds: clocks[clock]))
    } else {
      clocks[clock] = (scheduler.due(of: timer) - scheduler.now).microseconds
      scheduler.cancel(timer)
    }
    units[unit].clocksRun = isPowered
    units[unit].isUp = isPowered
    setSignal(model.units[unit].signal, isPowered, in: model)
  }

  private mutating func pauseOrGoOn(with unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    if units[unit].isPaused {
      units[unit].isPaused = false
      scheduler.schedule(
        row.timer, after: SimDuration(microseconds: units[unit].remaining))
    } else {
      units[unit].isPaused = true
      units[unit].remaining = (scheduler.due(of: row.timer) - scheduler.now).microseconds
      scheduler.cancel(row.timer)
    }
  }
}
