// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of value of an exponential pair against its exact answer, each from replications that
// fit it.

import CGSL
import Diagnostics
import EventScheduling
import MonteCarlo
import OutputAnalysis
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct ValueKindTests {
  private static let day = 24.0
  /// Failures and repairs an hour.
  private static let failures = 0.05
  private static let repairs = 0.2

  private static func pair(_ measures: [Measure], repair: DurationLaw? = nil) -> SystemModel {
    var builder = SystemModelBuilder(name: "pair")
    for name in ["a", "b"] {
      builder.add(
        RepairableUnit(
          ComponentPath(name),
          modes: [
            FailureMode(
              "m", failure: .exponential(mean: .hours(1 / failures)),
              repair: Action([.law(repair ?? .exponential(mean: .hours(1 / repairs)))]))
          ]))
    }
    for measure in measures { builder.add(measure) }
    var sink = DiagnosticSink()
    let system = builder.build(over: day(1), noting: &sink)
    precondition(sink.diagnostics.isEmpty, "the pair has no faults")
    return system
  }

  private static func day(_ share: Double) -> SimTime {
    .zero + SimDuration(.hours(share * day))
  }

  private static func run(
    _ system: SystemModel, _ goal: ExperimentPlan.Goal = .replications(4_000), threads: Int = 2
  ) -> ModelResult {
    let plan = ExperimentPlan(seed: 3, horizon: day(1), goal: goal)
    return ModelResult(running: plan, on: system, using: WorkerPool(threads: threads))
  }

  private static let one = Signal.part("a")
  private static let both = Signal.any([.part("a"), .part("b")])

  private static let all: [Measure] = [
    .up(name: "average", one), .up(name: "at", one, kind: .at(day(0.25))),
    .up(name: "by", one, kind: .firstFailure(by: day(0.5))),
    .up(name: "mttf/one", one, kind: .meanTimeToFirstFailure),
    .up(name: "mttf/pair", both, kind: .meanTimeToFirstFailure),
    .up(name: "steady", both, kind: .steady),
  ]
  private static let result = run(pair(all))

  /// Beyond 4.5 standard errors once in 147 000.
  private func expect(_ measure: String, is exact: Double, _ result: ModelResult = result) {
    guard let value = result.value(of: measure) else {
      Issue.record("\(measure) was not run")
      return
    }
    let score = (value.value.mean - exact) / value.value.standardError
    #expect(abs(score) < 4.5, "\(measure): \(value.value.mean) against \(exact), z = \(score)")
    #expect(value.value.standardError < 0.1 * exact)
  }

  @Test func `an average, a state and a first failure agree with their formulas`() {
    let (rate, back) = (Self.failures, Self.repairs)
    let share = rate / (rate + back)
    func fading(_ hours: Double) -> Double { -gsl_expm1(-(rate + back) * hours) }
    expect("average", is: share * (1 - fading(Self.day) / ((rate + back) * Self.day)))
    expect("at", is: share * fading(6))
    expect("by", is: -gsl_expm1(-rate * 12))
  }

  @Test func `mean times to first failure agree with their formulas`() {
    let (rate, back) = (Self.failures, Self.repairs)
    expect("mttf/one", is: 3_600 / rate)
    // Both down for the first time: (3 λ + μ) / (2 λ²).
    expect("mttf/pair", is: 3_600 * (3 * rate + back) / (2 * rate * rate))
  }

  @Test func `a steady state agrees with its formula, from long replications`() {
    let share = Self.failures / (Self.failures + Self.repairs)
    expect("steady", is: share * share)
    let value = Self.result.value(of: "steady")
    let group = Self.result.groups[value?.group ?? 0]
    // 1 000 cycles of 25 h; two repairs of E[R²]/E[R] = 10 h are to be forgotten.
    #expect(group.plan.horizon == .zero + SimDuration(.hours(25_000)))
    #expect(abs((value?.startBias ?? 1) - 20 / 25_000) < 1e-12)
    // 4 000 days are covered by fewer long replications than forty.
    #expect(value?.replications == 40)
    #expect(Self.result.value(of: "average")?.startBias == nil)
  }

  @Test func `a distribution of down time agrees with Takács`() {
    // Repairs of 2 h: down for at most 5 h in 24 h if at most 2 failures fall into 19 h up.
    let most = SimDuration(.hours(5))
    let system = Self.pair(
      [.up(name: "within", Self.one, kind: .downTime(atMost: most))], repair: .constant(.hours(2)))
    let mean = Self.failures * 19
    let exact = gsl_sf_exp(-mean) * (1 + mean + mean * mean / 2)
    expect("within", is: exact, Self.run(system))
  }

  @Test func `measures share replications where their kinds allow it`() {
    let groups = MeasureGroup.groups(
      of: Self.pair(Self.all),
      under: ExperimentPlan(seed: 3, horizon: Self.day(1), goal: .precision(0.02)))
    #expect(
      groups.map(\.measures) == [
        ["average"], ["at", "by"], ["steady"], ["mttf/one"], ["mttf/pair"],
      ])
    #expect(groups[1].plan.horizon == Self.day(0.5))
    #expect(groups.map(\.plan.batchSize) == [64, 64, 1, 16, 16])
    let last = Measure.up(name: "end", Self.one, kind: .at(Self.day(1)))
    let shared = MeasureGroup.groups(
      of: Self.pair([Self.all[0], last, Self.all[2]]),
      under: ExperimentPlan(seed: 3, horizon: Self.day(1), goal: .precision(0.02)))
    #expect(shared.map(\.measures) == [["average", "by", "end"]])
  }

  @Test func `the other measures of a model change no value and no fingerprint`() {
    for measure in Self.all {
      let alone = Self.run(Self.pair([measure]), threads: 1)
      #expect(alone.value(of: measure.name)?.value == Self.result.value(of: measure.name)?.value)
    }
    #expect(Self.run(Self.pair(Self.all), threads: 7).fingerprint == Self.result.fingerprint)
  }

  @Test func `proportions count the rarer answer as events`() {
    let value = Self.result.value(of: "by")?.value
    let survivors = (1 - (value?.mean ?? 0)) * 4_000
    #expect(value?.events == Int(min(survivors, 4_000 - survivors).rounded()))
    // What always comes true has an interval all the same, and nothing that could support it.
    let sure = Self.pair([.up(name: "sure", .not(.always), kind: .at(Self.day(0.5)))])
    let always = Self.run(sure, .replications(100)).value(of: "sure")?.value
    #expect(always?.mean == 1 && always?.high == 1 && always?.events == 0)
    // Clopper and Pearson: 0.025^(1/100).
    #expect(abs((always?.low ?? 0) - gsl_sf_exp(gsl_sf_log(0.025) / 100)) < 1e-9)
  }

  @Test func `proportions have the exact interval of the binomial law`() throws {
    for measure in ["at", "by"] {
      let value = try #require(Self.result.value(of: measure)?.value)
      let exact = ConfidenceInterval.clopperPearson(
        hits: UInt64((value.mean * 4_000).rounded()), of: 4_000, confidence: 0.95)
      #expect(value.low == exact.low && value.high == exact.high)
      #expect(value.standardError == exact.standardError)
    }
  }

  @Test func `what never fails has no mean time to failure, and says so`() {
    let system = Self.pair([.up(name: "never", .always, kind: .meanTimeToFirstFailure)])
    let plan = ExperimentPlan(
      seed: 3, horizon: Self.day(1), goal: .precision(0.1), eventBudget: 10_000)
    let result = ModelResult(running: plan, on: system, using: WorkerPool(threads: 1))
    guard case .failed(let failure) = result.results[0].stopReason else {
      Issue.record("it ended by \(result.results[0].stopReason)")
      return
    }
    #expect(failure.replication == 0 && failure.end == .eventBudgetSpent)
  }
}
