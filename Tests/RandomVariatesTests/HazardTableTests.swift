// SPDX-License-Identifier: GPL-3.0-or-later
// Tabulated inverse hazards: against GSL, the closed form and the exact inverse, to the far tail.

import CGSL
import CVariates
import Quantities
import RandomVariates
import TestSupport
import Testing

@Suite struct HazardTableTests {
  /// Budgets over the whole range of block-made exponentials, at no regular place of an octave.
  static let budgets = (0..<900).map { gsl_sf_exp(-36.6 + 40.2 * (Double($0) + 0.37) / 900) }

  /// Delays in seconds of a failure law that was compiled as one.
  static func delays(_ law: DurationLaw, _ budgets: [Double] = budgets) -> [Double] {
    var table = SamplerTable()
    let sampler = table.add(failure: law)
    return budgets.map { table.failureDelay(sampler, unitExponential: $0) / 1e6 }
  }

  /// What a delay uses up, from the smaller of two tails of unit sum.
  static func hazard(lower: Double, upper: Double) -> Double {
    lower < 0.5 ? -gsl_log1p(-lower) : -gsl_sf_log(upper)
  }

  static let gammas: [(shape: Double, mean: Double)] = [
    (0.1, 3), (0.4, 4), (1, 7), (2.5, 5), (3, 0.001), (40, 1e6), (1_000, 2),
  ]

  /// The hazard is at least as sensitive as the value where its elasticity is 1 or more; for
  /// shapes below 1 it is the shape at the lower end, so the bound is tighter there.
  @Test(arguments: gammas)
  func `a gamma's delay uses up its budget by GSL's incomplete gamma functions`(
    _ shape: Double, _ mean: Double
  ) throws {
    let law = DurationLaw.gamma(shape: shape, mean: Seconds(mean))
    let scale = mean / shape
    for (budget, delay) in zip(Self.budgets, Self.delays(law)) where delay > 1e-300 {
      let used = Self.hazard(
        lower: gsl_cdf_gamma_P(delay, shape, scale), upper: gsl_cdf_gamma_Q(delay, shape, scale))
      // An error of 1e-9 in the delay changes the budget by its elasticity times as much.
      let elasticity = delay * law.hazard(Seconds(delay)) / budget
      try #require(agree(used, budget, within: 1e-9 * elasticity))
    }
  }

  @Test func `a gamma's delay is GSL's own quantile`() throws {
    for (shape, mean) in Self.gammas where shape >= 0.4 && shape <= 40 {
      let delays = Self.delays(.gamma(shape: shape, mean: Seconds(mean)))
      for (budget, delay) in zip(Self.budgets, delays) where budget > 1e-6 {
        let quantile =
          budget < 0.7
          ? gsl_cdf_gamma_Pinv(-gsl_expm1(-budget), shape, mean / shape)
          : gsl_cdf_gamma_Qinv(gsl_sf_exp(-budget), shape, mean / shape)
        try #require(agree(delay, quantile, within: 1e-9))
      }
    }
  }

  @Test(arguments: [2, 3, 17])
  func `an Erlang's delay uses up its budget by the sum of its terms`(_ stages: Int) throws {
    let law = DurationLaw.erlang(stages: stages, mean: Seconds(10))
    for (budget, delay) in zip(Self.budgets, Self.delays(law)) where budget > 1e-3 {
      let x = delay * Double(stages) / 10
      var (term, sum) = (1.0, 1.0)
      for stage in 1..<stages {
        term *= x / Double(stage)
        sum += term
      }
      // Survival exp(−x)·Σ xⁱ/i!
      try #require(agree(x - gsl_sf_log(sum), budget, within: 1e-9 * 3 + 1e-14 / budget))
    }
  }

  @Test(arguments: [(1.0, 2.0, 6.0), (0, 0, 5), (2, 9, 9), (0, 1e-3, 1)])
  func `a PERT's delay uses up its budget by GSL's incomplete beta functions`(
    _ least: Double, _ likeliest: Double, _ most: Double
  ) throws {
    let law = DurationLaw.pert(
      least: Seconds(least), likeliest: Seconds(likeliest), most: Seconds(most))
    let first = 1 + 4 * (likeliest - least) / (most - least)
    let second = 1 + 4 * (most - likeliest) / (most - least)
    for (budget, delay) in zip(Self.budgets, Self.delays(law)) {
      let x =
        budget < 0.7
        ? least + (most - least) * gsl_cdf_beta_Pinv(-gsl_expm1(-budget), first, second)
        : most - (most - least) * gsl_cdf_beta_Pinv(gsl_sf_exp(-budget), second, first)
      try #require(delay >= least && delay <= most)
      // GSL's quantile gives up in the far tails.
      if budget > 1e-4 && budget < 12 { try #require(agree(delay, x, within: 1e-9)) }
    }
  }

  @Test func `a hyperexponential's delay uses up its budget by its exponentials`() throws {
    let law = DurationLaw.hyperexponential([
      .init(weight: 0.7, mean: Seconds(3)), .init(weight: 0.299, mean: Seconds(100)),
      .init(weight: 0.001, mean: Seconds(1e5)),
    ])
    for (budget, x) in zip(Self.budgets, Self.delays(law)) {
      let lower =
        -0.7 * gsl_expm1(-x / 3) - 0.299 * gsl_expm1(-x / 100)
        - 0.001 * gsl_expm1(-x / 1e5)
      let upper =
        0.7 * gsl_sf_exp(-x / 3) + 0.299 * gsl_sf_exp(-x / 100)
        + 0.001 * gsl_sf_exp(-x / 1e5)
      let elasticity = x * law.hazard(Seconds(x)) / budget
      try #require(
        agree(Self.hazard(lower: lower, upper: upper), budget, within: 1e-9 * elasticity))
    }
  }

  @Test(arguments: KnownLaw.all)
  func `a table gives the exact inverse, and never falls`(known: KnownLaw) throws {
    var last = 0.0
    for (budget, delay) in zip(Self.budgets, Self.delays(known.law)) {
      let exact = known.law.failureDelay(unitExponential: budget).value
      try #require(agree(delay, exact, within: 2e-12))
      try #require(delay >= last * (1 - 4e-15))
      last = delay
    }
  }

  /// A corner may fall into any part of an octave; close to it only the exact inverse is right.
  @Test func `corners and gaps of a mixture are met on both sides`() throws {
    let law = DurationLaw.mixture([
      .init(weight: 0.6, law: .uniform(from: Seconds(1), to: Seconds(2))),
      .init(weight: 0.1, law: .constant(Seconds(2.5))),
      .init(
        weight: 0.3, law: .triangular(least: Seconds(5), likeliest: Seconds(6), most: Seconds(9))),
    ])
    // At −log 0.4 the uniform ends, at −log 0.3 the atom.
    for corner in [-gsl_sf_log(0.4), -gsl_sf_log(0.3)] {
      let near = [-1e-3, -1e-7, -1e-11, 1e-11, 1e-7, 1e-3].map { corner * (1 + $0) }
      for (budget, delay) in zip(near, Self.delays(law, near)) {
        let survival = gsl_sf_exp(-budget)
        let right =
          survival >= 0.4
          ? 2 - (survival - 0.4) / 0.6
          : survival > 0.3 ? 2.5 : 5 + ((0.3 - survival) / 0.3 * 4).squareRoot()
        try #require(agree(delay, right, within: 1e-9))
      }
    }
  }

  @Test(arguments: KnownLaw.all)
  func `tabulated delays of block-made exponentials have the moments of the law`(
    known: KnownLaw
  ) {
    var block = [Double](repeating: 0, count: 8)
    var budgets: [Double] = []
    for replication: UInt32 in 0..<2_500 {
      cv_fill8(&block, 78, 0, replication, 0)
      budgets += block
    }
    let moments = SampleMoments(of: Self.delays(known.law, budgets))
    guard known.variance > 0 else {
      #expect(moments.mean == known.mean)
      return
    }
    // Each of the two fails with a probability of 5.7e-7.
    expectMean(moments.mean, standardError: moments.standardError, equals: known.mean)
    expectMean(
      moments.variance, standardError: moments.standardErrorOfVariance, equals: known.variance,
      "variance")
  }

  @Test func `budgets beyond the table are answered too`() {
    let law = DurationLaw.gamma(shape: 2, mean: Seconds(2))
    // Survival exp(−x)·(1 + x)
    for (budget, x) in zip([80.0, 500], Self.delays(law, [80, 500])) {
      #expect(agree(x - gsl_log1p(x), budget))
    }
    #expect(Self.delays(law, [0]) == [0])
  }
}
