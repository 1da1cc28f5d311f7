// SPDX-License-Identifier: GPL-3.0-or-later
// A study of a model for programs: keys that stay, values in the units that their names say.

import AnalyticSolvers
import DesignStudies
import MonteCarlo
import OutputAnalysis
import Quantities
import ReliabilityModeling
import ScenarioFormat

/// The JSON of a study of a model; keys are only ever added while `schemaVersion` stays.
struct ModelData {
  static let schemaVersion: Int64 = 1
  let value: JSONValue

  init(_ study: ModelStudy, elapsed: Seconds) {
    value = [
      "schemaVersion": .integer(Self.schemaVersion),
      "model": .string(study.title),
      "seed": .unsigned(study.run.seed),
      "start": .string(study.start == .new ? "new" : "stationary"),
      "horizonSeconds": .number(study.run.horizon.value),
      "precision": DataOf.number(study.run.precision),
      "replications": .unsigned(study.run.replications),
      "simulatedYears": .number(study.simulatedYears),
      "events": .unsigned(study.events),
      "seconds": .number(elapsed.value),
      "stopReason": .string(DataOf.stopReason(study.run.ending)),
      "fingerprint": .string(DataOf.hexadecimal(study.run.fingerprint)),
      "digest": .string(study.digest.description),
      "measures": .array(study.answers.map(Self.measure)),
      "precisionNotReached": .array(
        study.run.gaps.map { gap in
          [
            "measure": .string(gap.service), "reached": .number(gap.reached),
            "reason": .string(gap.reason),
          ]
        }),
      "expectations": .array(study.verdicts.map(DataOf.verdict)),
      "findings": .array(study.findings.map(DataOf.finding)),
    ]
  }

  private static func measure(_ answer: MeasureAnswer) -> JSONValue {
    let exact = answer.exact.exact
    var members: [JSONValue.Member] = [
      .init("name", .string(answer.name)),
      .init("kind", .string(answer.measure.kindName)),
      .init("fingerprint", .string(DataOf.hexadecimal(answer.fingerprint))),
      .init("value", answer.figures.first.map { DataOf.full($0.estimate) } ?? .null),
      .init("unit", .string(answer.unit)),
      .init("unavailability", answer.unavailability.map(DataOf.full) ?? .null),
      .init(
        "exact",
        exact.map { ["value": .number($0.value), "method": .string($0.method)] } ?? .null),
      .init("whyNotExact", answer.exact.whyNot.map { .string($0) } ?? .null),
    ]
    for figure in answer.figures.dropFirst() {
      let minutes = [ModelFigure.downtimeMinutesPerYear, .lostMinutesPerYear]
      let quantiles = minutes.contains(figure.figure) ? Self.quantiles(of: answer) : []
      guard case .object(let ends) = DataOf.estimate(figure.estimate) else { continue }
      members.append(.init(figure.figure.rawValue, .object(ends + quantiles)))
    }
    switch answer.measure {
    case .up(_, _, .average), .up(_, _, .steady), .served:
      members += DataOf.causes(answer.causes)
    case .up, .carried: break
    }
    members += [
      .init("replications", .unsigned(answer.replications)),
      .init("startBias", DataOf.number(answer.startBias)),
      .init(
        "longest",
        .array(
          answer.longest.map { outage in
            [
              "minutes": .number(outage.length.seconds / .minutes(1)),
              "replication": .unsigned(UInt64(outage.replication)),
              "at": .number((outage.start - .zero).seconds.value),
            ]
          })),
    ]
    return .object(members)
  }

  /// Quantiles of single years; null where a replication is not a year.
  private static func quantiles(of answer: MeasureAnswer) -> [JSONValue.Member] {
    let quantiles = answer.minutesQuantiles
    return [
      .init("p50", DataOf.number(quantiles?.p50.value)),
      .init("p95", DataOf.number(quantiles?.p95.value)),
      .init("p99", DataOf.number(quantiles?.p99.value)),
    ]
  }
}

extension Measure {
  /// The kind of value, as model files name it.
  var kindName: String {
    switch self {
    case .up(_, _, let kind): kind.name.rawValue
    case .served: "served"
    case .carried: "carried"
    }
  }
}

extension MeasureAnswer {
  /// Of the measure's own value.
  fileprivate var unit: String {
    switch ModelFigure.all(of: measure)[0] {
    case .meanTimeToFirstFailure: "s"
    case .meanRate: "bit/s"
    case .unavailability, .probability, .outagesPerYear, .downtimeMinutesPerYear,
      .lostMinutesPerYear, .shortMinutesPerYear, .darkMinutesPerYear, .darkOutagesPerYear,
      .interruptionsPerYear:
      "1"
    }
  }

  /// The own value where it is a probability or a share.
  fileprivate var unavailability: Estimate? {
    unit == "1" ? figures.first?.estimate : nil
  }
}
