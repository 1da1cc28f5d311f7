// SPDX-License-Identifier: GPL-3.0-or-later
// Failure clocks: the inverse cumulative hazard at a unit exponential.

import CGSL
import CVariates
import Quantities
import RandomVariates
import TestSupport
import Testing

@Suite struct FailureDelayTests {
  static func delay(_ law: DurationLaw, _ budget: Double) -> Double {
    var table = SamplerTable()
    let sampler = table.add(law)
    return table.failureDelay(sampler, unitExponential: budget) / 1e6
  }

  @Test(arguments: KnownLaw.continuous)
  func `the hazard used up at the delay is the budget`(known: KnownLaw) throws {
    for budget in [1e-15, 1e-9, 0.001, 0.1, 0.69, 0.7, 1.7, 5, 20, 36.7] {
      let delay = Seconds(Self.delay(known.law, budget))
      if budget < 0.5 {
        // Small budgets are precise as probabilities, where the least value leaves digits.
        let lost = known.law.least.value > 0 ? 0x1p-49 / budget : 0
        try #require(agree(known.law.cdf(delay), -gsl_expm1(-budget), within: 1e-11 + lost))
      } else {
        let survival = gsl_sf_exp(-budget)
        let lost = known.law.greatest.value.isFinite ? 0x1p-48 / survival : 0
        try #require(agree(known.law.survival(delay), survival, within: 1e-11 + lost))
      }
    }
  }

  @Test(arguments: KnownLaw.all)
  func `a greater budget never fails earlier`(known: KnownLaw) throws {
    var table = SamplerTable()
    let sampler = table.add(known.law)
    var last = 0.0
    for step in 0..<4_000 {
      let delay = table.failureDelay(
        sampler, unitExponential: 1e-8 * gsl_sf_exp(Double(step) / 180))
      try #require(delay >= last * (1 - 4e-15))
      last = delay
    }
  }

  @Test func `closed forms are met`() {
    #expect(Self.delay(.exponential(mean: Seconds(7)), 0.3) == 0.3 * 7e6 / 1e6)
    #expect(Self.delay(.constant(Seconds(7)), 0.3) == 7)
    // 1 − e^−0.3 = 0.25918177931828
    #expect(agree(Self.delay(.uniform(from: Seconds(2), to: Seconds(6)), 0.3), 3.03672711727313))
    // The median is at E = ln 2.
    let lognormal = DurationLaw.lognormal(median: Seconds(5), sigma: 2)
    #expect(agree(Self.delay(lognormal, 0.6931471805599453), 5))
    #expect(
      agree(Self.delay(lognormal, 3), 5 * gsl_sf_exp(2 * gsl_cdf_ugaussian_Qinv(gsl_sf_exp(-3)))))
  }

  /// Of two exponentials mixed half and half, e^−x/2 + e^−(x/10)/2 = e^−E has no closed solution; x
  /// is chosen and E computed from it.
  @Test func `a mixture goes by its marginal hazard, not by a branch drawn first`() throws {
    let law = DurationLaw.mixture([
      .init(weight: 1, law: .exponential(mean: Seconds(1))),
      .init(weight: 1, law: .exponential(mean: Seconds(10))),
    ])
    for x in [0.001, 0.2, 1, 3.5, 20, 100, 300] {
      let budget = -gsl_sf_log(0.5 * gsl_sf_exp(-x) + 0.5 * gsl_sf_exp(-x / 10))
      // E itself has 1e-16 of error, which a small x magnifies.
      try #require(agree(Self.delay(law, budget), x, within: 1e-13 + 1e-15 / x))
    }
  }

  @Test func `a mixture with laws that end has no hazard left behind their end`() {
    let law = DurationLaw.mixture([
      .init(weight: 0.9, law: .uniform(from: Seconds(1), to: Seconds(2))),
      .init(weight: 0.1, law: .exponential(mean: Seconds(1e6))),
    ])
    // Survival 0.05 lies in the exponential: 0.1·exp(−x/1e6) = 0.05.
    #expect(agree(Self.delay(law, -gsl_sf_log(0.05)), 693_147.180559945, within: 1e-9))
    #expect(agree(Self.delay(law, 36), 1e6 * (36 + gsl_sf_log(0.1)), within: 1e-12))
  }

  @Test(arguments: KnownLaw.all)
  func `delays of block-made exponentials have the moments of the law`(known: KnownLaw) {
    var table = SamplerTable()
    let sampler = table.add(known.law)
    var block = [Double](repeating: 0, count: 8)
    var delays: [Double] = []
    for replication: UInt32 in 0..<2_500 {
      cv_fill8(&block, 77, 0, replication, 0)
      delays += block.map { table.failureDelay(sampler, unitExponential: $0) / 1e6 }
    }
    let moments = SampleMoments(of: delays)
    guard known.variance > 0 else {
      #expect(moments.mean == known.mean)
      return
    }
    expectMean(moments.mean, standardError: moments.standardError, equals: known.mean)
    expectMean(
      moments.variance, standardError: moments.standardErrorOfVariance, equals: known.variance,
      "variance")
  }
}
