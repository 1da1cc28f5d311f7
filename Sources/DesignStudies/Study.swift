// SPDX-License-Identifier: GPL-3.0-or-later
// The chain from a scenario's text to the answers, and nothing else.

package import Diagnostics

/// All designs of one scenario, studied side by side, from its text to the answers.
package struct Study: Sendable {
  /// What the scenario calls itself.
  package let title: String
  /// Warnings; what is an error was thrown.
  package let findings: [Diagnostic]
  package let run: RunRecord
  /// One a design, in the scenario's order.
  package let assessments: [Assessment]
  package let comparison: Comparison
  /// One an entry of `expect:`.
  package let verdicts: [ExpectationVerdict]

  package init(
    title: String, findings: [Diagnostic], run: RunRecord, assessments: [Assessment],
    comparison: Comparison, verdicts: [ExpectationVerdict]
  ) {
    self.title = title
    self.findings = findings
    self.run = run
    self.assessments = assessments
    self.comparison = comparison
    self.verdicts = verdicts
  }
}
