// SPDX-License-Identifier: GPL-3.0-or-later
// A study with figures made up for the tests of its report.

import CloudComponents
import DesignStudies
import Diagnostics
import OutputAnalysis
import Quantities
import ScenarioFormat

/// An interval of ± `half` around `mean`.
func estimate(_ mean: Double, _ half: Double, isBound: Bool = false) -> Estimate {
  Estimate(
    mean: mean, standardError: half / 1.96, low: isBound ? 0 : mean - half, high: mean + half,
    confidence: 0.95, events: isBound ? 0 : 5_000, isBound: isBound)
}

/// A quantile with an interval of ± `half` around it, or with none above it.
func quantile(_ level: Double, _ value: Double, _ half: Double?) -> QuantileEstimate {
  QuantileEstimate(
    level: level, value: value, low: max(0, value - (half ?? value)), high: half.map { value + $0 },
    confidence: 0.95, coverage: 0.953, count: 213_877, rankError: 12)
}

/// Lost minutes and monthly dollars of one design of a made-up study.
struct MadeUpDesign {
  var name: String
  var lost: Double
  var half = 0.3
  var hours: Double?
  var crossZone = 0.0
  var change: Double? = 10.8

  var assessment: Assessment {
    let year = 525_600.0
    let isBound = lost == 0
    let figures = ServiceAssessment(
      name: "egress", demand: .gigabits(1.2),
      lostShare: estimate(lost, half, isBound: isBound).scaled(by: 1 / year),
      lostMinutesQuantiles: YearlyQuantiles(
        p50: quantile(0.5, lost * 0.2, 0.1), p95: quantile(0.95, lost * 4, 2),
        p99: quantile(0.99, lost * 9, isBound ? nil : 7)),
      shortShare: estimate(lost * 1.5, half, isBound: isBound).scaled(by: 1 / year),
      darkShare: estimate(lost * 0.75, half, isBound: isBound).scaled(by: 1 / year),
      outagesPerYear: estimate(0.44, 0.01), darkOutagesPerYear: estimate(0.32, 0.01),
      interruptionsPerYear: estimate(12.4, 0.1), changeMinutesPerYear: change,
      fingerprint: 0xABC)
    let fixed = hours.map { USDollars($0 / 730) }
    let bill = [
      Billable(.hours, "hours", .perHour(1), at: .init(fixed, from: "a list")),
      Billable(
        .crossZone, "cross-zone", .perHour(1),
        at: .init(USDollars(crossZone / 730), from: "a list")),
    ]
    let zero = BitsPerSecond(0)
    return Assessment(
      design: name, services: [figures],
      cost: MonthlyCost(
        of: bill, carrying: MeanTraffic(carried: { _ in zero }, served: { _ in zero })),
      assumptions: [
        Assumption(
          path: "world/change.rate", value: "12 per year", origin: .catalogue, source: "judgement",
          confidence: .judgement),
        Assumption(
          path: "\(name).zone", value: "a",
          origin: .scenario(SourceLocation(file: "nat.yaml", line: 7, column: 3))),
      ])
  }
}

/// A study whose every difference between two designs is `half` wide.
func study(
  _ designs: [MadeUpDesign], half: Double = 0.7, verdicts: [ExpectationVerdict] = [],
  findings: [Diagnostic] = [], ending: RunRecord.Ending = .precisionReached,
  gaps: [RunRecord.Gap] = []
) -> Study {
  let lost = designs.map(\.lost)
  let assessments = designs.map(\.assessment)
  let least = lost.min() ?? 0
  let share = 1 / Double(lost.count)
  return Study(
    title: "NAT designs for a VPC over three zones", findings: findings,
    run: RunRecord(
      seed: 1, horizon: .years(1), replications: 213_877, precision: 0.02, ending: ending,
      gaps: gaps, fingerprint: 0x0123_4567_89AB_CDEF),
    assessments: assessments,
    comparison: Comparison(rankings: [
      ServiceRanking(
        of: "egress", lostMinutes: lost, monthlyCosts: assessments.map(\.cost.total),
        excess: lost.map { estimate($0 - least, $0 == least ? 0 : half) },
        probabilityBest: lost.map { $0 == least ? 1 - share / 2 : share / 2 },
        shareOfYearsWon: lost.map { _ in share },
        difference: { estimate(lost[$0] - lost[$1], lost[$0] == lost[$1] ? 0 : half) })
    ]),
    verdicts: verdicts)
}

/// Three designs of which the dearer in hours is the best, and not the dearest.
let threeDesigns = [
  MadeUpDesign(name: "one-instance", lost: 80, half: 1.1, hours: 40),
  MadeUpDesign(name: "one-gateway", lost: 30.8, hours: 17_811, crossZone: 2_628),
  MadeUpDesign(name: "gateway-per-zone", lost: 14.5, hours: 17_877),
]
