// SPDX-License-Identifier: GPL-3.0-or-later
// Who is best, who is tied and what a saved minute costs, on results made up for it.

import DesignStudies
import OutputAnalysis
import Quantities
import Testing

private func estimate(_ mean: Double, _ half: Double) -> Estimate {
  Estimate(
    mean: mean, standardError: half / 1.96, low: mean - half, high: mean + half, confidence: 0.95,
    events: 5_000)
}

/// Designs with these lost minutes; every difference but that with itself is `half` wide.
private func ranking(
  lost: [Double], costs: [Double?], half: Double, wide: Double? = nil
) -> ServiceRanking {
  let least = lost.min() ?? 0
  return ServiceRanking(
    of: "egress", lostMinutes: lost, monthlyCosts: costs.map { $0.map { USDollars($0) } },
    excess: lost.map { estimate($0 - least, $0 == least ? 0 : wide ?? half) },
    probabilityBest: lost.map { _ in 1 / Double(lost.count) },
    shareOfYearsWon: lost.map { _ in 1 / Double(lost.count) },
    difference: { estimate(lost[$0] - lost[$1], $0 == $1 ? 0 : half) })
}

@Suite struct ServiceRankingTests {
  @Test func `the lowest mean is best when every difference is clear of zero`() {
    let ranking = ranking(lost: [31, 14.5, 80], costs: [20_000, 17_849, 40], half: 0.7)
    #expect(ranking.order == [1, 0, 2])
    #expect(ranking.leaders == [1])
    #expect(ranking.pairs.map(\.better) == [1, 1, 0])
    #expect(ranking.pairs.map(\.worse) == [0, 2, 2])
    #expect(ranking.pairs.map(\.savedMinutes.mean) == [16.5, 65.5, 49])
    #expect(ranking.pairs.map(\.isDistinguishable) == [true, true, true])
  }

  @Test func `of those that cannot be told apart the cheapest comes first`() {
    let ranking = ranking(lost: [14.6, 14.5, 80], costs: [90, 200, 40], half: 0.7)
    #expect(ranking.leaders == [0, 1])
    #expect(!ranking.pairs[0].isDistinguishable)
  }

  @Test func `the simultaneous interval decides, not the single one`() {
    // 1.5 is clear of zero by 0.7, but not by the 1.8 that hold for all designs at once.
    let ranking = ranking(lost: [14, 15.5], costs: [200, 90], half: 0.7, wide: 1.8)
    #expect(ranking.leaders == [1, 0])
    #expect(ranking.pairs[0].isDistinguishable)
  }

  @Test func `designs that never differed are a tie, in the scenario's order`() {
    let ranking = ranking(lost: [9, 9], costs: [50, 50], half: 0)
    #expect(ranking.leaders == [0, 1])
    #expect(ranking.excess.map(\.mean) == [0, 0])
  }

  @Test func `an unpriced design is not called the cheapest of a tie`() {
    #expect(ranking(lost: [9, 9.1], costs: [nil, 50], half: 1).leaders == [1, 0])
  }

  @Test func `a saved minute is paid for against the cheapest design`() throws {
    // Cheapest: the last, 40 a month, 80 min. The first saves 49 min for 960 a month:
    // 960 · 12 / 49 = 235.1; the second 65.5 min for 17 809: 3 262.75; the third loses more.
    let ranking = ranking(
      lost: [31, 14.5, 95, 80], costs: [1_000, 17_849, 60, 40], half: 0.7)
    let prices = ranking.dollarsPerSavedMinute
    let first = try #require(prices[0])
    let second = try #require(prices[1])
    #expect(abs(first - 960 * 12 / 49) < 1e-9)
    #expect(abs(second - 17_809 * 12 / 65.5) < 1e-9)
    #expect(prices[2] == nil)
    #expect(prices[3] == nil)
  }

  @Test func `a saving within its own error has no price`() {
    #expect(ranking(lost: [79.5, 80], costs: [50, 40], half: 0.7).dollarsPerSavedMinute[0] == nil)
  }

  @Test func `without prices nothing is said about dollars`() {
    let ranking = ranking(lost: [31, 14.5], costs: [nil, nil], half: 0.7)
    #expect(ranking.dollarsPerSavedMinute == [nil, nil])
    #expect(ranking.leaders == [1])
  }

  @Test func `a design alone is best, and has no pair`() {
    let ranking = ranking(lost: [31], costs: [10], half: 0.7)
    #expect(ranking.leaders == [0])
    #expect(ranking.pairs.isEmpty)
  }
}
