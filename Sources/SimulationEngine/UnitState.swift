// SPDX-License-Identifier: GPL-3.0-or-later
// Where a unit stands.

import EventScheduling
import FlatStorage
import Quantities
import RandomVariates
import ReliabilityModeling

/// The state of a repairable unit.
struct UnitState: BitwiseCopyable {
  /// What the unit's one timer stands for.
  enum Phase: UInt8, BitwiseCopyable {
    /// Failure clocks, or the end of a restart.
    case healthy
    /// Failed; the repair waits for its signal.
    case awaitingRepair
    /// The repair waits for a server of the unit's crew.
    case queueing
    /// A server has turned to it; the repair begins after settling.
    case assigned
    /// A repair step is under way, or paused without power.
    case stepping
    /// The next repair step waits for what it needs.
    case needing
    /// What it needs is back and the resume delay passes, or the step waits for power; paused
    /// without it.
    case resuming
    /// There is none: the slot of a pool is empty, or a launch is under way.
    case absent
  }

  /// What takes its power; 0 where it is powered.
  ///
  /// Below, a bit for each required signal that is down; in the upper half, the number of incidents
  /// that hold it.
  private var obstacles: UInt64 = 0
  /// Faults so far; with the unit's path the origin of the latest.
  var ordinal: UInt32 = 0
  /// The failed mode within the unit; the number of modes stands for `broken`.
  var mode: UInt8 = 0
  var step: UInt8 = 0
  var phase = Phase.healthy
  var isUp = true
  var clocksRun = false
  /// A step or a resume delay is under way but paused.
  var isPaused = false
  /// Whether the restart under way may end in `broken`.
  var mayBreak = false
  /// Number of the event in which the latest fault or restart began, to tell which of two is later.
  var began: UInt32 = 0
  /// What remains of what is paused, in µs.
  var remaining: Int64 = 0
  /// Instant at which a restart ends, or never.
  var restartDue = Int64.max

  @inline(__always) var isPowered: Bool { obstacles == 0 }
  var isHealthy: Bool { phase == .healthy }

  /// Bits of the required signals that are down.
  var missing: UInt32 {
    get { UInt32(truncatingIfNeeded: obstacles) }
    set { obstacles = obstacles & ~0xffff_ffff | UInt64(newValue) }
  }
  /// Incidents that hold it.
  var holds: UInt32 {
    get { UInt32(truncatingIfNeeded: obstacles &>> 32) }
    set { obstacles = obstacles & 0xffff_ffff | UInt64(newValue) &<< 32 }
  }

  /// A simple unit fails in the event of this number; returns whether it was up.
  @inline(__always)
  mutating func failSimply(in event: UInt32) -> Bool {
    let wasUp = isUp
    began = event
    phase = .stepping
    clocksRun = false
    ordinal &+= 1
    isUp = false
    return wasUp
  }

  /// A simple unit is repaired; returns whether it is up.
  @inline(__always)
  mutating func recoverSimply(clockPauses: Bool) -> Bool {
    phase = .healthy
    clocksRun = isPowered || !clockPauses
    isUp = isPowered
    return isUp
  }
}

extension ReplicationState {
  /// Instant zero of a unit: all clocks new.
  @inline(__always)
  mutating func beginUnit(_ unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    let missing = row.initialMissing
    if missing != 0 {
      units[unit].missing = missing
      units[unit].isUp = false
    }
    guard !row.modes.isEmpty else { return }
    var earliest = Int64.max
    for mode in row.modes.start..<row.modes.end {
      let due = failureDelay(Index(mode), in: model)
      clocks[Index(mode)] = due
      earliest = min(earliest, due)
    }
    if missing == 0 || !row.clockPauses {
      units[unit].clocksRun = true
      if earliest < Self.endless {
        scheduler.place(row.timer, at: SimTime(microseconds: earliest))
      }
    }
  }

  /// A clock that never fires, in µs; it may be added to an instant without overflow.
  static var endless: Int64 { 1 << 61 }

  /// A new draw of a failure clock, in µs.
  @inline(__always)
  mutating func failureDelay(_ mode: ModeID, in model: FlatModel) -> Int64 {
    let row = model.modes[mode]
    if row.scale > 0 {
      let delay = streams.unitExponential(row.clock) * row.scale
      return min(roundedSpan(delay).microseconds, Self.endless)
    }
    return row.clock.isNone ? Self.endless : lawDelay(row, in: model)
  }

  @inline(never)
  private mutating func lawDelay(_ row: ModeRow, in model: FlatModel) -> Int64 {
    let exponential = streams.unitExponential(row.clock)
    let delay = model.samplers.failureDelay(row.sampler, unitExponential: exponential)
    return min(roundedSpan(delay).microseconds, Self.endless)
  }

  // MARK: Clocks

  /// Stops the clocks; each keeps what remains.
  mutating func pauseClocks(of unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    guard units[unit].clocksRun else { return }
    readSimpleClock(of: unit, in: model)
    units[unit].clocksRun = false
    let now = scheduler.now.microseconds
    for mode in row.modes.start..<row.modes.end { clocks[Index(mode)] &-= now }
  }

  /// Lets the clocks run, unless the unit does not age now, and arms the timer for the earliest, or
  /// for the end of a restart.
  mutating func runClocks(of unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    if row.isCoupled, values[model.coupling.units[unit].agesWhile] == 0 {
      pauseClocks(of: unit, in: model)
      return arm(row.timer, at: units[unit].restartDue)
    }
    let now = scheduler.now.microseconds
    let alreadyRun = units[unit].clocksRun
    if alreadyRun { readSimpleClock(of: unit, in: model) }
    var earliest = Int64.max
    for mode in row.modes.start..<row.modes.end {
      let due = alreadyRun ? clocks[Index(mode)] : clocks[Index(mode)] &+ now
      clocks[Index(mode)] = due
      earliest = min(earliest, due)
    }
    units[unit].clocksRun = true
    arm(row.timer, at: min(earliest, units[unit].restartDue))
  }

  /// The signal while which a healthy unit ages has changed: its clocks pause or go on.
  @inline(never)
  mutating func followAging(of unit: UnitID, in model: FlatModel) {
    if units[unit].isPowered || !model.units[unit].clockPauses {
      runClocks(of: unit, in: model)
    }
  }

  /// The running clock of a simple unit is its timer; only now it is written down.
  private mutating func readSimpleClock(of unit: UnitID, in model: FlatModel) {
    let row = model.units[unit]
    guard row.isSimple else { return }
    clocks[ModeID(row.modes.start)] = scheduler.due(of: row.timer).microseconds
  }

  /// Arms a timer for an instant, or makes it idle if that never comes.
  mutating func arm(_ timer: TimerID, at due: Int64) {
    if due < Self.endless {
      let delay = due &- scheduler.now.microseconds
      scheduler.schedule(timer, after: SimDuration(microseconds: max(0, delay)))
    } else {
      scheduler.cancel(timer)
    }
  }
}
