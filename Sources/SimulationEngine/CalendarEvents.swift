// SPDX-License-Identifier: GPL-3.0-or-later
// Calendars announce, open and close their windows.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

struct CalendarState: BitwiseCopyable {
  enum Phase: UInt8, BitwiseCopyable { case closed, announced, open }
  /// Number of the window that comes or is open.
  var window: Int64 = 0
  var phase = Phase.closed
}

extension ReplicationState {
  mutating func beginCalendar(_ calendar: CalendarID, in model: FlatModel) {
    let row = model.calendars[calendar]
    scheduler.place(row.timer, at: SimTime(microseconds: max(0, row.first &- row.lead)))
  }

  /// A calendar's timer fired.
  @inline(never)
  mutating func turnCalendar(_ calendar: CalendarID, in model: FlatModel) {
    let row = model.calendars[calendar]
    let window = calendars[calendar].window
    origin = Origin(hash: row.originHash, ordinal: UInt32(truncatingIfNeeded: window))
    let start = row.first &+ window &* row.every
    switch calendars[calendar].phase {
    case .closed where row.lead > 0 && scheduler.now.microseconds < start:
      calendars[calendar].phase = .announced
      setSignal(row.announced, false, in: model)
      arm(row.timer, at: start)
    case .closed, .announced:
      if calendars[calendar].phase == .closed { setSignal(row.announced, false, in: model) }
      calendars[calendar].phase = .open
      setSignal(row.window, false, in: model)
      scheduler.schedule(row.timer, after: delay(row.length, for: origin, in: model))
    case .open:
      calendars[calendar].phase = .closed
      setSignal(row.window, true, in: model)
      setSignal(row.announced, true, in: model)
      // A start within the window that just closed is skipped.
      let passed = scheduler.now.microseconds &- row.first
      let next = max(window &+ 1, (passed &+ row.every &- 1) / row.every)
      calendars[calendar].window = next
      arm(row.timer, at: row.first &+ next &* row.every &- row.lead)
    }
  }
}
