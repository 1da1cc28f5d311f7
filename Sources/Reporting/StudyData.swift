// SPDX-License-Identifier: GPL-3.0-or-later
// A study for programs: keys that stay, values in base units or as their names say.

import DesignStudies
import Diagnostics
import OutputAnalysis
import Quantities
import ScenarioFormat

/// The JSON of a study; keys are only ever added while `schemaVersion` stays.
struct StudyData {
  static let schemaVersion: Int64 = 1
  let value: JSONValue

  init(_ study: Study) {
    value = [
      "schemaVersion": .integer(Self.schemaVersion),
      "scenario": .string(study.title),
      "seed": .unsigned(study.run.seed),
      "horizonSeconds": .number(study.run.horizon.value),
      "precision": study.run.precision.map { .number($0) } ?? .null,
      "replications": .unsigned(study.run.replications),
      "stopReason": .string(Self.stopReason(study.run.ending)),
      "fingerprint": .string(Self.hexadecimal(study.run.fingerprint)),
      "designs": .array(study.assessments.indices.map { Self.design($0, of: study) }),
      "comparisons": .array(study.comparison.rankings.flatMap { Self.pairs($0, of: study) }),
      "precisionNotReached": .array(study.run.gaps.map(Self.gap)),
      "expectations": .array(study.verdicts.map(Self.verdict)),
      "findings": .array(study.findings.map(Self.finding)),
      "assumptions": .array(study.assumptions.map(Self.assumption)),
    ]
  }
}

extension StudyData {
  private static func design(_ index: Int, of study: Study) -> JSONValue {
    let assessment = study.assessments[index]
    let rankings = study.comparison.rankings
    return [
      "name": .string(assessment.design),
      "probabilityBest": rankings.first.map { .number($0.probabilityBest[index]) } ?? .null,
      "services": .array(
        assessment.services.enumerated().map { number, figures in
          service(
            figures, of: study.run,
            ranked: rankings.indices.contains(number) ? rankings[number] : nil,
            index)
        }),
      "monthlyCostUSD": cost(assessment.cost),
    ]
  }

  private static func service(
    _ figures: ServiceAssessment, of run: RunRecord, ranked ranking: ServiceRanking?,
    _ design: Int
  ) -> JSONValue {
    [
      "name": .string(figures.name),
      "fingerprint": .string(hexadecimal(figures.fingerprint)),
      "demandBitsPerSecond": .number(figures.demand.value),
      "unavailability": estimate(figures.lostShare, withConfidence: true),
      "lostMinutesPerYear": estimate(figures.lostMinutesPerYear),
      "lostMinutesQuantiles": quantiles(figures.lostMinutesQuantiles),
      "whyNoQuantiles": run.whyNoQuantiles.map { .string($0) } ?? .null,
      "changeMinutesPerYear": number(figures.changeMinutesPerYear),
      "shortMinutesPerYear": estimate(figures.shortMinutesPerYear),
      "darkMinutesPerYear": estimate(figures.darkMinutesPerYear),
      "outagesPerYear": estimate(figures.outagesPerYear),
      "darkOutagesPerYear": estimate(figures.darkOutagesPerYear),
      "interruptionsPerYear": estimate(figures.interruptionsPerYear),
      "probabilityBest": number(ranking?.probabilityBest[design]),
      "shareOfYearsWon": number(ranking?.shareOfYearsWon[design]),
      "dollarsPerSavedMinute": number(ranking?.dollarsPerSavedMinute[design]),
    ]
  }

  private static func cost(_ cost: MonthlyCost) -> JSONValue {
    [
      "total": number(cost.total?.value), "hours": number(cost.hours?.value),
      "processing": number(cost.processing?.value), "crossZone": number(cost.crossZone?.value),
      "addresses": number(cost.addresses?.value), "outbound": number(cost.outbound?.value),
    ]
  }

  private static func pairs(_ ranking: ServiceRanking, of study: Study) -> [JSONValue] {
    ranking.pairs.map { pair in
      [
        "service": .string(ranking.service),
        "better": .string(study.assessments[pair.better].design),
        "worse": .string(study.assessments[pair.worse].design),
        "distinguishable": .bool(pair.isDistinguishable),
        "savedMinutesPerYear": estimate(pair.savedMinutes),
      ]
    }
  }

  private static func gap(_ gap: RunRecord.Gap) -> JSONValue {
    [
      "design": .string(gap.design), "service": .string(gap.service),
      "reached": .number(gap.reached), "reason": .string(gap.reason),
    ]
  }

  private static func verdict(_ verdict: ExpectationVerdict) -> JSONValue {
    [
      "outcome": .string(verdict.outcome.rawValue), "expectation": .string(verdict.expectation),
      "finding": .string(verdict.finding), "because": .string(verdict.reason),
      "location": place(verdict.location),
    ]
  }

  private static func finding(_ finding: Diagnostic) -> JSONValue {
    [
      "severity": .string(finding.severity.rawValue), "message": .string(finding.message),
      "location": place(finding.location), "notes": .array(finding.notes.map { .string($0) }),
    ]
  }

  private static func assumption(_ entry: StudyAssumption) -> JSONValue {
    let assumption = entry.assumption
    return [
      "path": .string(assumption.path), "value": .string(assumption.value),
      "origin": .string(assumption.origin.text), "source": .string(assumption.source),
      "confidence": assumption.confidence.map { .string($0.rawValue) } ?? .null,
      "designs": .array(entry.designs.map { .string($0) }),
    ]
  }
}

extension StudyData {
  private static func estimate(_ estimate: Estimate, withConfidence: Bool = false) -> JSONValue {
    let ends: [JSONValue.Member] = [
      .init("mean", .number(estimate.mean)), .init("low", .number(estimate.low)),
      .init("high", .number(estimate.high)),
    ]
    return .object(
      ends + (withConfidence ? [.init("confidence", .number(estimate.confidence))] : []))
  }

  private static func quantiles(_ quantiles: YearlyQuantiles?) -> JSONValue {
    guard let quantiles else { return .null }
    return [
      "p50": quantile(quantiles.p50), "p95": quantile(quantiles.p95),
      "p99": quantile(quantiles.p99),
    ]
  }

  private static func quantile(_ quantile: QuantileEstimate) -> JSONValue {
    [
      "value": .number(quantile.value), "low": number(quantile.low), "high": number(quantile.high),
    ]
  }

  private static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
  private static func number(_ value: Double??) -> JSONValue { number(value ?? nil) }

  private static func place(_ location: SourceLocation?) -> JSONValue {
    location.map { .string("\($0.file):\($0.line):\($0.column)") } ?? .null
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func stopReason(_ ending: RunRecord.Ending) -> String {
    switch ending {
    case .precisionReached: "precisionReached"
    case .replicationsReached: "replicationsReached"
    case .effortSpent: "effortSpent"
    case .interrupted: "interrupted"
    case .failed: "failed"
    }
  }
}
