// SPDX-License-Identifier: GPL-3.0-or-later
// Down time in a year, against series evaluated with 40 digits.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct TakacsTests {
  private let exponential = TakacsDownTime(
    timeToFailure: .hours(2_000), repair: .exponential(mean: .hours(4)), horizon: .hours(8_760))
  private let fixed = TakacsDownTime(
    timeToFailure: .hours(1_000), repair: .fixed(.hours(0.5)), horizon: .hours(8_760))

  // Σ Pois(n; λ (T − x)) · Erlang(n, μ; x), 40 digits.
  @Test(arguments: [
    (0, 0.012_525_358_621_074_383), (0.876, 0.026_095_091_867_620_067),
    (8.76, 0.254_693_289_858_599_4), (17.52, 0.569_626_714_086_992_3),
    (40, 0.951_307_065_488_927_1),
  ])
  func `exponential repairs`(hours: Double, exact: Double) {
    #expect(agree(exponential.cdf(.hours(hours)), exact, within: 1e-11))
    #expect(agree(exponential.survival(.hours(hours)), 1 - exact, within: 1e-11))
  }

  @Test func `mean, spread and quantiles of down time with exponential repairs`() {
    #expect(agree(exponential.mean / .hours(1), 17.477_061_844_375_122, within: 1e-11))
    #expect(
      agree(exponential.standardDeviation / .hours(1), 11.798_113_198_762_374, within: 1e-11))
    #expect(agree(exponential.quantile(0.5) / .hours(1), 15.445_201_248_382_02, within: 1e-11))
    #expect(agree(exponential.quantile(0.95) / .hours(1), 39.767_999_964_613_765, within: 1e-11))
    #expect(agree(exponential.quantile(0.99) / .hours(1), 53.023_283_946_426_07, within: 1e-11))
    #expect(exponential.quantile(0.012_5).value == 0)
  }

  // P(Pois(λ (T − x)) ≤ ⌊x/d⌋), 40 digits (Takács 1957).
  @Test(arguments: [
    (0, 0.000_156_884_608_586_522_4), (1.75, 0.025_158_309_742_385_924),
    (4.4, 0.488_262_156_350_841_7), (8.76, 0.995_969_132_564_968_8),
  ])
  func `fixed repairs`(hours: Double, exact: Double) {
    #expect(agree(fixed.cdf(.hours(hours)), exact, within: 1e-11))
  }

  @Test func `quantiles of fixed repairs are steps, exactly`() {
    #expect(fixed.quantile(0.95) == .hours(7) && fixed.quantile(0.99) == .hours(8))
    // Between the steps at 4 h and 4.5 h the law grows from 0.487 to 0.489.
    let between = fixed.quantile(0.488_262_156_350_841_7)
    #expect(agree(between / .hours(1), 4.4, within: 1e-8))
  }

  @Test func `the mean of fixed repairs is the mean unavailability times the horizon`() {
    // ∫ U(t) dt with U' + λ U(t) = λ − λ ∫… by renewal: D counts down time only up to T, so that
    // the mean lies within one repair below N d of the long run.
    let longRun = 8_760 * 0.5 / 1_000.5
    let mean = fixed.mean / .hours(1)
    #expect(mean < longRun && mean > longRun - 0.001)
  }

  @Test func `an Erlang repair of two stages is a sum of two exponential ones`() {
    // P(D = 0) = e^−λT; P(D ≤ x) by hand for λT = 0.02: one failure and hardly two.
    let law = TakacsDownTime(
      timeToFailure: .hours(500), repair: .gamma(shape: 2, mean: .hours(1)), horizon: .hours(10))
    // x = 1: Pois(0; 0.018) + Pois(1; 0.018) (1 − 3 e^−2) + Pois(2; 0.018) · P(Γ(4) ≤ 2) + …, by
    // decimal arithmetic.
    let (e2, a) = (0.135_335_283_236_612_7, 0.018)
    let none = 0.982_161_032_357_732_4  // e^−0.018
    let four = 1 - e2 * (1 + 2 + 2 + 4.0 / 3)
    let six = 1 - e2 * (1 + 2 + 2 + 4.0 / 3 + 2.0 / 3 + 4.0 / 15)
    let sum = 1 + a * (1 - 3 * e2) + a * a / 2 * four + a * a * a / 6 * six
    #expect(agree(law.cdf(.hours(1)), none * sum, within: 1e-9))
  }

  @Test func `the down time of one unit of a model is solved, of two it is not`() throws {
    let model = SystemModel { builder in
      for name in ["a", "b"] {
        builder.add(
          RepairableUnit(
            ComponentPath(name), failure: .exponential(mean: .hours(2_000)),
            repair: .exponential(mean: .hours(4))))
      }
    }
    let kind = ValueKind.downTime(atMost: SimDuration(.hours(8.76)))
    let value = try #require(model.solve("a", kind).exact)
    #expect(agree(value.value, 0.254_693_289_858_599_4, within: 1e-11) && value.method == "Takács")
    let both = model.solve(.all(["a", "b"]), kind)
    #expect(try #require(both.whyNot).contains("not the state of one unit"))
  }
}
