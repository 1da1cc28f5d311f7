// SPDX-License-Identifier: GPL-3.0-or-later
// The clock: ties, horizon, saturation, set-up, clones, and no allocation.

import EventScheduling
import Quantities
import TestSupport
import Testing

@Suite struct EventSchedulerTests {
  static func span(_ microseconds: Int64) -> SimDuration {
    SimDuration(microseconds: microseconds)
  }

  static func instant(_ microseconds: Int64) -> SimTime { SimTime(microseconds: microseconds) }

  /// Timers in the order in which they fire before `horizon`, none armed again.
  static func drain(_ scheduler: inout EventScheduler, before horizon: SimTime) -> [UInt32] {
    var order: [UInt32] = []
    while let timer = scheduler.next(before: horizon) { order.append(timer.rawValue) }
    return order
  }

  @Test func `of timers due at one instant, the lower fires first, whatever the order of arming`() {
    var scheduler = EventScheduler(timerCount: 5)
    for timer: UInt32 in [3, 0, 4, 2, 1] {
      scheduler.schedule(TimerID(timer), after: Self.span(7))
    }
    #expect(Self.drain(&scheduler, before: Self.instant(8)) == [0, 1, 2, 3, 4])
    let now = scheduler.now
    #expect(now == Self.instant(8))
  }

  @Test func `a timer armed for now fires at this instant, behind none of a higher number`() {
    var scheduler = EventScheduler(timerCount: 3)
    scheduler.schedule(TimerID(1), after: Self.span(4))
    scheduler.schedule(TimerID(2), after: Self.span(4))
    #expect(scheduler.next(before: .never) == TimerID(1))
    scheduler.schedule(TimerID(0), after: .zero)
    scheduler.schedule(TimerID(1), after: .zero)
    #expect(Self.drain(&scheduler, before: Self.instant(5)) == [0, 1, 2])
    #expect(scheduler.dispatchedEvents == 4)
  }

  @Test func `what is due at the horizon does not happen, and happens under a later one`() {
    var scheduler = EventScheduler(timerCount: 2)
    scheduler.schedule(TimerID(0), after: Self.span(10))
    scheduler.schedule(TimerID(1), after: Self.span(9))
    #expect(Self.drain(&scheduler, before: Self.instant(10)) == [1])
    #expect(scheduler.now == Self.instant(10))
    #expect(scheduler.isArmed(TimerID(0)) == true)
    #expect(Self.drain(&scheduler, before: Self.instant(11)) == [0])
  }

  @Test func `without pending timers nothing fires, even before never`() {
    var scheduler = EventScheduler(timerCount: 3)
    #expect(scheduler.next(before: .never) == nil)
    #expect(scheduler.dispatchedEvents == 0)
    var empty = EventScheduler(timerCount: 0)
    #expect(empty.next(before: .never) == nil)
  }

  @Test(arguments: [2, 128, 4_096])
  func `spans beyond the range saturate and never fire`(timers: Int) {
    let latest = EventScheduler.latestInstant(timerCount: timers)
    var scheduler = EventScheduler(timerCount: timers)
    scheduler.schedule(TimerID(1), after: Self.span(latest.microseconds - 1))
    scheduler.schedule(TimerID(0), after: SimDuration(rounding: .infinity))
    #expect(scheduler.isArmed(TimerID(0)) == true)
    #expect(scheduler.due(of: TimerID(0)) == latest)
    #expect(scheduler.next(before: .never) == TimerID(1))
    scheduler.schedule(TimerID(1), after: SimDuration(rounding: .infinity))
    #expect(scheduler.next(before: .never) == nil)
    scheduler.cancel(TimerID(0))
    #expect(scheduler.isArmed(TimerID(0)) == false)
  }

  @Test func `the range is 2 284 years of 8 760 h at 128 timers, 71 at 4 096`() {
    let year: Int64 = 31_536_000_000_000
    // 2^56 and 2^51 µs over a year of 8 760 h: 2 284.9 and 71.4.
    #expect(EventScheduler.latestInstant(timerCount: 128).microseconds / year == 2_284)
    #expect(EventScheduler.latestInstant(timerCount: 4_096).microseconds / year == 71)
  }

  @Test func `placing timers before a replication is arming them`() {
    var placed = EventScheduler(timerCount: 6)
    var armed = EventScheduler(timerCount: 6)
    for (timer, due) in [Int64](arrayLiteral: 5, 3, 9, 3, 1, 5).enumerated() {
      placed.place(TimerID(UInt32(timer)), at: Self.instant(due))
      armed.schedule(TimerID(UInt32(timer)), after: Self.span(due))
    }
    placed.beginReplication()
    let order = Self.drain(&placed, before: .never)
    #expect(order == [4, 1, 3, 0, 5, 2])
    #expect(Self.drain(&armed, before: .never) == order)
  }

  @Test func `a reset idles every timer and counts events on`() {
    var scheduler = EventScheduler(timerCount: 4)
    for timer: UInt32 in 0..<4 { scheduler.schedule(TimerID(timer), after: Self.span(2)) }
    #expect(scheduler.next(before: .never) == TimerID(0))
    scheduler.reset()
    #expect(scheduler.now == .zero)
    for timer: UInt32 in 0..<4 { #expect(scheduler.isArmed(TimerID(timer)) == false) }
    #expect(scheduler.next(before: .never) == nil)
    #expect(scheduler.dispatchedEvents == 1)
  }

  @Test func `a clone goes on by itself, the timer just fired included`() {
    var original = EventScheduler(timerCount: 3)
    for timer: UInt32 in 0..<3 {
      original.schedule(TimerID(timer), after: Self.span(Int64(timer) + 1))
    }
    #expect(original.next(before: .never) == TimerID(0))
    var clone = original.clone()
    original.schedule(TimerID(0), after: Self.span(1))
    clone.cancel(TimerID(1))
    #expect(Self.drain(&original, before: Self.instant(9)) == [0, 1, 2])
    #expect(Self.drain(&clone, before: Self.instant(9)) == [2])
    #expect(clone.dispatchedEvents == 2)
  }

  @Test func `stepping allocates nothing`() {
    var scheduler = EventScheduler(timerCount: 70)
    expectNoAllocation {
      scheduler.reset()
      // Not over a range of UInt32: in debug builds that allocates at each step.
      for timer in 0..<70 {
        scheduler.place(TimerID(UInt32(timer)), at: Self.instant(Int64(timer)))
      }
      scheduler.beginReplication()
      for _ in 0..<500 {
        guard let timer = scheduler.next(before: .never) else { break }
        scheduler.schedule(timer, after: Self.span(Int64(timer.rawValue) * 3 % 17))
        scheduler.cancel(TimerID(timer.rawValue / 2))
      }
    }
  }
}
