// SPDX-License-Identifier: GPL-3.0-or-later
// Intervals out of counts against values made with forty digits, and against their promise.

import CGSL
import OutputAnalysis
import Testing

@Suite struct CountIntervalTests {
  // Bisection on the incomplete beta function with 40 digits; 95 %.
  @Test(arguments: [
    (0, 1_000, 0.0, 0.003_682_083_896_865_672),
    (3, 1_000, 0.000_619_099_931_649_571_3, 0.008_742_023_238_478_303),
    (10, 20, 0.271_957_849_560_791_83, 0.728_042_150_439_208_2),
    (997, 1_000, 0.991_257_976_761_521_7, 0.999_380_900_068_350_5),
  ])
  func `Clopper and Pearson's ends are those of the beta law`(
    hits: UInt64, trials: UInt64, low: Double, high: Double
  ) {
    let found = ConfidenceInterval.clopperPearson(hits: hits, of: trials, confidence: 0.95)
    #expect(agree(found.low, low, within: 1e-11) && agree(found.high, high, within: 1e-11))
    #expect(found.mean == Double(hits) / Double(trials) && found.events == Int(hits))
  }

  // (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n) with 40 digits; 95 %.
  @Test(arguments: [
    (0, 1_000, 0.0, 0.003_826_758_485_555_124_3),
    (3, 1_000, 0.001_020_783_881_138_618_8, 0.008_783_014_053_503_175),
    (10, 20, 0.299_298_008_198_212_34, 0.700_701_991_801_787_7),
    (997, 1_000, 0.991_216_985_946_496_9, 0.998_979_216_118_861_4),
  ])
  func `Wilson's ends are those of the score equation`(
    hits: UInt64, trials: UInt64, low: Double, high: Double
  ) {
    let found = ConfidenceInterval.wilson(hits: hits, of: trials, confidence: 0.95)
    #expect(agree(found.low, low, within: 1e-13) && agree(found.high, high, within: 1e-13))
  }

  // Halved quantiles of χ² by bisection with 40 digits; 95 %.
  @Test(arguments: [
    (0, 0.0, 3.688_879_454_113_936_3), (5, 1.623_486_390_118_420_4, 11.668_332_079_322_669),
    (12, 6.200_575_108_722_217, 20.961_585_048_176_957),
  ])
  func `Garwood's ends are those of the Poisson law`(count: UInt64, low: Double, high: Double) {
    let found = ConfidenceInterval.garwood(count: count, confidence: 0.95)
    #expect(agree(found.low, low, within: 1e-10) && agree(found.high, high, within: 1e-10))
    #expect(found.mean == Double(count))
  }

  @Test(arguments: [
    (1, 1 << 32), (5_000, 1_000_000_000), (99_999, 1_000_000_000), (99_999, 300_000),
    (150_000, 400_000), (2_000_000_000, 4_000_000_000),
  ])
  func `large counts have the ends that Gauss's law gives, a little wider`(
    hits: UInt64, trials: UInt64
  ) {
    let exact = ConfidenceInterval.clopperPearson(hits: hits, of: trials, confidence: 0.95)
    let score = ConfidenceInterval.wilson(hits: hits, of: trials, confidence: 0.95)
    let half = 0.5 / Double(trials)
    // Both ends move outwards by half a hit, up to the skewness that a score does not see.
    let skew = 3 / Double(trials)
    #expect(abs(exact.high - half - score.high) < skew)
    #expect(hits == 1 || abs(exact.low + half - score.low) < skew)
    #expect(exact.low < exact.mean && exact.mean < exact.high)
  }

  @Test func `above a hundred thousand hits nothing jumps`() {
    let below = ConfidenceInterval.clopperPearson(
      hits: 100_000, of: 1_000_000, confidence: 0.95)
    let above = ConfidenceInterval.clopperPearson(
      hits: 100_001, of: 1_000_000, confidence: 0.95)
    let width = below.high - below.low
    #expect(abs(above.low - below.low - 1e-6) < 1e-3 * width)
    #expect(abs(above.high - below.high - 1e-6) < 1e-3 * width)
  }

  @Test func `no trials tell nothing, and certainty keeps its own end`() {
    for found in [
      ConfidenceInterval.clopperPearson(hits: 0, of: 0, confidence: 0.95),
      ConfidenceInterval.wilson(hits: 0, of: 0, confidence: 0.95),
    ] { #expect(found.low == 0 && found.high == 1) }
    let all = ConfidenceInterval.clopperPearson(hits: 50, of: 50, confidence: 0.95)
    // 0.025^(1/50)
    #expect(all.high == 1 && agree(all.low, 0.9288782635358024, within: 1e-11))
  }

  @Test func `clean years that are needed to show a probability are 2995 and 2 995 731`() {
    #expect(ConfidenceInterval.trialsToBound(probability: 1e-3, confidence: 0.95) == 2_995)
    #expect(ConfidenceInterval.trialsToBound(probability: 1e-6, confidence: 0.95) == 2_995_731)
  }

  @Test func `the exact interval covers at least as often as it says, at every probability`() {
    // Sums of the binomial law over all outcomes of 30 trials: no chance in it.
    let intervals = (0...30).map {
      ConfidenceInterval.clopperPearson(hits: UInt64($0), of: 30, confidence: 0.9)
    }
    for step in 1..<100 {
      let probability = Double(step) / 100
      let covered = intervals.indices.reduce(0.0) { sum, hits in
        intervals[hits].low <= probability && probability <= intervals[hits].high
          ? sum + gsl_ran_binomial_pdf(UInt32(hits), probability, 30) : sum
      }
      #expect(covered >= 0.9 - 1e-12, "\(probability): \(covered)")
    }
  }
}
