// SPDX-License-Identifier: GPL-3.0-or-later
// Densities and hazards: against GSL, against their integrals, and where survival underflows.

import CGSL
import Quantities
import RandomVariates
import Testing

@Suite struct HazardTests {
  /// Values within a law, away from its corners.
  static func values(_ known: KnownLaw) -> [Double] {
    [0.013, 0.11, 0.33, 0.47, 0.61, 0.83, 0.97].map { known.law.quantile($0).value }
  }

  @Test(arguments: KnownLaw.continuous)
  func `the density is the slope of the probability`(known: KnownLaw) throws {
    for x in Self.values(known) {
      let step = x * 1e-5
      let slope =
        (known.law.cdf(Seconds(x + step)) - known.law.cdf(Seconds(x - step))) / (2 * step)
      try #require(agree(known.law.density(Seconds(x)), slope, within: 1e-6))
    }
  }

  @Test(arguments: KnownLaw.continuous)
  func `the hazard is the slope of the cumulative hazard, which the delay uses up`(
    known: KnownLaw
  ) throws {
    for x in Self.values(known) {
      let step = x * 1e-5
      let slope =
        (known.law.cumulativeHazard(Seconds(x + step))
          - known.law.cumulativeHazard(Seconds(x - step))) / (2 * step)
      try #require(agree(known.law.hazard(Seconds(x)), slope, within: 1e-6))
      let budget = known.law.cumulativeHazard(Seconds(x))
      try #require(agree(known.law.failureDelay(unitExponential: budget).value, x, within: 1e-12))
      try #require(agree(gsl_sf_exp(-budget), known.law.survival(Seconds(x))))
    }
  }

  @Test func `densities are GSL's`() throws {
    let pairs: [(DurationLaw, (Double) -> Double)] = [
      (.exponential(mean: Seconds(3)), { gsl_ran_exponential_pdf($0, 3) }),
      (.weibull(shape: 1.7, scale: Seconds(3)), { gsl_ran_weibull_pdf($0, 3, 1.7) }),
      (
        .lognormal(median: Seconds(3), sigma: 0.8),
        { gsl_ran_lognormal_pdf($0, gsl_sf_log(3), 0.8) }
      ),
      (.gamma(shape: 2.5, mean: Seconds(5)), { gsl_ran_gamma_pdf($0, 2.5, 2) }),
      (.erlang(stages: 3, mean: Seconds(6)), { gsl_ran_erlang_pdf($0, 2, 3) }),
      (.pareto(shape: 2.5, least: Seconds(0.7)), { gsl_ran_pareto_pdf($0, 2.5, 0.7) }),
      (
        .pert(least: Seconds(0), likeliest: Seconds(3), most: Seconds(6)),
        { gsl_ran_beta_pdf($0 / 6, 3, 3) / 6 }
      ),
      (.uniform(from: Seconds(1), to: Seconds(5)), { gsl_ran_flat_pdf($0, 1, 5) }),
    ]
    for (law, density) in pairs {
      for step in 1...60 {
        let x = Double(step) * 0.11
        try #require(agree(law.density(Seconds(x)), density(x), within: 1e-13))
      }
    }
  }

  @Test func `probabilities are GSL's`() throws {
    let pairs: [(DurationLaw, (Double) -> Double, (Double) -> Double)] = [
      (
        .weibull(shape: 1.7, scale: Seconds(3)), { gsl_cdf_weibull_P($0, 3, 1.7) },
        { gsl_cdf_weibull_Q($0, 3, 1.7) }
      ),
      (
        .pareto(shape: 2.5, least: Seconds(0.7)), { gsl_cdf_pareto_P($0, 2.5, 0.7) },
        { gsl_cdf_pareto_Q($0, 2.5, 0.7) }
      ),
      (
        .lomax(shape: 2.5, scale: Seconds(0.7)), { gsl_cdf_pareto_P($0 + 0.7, 2.5, 0.7) },
        { gsl_cdf_pareto_Q($0 + 0.7, 2.5, 0.7) }
      ),
      (
        .erlang(stages: 3, mean: Seconds(6)), { gsl_cdf_gamma_P($0, 3, 2) },
        { gsl_cdf_gamma_Q($0, 3, 2) }
      ),
      (
        .pert(least: Seconds(0), likeliest: Seconds(3), most: Seconds(6)),
        { gsl_cdf_beta_P(min($0 / 6, 1), 3, 3) }, { gsl_cdf_beta_Q(min($0 / 6, 1), 3, 3) }
      ),
    ]
    for (law, lower, upper) in pairs {
      for step in 1...90 {
        let x = Double(step) * 0.11
        // GSL's Pareto probability is a plain difference from 1.
        try #require((law.cdf(Seconds(x)) - lower(x)).magnitude < 1e-14)
        try #require(agree(law.survival(Seconds(x)), upper(x)))
      }
    }
  }

  @Test func `a hazard goes on where the survival underflows`() {
    let far = Seconds(1e6)
    #expect(agree(DurationLaw.exponential(mean: Seconds(2)).cumulativeHazard(far), 5e5))
    #expect(agree(DurationLaw.weibull(shape: 2, scale: Seconds(10)).cumulativeHazard(far), 1e10))
    #expect(agree(DurationLaw.weibull(shape: 2, scale: Seconds(10)).hazard(far), 2e4))
    #expect(agree(DurationLaw.lomax(shape: 3, scale: Seconds(1)).hazard(far), 3 / (1e6 + 1)))
    // The slowest exponential is what is left: weight 0.01, mean 100.
    let mixed = DurationLaw.hyperexponential([
      .init(weight: 99, mean: Seconds(1)), .init(weight: 1, mean: Seconds(100)),
    ])
    #expect(agree(mixed.cumulativeHazard(far), 1e4 - gsl_sf_log(0.01)))
    #expect(agree(mixed.hazard(far), 0.01))
    // z = ln(1e6)/0.1 = 138.155…; −log Q(z) ≈ z²/2 + log(z·√(2π)) + 1/z²
    let z = gsl_sf_log(1e6) / 0.1
    let tail = z * z / 2 + gsl_sf_log(z * (2 * Double.pi).squareRoot()) + 1 / (z * z)
    let lognormal = DurationLaw.lognormal(median: Seconds(1), sigma: 0.1)
    #expect(lognormal.survival(far) == 0)
    #expect(agree(lognormal.cumulativeHazard(far), tail, within: 1e-11))
  }

  @Test func `an atom has an infinite hazard, a gap none`() {
    let law = KnownLaw.all[KnownLaw.all.count - 2].law  // atom at 2 s, gap from 2 to 4 s
    #expect(law.hazard(Seconds(2)) == .infinity)
    #expect(law.hazard(Seconds(3)) == 0)
    #expect(agree(law.hazard(Seconds(5)), 0.075 / 0.225))
    #expect(law.atoms == [.init(value: Seconds(2), probability: law.atoms[0].probability)])
    #expect(agree(law.atoms[0].probability, 0.3))
    #expect(agree(law.probability(atLeast: Seconds(2)), 0.6))
    #expect(agree(law.survival(Seconds(2)), 0.3))
  }

  @Test func `atoms of nested mixtures are merged, shifted and cut`() {
    let atoms = DurationLaw.shifted(KnownLaw.nested.law, by: Seconds(1)).atoms
    #expect(atoms.map(\.value) == [Seconds(3), Seconds(11)])
    #expect(agree(atoms[0].probability, 0.4) && agree(atoms[1].probability, 0.3))
    let cut = DurationLaw.truncated(KnownLaw.nested.law, from: Seconds(2), to: Seconds(10))
    #expect(agree(cut.atoms[0].probability, 0.4 / 0.85))
    #expect(DurationLaw.erlang(stages: 2, mean: Seconds(1)).atoms.isEmpty)
  }
}
