// SPDX-License-Identifier: GPL-3.0-or-later
// The detector's rules, one by one, without an engine.

import ReliabilityModeling
import Testing

@Suite struct DetectorLogicTests {
  @Test func `it starts up, and waits for as many checks as its threshold`() {
    var logic = DetectorLogic()
    #expect(logic.reported)
    #expect(logic.targetChanged(to: false, afterChecks: 7, threshold: 3) == .reportAfter(checks: 3))
    #expect(logic.streak == 0)
  }

  @Test func `a return before the report withdraws it and keeps the streak`() {
    var logic = DetectorLogic()
    _ = logic.targetChanged(to: false, afterChecks: 1, threshold: 3)
    #expect(logic.targetChanged(to: true, afterChecks: 2, threshold: 2) == .withdraw)
    #expect(logic.streak == 2)
    // No check saw the good state in between: one more bad one completes the three.
    #expect(logic.targetChanged(to: false, afterChecks: 0, threshold: 3) == .reportAfter(checks: 1))
  }

  @Test func `streaks of several falls add up as long as no check sees the reported state`() {
    var logic = DetectorLogic()
    for _ in 0..<3 {
      _ = logic.targetChanged(to: false, afterChecks: 0, threshold: 9)
      _ = logic.targetChanged(to: true, afterChecks: 2, threshold: 9)
    }
    #expect(logic.streak == 6)
    #expect(logic.targetChanged(to: false, afterChecks: 0, threshold: 9) == .reportAfter(checks: 3))
  }

  @Test func `one check that sees the reported state ends the streak`() {
    var logic = DetectorLogic()
    _ = logic.targetChanged(to: false, afterChecks: 0, threshold: 3)
    _ = logic.targetChanged(to: true, afterChecks: 2, threshold: 3)
    #expect(logic.targetChanged(to: false, afterChecks: 1, threshold: 3) == .reportAfter(checks: 3))
    #expect(logic.streak == 0)
  }

  @Test func `a report turns it over and forgets the streak`() {
    var logic = DetectorLogic()
    _ = logic.targetChanged(to: false, afterChecks: 0, threshold: 2)
    _ = logic.targetChanged(to: true, afterChecks: 1, threshold: 2)
    _ = logic.targetChanged(to: false, afterChecks: 0, threshold: 2)
    logic.report()
    #expect(!logic.reported)
    #expect(logic.streak == 0)
    // Now up is what is not reported, with its own threshold.
    #expect(logic.targetChanged(to: true, afterChecks: 5, threshold: 4) == .reportAfter(checks: 4))
    #expect(logic.targetChanged(to: false, afterChecks: 3, threshold: 2) == .withdraw)
    #expect(logic.targetChanged(to: true, afterChecks: 0, threshold: 4) == .reportAfter(checks: 1))
  }

  @Test func `at least one more check is always needed`() {
    var logic = DetectorLogic()
    _ = logic.targetChanged(to: false, afterChecks: 0, threshold: 5)
    _ = logic.targetChanged(to: true, afterChecks: 4, threshold: 5)
    // A lower threshold than the streak (the caller's other one) must not ask for none.
    #expect(logic.targetChanged(to: false, afterChecks: 0, threshold: 2) == .reportAfter(checks: 1))
  }
}
