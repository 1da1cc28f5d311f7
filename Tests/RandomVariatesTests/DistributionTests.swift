// SPDX-License-Identifier: GPL-3.0-or-later
// Moments, probabilities and quantiles of every law.

import CGSL
import Quantities
import RandomVariates
import Testing

/// Whether two numbers agree to a relative difference.
func agree(_ left: Double, _ right: Double, within relative: Double = 1e-12) -> Bool {
  abs(left - right) <= relative * max(abs(left), abs(right))
}

@Suite struct DistributionTests {
  @Test(arguments: KnownLaw.all)
  func `mean and variance are those computed by hand`(known: KnownLaw) {
    #expect(agree(known.law.mean.value, known.mean))
    #expect(agree(known.law.variance, known.variance))
  }

  @Test(arguments: KnownLaw.continuous)
  func `a quantile undoes its probability`(known: KnownLaw) throws {
    for step in 1..<1_000 {
      let probability = Double(step) / 1_000
      let value = known.law.quantile(probability)
      // Near 1 the probability itself is only known to 1e-16 / (1 − p).
      try #require(agree(known.law.cdf(value), probability, within: 1e-11))
      try #require(
        agree(known.law.quantile(known.law.cdf(value)).value, value.value, within: 1e-11))
    }
  }

  @Test(arguments: KnownLaw.continuous)
  func `an upper quantile undoes its survival, far into the tail`(known: KnownLaw) throws {
    for exponent in 1...60 {
      let survival = (1 / Double(1 << exponent) as Double)
      let value = known.law.upperQuantile(survival)
      try #require(
        agree(known.law.survival(value), survival, within: tailTolerance(known, survival)))
      try #require(value >= known.law.upperQuantile(2 * survival))
    }
  }

  /// Near its end a bounded law's value has few digits of the distance to the end.
  func tailTolerance(_ known: KnownLaw, _ survival: Double) -> Double {
    known.law.greatest.value.isFinite ? 1e-14 + 0x1p-48 / survival : 1e-10
  }

  @Test(arguments: KnownLaw.all)
  func `probability and survival add to one, rise and fall, from the least to the greatest`(
    known: KnownLaw
  ) throws {
    var last = 0.0
    for step in 0...600 {
      let value = Seconds(Double(step) / 20)
      let probability = known.law.cdf(value)
      try #require(abs(probability + known.law.survival(value) - 1) < 1e-14)
      try #require(probability >= last)
      if value < known.law.least { try #require(probability == 0) }
      if value > known.law.greatest { try #require(abs(probability - 1) < 1e-15) }
      last = probability
    }
  }

  @Test func `quantiles of a mixture step over its atoms`() {
    let law = KnownLaw.nested.law  // 2 s with 0.4, 10 s with 0.3, uniform 1 to 3 s with 0.3
    // Below 2 s stands half of the uniform: 0.15. The atom reaches 0.55.
    #expect(agree(law.quantile(0.1).value, 1 + 2 * 0.1 / 0.3))
    for probability in [0.16, 0.3, 0.54] {
      #expect(agree(law.quantile(probability).value, 2))
    }
    #expect(agree(law.quantile(0.6).value, 2 + 2 * 0.05 / 0.3))
    #expect(agree(law.quantile(0.75).value, 10))
    #expect(agree(law.upperQuantile(1e-12).value, 10))
  }

  @Test func `a lognormal is given by its mean`() {
    let law = DurationLaw.lognormal(mean: .minutes(45), sigma: 1.3)
    #expect(agree(law.mean.value, 2_700))
    // median = mean·exp(−σ²/2) = 2700·exp(−0.845)
    #expect(agree(law.quantile(0.5).value, 1_159.804867168996))
  }

  @Test func `a lognormal is given by its 95 % quantile`() {
    let law = DurationLaw.lognormal(median: .minutes(12), p95: .minutes(60))
    #expect(agree(law.quantile(0.5).value, 720))
    #expect(agree(law.quantile(0.95).value, 3_600))
    #expect(agree(law.upperQuantile(0.05).value, 3_600))
    // σ = ln 5 / 1.6448536…; the mean is 12·exp(σ²/2) = 19.3677 min.
    #expect(agree(law.mean.value / 60, 19.36770950914345))
  }

  @Test func `shares are laws like any other`() {
    let severity = ShareLaw.mixture([
      .init(weight: 75, law: .uniform(from: Share(0.02), to: Share(0.3))),
      .init(weight: 25, law: .constant(Share(1))),
    ])
    #expect(severity.problem == nil)
    #expect(agree(severity.mean.value, 0.37))
    #expect(severity.greatest == Share(1))
    #expect(severity.least == Share(0.02))
  }
}
