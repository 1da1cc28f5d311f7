// SPDX-License-Identifier: GPL-3.0-or-later
// A slot's life: launched step by step, in service, terminated.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

extension ReplicationState {
  // MARK: Launch

  /// A launch begins in a free slot, with the origin of what it answers.
  mutating func beginLaunch(in slot: PoolSlotID, cause: Origin, in model: FlatModel) {
    slots[slot].origin = cause
    slots[slot].began = eventNumber
    slots[slot].twinOf = .none
    slots[slot].step = 0
    poolZones[model.slots[slot].zone].used &+= 1
    beginLaunchStep(in: slot, in: model)
  }

  private mutating func launchStep(of slot: PoolSlotID, in model: FlatModel) -> StepRow {
    let launch = model.actions[model.slots[slot].launch]
    return model.steps[launch.steps[Int(slots[slot].step)]]
  }

  /// One draw of the time that a launch takes to go on.
  mutating func resumption(of slot: PoolSlotID, in model: FlatModel) -> SimDuration {
    let launch = model.actions[model.slots[slot].launch]
    return delay(launch.resume, for: slots[slot].origin, in: model)
  }

  private mutating func beginLaunchStep(in slot: PoolSlotID, in model: FlatModel) {
    let step = launchStep(of: slot, in: model)
    guard values[step.needs] != 0 else {
      slots[slot].phase = .needing
      return
    }
    slots[slot].phase = .stepping
    let length = delay(step.draw, for: slots[slot].origin, in: model)
    scheduler.schedule(model.slots[slot].timer, after: length)
  }

  /// A signal that the launch may wait for is up; the slot looks when the instant has settled.
  @inline(never)
  mutating func resumeLaunch(in slot: PoolSlotID, in model: FlatModel) {
    guard case .needing = slots[slot].phase else { return }
    scheduler.schedule(model.slots[slot].timer, after: .zero)
  }

  /// A slot's timer fired.
  @inline(never)
  mutating func advanceSlot(_ slot: PoolSlotID, in model: FlatModel) {
    let row = model.slots[slot]
    origin = slots[slot].origin
    switch slots[slot].phase {
    case .returning:
      slots[slot].phase = .owing
      armDecision(of: row.pool, in: model)
    case .needing:
      // Down again within the instant, or up for another step's sake: it goes on waiting.
      guard values[launchStep(of: slot, in: model).needs] != 0 else { return }
      slots[slot].phase = .resuming
      scheduler.schedule(row.timer, after: resumption(of: slot, in: model))
    case .resuming: beginLaunchStep(in: slot, in: model)
    case .stepping: completeLaunchStep(in: slot, in: model)
    case .serving: setHealthChecks(of: slot, suspended: false, in: model)
    case .empty, .owing, .waiting: preconditionFailure("a slot without a launch has no timer")
    }
  }

  private mutating func completeLaunchStep(in slot: PoolSlotID, in model: FlatModel) {
    let step = launchStep(of: slot, in: model)
    if step.success < 1, streams.uniform(step.successStream) >= step.success {
      if step.onFailureBroken {
        enterService(slot, isBroken: true, in: model)
      } else {
        beginLaunchStep(in: slot, in: model)
      }
      return
    }
    let next = slots[slot].step &+ 1
    if Int(next) < model.actions[model.slots[slot].launch].steps.count {
      slots[slot].step = next
      beginLaunchStep(in: slot, in: model)
    } else {
      enterService(slot, isBroken: false, in: model)
    }
  }

  // MARK: Service

  private mutating func enterService(_ slot: PoolSlotID, isBroken: Bool, in model: FlatModel) {
    let row = model.slots[slot]
    slots[slot].phase = .serving
    pools[row.pool].serving &+= 1
    let source = slots[slot].twinOf
    if !source.isNone {
      slots[slot].twinOf = .none
      pools[row.pool].twins &-= 1
      if model.pools[row.pool].launchFirst {
        pools[row.pool].surplus &+= 1
        poolZones[source].leaving &-= 1
      }
    }
    armDecision(of: row.pool, in: model)
    if !row.detectors.isEmpty {
      let grace = delay(row.grace, for: origin, in: model)
      if grace.microseconds > 0 {
        scheduler.schedule(row.timer, after: grace)
      } else {
        setHealthChecks(of: slot, suspended: false, in: model)
      }
    }
    renewUnit(row.unit, freeOf: row.holds, isBroken: isBroken, in: model)
  }

  /// Empties a slot in service; if its member is replaced, a launch is owed.
  mutating func terminate(
    _ slot: PoolSlotID, isReplaced: Bool = true, in model: FlatModel
  ) {
    let row = model.slots[slot]
    scheduler.cancel(row.timer)
    pools[row.pool].serving &-= 1
    poolZones[row.zone].used &-= 1
    if slots[slot].isCondemned {
      slots[slot].isCondemned = false
      pools[row.pool].condemned &-= 1
      origin = slots[slot].origin
    }
    if isReplaced { pools[row.pool].missing &+= 1 }
    slots[slot].phase = isReplaced ? .owing : .empty
    setHealthChecks(of: slot, suspended: true, in: model)
    removeUnit(row.unit, in: model)
  }

  /// Detectors of a slot are dead while it has no member, and for its grace; they revive up.
  private mutating func setHealthChecks(
    of slot: PoolSlotID, suspended: Bool, in model: FlatModel
  ) {
    let own = model.slots[slot].detectors
    for position in own.start..<own.end {
      let detector = model.slotDetectors[Index(position)]
      detectors[detector].isSuspended = suspended
      if suspended { detectors[detector].isFresh = true }
      mark(detector: detector)
    }
  }

  // MARK: The unit in a slot

  /// A new unit in place of one that is gone: all clocks new, no hold; it comes up, or is broken.
  private mutating func renewUnit(
    _ unit: UnitID, freeOf holds: IndexRange<ReactionID>, isBroken: Bool, in model: FlatModel
  ) {
    let row = model.units[unit]
    dropHolds(holds, on: unit, in: model)
    for mode in row.modes.start..<row.modes.end {
      clocks[Index(mode)] = failureDelay(Index(mode), in: model)
    }
    units[unit].phase = .healthy
    if isBroken {
      enter(unit, mode: UInt8(row.modes.count), in: model)
    } else if units[unit].isPowered {
      comeUp(unit, mayBreak: true, in: model)
    } else if !row.clockPauses {
      runClocks(of: unit, in: model)
    }
  }

  /// The unit of a slot is no more, and nothing of it is pending.
  private mutating func removeUnit(_ unit: UnitID, in model: FlatModel) {
    scheduler.cancel(model.units[unit].timer)
    if model.units[unit].isCoupled { leaveCrew(unit, in: model) }
    units[unit].phase = .absent
    units[unit].clocksRun = false
    units[unit].isPaused = false
    units[unit].restartDue = .max
    setUnitSignal(unit, false, in: model)
  }
}
