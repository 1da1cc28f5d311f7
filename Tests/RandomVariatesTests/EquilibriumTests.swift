// SPDX-License-Identifier: GPL-3.0-or-later
// Residuals of laws in equilibrium against their closed forms.

import CGSL
import Quantities
import RandomVariates
import TestSupport
import Testing

@Suite struct EquilibriumTests {
  /// Residuals of a law in seconds, over a grid of uniforms that is even in both, or random ones.
  private func residuals(_ law: DurationLaw, count: Int = 20_000) -> [Double] {
    var table = SamplerTable()
    let id = table.add(law)
    let equilibrium = EquilibriumTable(of: id, in: table)
    return (0..<UInt32(count)).map { variate in
      var stream = RandomStream(key: 77, variate: variate, replication: 0, branch: 0)
      return equilibrium.residual(bias: stream.uniform(), share: stream.uniform(), in: table) / 1e6
    }
  }

  /// The length-biased quantile, in seconds: a residual whose share is all.
  private func biased(_ law: DurationLaw, _ probability: Double) -> Double {
    var table = SamplerTable()
    let id = table.add(law)
    return EquilibriumTable(of: id, in: table).residual(bias: probability, share: 1, in: table)
      / 1e6
  }

  @Test(arguments: [1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-6])
  func `length-biased quantiles are those of the closed forms`(p: Double) {
    // Exponential: gamma of shape 2. Lognormal: median · exp(σ²). Uniform a … b: the root of
    // a² + p (b² − a²). Probabilities are met to 1e-6, so quantiles within the inner ones to 1e-5.
    let near = p > 1e-4 && p < 0.9999 ? 1e-5 : 0.01
    let gamma = gsl_cdf_gamma_Pinv(p, 2, 300)
    #expect((biased(.exponential(mean: Seconds(300)), p) / gamma - 1).magnitude < near)
    for sigma in [0.3, 1.0, 2.0] {
      let exact = 60 * gsl_sf_exp(sigma * sigma + sigma * gsl_cdf_ugaussian_Pinv(p))
      let found = biased(.lognormal(median: Seconds(60), sigma: sigma), p)
      #expect((found / exact - 1).magnitude < near, "σ = \(sigma)")
    }
    let root = (100.0 * 100 + p * (500.0 * 500 - 100 * 100)).squareRoot()
    #expect((biased(.uniform(from: Seconds(100), to: Seconds(500)), p) / root - 1).magnitude < near)
    #expect((biased(.constant(Seconds(42)), p) - 42).magnitude < 1e-9)
  }

  @Test func `the residual of an exponential is the exponential`() {
    // False alarm 9.3e-7.
    expectLaw(residuals(.exponential(mean: Seconds(300))), follows: { -gsl_expm1(-$0 / 300) })
  }

  @Test func `the residual has the integrated survival as its law`() {
    // Uniform 0 … b: 1 − (1 − x/b)². Mixture of constants 10 and 100, half each: mean 55; below 10
    // the density is 1/55, above it 1/110. False alarms 9.3e-7.
    expectLaw(
      residuals(.uniform(from: Seconds(0), to: Seconds(50))),
      follows: { 1 - (1 - $0 / 50) * (1 - $0 / 50) })
    let two = DurationLaw.mixture([
      .init(weight: 1, law: .constant(Seconds(10))),
      .init(weight: 1, law: .constant(Seconds(100))),
    ])
    expectLaw(residuals(two), follows: { $0 < 10 ? $0 / 55 : 10 / 55.0 + ($0 - 10) / 110 })
  }

  @Test func `the mean residual is E X² over 2 E X`() {
    let laws: [DurationLaw] = [
      .lognormal(median: Seconds(60), sigma: 0.8),
      .triangular(least: Seconds(5), likeliest: Seconds(9), most: Seconds(60)),
    ]
    for law in laws {
      let mean = law.mean.value
      // False alarm 5.7e-7.
      expectMean(residuals(law), equals: (law.variance + mean * mean) / (2 * mean))
    }
  }
}
