// SPDX-License-Identifier: GPL-3.0-or-later
// Verdicts on figures made up for them.

import CloudComponents
import DesignStudies
import Diagnostics
import OutputAnalysis
import Quantities
import ScenarioFormat
import Testing

private func estimate(_ mean: Double, error: Double, events: Int = 5_000) -> Estimate {
  Estimate(
    mean: mean, standardError: error, low: mean - 2 * error, high: mean + 2 * error,
    confidence: 0.95, events: events)
}

/// Nothing seen, at most this much.
private func bound(_ high: Double) -> Estimate {
  Estimate(
    mean: 0, standardError: 0, low: 0, high: high, confidence: 0.95, events: 0, isBound: true)
}

private func assessment(_ name: String, lostMinutes: Estimate) -> Assessment {
  let share = lostMinutes.scaled(by: 1 / 525_600.0)
  return Assessment(
    design: name,
    services: [
      ServiceAssessment(
        name: "egress", demand: .gigabits(1.2), lostShare: share,
        lostMinutesQuantiles: nil, shortShare: share,
        darkShare: share, outagesPerYear: lostMinutes, darkOutagesPerYear: lostMinutes,
        interruptionsPerYear: lostMinutes, changeMinutesPerYear: nil, fingerprint: 0)
    ],
    cost: MonthlyCost(
      of: [],
      carrying: MeanTraffic(
        carried: { _ in BitsPerSecond(0) }, served: { _ in BitsPerSecond(0) })), assumptions: [])
}

/// The verdict on a line of `expect:` about a study of the designs a and b.
private func verdict(
  on line: String, a: Estimate, saving: Estimate? = nil
) throws -> ExpectationVerdict {
  let found = try verdictIfAny(on: line, a: a, saving: saving)
  return try #require(found)
}

private func verdictIfAny(
  on line: String, a: Estimate, saving: Estimate?
) throws -> ExpectationVerdict? {
  let text = """
    scenario: made up
    world: { region: us-east-1 }
    network: { vpc: 10.0.0.0/16 }
    services: { egress: { demand: 1 Gbps } }
    designs: { a: { x: 1 }, b: { x: 1 }, left-out: { x: 1 } }
    expect: [ { \(line) } ]
    """
  var sink = DiagnosticSink()
  let tree = LocatedNode(parsing: SourceText(name: "made-up.yaml", text: text), noting: &sink)
  let scenario = Scenario(decoding: tree, noting: &sink)
  try #require(sink.diagnostics == [])
  let assessments = [
    assessment("a", lostMinutes: a), assessment("b", lostMinutes: a),
  ]
  let difference = saving ?? estimate(0, error: 0)
  let ranking = ServiceRanking(
    of: "egress", lostMinutes: [1, 2], monthlyCosts: [nil, nil],
    excess: [estimate(0, error: 0), difference], probabilityBest: [1, 0],
    shareOfYearsWon: [1, 0], difference: { _, _ in difference })
  let judge = ExpectationJudge(
    assessments: assessments, comparison: Comparison(rankings: [ranking]), replications: 10_000)
  let expectation = try #require(scenario.expect.first)
  return judge.verdict(on: expectation)
}

@Suite struct ExpectationJudgeTests {
  private static let lost = "value: egress.lostMinutesPerYear, design: a"

  @Test(arguments: [
    (47.7, 0.4, ExpectationVerdict.Outcome.pass), (49.2, 0.4, .pass), (49.4, 0.4, .fail),
  ])
  func `a value is met within 4 standard errors`(
    mean: Double, error: Double, outcome: ExpectationVerdict.Outcome
  ) throws {
    let verdict = try verdict(on: "\(Self.lost), is: 47.7", a: estimate(mean, error: error))
    #expect(verdict.outcome == outcome)
  }

  @Test func `a relative tolerance does not grow with the error`() throws {
    let line = "\(Self.lost), is: 47.7, within: 1 %"
    #expect(try verdict(on: line, a: estimate(48.1, error: 0.4)).outcome == .pass)
    #expect(try verdict(on: line, a: estimate(48.3, error: 0.4)).outcome == .fail)
  }

  @Test func `an error above the resolution decides nothing, and says what would`() throws {
    // 1.5 of 47.7 is 3.14 %: (3.14 / 2)² · 10 000 · 1.1 = 27 196, rounded up.
    let verdict = try verdict(on: "\(Self.lost), is: 47.7", a: estimate(47.7, error: 1.5))
    #expect(verdict.outcome == .inconclusive)
    #expect(verdict.finding.hasSuffix("; about 28000 histories would decide"))
  }

  @Test func `too few events decide nothing, however narrow the interval`() throws {
    // 1 000 / 250 · 10 000 · 1.1 = 44 000.
    let verdict = try verdict(
      on: "\(Self.lost), is: 47.7", a: estimate(47.7, error: 0.1, events: 250))
    #expect(verdict.outcome == .inconclusive)
    #expect(verdict.finding.hasSuffix("250 events; about 44000 histories would decide"))
  }

  @Test func `a figure without chance needs no events`() throws {
    let exact = estimate(47.7, error: 0, events: 12)
    #expect(try verdict(on: "\(Self.lost), is: 47.7", a: exact).outcome == .pass)
    #expect(try verdict(on: "\(Self.lost), is: 47.8", a: exact).outcome == .fail)
  }

  @Test func `limits are held by the interval, and straddling one decides nothing`() throws {
    let figure = estimate(14.5, error: 0.2)
    #expect(try verdict(on: "\(Self.lost), atLeast: 10.8", a: figure).outcome == .pass)
    #expect(try verdict(on: "\(Self.lost), atLeast: 15", a: figure).outcome == .fail)
    #expect(try verdict(on: "\(Self.lost), atMost: 15", a: figure).outcome == .pass)
    #expect(try verdict(on: "\(Self.lost), atMost: 14", a: figure).outcome == .fail)
    // (0.4 / 0.2)² · 10 000 · 1.1 = 44 000.
    let open = try verdict(on: "\(Self.lost), atMost: 14.7", a: figure)
    #expect(open.outcome == .inconclusive)
    #expect(open.finding.contains("about 44000 histories"))
  }

  @Test func `where nothing was lost the upper bound decides`() throws {
    #expect(try verdict(on: "\(Self.lost), is: 0", a: bound(0.1)).outcome == .pass)
    #expect(try verdict(on: "\(Self.lost), atMost: 0.2", a: bound(0.1)).outcome == .pass)
    #expect(try verdict(on: "\(Self.lost), atMost: 0.05", a: bound(0.1)).outcome == .inconclusive)
    #expect(try verdict(on: "\(Self.lost), atLeast: 0.2", a: bound(0.1)).outcome == .fail)
    #expect(try verdict(on: "\(Self.lost), is: 0.05", a: bound(0.1)).outcome == .inconclusive)
  }

  @Test func `better means by the paired interval, in the named direction`() throws {
    let figure = estimate(14.5, error: 3)
    let saving = estimate(16.3, error: 0.3)
    #expect(try verdict(on: "better: a, than: b", a: figure, saving: saving).outcome == .pass)
    #expect(try verdict(on: "better: b, than: a", a: figure, saving: saving).outcome == .fail)
    let small = estimate(0.5, error: 0.3)
    #expect(
      try verdict(on: "better: a, than: b", a: figure, saving: small).outcome == .inconclusive)
    let none = try verdict(on: "better: a, than: b", a: figure, saving: estimate(0, error: 0))
    #expect(none.outcome == .fail)
    #expect(none.finding == "they lose exactly the same")
  }

  @Test func `a difference to be met has its own tolerance`() throws {
    let saving = estimate(13.2, error: 0.05)
    let line = "better: a, than: b, by: "
    #expect(try verdict(on: line + "13.2", a: saving, saving: saving).outcome == .pass)
    #expect(try verdict(on: line + "13.5", a: saving, saving: saving).outcome == .fail)
  }

  @Test func `the same means no difference in any history`() throws {
    let figure = estimate(14.5, error: 0.2)
    #expect(
      try verdict(on: "same: a, as: b", a: figure, saving: estimate(0, error: 0)).outcome == .pass)
    #expect(
      try verdict(on: "same: a, as: b", a: figure, saving: estimate(0, error: 1e-9)).outcome
        == .fail)
  }

  @Test func `what concerns a design that was left out is not judged`() throws {
    let line = "value: egress.lostMinutesPerYear, design: left-out, atMost: 5"
    #expect(try verdictIfAny(on: line, a: estimate(1, error: 0), saving: nil) == nil)
  }
}
