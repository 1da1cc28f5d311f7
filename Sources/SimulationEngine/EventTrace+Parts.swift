// SPDX-License-Identifier: GPL-3.0-or-later
// What a step did to incidents, calendars, leaf levels, detectors and failovers, in words.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

extension EventTrace {
  // MARK: The world

  mutating func noteIncident(_ index: Int, at now: SimTime) {
    let id = IncidentID(index)
    let (old, new) = (seen.incidents[index], state.incidents[id])
    seen.incidents[index] = new
    let name = names.incidents[index]
    guard new.isActive != old.isActive || new.ordinal != old.ordinal else { return }
    guard new.isActive else { return note(name.path, .ends, "ends", at: now) }
    let row = model.incidents[id]
    let strike = state.latestStrike(of: id, in: model)
    let groups = name.groups.indices.filter { strike.struck & (1 << UInt64($0)) != 0 }
      .map { name.groups[$0] }
    let length = state.scheduler.due(of: row.timer) - now
    var words = groups.isEmpty ? "strikes" : "strikes \(groups.joined(separator: ", "))"
    words += " with severity \(Share(brief(strike.severity)).text) for \(spoken(length))"
    note(
      name.path, .strikes, words, at: now,
      [
        .init("ordinal", .number(Double(new.ordinal))), .init("groups", .list(groups)),
        .init("severity", .number(strike.severity)), .init("mark", .number(strike.mark)),
        .init("seconds", .number(length.seconds.value)),
      ])
  }

  mutating func noteCalendar(_ index: Int, at now: SimTime) {
    let id = CalendarID(index)
    let (old, new) = (seen.calendars[index].phase, state.calendars[id].phase)
    seen.calendars[index] = state.calendars[id]
    let name = names.calendars[index]
    guard new != old else { return }
    switch new {
    case .announced: note(name, .announces, "announces its window", at: now)
    case .open:
      let length = state.scheduler.due(of: model.calendars[id].timer) - now
      note(
        name, .opens, "its window opens for \(spoken(length))", at: now,
        [.init("seconds", .number(length.seconds.value))])
    case .closed: note(name, .closes, "its window closes", at: now)
    }
  }

  mutating func noteLeaf(_ index: Int, at now: SimTime) {
    let (old, new) = (seen.leaves[index], state.leaves[LeafID(index)])
    guard new != old else { return }
    seen.leaves[index] = new
    let share = Share(Double(new) / 1e9)
    note(
      names.leaves[index], .levelChanges,
      "\(new < old ? "falls" : "rises") to \(Share(brief(share.value)).text)",
      at: now, [.init("level", .number(share.value))])
  }

  // MARK: Control

  mutating func noteDetector(_ index: Int, at now: SimTime) {
    let (old, new) = (seen.detectors[index], state.detectors[DetectorID(index)])
    seen.detectors[index] = new
    let name = names.detectors[index]
    if new.isAlive != old.isAlive {
      note(
        name.path, new.isAlive ? .detectorRevives : .detectorDies,
        new.isAlive ? "watches again" : "stops watching", at: now)
    }
    guard new.logic.reported != old.logic.reported else { return }
    note(
      name.path, new.logic.reported ? .reportsUp : .reportsDown,
      "reports \(name.target) \(new.logic.reported ? "up" : "down")", at: now,
      [.init("target", .text(name.target))])
  }

  mutating func noteFailover(_ index: Int, at now: SimTime) {
    let (old, new) = (seen.failovers[index].logic, state.failovers[FailoverID(index)].logic)
    seen.failovers[index] = state.failovers[FailoverID(index)]
    let name = names.failovers[index]
    let from = name.candidates[Int(old.active)]
    let facts: [TraceEntry.Fact] = [.init("from", .text(from))]
    if new.active != old.active {
      let to = name.candidates[Int(new.active)]
      note(
        name.path, .switches, "switches from \(from) to \(to)", at: now,
        facts + [.init("to", .text(to))])
    }
    guard new.phase != old.phase || new.attempt > old.attempt else { return }
    switch new.phase {
    case .switching:
      let words =
        new.attempt > old.attempt && old.phase == .switching ? "tries again to" : "begins to"
      note(name.path, .beginsSwitch, "\(words) switch away from \(from)", at: now, facts)
    case .failingBack: note(name.path, .beginsFailBack, "begins to fail back", at: now, facts)
    case .none: note(name.path, .hasNobody, "sees nobody who could serve", at: now, facts)
    case .serving:
      if new.active == old.active { note(name.path, .keeps, "stays with \(from)", at: now, facts) }
    }
  }

  mutating func noteSlot(_ index: Int, at now: SimTime) {
    let (old, new) = (seen.slots[index], state.slots[PoolSlotID(index)])
    seen.slots[index] = new
    let name = names.units[Int(model.slots[PoolSlotID(index)].unit.rawValue)].path
    if new.isCondemned && !old.isCondemned { note(name, .condemned, "is condemned", at: now) }
    if old.isServing && !new.isServing { note(name, .terminated, "is terminated", at: now) }
    guard new.phase != old.phase else { return }
    switch new.phase {
    case .waiting: note(name, .waitsForZone, "waits for a zone with room", at: now)
    case .stepping, .needing:
      if old.isFree || old.isServing { note(name, .launches, "is launched", at: now) }
    case .serving: note(name, .inService, "is in service", at: now)
    case .empty, .owing, .returning, .resuming: break
    }
  }
}
