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
      "stopReason": .string(DataOf.stopReason(study.run.ending)),
      "fingerprint": .string(DataOf.hexadecimal(study.run.fingerprint)),
      "designs": .array(study.assessments.indices.map { Self.design($0, of: study) }),
      "comparisons": .array(study.comparison.rankings.flatMap { Self.pairs($0, of: study) }),
      "precisionNotReached": .array(study.run.gaps.map(Self.gap)),
      "expectations": .array(study.verdicts.map(DataOf.verdict)),
      "findings": .array(study.findings.map(DataOf.finding)),
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
    let value: JSONValue = [
      "name": .string(figures.name),
      "fingerprint": .string(DataOf.hexadecimal(figures.fingerprint)),
      "demandBitsPerSecond": .number(figures.demand.value),
      "unavailability": DataOf.estimate(figures.lostShare, withConfidence: true),
      "lostMinutesPerYear": DataOf.estimate(figures.lostMinutesPerYear),
      "lostMinutesQuantiles": DataOf.quantiles(figures.lostMinutesQuantiles),
      "whyNoQuantiles": run.whyNoQuantiles.map { .string($0) } ?? .null,
      "changeMinutesPerYear": DataOf.number(figures.changeMinutesPerYear),
      "shortMinutesPerYear": DataOf.estimate(figures.shortMinutesPerYear),
      "darkMinutesPerYear": DataOf.estimate(figures.darkMinutesPerYear),
      "outagesPerYear": DataOf.estimate(figures.outagesPerYear),
      "darkOutagesPerYear": DataOf.estimate(figures.darkOutagesPerYear),
      "interruptionsPerYear": DataOf.estimate(figures.interruptionsPerYear),
      "probabilityBest": DataOf.number(ranking?.probabilityBest[design]),
      "shareOfYearsWon": DataOf.number(ranking?.shareOfYearsWon[design]),
      "dollarsPerSavedMinute": DataOf.number(ranking?.dollarsPerSavedMinute[design]),
    ]
    guard case .object(let members) = value else { return value }
    return .object(members + DataOf.causes(figures.causes))
  }

  private static func cost(_ cost: MonthlyCost) -> JSONValue {
    [
      "total": DataOf.number(cost.total?.value), "hours": DataOf.number(cost.hours?.value),
      "processing": DataOf.number(cost.processing?.value),
      "crossZone": DataOf.number(cost.crossZone?.value),
      "addresses": DataOf.number(cost.addresses?.value),
      "outbound": DataOf.number(cost.outbound?.value),
    ]
  }

  private static func pairs(_ ranking: ServiceRanking, of study: Study) -> [JSONValue] {
    ranking.pairs.map { pair in
      [
        "service": .string(ranking.service),
        "better": .string(study.assessments[pair.better].design),
        "worse": .string(study.assessments[pair.worse].design),
        "distinguishable": .bool(pair.isDistinguishable),
        "savedMinutesPerYear": DataOf.estimate(pair.savedMinutes),
      ]
    }
  }

  private static func gap(_ gap: RunRecord.Gap) -> JSONValue {
    [
      "design": .string(gap.design), "service": .string(gap.service),
      "reached": .number(gap.reached), "reason": .string(gap.reason),
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
