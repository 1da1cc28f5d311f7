// SPDX-License-Identifier: GPL-3.0-or-later
// Parameters that make no law are named, all others are not.

import CGSL
import Quantities
import RandomVariates
import Testing

@Suite struct LawProblemTests {
  static func points(_ points: (Double, Double)...) -> DurationLaw {
    .empirical(points.map { .init(probability: $0.0, value: Seconds($0.1)) })
  }

  static let bad: [DurationLaw] = [
    .constant(Seconds(-1)), .constant(Seconds(.infinity)), .constant(Seconds(.nan)),
    .exponential(mean: Seconds(0)), .exponential(mean: Seconds(-2)),
    .exponential(mean: Seconds(.infinity)), .exponential(mean: Seconds(.nan)),
    .lognormal(median: Seconds(0), sigma: 1), .lognormal(median: Seconds(3), sigma: 0),
    .lognormal(median: Seconds(3), sigma: -0.5), .lognormal(median: Seconds(3), sigma: .nan),
    .lognormal(mean: Seconds(-3), sigma: 0.5), .lognormal(median: Seconds(3), p95: Seconds(3)),
    .lognormal(median: Seconds(3), p95: Seconds(2)),
    .lognormal(median: Seconds(3), p95: Seconds(-1)),
    .uniform(from: Seconds(2), to: Seconds(2)), .uniform(from: Seconds(3), to: Seconds(2)),
    .uniform(from: Seconds(-1), to: Seconds(2)), .uniform(from: Seconds(0), to: Seconds(.infinity)),
    .triangular(least: Seconds(-1), likeliest: Seconds(2), most: Seconds(3)),
    .triangular(least: Seconds(2), likeliest: Seconds(1), most: Seconds(3)),
    .triangular(least: Seconds(1), likeliest: Seconds(4), most: Seconds(3)),
    .triangular(least: Seconds(1), likeliest: Seconds(1), most: Seconds(1)),
    .triangular(least: Seconds(1), likeliest: Seconds(.nan), most: Seconds(3)),
    .mixture([]),
    .mixture([.init(weight: 0, law: .constant(Seconds(1)))]),
    .mixture([.init(weight: -1, law: .constant(Seconds(1)))]),
    .mixture([.init(weight: .infinity, law: .constant(Seconds(1)))]),
    .mixture([
      .init(weight: 1, law: .constant(Seconds(1))),
      .init(weight: 1, law: .exponential(mean: Seconds(0))),
    ]),
    .weibull(shape: 0.05, scale: Seconds(1)), .weibull(shape: 2, scale: Seconds(0)),
    .weibull(shape: .nan, scale: Seconds(1)), .weibull(shape: 2_000, mean: Seconds(1)),
    .gamma(shape: 0, mean: Seconds(1)), .gamma(shape: 2, mean: Seconds(.infinity)),
    .erlang(stages: 0, mean: Seconds(1)), .erlang(stages: 1_001, mean: Seconds(1)),
    .erlang(stages: 2, mean: Seconds(-1)), .hyperexponential([]),
    .hyperexponential([.init(weight: 0, mean: Seconds(1))]),
    .hyperexponential([.init(weight: 1, mean: Seconds(0))]),
    .pareto(shape: 1, least: Seconds(1)), .pareto(shape: 2, least: Seconds(0)),
    .pareto(shape: -1, least: Seconds(1)), .lomax(shape: 0.5, scale: Seconds(1)),
    .pert(least: Seconds(3), likeliest: Seconds(2), most: Seconds(4)),
    .pert(least: Seconds(2), likeliest: Seconds(2), most: Seconds(2)), .empirical([]),
    points((0, 1)), points((0.1, 1), (1, 2)), points((0, 1), (0.9, 2)), points((0, 2), (1, 1)),
    points((0, 1), (0.6, 2), (0.5, 3), (1, 4)), points((0, -1), (1, 1)), points((0, 1), (1, .nan)),
    .truncated(.exponential(mean: Seconds(0)), from: Seconds(1), to: Seconds(2)),
    .truncated(.exponential(mean: Seconds(1)), from: Seconds(2), to: Seconds(2)),
    .truncated(.exponential(mean: Seconds(1)), from: Seconds(-1), to: Seconds(2)),
    .truncated(.exponential(mean: Seconds(1)), from: Seconds(1), to: Seconds(.nan)),
    .truncated(.exponential(mean: Seconds(1)), from: Seconds(40), to: Seconds(50)),
    .truncated(.constant(Seconds(3)), from: Seconds(1), to: Seconds(2)),
    .truncated(.lomax(shape: 1, scale: Seconds(1)), from: Seconds(5), to: Seconds(.infinity)),
    .shifted(.constant(Seconds(1)), by: Seconds(-1)),
    .shifted(.exponential(mean: Seconds(-1)), by: Seconds(1)),
    .shifted(.pareto(shape: 0.5, least: Seconds(1)), by: Seconds(1)),
    .mixture(Array(repeating: .init(weight: 1, law: .constant(Seconds(1))), count: 1_001)),
  ]

  @Test(arguments: bad)
  func `parameters that make no law are a problem`(law: DurationLaw) {
    #expect(law.problem != nil)
  }

  static let good: [DurationLaw] =
    KnownLaw.all.map(\.law) + [
      .constant(Seconds(0)), .uniform(from: Seconds(0), to: Seconds(1e-9)),
      .triangular(least: Seconds(0), likeliest: Seconds(0), most: Seconds(2)),
      .triangular(least: Seconds(0), likeliest: Seconds(2), most: Seconds(2)),
      .mixture([.init(weight: 1e-9, law: .constant(Seconds(1)))]),
      .weibull(shape: 0.1, mean: Seconds(1)), .weibull(shape: 1_000, mean: Seconds(1)),
      .gamma(shape: 0.1, mean: Seconds(1)), .gamma(shape: 1_000, mean: Seconds(1)),
      .erlang(stages: 1, mean: Seconds(1)), .erlang(stages: 1_000, mean: Seconds(1)),
      .pareto(shape: 1.01, least: Seconds(1e-6)), points((0, 0), (1, 0)),
      .pert(least: Seconds(0), likeliest: Seconds(0), most: Seconds(1)),
      // Bounds give a mean to a law that has none.
      .truncated(.pareto(shape: 0.5, least: Seconds(1)), from: Seconds(3), to: Seconds(5)),
      // An atom on a bound counts, and the far tail does.
      .truncated(.constant(Seconds(3)), from: Seconds(3), to: Seconds(4)),
      .truncated(.exponential(mean: Seconds(1)), from: Seconds(25), to: Seconds(26)),
      .truncated(.gamma(shape: 3, mean: Seconds(3)), from: Seconds(20), to: Seconds(21)),
    ]

  @Test(arguments: good)
  func `parameters that make a law are none, and it can be compiled`(law: DurationLaw) {
    #expect(law.problem == nil)
    var table = SamplerTable()
    let sampler = table.add(law)
    let value = table.sample(sampler, key: 1, variate: 2, replication: 3, branch: 0)
    #expect(value >= law.least.value * 1e6 && value <= law.greatest.value * 1e6)
  }

  /// In a process of its own, where nothing has turned GSL's aborting handler off before.
  @Test func `parameters beyond the range of numbers are a problem and no abort`() async {
    await #expect(processExitsWith: .success) {
      let problems = [
        DurationLaw.lognormal(median: Seconds(1), sigma: 100).problem,
        DurationLaw.lognormal(mean: Seconds(1), sigma: 100).problem,
      ]
      #expect(problems.allSatisfy { $0 != nil })
    }
    await #expect(processExitsWith: .success) {
      #expect(DurationLaw.exponential(mean: Seconds(1)).survival(Seconds(1e9)) == 0)
    }
    await #expect(processExitsWith: .success) {
      var stream = RandomStream(key: 1, variate: 0, replication: 0, branch: 0)
      #expect(stream.withGSL { gsl_ran_flat($0, 0, 1) } < 1)
      #expect(gsl_sf_exp(-1e9) == 0)
    }
  }

  @Test func `a law with a problem is not compiled`() async {
    await #expect(processExitsWith: .failure) {
      var table = SamplerTable()
      _ = table.add(DurationLaw.exponential(mean: Seconds(0)))
    }
  }
}
