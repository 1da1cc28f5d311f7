// SPDX-License-Identifier: GPL-3.0-or-later
// What stands below the figures: expectations, findings, and why a figure stayed wide.

import DesignStudies
import Diagnostics

/// What is said below the figures of any study: expectations, findings, and what stayed wide.
struct StudyRemarks {
  let verdicts: [ExpectationVerdict]
  let findings: [Diagnostic]
  /// Said behind the findings.
  var notes: [ReportText] = []
  let gaps: [RunRecord.Gap]
  /// Whether a figure that stayed wide is told with its design.
  var namesDesigns = true

  var blocks: [ReportDocument.Block] { judged + found + wide }

  private var judged: [ReportDocument.Block] {
    guard !verdicts.isEmpty else { return [] }
    let met = verdicts.count { $0.outcome == .pass }
    let head = ReportText("Expectations: \(met) of \(verdicts.count) met.")
    let missed = verdicts.filter { $0.outcome != .pass }.map { verdict in
      let reason = verdict.reason.isEmpty ? "" : " (expected because: \(verdict.reason))"
      let place = verdict.location.map { "\($0.place): " } ?? ""
      return ReportText.strong(verdict.outcome == .fail ? "Missed:" : "Undecided:")
        + ReportText(" \(place)\(verdict.expectation): \(verdict.finding)\(reason)")
    }
    return [.paragraph(head)] + (missed.isEmpty ? [] : [.list(missed)])
  }

  private var found: [ReportDocument.Block] {
    let noted = findings.map { finding in
      let place = finding.location.map { "\($0.place): " } ?? ""
      let notes = finding.notes.map { " (\($0))" }.joined()
      return ReportText("\(place)\(finding.severity.rawValue): \(finding.message)\(notes)")
    }
    return noted.isEmpty && notes.isEmpty ? [] : [.list(noted + notes)]
  }

  private var wide: [ReportDocument.Block] {
    guard !gaps.isEmpty else { return [] }
    return [
      .list(
        gaps.map { gap in
          let reached =
            gap.reached.isFinite
            ? "±\(NumberFormatting.significant(gap.reached * 100, digits: 2))\(noBreakSpace)%"
            : "no interval"
          let name = namesDesigns ? "\(gap.design) \(gap.service)" : gap.service
          return ReportText("precision not reached: \(name), \(reached): \(gap.reason)")
        })
    ]
  }
}

extension SourceLocation {
  /// Such as `nat.yaml:12`; a place without a line, such as an option, is its name.
  fileprivate var place: String { line > 0 ? "\(file):\(line)" : file }
}
