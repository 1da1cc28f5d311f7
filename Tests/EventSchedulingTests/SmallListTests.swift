// SPDX-License-Identifier: GPL-3.0-or-later
// Every sequence of insert, move, cancel and take on a few timers, against a search of them all.

import EventScheduling
import Quantities
import Testing

/// What the scheduler should do, by searching all timers.
struct ReferenceList {
  var now: Int64 = 0
  var due: [Int64?]

  mutating func next(before horizon: Int64) -> UInt32? {
    var earliest: Int?
    for (timer, instant) in due.enumerated() {
      guard let instant, instant < horizon else { continue }
      if let best = earliest.flatMap({ due[$0] }), best <= instant { continue }
      earliest = timer
    }
    guard let timer = earliest, let instant = due[timer] else {
      now = horizon
      return nil
    }
    now = instant
    due[timer] = nil
    return UInt32(timer)
  }
}

@Suite struct SmallListTests {
  enum Step: Hashable, Sendable {
    case arm(UInt32, after: Int64)
    case cancel(UInt32)
    case take
  }

  static let horizon: Int64 = 5

  /// Arming may insert or move; delay 0 makes ties, and 5 can reach the horizon and beyond.
  static func steps(timers: Int, delays: [Int64]) -> [Step] {
    (0..<UInt32(timers)).flatMap { timer in
      delays.map { Step.arm(timer, after: $0) } + [.cancel(timer)]
    } + [.take]
  }

  /// Applies one step to both; returns whether they agree on all that can be seen.
  static func apply(
    _ step: Step, _ scheduler: inout EventScheduler, _ reference: inout ReferenceList
  ) -> Bool {
    switch step {
    case .arm(let timer, let delay):
      scheduler.schedule(TimerID(timer), after: SimDuration(microseconds: delay))
      reference.due[Int(timer)] = reference.now + delay
    case .cancel(let timer):
      scheduler.cancel(TimerID(timer))
      reference.due[Int(timer)] = nil
    case .take:
      let expected = reference.next(before: horizon)
      let taken = scheduler.next(before: SimTime(microseconds: horizon))
      guard taken?.rawValue == expected else { return false }
    }
    guard scheduler.now.microseconds == reference.now else { return false }
    for (timer, due) in reference.due.enumerated() {
      let timer = TimerID(UInt32(timer))
      guard scheduler.isArmed(timer) == (due != nil) else { return false }
      if let due, scheduler.due(of: timer).microseconds != due { return false }
    }
    return true
  }

  /// The first sequence after which the two disagree, in depth-first order.
  static func disagreement(
    after scheduler: borrowing EventScheduler, _ reference: ReferenceList, steps: [Step], depth: Int
  ) -> [Step]? {
    if depth == 0 { return nil }
    for step in steps {
      var scheduler = scheduler.clone()
      var reference = reference
      guard apply(step, &scheduler, &reference) else { return [step] }
      if let rest = disagreement(after: scheduler, reference, steps: steps, depth: depth - 1) {
        return [step] + rest
      }
    }
    return nil
  }

  @Test(arguments: [(1, 7), (2, 5), (3, 4), (4, 4), (5, 4), (6, 3)])
  func `every sequence of steps on a few timers does what a search would`(timers: Int, depth: Int) {
    let scheduler = EventScheduler(timerCount: timers)
    let reference = ReferenceList(due: Array(repeating: nil, count: timers))
    let steps = Self.steps(timers: timers, delays: timers < 5 ? [0, 2, 5] : [0, 2])
    #expect(Self.disagreement(after: scheduler, reference, steps: steps, depth: depth) == nil)
  }

  @Test(arguments: [7, 64, 70, 460])
  func `long random sequences on many timers do what a search would`(timers: Int) throws {
    var scheduler = EventScheduler(timerCount: timers)
    var reference = ReferenceList(due: Array(repeating: nil, count: timers))
    var state: UInt32 = 2_463_534_242
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      return Int(state % UInt32(bound))
    }
    var agreed = 0
    for round in 0..<4_000 {
      let timer = UInt32(random(timers))
      let choice = random(8)
      if choice < 5 {
        let delay = SimDuration(microseconds: Int64(random(40)))
        scheduler.schedule(TimerID(timer), after: delay)
        reference.due[Int(timer)] = reference.now + delay.microseconds
      } else if choice < 6 {
        scheduler.cancel(TimerID(timer))
        reference.due[Int(timer)] = nil
      } else {
        let horizon = Int64(round) * 4 + 50
        let expected = reference.next(before: horizon)
        let taken = scheduler.next(before: SimTime(microseconds: horizon))
        try #require(taken?.rawValue == expected)
        agreed += 1
      }
      try #require(scheduler.now.microseconds == reference.now)
    }
    #expect(agreed > 500)
  }
}
