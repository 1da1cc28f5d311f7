// SPDX-License-Identifier: GPL-3.0-or-later
// The failover's table of transitions, row by row, without an engine. Bit i of `seen`: candidate i.

import ReliabilityModeling
import Testing

@Suite struct FailoverLogicTests {
  /// A failover that has gone through these views, finishing every action that it began.
  private func after(
    _ views: [UInt32], failsBack: Bool = false, immediately: Bool = true, finishing: Bool = false
  ) -> FailoverLogic {
    var logic = FailoverLogic()
    for seen in views {
      while true {
        let action = logic.decide(
          seen: seen, failsBack: failsBack, firstBackImmediately: immediately)
        if action == .none { break }
        if action == .begin && finishing {
          _ = logic.actionEnded(works: true, seen: seen, attempts: 1)
        }
      }
    }
    return logic
  }

  @Test(arguments: [[UInt32](), [0b10], [0b11, 0b10]])
  func `no candidate seen leads to none from every phase and drops the action`(views: [UInt32]) {
    var logic = after(views, failsBack: true)
    let active = logic.active
    #expect(logic.decide(seen: 0, failsBack: true, firstBackImmediately: true) == .drop)
    #expect(logic.phase == .none)
    #expect(logic.active == active)
    #expect(logic.decide(seen: 0, failsBack: true, firstBackImmediately: true) == .none)
  }

  @Test func `no candidate seen while failing back leads to none`() {
    var logic = after([0b010], finishing: true)
    #expect(logic.decide(seen: 0b011, failsBack: true, firstBackImmediately: true) == .begin)
    #expect(logic.phase == .failingBack)
    #expect(logic.decide(seen: 0, failsBack: true, firstBackImmediately: true) == .drop)
    #expect(logic.phase == .none)
    #expect(logic.active == 1)
  }

  @Test func `the active candidate unseen and another seen begins a switch`() {
    var logic = FailoverLogic()
    #expect(logic.decide(seen: 0b100, failsBack: false, firstBackImmediately: true) == .begin)
    #expect(logic.phase == .switching)
    #expect(logic.active == 0)
  }

  @Test func `only the return of the active candidate cancels a switch`() {
    var logic = after([0b010])
    #expect(logic.phase == .switching)
    // A third candidate that is better than the one aimed at changes nothing.
    #expect(logic.decide(seen: 0b110, failsBack: true, firstBackImmediately: true) == .none)
    #expect(logic.decide(seen: 0b111, failsBack: true, firstBackImmediately: true) == .drop)
    #expect(logic.phase == .serving)
    #expect(logic.active == 0)
  }

  @Test func `an attempt that succeeds serves the best candidate seen at its end`() {
    var logic = after([0b100])
    let works = logic.actionEnded(works: true, seen: 0b110, attempts: 1)
    #expect(works)
    #expect(logic.phase == .serving)
    #expect(logic.active == 1)
  }

  @Test func `attempts that fail are tried in order, and the last one repeats`() {
    var logic = after([0b10])
    for expected: UInt8 in [1, 2, 2, 2] {
      let works = logic.actionEnded(works: false, seen: 0b10, attempts: 3)
      #expect(!works)
      #expect(logic.attempt == expected)
      #expect(logic.phase == .switching)
    }
    _ = logic.actionEnded(works: true, seen: 0b10, attempts: 3)
    // The next switch starts with the first attempt again.
    _ = logic.decide(seen: 0b01, failsBack: false, firstBackImmediately: true)
    #expect(logic.phase == .switching)
    #expect(logic.attempt == 0)
  }

  @Test func `a better candidate begins a fail-back only if one is given`() {
    var logic = after([0b010], finishing: true)
    #expect(logic.active == 1)
    #expect(logic.decide(seen: 0b011, failsBack: false, firstBackImmediately: true) == .none)
    #expect(logic.decide(seen: 0b111, failsBack: true, firstBackImmediately: true) == .begin)
    #expect(logic.phase == .failingBack)
    let works = logic.actionEnded(works: true, seen: 0b111, attempts: 1)
    #expect(works)
    #expect(logic.active == 0)
  }

  @Test func `a worse candidate never begins a fail-back`() {
    var logic = after([0b010], finishing: true)
    #expect(logic.decide(seen: 0b110, failsBack: true, firstBackImmediately: true) == .none)
  }

  @Test func `a fail-back becomes a switch when the active candidate falls`() {
    var logic = after([0b010], finishing: true)
    _ = logic.decide(seen: 0b011, failsBack: true, firstBackImmediately: true)
    #expect(logic.decide(seen: 0b001, failsBack: true, firstBackImmediately: true) == .begin)
    #expect(logic.phase == .switching)
    #expect(logic.active == 1)
  }

  @Test func `a fail-back ends when no better candidate is left`() {
    var logic = after([0b100], finishing: true)
    #expect(logic.active == 2)
    _ = logic.decide(seen: 0b101, failsBack: true, firstBackImmediately: true)
    // Another better one keeps it going.
    #expect(logic.decide(seen: 0b110, failsBack: true, firstBackImmediately: true) == .none)
    #expect(logic.decide(seen: 0b100, failsBack: true, firstBackImmediately: true) == .drop)
    #expect(logic.phase == .serving)
    #expect(logic.active == 2)
  }

  @Test(arguments: [true, false])
  func `from none the last active candidate serves at once`(immediately: Bool) {
    var logic = after([0])
    #expect(
      logic.decide(seen: 0b11, failsBack: false, firstBackImmediately: immediately) == .drop)
    #expect(logic.phase == .serving)
    #expect(logic.active == 0)
  }

  @Test func `from none another candidate serves at once or after a switch`() {
    var logic = after([0])
    #expect(logic.decide(seen: 0b110, failsBack: false, firstBackImmediately: true) == .activate)
    #expect(logic.phase == .serving)
    #expect(logic.active == 1)
    logic = after([0])
    #expect(logic.decide(seen: 0b110, failsBack: false, firstBackImmediately: false) == .begin)
    #expect(logic.phase == .switching)
    #expect(logic.active == 0)
  }
}
