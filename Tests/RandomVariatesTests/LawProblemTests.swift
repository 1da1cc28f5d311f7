// SPDX-License-Identifier: GPL-3.0-or-later
// Parameters that make no law are named, all others are not.

import CGSL
import Quantities
import RandomVariates
import Testing

@Suite struct LawProblemTests {
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
