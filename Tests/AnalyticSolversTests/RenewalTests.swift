// SPDX-License-Identifier: GPL-3.0-or-later
// One part by itself, against closed forms evaluated with 40 digits.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct RenewalTests {
  @Test func `up 2000 h and down 4 h`() {
    let (up, down) = (Seconds.hours(2_000), Seconds.hours(4))
    #expect(
      agree(
        AlternatingRenewal.unavailability(timeToFailure: up, timeToRepair: down),
        0.001_996_007_984_031_936))
    #expect(
      agree(
        AlternatingRenewal.failuresPerYear(timeToFailure: up, timeToRepair: down),
        4.371_257_485_029_94))
  }

  // Weibull of shape 1.5 and scale 3000 h up, lognormal of median 2 h and sigma 1 down: the means
  // decide (Barlow and Proschan 1975).
  @Test func `general laws count by their means`() throws {
    let model = SystemModel { builder in
      builder.add(
        RepairableUnit(
          "u", failure: .weibull(shape: 1.5, scale: .hours(3_000)),
          repair: .lognormal(median: .hours(2), sigma: 1)))
    }
    let value = try #require(model.solve("u", .steady).exact)
    #expect(agree(value.value, 0.001_216_080_405_644_728))
    #expect(agree(try #require(value.outagesPerYear), 3.230_644_422_062_949_8))
  }

  // 1 − (1 − e^−λτ)/(λτ), λτ = 24/4380 (Rausand and Høyland 2004).
  @Test func `failures that only an inspection finds`() {
    let found = AlternatingRenewal.unavailability(
      timeToFailure: .hours(4_380), inspectedEvery: .hours(24))
    #expect(agree(found, 0.002_734_728_808_973_11))
  }

  // a t/2 − 1/4 + e^−2at/4 for two stages of mean 1/a = 1000 h (Cox 1962).
  @Test func `renewals of an Erlang life`() {
    let found = AlternatingRenewal.renewals(
      by: .hours(8_760), shape: 2, mean: .hours(2_000))
    #expect(agree(found, 4.130_000_006_153_195))
    // One stage is a Poisson process, and little time sees few renewals.
    #expect(
      agree(AlternatingRenewal.renewals(by: .hours(7), shape: 1, mean: .hours(2)), 3.5))
    #expect(
      agree(
        AlternatingRenewal.renewals(by: .hours(0.01), shape: 2, mean: .hours(2)),
        4.966_832_668_882_555e-5, within: 1e-12))
  }

  @Test func `down time with an Erlang repair is solved, whichever way it is written`() throws {
    let (hour, T) = (Seconds.hours(1), Seconds.hours(10))
    let law = TakacsDownTime(
      timeToFailure: .hours(500), repair: .gamma(shape: 2, mean: hour), horizon: T)
    for repair in [DurationLaw.erlang(stages: 2, mean: hour), .gamma(shape: 2, mean: hour)] {
      let model = SystemModel { builder in
        builder.add(
          RepairableUnit("u", failure: .exponential(mean: .hours(500)), repair: repair))
      }
      let kind = ValueKind.downTime(atMost: SimDuration(hour))
      let value = try #require(model.solve("u", kind, horizon: T).exact)
      #expect(value.value == law.cdf(hour))
    }
  }

  @Test func `laws of steps only have a fixed rhythm, one with a slope has none`() throws {
    func answer(_ law: DurationLaw) -> AnalyticResult {
      SystemModel { builder in
        for name in ["a", "b"] {
          builder.add(
            RepairableUnit(ComponentPath(name), failure: law, repair: .constant(.hours(1))))
        }
      }.solve(.any(["a", "b"]), .steady)
    }
    let point = { DurationLaw.QuantilePoint(probability: $0, value: .hours($1)) }
    let steps: [DurationLaw] = [
      .shifted(.constant(.hours(3)), by: .hours(1)),
      .mixture([
        .init(weight: 1, law: .constant(.hours(3))), .init(weight: 2, law: .constant(.hours(5))),
      ]),
      .empirical([point(0, 2), point(0.5, 2), point(0.5, 4), point(1, 4)]),
    ]
    for law in steps {
      #expect(try #require(answer(law).whyNot).contains("keep a fixed rhythm"))
    }
    #expect(answer(.empirical([point(0, 2), point(0.5, 2), point(1, 4)])).exact != nil)
    #expect(answer(.shifted(.exponential(mean: .hours(3)), by: .hours(1))).exact != nil)
  }
}
