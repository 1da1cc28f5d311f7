// SPDX-License-Identifier: GPL-3.0-or-later
// What a step did to units, in words.

import FlatStorage
import Quantities
import ReliabilityModeling

extension EventTrace {
  mutating func noteUnit(_ index: Int, at now: SimTime) {
    let (old, new) = (seen.units[index], state.units[UnitID(index)])
    seen.units[index] = new
    let told = entries.count
    // What comes and goes with the slot of a pool is told of the slot.
    guard !isAbsent(old) && !isAbsent(new) else { return }
    if !new.isHealthy && (new.ordinal != old.ordinal || old.isHealthy) {
      noteFailure(index, from: old, at: now)
    } else if new.isHealthy && !old.isHealthy {
      noteReturn(index, at: now)
    } else if !new.isHealthy {
      noteRepair(index, from: old, at: now)
    }
    if new.isPowered != old.isPowered { notePower(index, from: old, at: now) }
    let isRestarting = new.restartDue != .max
    if isRestarting && (old.restartDue == .max || new.restartDue != old.restartDue) {
      let length = SimDuration(microseconds: new.restartDue - now.microseconds)
      note(
        names.units[index].path, .restarts, "restarts for \(spoken(length))", at: now,
        [.init("seconds", .number(length.seconds.value))])
    }
    if new.isUp != old.isUp && entries.count == told {
      note(
        names.units[index].path, new.isUp ? .up : .down, new.isUp ? "is up" : "is down", at: now)
    }
  }

  private func waits(_ unit: UnitState) -> Bool {
    switch unit.phase {
    case .awaitingRepair, .queueing, .needing: true
    case .healthy, .assigned, .stepping, .resuming, .absent: false
    }
  }

  private func isAbsent(_ unit: UnitState) -> Bool {
    if case .absent = unit.phase { true } else { false }
  }

  private mutating func noteFailure(_ index: Int, from old: UnitState, at now: SimTime) {
    let new = seen.units[index]
    let name = names.units[index]
    seen.failedAt[index] = now
    let waiting = waits(new) ? "; its repair waits" : ""
    if Int(new.mode) < name.modes.count {
      let mode = name.modes[Int(new.mode)]
      note(
        name.path, .fails, "fails (\(mode))\(waiting)", at: now, [.init("mode", .text(mode))])
    } else {
      note(name.path, .breaks, "comes back broken\(waiting)", at: now)
    }
  }

  private mutating func noteReturn(_ index: Int, at now: SimTime) {
    let length = now - seen.failedAt[index]
    note(
      names.units[index].path, .repaired, "is repaired after \(spoken(length))", at: now,
      [.init("seconds", .number(length.seconds.value))])
  }

  private mutating func noteRepair(_ index: Int, from old: UnitState, at now: SimTime) {
    let (before, after) = (waits(old), waits(seen.units[index]))
    if after && !before {
      note(names.units[index].path, .repairWaits, "its repair waits", at: now)
    } else if before && !after {
      note(names.units[index].path, .repairGoesOn, "its repair begins or goes on", at: now)
    }
  }

  private mutating func notePower(_ index: Int, from old: UnitState, at now: SimTime) {
    let new = seen.units[index]
    let name = names.units[index]
    guard !new.isPowered else {
      return note(name.path, .regainsPower, "has power again", at: now)
    }
    var reasons = name.requires.indices.filter { new.missing & (1 << UInt32($0)) != 0 }
      .map { "\(name.requires[$0]) is down" }
    if new.holds > 0 { reasons.append("an incident holds it") }
    note(
      name.path, .losesPower, "loses power: \(reasons.joined(separator: ", "))", at: now,
      [.init("reasons", .list(reasons))])
  }
}
