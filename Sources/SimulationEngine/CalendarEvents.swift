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
  /// Number of the event in which it announced or opened its window.
  var began: UInt32 = 0
}

extension ReplicationState {
  mutating func beginCalendar(_ calendar: CalendarID, in model: FlatModel) {
    let row = model.calendars[calendar]
    let start = scheduler.now.microseconds
    // Windows of a warm-up keep the period; none of them lies between instant zero and the first.
    var window: Int64 = 0
    if start < 0 {
      window = min(0, Self.quotientUp(start &+ row.lead &- row.first, row.every))
      if row.first &+ window &* row.every >= 0 { window = 0 }
    }
    calendars[calendar].window = window
    let due = max(start, row.first &+ window &* row.every &- row.lead)
    scheduler.place(row.timer, at: SimTime(microseconds: due))
  }

  /// A quotient rounded up; the divisor is positive.
  private static func quotientUp(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    dividend > 0 ? (dividend &+ divisor &- 1) / divisor : dividend / divisor
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
      calendars[calendar].began = eventNumber
      setSignal(row.announced, false, in: model)
      arm(row.timer, at: start)
    case .closed, .announced:
      if calendars[calendar].phase == .closed { setSignal(row.announced, false, in: model) }
      calendars[calendar].phase = .open
      calendars[calendar].began = eventNumber
      setSignal(row.window, false, in: model)
      scheduler.schedule(row.timer, after: delay(row.length, for: origin, in: model))
    case .open:
      calendars[calendar].phase = .closed
      setSignal(row.window, true, in: model)
      setSignal(row.announced, true, in: model)
      // A start within the window that just closed is skipped.
      let passed = scheduler.now.microseconds &- row.first
      var next = max(window &+ 1, Self.quotientUp(passed, row.every))
      if next < 0 && row.first &+ next &* row.every >= 0 { next = 0 }
      calendars[calendar].window = next
      arm(row.timer, at: row.first &+ next &* row.every &- row.lead)
    }
  }
}
