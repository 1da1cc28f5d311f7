// SPDX-License-Identifier: GPL-3.0-or-later
// Detectors look and report. Their logic is a value; this applies it.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

struct DetectorState: BitwiseCopyable {
  var logic = DetectorLogic()
  /// What a check would see now.
  var sees = true
  /// A dead one neither checks nor reports.
  var isAlive = true
  /// Its slot is empty, launching or within its grace.
  var isSuspended = false
  /// It watches a new member since it last lived.
  var isFresh = false
  /// Instant of the latest change of the target, or of its own revival, in µs.
  var since: Int64 = 0
  /// From that instant to the next check, in µs.
  var phase: Int64 = 0
  /// How long the checks of the latest fall wait for their answer, in µs.
  var latency: Int64 = 0
  /// Instant of the check after which a report follows, or never; without checks, of the report.
  var decidingCheck = Int64.max
  var origin = Origin()
  /// Number of the event that armed the report under way.
  var began: UInt32 = 0
}

extension ReplicationState {
  /// The target of a detector, a reason of its being down, or its own life has changed.
  @inline(never)
  mutating func look(_ detector: DetectorID, in model: FlatModel) {
    let row = model.detectors[detector]
    let isAlive = values[row.alive] != 0 && !detectors[detector].isSuspended
    let sees = sees(row, in: model)
    let isRevived = isAlive && !detectors[detector].isAlive
    if !isAlive && detectors[detector].isAlive { withdraw(detector, in: model) }
    detectors[detector].isAlive = isAlive
    guard sees != detectors[detector].sees || isRevived else { return }
    let checks = checks(of: detector, row)
    if !sees && detectors[detector].sees {
      detectors[detector].latency = latency(row, in: model)
    }
    detectors[detector].sees = sees
    detectors[detector].since = scheduler.now.microseconds
    if !row.isMemoryless {
      let uniform = streams.uniform(row.phaseStream)
      detectors[detector].phase = Int64(uniform * Double(row.interval))
    }
    guard isAlive else { return }
    if isRevived {
      revive(detector, row, in: model)
    } else {
      notice(detector, row, afterChecks: checks, in: model)
    }
  }

  /// Between two checks of what it sees, in µs.
  private mutating func period(of detector: DetectorID, _ row: DetectorRow) -> Int64 {
    let waits = row.fromResponse && !detectors[detector].sees
    return waits ? row.interval &+ detectors[detector].latency : row.interval
  }

  /// Checks since the latest change.
  ///
  /// A check and a change in one microsecond: the check sees the new state.
  private mutating func checks(of detector: DetectorID, _ row: DetectorRow) -> Int64 {
    let elapsed = scheduler.now.microseconds &- detectors[detector].since
    let phase = detectors[detector].phase
    guard !row.isMemoryless && elapsed > phase else { return 0 }
    return (elapsed &- phase &- 1) / period(of: detector, row) &+ 1
  }

  /// The latency of a fall by the event under way.
  private mutating func latency(_ row: DetectorRow, in model: FlatModel) -> Int64 {
    for position in row.causes.start..<row.causes.end {
      let cause = model.latencies[Index(position)]
      if cause.originHash == origin.hash && cause.mode == origin.mode { return cause.latency }
    }
    return row.latency
  }

  /// A living detector's target has changed, after so many checks of the state that it left.
  private mutating func notice(
    _ detector: DetectorID, _ row: DetectorRow, afterChecks checks: Int64, in model: FlatModel
  ) {
    // Past its deciding check a report is irrevocable.
    guard detectors[detector].decidingCheck >= scheduler.now.microseconds else { return }
    let threshold = detectors[detector].sees ? row.up : row.down
    switch detectors[detector].logic.targetChanged(
      to: detectors[detector].sees, afterChecks: checks, threshold: threshold)
    {
    case .none: break
    case .withdraw: withdraw(detector, in: model)
    case .reportAfter(let remaining): armReport(of: detector, after: remaining, in: model)
    }
  }

  private mutating func withdraw(_ detector: DetectorID, in model: FlatModel) {
    guard detectors[detector].decidingCheck != .max else { return }
    detectors[detector].decidingCheck = .max
    scheduler.cancel(model.detectors[detector].timer)
  }

  private mutating func armReport(
    of detector: DetectorID, after checks: Int64, in model: FlatModel
  ) {
    let row = model.detectors[detector]
    detectors[detector].origin = origin
    detectors[detector].began = eventNumber
    if row.isMemoryless {
      let wait = delay(row.delay, for: origin, in: model)
      detectors[detector].decidingCheck = (scheduler.now + wait).microseconds
      scheduler.schedule(row.timer, after: wait)
      return
    }
    let state = detectors[detector]
    let period = period(of: detector, row)
    let check = state.since &+ state.phase &+ (checks &- 1) &* period
    detectors[detector].decidingCheck = check
    arm(row.timer, at: check &+ (state.sees ? 0 : state.latency))
  }

  mutating func sees(_ row: DetectorRow, in model: FlatModel) -> Bool {
    if row.blind.isNone { return values[row.target] != 0 }
    let blind = model.blindDetectors[row.blind]
    let unit = units[blind.unit]
    if unit.isUp { return true }
    let modeIsSeen = !unit.isHealthy && blind.modes & (1 &<< UInt32(unit.mode)) == 0
    return !modeIsSeen && unit.missing & ~blind.requires == 0 && unit.holds == 0
      && unit.restartDue == .max
  }

  /// Alive again, with a streak of 0: it begins as at a change of its target.
  private mutating func revive(_ detector: DetectorID, _ row: DetectorRow, in model: FlatModel) {
    let showsUp = row.revivesUp || detectors[detector].isFresh
    detectors[detector].isFresh = false
    detectors[detector].logic.revive(showingUp: showsUp)
    let reported = detectors[detector].logic.reported
    if (values[row.output] != 0) != reported { setSignal(row.output, reported, in: model) }
    if detectors[detector].sees != reported {
      armReport(of: detector, after: detectors[detector].sees ? row.up : row.down, in: model)
    }
  }

  /// A detector's report arrives.
  @inline(never)
  mutating func report(_ detector: DetectorID, in model: FlatModel) {
    let row = model.detectors[detector]
    origin = detectors[detector].origin
    detectors[detector].logic.report()
    detectors[detector].decidingCheck = .max
    let reported = detectors[detector].logic.reported
    setSignal(row.output, reported, in: model)
    if !reported && !row.slot.isNone { condemn(row.slot, in: model) }
    // It goes on as from the last change, which may lie within the latency.
    if detectors[detector].sees != reported {
      let threshold = detectors[detector].sees ? row.up : row.down
      armReport(of: detector, after: threshold, in: model)
    }
  }
}
