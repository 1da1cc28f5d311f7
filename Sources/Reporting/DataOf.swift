// SPDX-License-Identifier: GPL-3.0-or-later
// The values that the JSON of every study has: estimates, verdicts, findings.

import DesignStudies
import Diagnostics
import MonteCarlo
import OutputAnalysis

/// Values of studies for programs.
enum DataOf {
  static func estimate(_ estimate: Estimate, withConfidence: Bool = false) -> JSONValue {
    let ends: [JSONValue.Member] = [
      .init("mean", .number(estimate.mean)), .init("low", .number(estimate.low)),
      .init("high", .number(estimate.high)),
    ]
    return .object(
      ends + (withConfidence ? [.init("confidence", .number(estimate.confidence))] : []))
  }

  /// With the standard error that a comparison with an exact value needs.
  static func full(_ estimate: Estimate) -> JSONValue {
    [
      "mean": .number(estimate.mean), "low": .number(estimate.low),
      "high": .number(estimate.high), "confidence": .number(estimate.confidence),
      "standardError": .number(estimate.standardError), "isBound": .bool(estimate.isBound),
      "events": .integer(Int64(estimate.events)),
    ]
  }

  static func quantiles(_ quantiles: YearlyQuantiles?) -> JSONValue {
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

  /// Who is behind a loss: shares of causes, and of components.
  static func causes(_ analysis: CauseAnalysis?) -> [JSONValue.Member] {
    func row(_ cause: CauseShare, hasMode: Bool) -> JSONValue {
      var members: [JSONValue.Member] = [
        .init("component", cause.component.map { .string($0) } ?? .null)
      ]
      if hasMode { members.append(.init("mode", cause.mode.map { .string($0) } ?? .null)) }
      members += [
        .init("share", .number(cause.share.mean)), .init("low", .number(cause.share.low)),
        .init("high", .number(cause.share.high)),
      ]
      return .object(members)
    }
    return [
      .init("causes", .array((analysis?.causes ?? []).map { row($0, hasMode: true) })),
      .init("importance", .array((analysis?.components ?? []).map { row($0, hasMode: false) })),
      .init("lagShare", analysis.map { estimate($0.lag) } ?? .null),
      .init("jointShare", analysis.map { estimate($0.joint) } ?? .null),
      .init("causesRecordedEvery", analysis.map { .integer(Int64($0.stride)) } ?? .null),
    ]
  }

  static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
  static func number(_ value: Double??) -> JSONValue { number(value ?? nil) }

  static func place(_ location: SourceLocation?) -> JSONValue {
    location.map { .string("\($0.file):\($0.line):\($0.column)") } ?? .null
  }

  static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  static func stopReason(_ ending: RunRecord.Ending) -> String {
    switch ending {
    case .precisionReached: "precisionReached"
    case .replicationsReached: "replicationsReached"
    case .effortSpent: "effortSpent"
    case .interrupted: "interrupted"
    case .failed: "failed"
    }
  }

  static func verdict(_ verdict: ExpectationVerdict) -> JSONValue {
    [
      "outcome": .string(verdict.outcome.rawValue), "expectation": .string(verdict.expectation),
      "finding": .string(verdict.finding), "because": .string(verdict.reason),
      "location": place(verdict.location),
    ]
  }

  static func finding(_ finding: Diagnostic) -> JSONValue {
    [
      "severity": .string(finding.severity.rawValue), "message": .string(finding.message),
      "location": place(finding.location), "notes": .array(finding.notes.map { .string($0) }),
    ]
  }
}
