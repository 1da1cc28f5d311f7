// SPDX-License-Identifier: GPL-3.0-or-later
// The stopping rule: where it is asked, and what it answers.

import OutputAnalysis
import Testing

@Suite struct SequentialStoppingTests {
  private func estimate(half: Double, events: Int) -> Estimate {
    Estimate(
      mean: 8, standardError: half / 2, low: 8 - half, high: 8 + half, confidence: 0.95,
      events: events)
  }

  @Test func `checkpoints grow by half from forty batches`() {
    // 40 · 1.5ⁿ, rounded up: 40, 60, 90, 135, 202.5, 303.75, 455.6, 683.4
    var batches: UInt64 = 0
    let found = (0..<8).map { _ in
      batches = SequentialStopping.checkpoint(after: batches)
      return batches
    }
    #expect(found == [40, 60, 90, 135, 203, 304, 456, 684])
    #expect(SequentialStopping.checkpoint(after: 100) == 135)
  }

  @Test func `narrow on a thousand events is enough`() {
    let rule = SequentialStopping(precision: 0.02)
    #expect(rule.shortfall(of: estimate(half: 0.125, events: 1_000)) == nil)
    #expect(rule.remainingFactor(of: estimate(half: 0.1, events: 5_000)) == 1)
  }

  @Test func `what is lacking is said by its kind`() {
    let rule = SequentialStopping(precision: 0.02)
    #expect(rule.shortfall(of: estimate(half: 0.25, events: 5_000)) == .wide(reached: 0.03125))
    #expect(rule.shortfall(of: estimate(half: 0.125, events: 999)) == .weakClaim(reached: 0.015625))
    #expect(rule.shortfall(of: estimate(half: 0.125, events: 199)) == .fewEvents(reached: 0.015625))
    let bound = ConfidenceInterval.unseen(upTo: 3, confidence: 0.95)
    #expect(rule.shortfall(of: bound) == .nothingSeen)
  }

  @Test func `a deterministic loss waits for no events`() {
    let rule = SequentialStopping(precision: 0.02)
    #expect(rule.shortfall(of: estimate(half: 0, events: 0)) == nil)
  }

  @Test func `three times too wide needs nine times the effort`() {
    let rule = SequentialStopping(precision: 0.02)
    #expect(agree(rule.remainingFactor(of: estimate(half: 0.48, events: 5_000)), 9))
    // On 250 events the width is fine and the events decide.
    #expect(agree(rule.remainingFactor(of: estimate(half: 0.1, events: 250)), 4))
  }
}
