// SPDX-License-Identifier: GPL-3.0-or-later
// The chain from a scenario's text to the answers, and nothing else.

import CloudComponents
package import Diagnostics
package import MonteCarlo
import ReliabilityModeling
package import ScenarioFormat

/// All designs of one scenario, studied side by side, from its text to the answers.
///
/// How a front end uses it:
///
///     let source = try SourceText(readingFile: path)
///     var settings = StudySettings()  // the options as they were typed
///     let checked = try CheckedScenario(of: source, settings: settings)  // `validate` ends here
///     let study = Study(
///       of: checked, on: WorkerPool(threads: 2), cancelledBy: flag, progress: handler)
///     let document = ReportDocument(presenting: study, as: .comparison, elapsed: Seconds(6.2))
///     let text = RenderedReport(document, as: .terminal(width: 100, usesColour: false)).text
///
/// It has an answer (exit code 0 or 1, by `meetsExpectations`) unless `run.ending` is
/// `.interrupted` or `.failed`. Its findings are part of the report; a front end that has rendered
/// them before passes `showsFindings: false` to the document.
package struct Study: Sendable {
  /// What the scenario calls itself.
  package let title: String
  /// Warnings; what is an error was thrown.
  package let findings: [Diagnostic]
  package let run: RunRecord
  /// One a design, in the scenario's order.
  package let assessments: [Assessment]
  package let comparison: Comparison
  /// One an entry of `expect:` that concerns designs of this study.
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

  /// Runs the whole chain.
  ///
  /// - Throws: `InvalidInput` with every finding, if the scenario cannot be run.
  package init(
    of source: SourceText, settings: StudySettings = StudySettings(), on workers: WorkerPool,
    cancelledBy flag: CancelFlag = CancelFlag(), progress: ProgressHandler? = nil
  ) throws(InvalidInput) {
    let checked = try CheckedScenario(of: source, settings: settings)
    self.init(of: checked, on: workers, cancelledBy: flag, progress: progress)
  }

  /// Runs the back half of the chain.
  package init(
    of checked: CheckedScenario, on workers: WorkerPool,
    cancelledBy flag: CancelFlag = CancelFlag(), progress: ProgressHandler? = nil
  ) {
    let models = checked.systems.map {
      FlatModel(flattening: $0, chargingEvery: ExperimentPlan.usualChargingStride)
    }
    let result = ExperimentResult(
      running: checked.plan, on: models, using: workers, cancelledBy: flag, progress: progress)
    let assessments = checked.designs.enumerated().map { number, design in
      Assessment(of: design, number: number, in: result)
    }
    let comparison = Comparison(of: assessments, in: result)
    let judge = ExpectationJudge(
      assessments: assessments, comparison: comparison, replications: result.replications)
    self.init(
      title: checked.scenario.title, findings: checked.findings, run: RunRecord(of: result),
      assessments: assessments, comparison: comparison,
      verdicts: checked.scenario.expect.compactMap { judge.verdict(on: $0) })
  }

  /// Whether every expectation is met; an undecided one is not.
  package var meetsExpectations: Bool { verdicts.allSatisfy { $0.outcome == .pass } }
}
