// SPDX-License-Identifier: GPL-3.0-or-later
// Intervals against tables, and against what they promise.

import OutputAnalysis
import Testing

@Suite struct ConfidenceIntervalTests {
  // Tables of Student's law, two-sided.
  @Test(arguments: [
    (1, 0.95, 12.706_204_736), (7, 0.95, 2.364_624_252), (39, 0.95, 2.022_690_920),
    (10, 0.99, 3.169_272_673), (19, 0.90, 1.729_132_812),
  ])
  func `Student quantiles are the tabled ones`(degrees: Int, confidence: Double, tabled: Double) {
    let quantile = ConfidenceInterval.studentQuantile(
      degreesOfFreedom: degrees, confidence: confidence)
    #expect(agree(quantile, tabled, within: 1e-9))
  }

  @Test func `one batch has no interval`() {
    let estimate = ConfidenceInterval.around(
      3, standardError: .infinity,
      quantile: ConfidenceInterval.studentQuantile(degreesOfFreedom: 0, confidence: 0.95),
      confidence: 0.95, events: 5, isNonnegative: false)
    #expect(!estimate.hasInterval && !estimate.excludesZero)
  }

  @Test func `a mean without spread has an interval without width`() {
    let estimate = ConfidenceInterval.around(
      3, standardError: 0, quantile: 2, confidence: 0.95, events: 5, isNonnegative: true)
    #expect(estimate.low == 3 && estimate.high == 3 && estimate.relativeHalfWidth == 0)
  }

  @Test func `what cannot be negative gets no negative end`() {
    let estimate = ConfidenceInterval.around(
      3, standardError: 2, quantile: 2.5, confidence: 0.95, events: 5, isNonnegative: true)
    #expect(estimate.low == 0 && estimate.high == 8)
  }

  // 1 − 0.05^(1/n), evaluated with 40 digits.
  @Test(arguments: [(1_000, 0.002_991_249_545_095_296), (100_000, 2.995_687_401_942_796e-5)])
  func `years without an outage bound its probability`(years: UInt64, bound: Double) {
    let found = ConfidenceInterval.unseenProbability(trials: years, confidence: 0.95)
    #expect(agree(found, bound, within: 1e-13))
  }

  @Test func `2995 clean years show less than one in a thousand, 2994 do not`() {
    #expect(ConfidenceInterval.unseenProbability(trials: 2_995, confidence: 0.95) < 1e-3)
    #expect(ConfidenceInterval.unseenProbability(trials: 2_994, confidence: 0.95) > 1e-3)
    #expect(ConfidenceInterval.unseenProbability(trials: 0, confidence: 0.95) == 1)
  }

  @Test func `the rate of what was never seen is at most minus ln alpha over the years`() {
    // −ln 0.05 = 2.995732273553991
    let rate = ConfidenceInterval.unseenRate(trials: 500, confidence: 0.95)
    #expect(agree(rate, 2.995_732_273_553_991 / 500))
  }

  @Test func `a negative factor swaps the ends`() {
    let estimate = Estimate(
      mean: 2, standardError: 0.5, low: 1, high: 4, confidence: 0.95, events: 9)
    let scaled = estimate.scaled(by: -3)
    #expect(scaled.mean == -6 && scaled.low == -12 && scaled.high == -3)
    #expect(scaled.standardError == 1.5 && scaled.events == 9)
    #expect(scaled.excludesZero)
  }

  /// One experiment: 40 batches of 64 years; a year has an outage with probability 0.15, of
  /// hyperexponential length (squared coefficient of variation about 4); mean 0.15 · 1.4 = 0.21.
  private func covers(_ random: inout SplitMix) -> Bool {
    var moments = Moments()
    for _ in 0..<40 {
      var sum = 0.0
      for _ in 0..<64 where random.uniform() < 0.15 {
        sum += random.exponential() * (random.uniform() < 0.1 ? 5 : 1)
      }
      moments.add(sum / 64, weight: 64)
    }
    let estimate = ConfidenceInterval.around(
      moments.mean, standardError: moments.standardError,
      quantile: ConfidenceInterval.studentQuantile(degreesOfFreedom: 39, confidence: 0.95),
      confidence: 0.95, events: 384, isNonnegative: true)
    return estimate.low <= 0.21 && 0.21 <= estimate.high
  }

  @Test func `Student's interval over skewed batch means covers what it says`() {
    // On about 384 events its true coverage is near 94 %; of 800 experiments the binomial standard
    // deviation is 0.8 %, so a correct interval leaves 91.0 … 97.5 % with probability below 3e-4.
    var random = SplitMix(seed: 20)
    let covered = (0..<800).count { _ in covers(&random) }
    #expect((728...780).contains(covered), "\(covered) of 800")
  }
}
