// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to units: failure, repair step by step, coming up.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

extension ReplicationState {
  /// A unit's timer fired.
  @inline(__always)
  mutating func changeUnit(_ unit: UnitID, in model: FlatModel) {
    if model.units[unit].isSimple {
      changeSimpleUnit(unit, in: model)
    } else {
      changeGeneralUnit(unit, in: model)
    }
  }

  /// One exponential mode, one unconditional step: the loop's most frequent event.
  @inline(__always)
  private mutating func changeSimpleUnit(_ unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    if units[unit].phase == .healthy {
      let wasUp = units[unit].failSimply(in: eventNumber)
      origin = Origin(hash: row.originHash, ordinal: units[unit].ordinal)
      let repair: SimDuration
      // A comparison of this enum would be a call: its module does not give the operator away.
      if case .exponential = row.simpleRepair.kind {
        repair = exponentialDelay(row.simpleRepair)
      } else {
        repair = delay(row.simpleRepair, for: origin, in: model)
      }
      if units[unit].isPowered || !row.repairClockPauses {
        scheduler.schedule(row.timer, after: repair)
      } else {
        units[unit].isPaused = true
        units[unit].remaining = repair.microseconds
      }
      if wasUp { setSignal(row.signal, false, in: model) }
    } else {
      origin = Origin(hash: row.originHash, ordinal: units[unit].ordinal)
      let isUp = units[unit].recoverSimply(clockPauses: row.clockPauses)
      let delay = roundedSpan(streams.unitExponential(row.simpleClock) * row.simpleScale)
      if units[unit].clocksRun {
        scheduler.schedule(row.timer, after: delay)
      } else {
        clocks[ModeID(row.modes.start)] = delay.microseconds
      }
      if isUp { setSignal(row.signal, true, in: model) }
    }
  }

  @inline(never)
  private mutating func changeGeneralUnit(_ unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    origin = faultOrigin(of: unit, in: model)
    switch units[unit].phase {
    case .healthy:
      let now = scheduler.now.microseconds
      for mode in row.modes.start..<row.modes.end
      where units[unit].clocksRun && clocks[Index(mode)] <= now {
        // The mode declared first wins a tie; a failure precedes the end of a restart.
        fail(unit, mode: UInt8(mode &- row.modes.start), in: model)
        if row.isCoupled { strikeOthers(from: unit, in: model) }
        return
      }
      units[unit].restartDue = Int64.max
      arrive(unit, mayBreak: units[unit].mayBreak, in: model)
    case .stepping: completeRepairStep(of: unit, in: model)
    case .resuming: beginRepairStep(of: unit, in: model)
    case .awaitingRepair, .queueing, .assigned, .needing, .absent:
      preconditionFailure("neither a waiting repair nor an absent unit has a timer")
    }
  }

  // MARK: Failure

  /// A healthy unit fails by a mode, by itself or struck by what `cause` is the origin of.
  mutating func fail(
    _ unit: UnitID, mode: UInt8, struckBy cause: Origin? = nil, in model: FlatModel
  ) {
    let row = model.units[unit]
    pauseClocks(of: unit, in: model)
    let renews = model.modes[Index(row.modes.start &+ UInt32(mode))].renews
    if renews != 0 {
      for other in 0..<UInt32(row.modes.count) where renews & (1 &<< other) != 0 {
        let clock = ModeID(row.modes.start &+ other)
        clocks[clock] = failureDelay(clock, in: model)
      }
    }
    enter(unit, mode: mode, struckBy: cause, in: model)
  }

  /// Puts a healthy unit into a mode, built-in `broken` included; the repair starts after settling.
  mutating func enter(
    _ unit: UnitID, mode: UInt8, struckBy cause: Origin? = nil, in model: FlatModel
  ) {
    let row = model.units[unit]
    units[unit].mode = mode
    units[unit].phase = .awaitingRepair
    units[unit].restartDue = Int64.max
    units[unit].ordinal &+= 1
    units[unit].began = eventNumber
    origin = cause ?? Origin(hash: row.originHash, ordinal: units[unit].ordinal, mode: mode)
    if row.isCoupled { keepOrigin(of: unit, in: model) }
    scheduler.cancel(row.timer)
    mark(unit: unit)
    setUnitSignal(unit, false, in: model)
  }

  /// Sets a unit's signal if it differs, and tells detectors with blind spots of the change.
  mutating func setUnitSignal(
    _ unit: UnitID, _ isUp: Bool, in model: FlatModel
  ) {
    let row = model.units[unit]
    for blind in row.blindDetectors.start..<row.blindDetectors.end {
      mark(detector: model.blindDetectors[Index(blind)].detector)
    }
    guard units[unit].isUp != isUp else { return }
    units[unit].isUp = isUp
    setSignal(row.signal, isUp, in: model)
  }

  // MARK: Coming up

  /// A healthy unit has power again: restart, then up or broken.
  mutating func comeUp(_ unit: UnitID, mayBreak: Bool, in model: FlatModel) {
    let row = model.units[unit]
    if row.restarts {
      let restart = delay(row.restart, for: origin, in: model)
      units[unit].restartDue = (scheduler.now + restart).microseconds
      units[unit].mayBreak = mayBreak
      units[unit].began = eventNumber
      if charging.isOn { charging.restarts[unit] = origin }
      runClocks(of: unit, in: model)
      // A restart is a reason of its own to be down; detectors with blind spots look again.
      setUnitSignal(unit, false, in: model)
    } else {
      arrive(unit, mayBreak: mayBreak, in: model)
    }
  }

  private mutating func arrive(
    _ unit: UnitID, mayBreak: Bool, in model: FlatModel
  ) {
    let row = model.units[unit]
    if mayBreak, row.brokenProbability > 0,
      streams.uniform(row.brokenStream) < row.brokenProbability
    {
      pauseClocks(of: unit, in: model)
      enter(unit, mode: UInt8(row.modes.count), in: model)
    } else {
      runClocks(of: unit, in: model)
      setUnitSignal(unit, true, in: model)
    }
  }

  /// The repair is over: the failed mode's clock is drawn anew, the others go on.
  mutating func finishRepair(of unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    let mode = units[unit].mode
    let wasBroken = Int(mode) == row.modes.count
    if !wasBroken {
      let clock = ModeID(row.modes.start &+ UInt32(mode))
      clocks[clock] = failureDelay(clock, in: model)
    }
    if row.isCoupled { releaseServer(of: unit, in: model) }
    units[unit].phase = .healthy
    scheduler.cancel(row.timer)
    if units[unit].isPowered {
      comeUp(unit, mayBreak: !wasBroken, in: model)
    } else {
      if !row.clockPauses { runClocks(of: unit, in: model) }
      setUnitSignal(unit, false, in: model)
    }
  }

  /// Fails a repair for good: the unit is in mode `broken` from now on.
  mutating func breakDuringRepair(_ unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    let mode = units[unit].mode
    if Int(mode) < row.modes.count {
      let clock = ModeID(row.modes.start &+ UInt32(mode))
      clocks[clock] = failureDelay(clock, in: model)
    }
    if row.isCoupled { releaseServer(of: unit, in: model) }
    enter(unit, mode: UInt8(row.modes.count), in: model)
  }
}
