// SPDX-License-Identifier: GPL-3.0-or-later
// Truncated, shifted and equivalent laws against what they mean.

import CGSL
import Quantities
import RandomVariates
import Testing

@Suite struct ComposedLawTests {
  static let bounds = [(0.0, 3.0), (0.7, 1.9), (2.0, Double.infinity), (5, 5.5)]

  @Test(arguments: KnownLaw.all)
  func `a truncated law is the law given that it is within bounds`(known: KnownLaw) throws {
    for (from, to) in Self.bounds {
      let (low, high) = (Seconds(from), Seconds(to))
      let law = DurationLaw.truncated(known.law, from: low, to: high)
      let within = known.law.probability(atLeast: low) - known.law.survival(high)
      guard within > 1e-12 else {
        try #require(law.problem != nil)
        continue
      }
      try #require(law.problem == nil)
      try #require(law.least >= low && law.greatest <= high)
      for step in 0...80 {
        let x = Seconds(Double(step) / 10)
        let above = max(
          0,
          known.law.survival(max(x, Seconds(from.nextDown))) - known.law.survival(high))
        try #require((law.survival(x) - above / within).magnitude < 2e-14 / within)
        try #require((law.cdf(x) + law.survival(x) - 1).magnitude < 1e-14)
      }
      for probability in [1e-9, 0.1, 0.5, 0.9] {
        let x = law.quantile(probability)
        try #require(x >= low && x <= high && law.cdf(x) >= probability - 1e-13)
      }
    }
  }

  @Test func `a truncation in the far tail is precise`() {
    // What is above 30 s of an exponential is 30 s and another exponential.
    let law = DurationLaw.truncated(
      .gamma(shape: 1, mean: Seconds(1)), from: Seconds(25), to: Seconds(27))
    // −log(1 − p·(1 − e^−2)) above 25
    #expect(agree(law.quantile(0.3).value, 25 - gsl_log1p(0.3 * gsl_expm1(-2)), within: 1e-14))
    // The mean of an exponential below 2 is 1 − 2/(e² − 1).
    #expect(agree(law.mean.value, 26 - 2 / gsl_expm1(2)))
    // Its variance 1 − 4e²/(e² − 1)².
    let square = gsl_sf_exp(2)
    #expect(
      agree(law.variance, 1 - 4 * square / ((square - 1) * (square - 1)), within: 1e-11))
  }

  @Test func `a heavy tail keeps its form above a bound`() {
    let pareto = DurationLaw.truncated(
      .pareto(shape: 2.5, least: Seconds(1)), from: Seconds(4), to: Seconds(.infinity))
    #expect(agree(pareto.mean.value, 4 * 2.5 / 1.5))
    let lomax = DurationLaw.truncated(
      .lomax(shape: 1.5, scale: Seconds(1)), from: Seconds(4), to: Seconds(.infinity))
    #expect(agree(lomax.mean.value, 4 + 5 / 0.5))
    #expect(lomax.variance == .infinity)
    #expect(DurationLaw.pareto(shape: 2, least: Seconds(1)).variance == .infinity)
  }

  @Test(arguments: KnownLaw.all)
  func `a shifted law is the law plus a constant`(known: KnownLaw) throws {
    let law = DurationLaw.shifted(known.law, by: Seconds(4))
    #expect(agree(law.mean.value, known.mean + 4))
    #expect(agree(law.variance, known.variance))
    for probability in [0.05, 0.35, 0.5, 0.95] {
      let x = known.law.quantile(probability)
      try #require(agree(law.quantile(probability).value, x.value + 4))
      let moved = Seconds(x.value * 1.01 + 4)
      try #require(agree(law.cdf(moved), known.law.cdf(Seconds(moved.value - 4))))
    }
  }

  @Test func `families that meet agree`() throws {
    let pairs: [(DurationLaw, DurationLaw)] = [
      (.weibull(shape: 1, mean: Seconds(3)), .exponential(mean: Seconds(3))),
      (.gamma(shape: 1, scale: Seconds(3)), .exponential(mean: Seconds(3))),
      (.erlang(stages: 4, mean: Seconds(3)), .gamma(shape: 4, mean: Seconds(3))),
      (
        .pert(least: Seconds(1), likeliest: Seconds(1), most: Seconds(2)),
        // Beta(1, 5): survival (2 − x)⁵, as a maximum of none other.
        .truncated(
          .pert(least: Seconds(1), likeliest: Seconds(1), most: Seconds(2)), from: Seconds(0),
          to: Seconds(9))
      ),
      (
        .empirical([
          .init(probability: 0, value: Seconds(1)), .init(probability: 1, value: Seconds(4)),
        ]), .uniform(from: Seconds(1), to: Seconds(4))
      ),
      (
        .hyperexponential([
          .init(weight: 3, mean: Seconds(1)), .init(weight: 1, mean: Seconds(9)),
        ]),
        .mixture([
          .init(weight: 0.75, law: .exponential(mean: Seconds(1))),
          .init(weight: 0.25, law: .exponential(mean: Seconds(9))),
        ])
      ),
      (
        .shifted(.lomax(shape: 3, scale: Seconds(2)), by: Seconds(2)),
        .pareto(shape: 3, least: Seconds(2))
      ),
    ]
    for (left, right) in pairs {
      #expect(agree(left.mean.value, right.mean.value))
      #expect(agree(left.variance, right.variance))
      for budget in [1e-6, 0.01, 0.5, 0.9, 4, 20] {
        let delay = left.failureDelay(unitExponential: budget).value
        try #require(
          agree(delay, right.failureDelay(unitExponential: budget).value, within: 1e-11))
      }
    }
    #expect(
      agree(
        DurationLaw.pert(least: Seconds(1), likeliest: Seconds(1), most: Seconds(2))
          .survival(Seconds(1.3)), 0.7 * 0.7 * 0.7 * 0.7 * 0.7))
  }
}
