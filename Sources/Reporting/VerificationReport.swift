// SPDX-License-Identifier: GPL-3.0-or-later
// What a verification says: a table of exact, simulated and solved numbers for each group.

package import DesignStudies
import Foundation
import OutputAnalysis
package import Quantities
import ReliabilityModeling
import ScenarioFormat

extension ReportDocument {
  /// Says what a verification came to.
  ///
  /// - Parameters:
  ///   - verification: All files.
  ///   - elapsed: Wall-clock time that it took.
  package init(presenting verification: Verification, elapsed: Seconds) {
    let report = VerificationReport(verification: verification, elapsed: elapsed)
    self.init(blocks: report.blocks, data: report.data)
  }
}

/// Puts the parts of a report on a verification in order.
private struct VerificationReport {
  let verification: Verification
  let elapsed: Seconds

  var blocks: [ReportDocument.Block] {
    var groups: [String] = []
    for row in verification.rows where !groups.contains(row.oracle.group) {
      groups.append(row.oracle.group)
    }
    var blocks: [ReportDocument.Block] = []
    for group in groups {
      if !group.isEmpty { blocks.append(.heading(group)) }
      blocks.append(.table(table(of: verification.rows.filter { $0.oracle.group == group })))
    }
    blocks.append(.paragraph(summary))
    if bySolver > 0 {
      blocks.append(
        .paragraph(
          """
          by solver: too few events or too large a standard error to tell by simulation; the \
          solver agrees.
          """))
    }
    if !verification.skipped.isEmpty {
      blocks.append(.heading("skipped"))
      blocks.append(
        .list(verification.skipped.map { ReportText("\($0.oracle.name): \($0.reason)") }))
    }
    return blocks
  }

  private var bySolver: Int { verification.rows.count { $0.finding.passesBySolver } }

  private var summary: ReportText {
    let inconclusive = verification.count(.inconclusive)
    let counts = [
      "\(verification.count(.pass)) pass", "\(verification.count(.fail)) fail",
      "\(inconclusive) inconclusive"
        + (inconclusive > 0 ? " of which \(bySolver) pass by the solver" : ""),
      "\(verification.skipped.count) skipped",
    ].joined(separator: ", ")
    let effort =
      "\(NumberFormatting.roundedCount(verification.events))\(noBreakSpace)events in "
      + NumberFormatting.span(seconds: elapsed.value)
    return .strong(counts) + ReportText("(\(effort)).")
  }

  /// A line with the name of each file, below it one for each of its numbers.
  private func table(of rows: [Verification.Row]) -> ReportTable {
    var lines: [[String]] = []
    var last: Verification.Oracle?
    for row in rows {
      if row.oracle != last {
        lines.append([row.oracle.name] + Array(repeating: "", count: 6))
        last = row.oracle
      }
      lines.append(line(of: row.finding))
    }
    return ReportTable(
      columns: [
        .init("oracle and measure", .left), .init("exact"), .init("simulated"), .init("± error"),
        .init("z"), .init("solved"), .init("verdict", .left),
      ], rows: lines)
  }

  private func line(of finding: OracleFinding) -> [String] {
    let estimate = finding.simulated
    let error = estimate.flatMap { estimate -> String? in
      guard !estimate.isBound, estimate.mean != 0, estimate.standardError.isFinite else {
        return nil
      }
      let share = estimate.standardError / abs(estimate.mean)
      return NumberFormatting.significant(share * 100, digits: 2) + "\(noBreakSpace)%"
    }
    let none = NumberFormatting.nothing
    return [
      "\(noBreakSpace)\(noBreakSpace)\(finding.words)", number(finding.exact),
      estimate.map { $0.isBound ? "0" : number($0.mean) } ?? none, error ?? none,
      finding.standardErrors.map { NumberFormatting.fixed($0, decimals: 2) } ?? none,
      finding.solved.map(number) ?? none, word(for: finding),
    ]
  }

  private func word(for finding: OracleFinding) -> String {
    switch finding.verdict {
    case .pass: "pass"
    case .fail: "FAIL"
    case .inconclusive: finding.passesBySolver ? "by solver" : "inconclusive"
    }
  }

  /// Four digits, large and small numbers by powers of ten.
  private func number(_ value: Double) -> String {
    abs(value) < 1e5
      ? NumberFormatting.significant(value, digits: 4) : String(format: "%.3e", value)
  }

  // MARK: For programs

  var data: JSONValue {
    [
      "schemaVersion": .integer(1),
      "oracles": .array(verification.rows.map(Self.row)),
      "passed": .integer(Int64(verification.count(.pass))),
      "failed": .integer(Int64(verification.count(.fail))),
      "inconclusive": .integer(Int64(verification.count(.inconclusive))),
      "passedBySolver": .integer(Int64(bySolver)),
      "skipped": .array(
        verification.skipped.map { skipped in
          [
            "id": .string(skipped.oracle.id), "group": .string(skipped.oracle.group),
            "variant": .string(skipped.oracle.variant), "reason": .string(skipped.reason),
          ]
        }),
      "events": .unsigned(verification.events),
      "seconds": .number(elapsed.value),
    ]
  }

  private static func row(_ row: Verification.Row) -> JSONValue {
    let finding = row.finding
    return [
      "id": .string(row.oracle.id), "variant": .string(row.oracle.variant),
      "group": .string(row.oracle.group), "measure": .string(finding.measure.name),
      "figure": .string(finding.figure.rawValue), "kind": .string(finding.measure.kindName),
      "exact": .number(finding.exact), "simulated": DataOf.number(finding.simulated?.mean),
      "standardError": DataOf.number(finding.simulated?.standardError),
      "events": finding.simulated.map { .integer(Int64($0.events)) } ?? .null,
      "z": DataOf.number(finding.standardErrors), "solved": DataOf.number(finding.solved),
      "method": finding.solved == nil ? .null : .string(finding.method),
      "whyNotSolved": finding.solved == nil ? .string(finding.method) : .null,
      "simulation": finding.simulation.map { .string($0.rawValue) } ?? .null,
      "solver": finding.solver.map { .string($0.rawValue) } ?? .null,
      "verdict": .string(finding.verdict.rawValue),
    ]
  }
}

extension OracleFinding {
  /// The measure and what is known of it, such as `part, at 500 h`.
  fileprivate var words: String {
    let kind: String =
      switch measure {
      case .up(_, _, let kind):
        switch kind {
        case .average: "average"
        case .at(let instant): "at \((instant - .zero).seconds.text)"
        case .steady: "steady"
        case .firstFailure(let instant): "by \((instant - .zero).seconds.text)"
        case .meanTimeToFirstFailure: "mean life in s"
        case .downTime(let most): "down \(most.seconds.text) at most"
        }
      case .served: "lost share"
      case .carried: "mean rate"
      }
    let own = ModelFigure.all(of: measure)[0]
    return "\(measure.name), \(figure == own ? kind : figure.words)"
  }
}
