// SPDX-License-Identifier: GPL-3.0-or-later
// Values at an instant, over a horizon and up to the first failure, from a new start.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct TransientTests {
  private static let pair = SystemModel { builder in
    for name in ["a", "b"] {
      builder.add(
        RepairableUnit(
          ComponentPath(name), failure: .exponential(mean: .hours(2_000)),
          repair: .exponential(mean: .hours(4))))
    }
  }

  // μ/s + λ/s e^−st with 40 digits (Barlow and Proschan 1975).
  @Test(arguments: [
    (0.5, 0.999_765_022_566_735_9), (1, 0.999_557_707_544_937_7),
    (4, 0.998_736_815_204_706), (24, 0.998_008_880_608_600_7),
  ])
  func `a unit at an instant`(hours: Double, availability: Double) throws {
    let value = try #require(
      Self.pair.solve("a", .at(.zero + SimDuration(.hours(hours)))).exact)
    #expect(agree(1 - value.value, availability, within: 1e-15))
    #expect(
      agree(
        AlternatingRenewal.unavailability(
          at: .hours(hours), timeToFailure: .hours(2_000), timeToRepair: .hours(4)), value.value))
  }

  // (1/T) ∫ A(t) dt in closed form with 40 digits (Trivedi and Bobbio 2017).
  @Test(arguments: [
    (24, 0.998_335_182_866_167_5), (720, 0.998_015_058_815_613_4),
    (8_760, 0.998_004_901_615_938_9),
  ])
  func `a unit over a horizon`(hours: Double, availability: Double) throws {
    let value = try #require(
      Self.pair.solve("a", .average, horizon: .hours(hours)).exact)
    #expect(agree(1 - value.value, availability, within: 1e-14))
    let closed = AlternatingRenewal.meanUnavailability(
      until: .hours(hours), timeToFailure: .hours(2_000), timeToRepair: .hours(4))
    #expect(agree(closed, value.value) && value.relativeError < 1e-11)
    // λ of what is up fails.
    #expect(
      agree(try #require(value.outagesPerYear), 4.38 * (1 - closed), within: 1e-12))
  }

  @Test func `the mean over a moment keeps its digits`() {
    // λ T / 2 − λ (λ + μ) T² / 6 + …, at T = 1 µs.
    let found = AlternatingRenewal.meanUnavailability(
      until: Seconds(1e-6), timeToFailure: Seconds(1_000), timeToRepair: Seconds(10))
    #expect(agree(found, 5e-10 * (1 - 0.101 * 1e-6 / 3), within: 1e-14))
  }

  @Test func `a pair over a horizon is the integral of the square`() throws {
    let value = try #require(
      Self.pair.solve(.any(["a", "b"]), .average, horizon: .hours(50)).exact)
    // q² (1 − 2 (1 − e^−x)/x + (1 − e^−2x)/(2x)) with x = 501/2000 · 50 = 12.525.
    let (x, e) = (12.525, 3.634_641_777_420_155_4e-6)
    let exact = (1 - 2 * (1 - e) / x + (1 - e * e) / (2 * x)) / (501 * 501)
    #expect(agree(value.value, exact, within: 1e-10))
    let start = try #require(
      Self.pair.solve(.any(["a", "b"]), .average, start: .stationary, horizon: .hours(50)).exact)
    #expect(agree(start.value, 1 / (501.0 * 501), within: 1e-13))
  }

  @Test func `what is down at the start is an outage, too`() throws {
    let horizon = Seconds.hours(50)
    for method in [StructureFunction.solve, MarkovSolver.solve] {
      func outages(_ signal: Signal, _ start: InitialState) throws -> Double {
        let question = AnalyticQuestion(
          signal, kind: .average, start: start, horizon: .zero + SimDuration(horizon))
        return try #require(method(Self.pair, question).exact?.outagesPerYear)
      }
      // In 50 h, 50 λ A = 50/2000 · 500/501 begin, and 1/501 began before.
      #expect(agree(try outages("a", .stationary), 175.2 * 13.5 / 501, within: 1e-12))
      // Inverted, 500/501 are down at t = 0, and as many outages begin as repairs end.
      #expect(agree(try outages(.not("a"), .stationary), 175.2 * 512.5 / 501, within: 1e-12))
      // A new unit is up; inverted, it begins down. The repairs are μ ∫U = 50/4 · mean U.
      let down = try #require(Self.pair.solve("a", .average, horizon: horizon).exact).value
      #expect(agree(try outages(.not("a"), .new), 175.2 * (1 + 12.5 * down), within: 1e-9))
    }
  }

  @Test func `units that nobody repairs are down when they have failed`() throws {
    let model = Self.unrepaired(3, .exponential(mean: .hours(1_000)))
    let two = Signal.atLeast(2, of: ["u0", "u1", "u2"])
    let instant = SimTime.zero + SimDuration(.hours(100))
    // F = 1 − e^−0.1, 3 F² − 2 F³.
    let f = 0.095_162_581_964_040_43
    let exact = 3 * f * f - 2 * f * f * f
    let first = try #require(model.solve(two, .firstFailure(by: instant)).exact)
    #expect(agree(first.value, exact) && first.method == "first failure")
    #expect(agree(try #require(model.solve(two, .at(instant)).exact).value, exact))
    // 1/3λ + 1/2λ
    let mean = try #require(model.solve(two, .meanTimeToFirstFailure).exact)
    #expect(agree(mean.value, Seconds.hours(1_000).value * 5 / 6, within: 1e-12))
    #expect(try #require(model.solve(two, .steady).exact).value == 1)
    let not = FirstFailure.solve(
      model,
      AnalyticQuestion(
        .not("u0"), kind: .firstFailure(by: instant), start: .new, horizon: instant))
    #expect(try #require(not.whyNot).contains("bring the signal up"))
  }

  @Test func `a series fails first when its first unit does, whatever the laws`() throws {
    let model = SystemModel { builder in
      builder.add(
        RepairableUnit(
          "a", failure: .uniform(from: .hours(0), to: .hours(2)),
          repair: .exponential(mean: .hours(1))))
      builder.add(
        RepairableUnit("b", failure: .constant(.hours(1.5)), repair: .constant(.hours(7))))
    }
    let both = Signal.all(["a", "b"])
    let instant = SimTime.zero + SimDuration(.hours(1))
    let first = try #require(model.solve(both, .firstFailure(by: instant)).exact)
    #expect(agree(first.value, 0.5))
    // ∫ (1 − t/2) dt over 0 … 1.5 h
    let mean = try #require(model.solve(both, .meanTimeToFirstFailure).exact)
    #expect(agree(mean.value, Seconds.hours(0.937_5).value, within: 1e-12))
    let pair = model.solve(.any(["a", "b"]), .meanTimeToFirstFailure)
    #expect(try #require(pair.whyNot).contains("ends and begins again"))
  }

  private static func unrepaired(_ count: Int, _ failure: DurationLaw) -> SystemModel {
    SystemModel { builder in
      for index in 0..<count {
        builder.add(
          RepairableUnit(
            ComponentPath("u\(index)"),
            modes: [
              FailureMode(
                "down", failure: failure, repair: Action([.law(.constant(.hours(1)))]),
                repairWhen: .not(.always))
            ]))
      }
    }
  }
}
