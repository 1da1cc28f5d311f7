// SPDX-License-Identifier: GPL-3.0-or-later
// The chain from a model file to the answers: simulated, solved, and held against expectations.

import AnalyticSolvers
package import Diagnostics
package import MonteCarlo
import OutputAnalysis
import Quantities
package import ReliabilityModeling
import ScenarioFormat

/// One model, simulated and solved.
package struct ModelStudy: Sendable {
  /// What the model calls itself.
  package let title: String
  /// Warnings; what is an error was thrown.
  package let findings: [Diagnostic]
  package let run: RunRecord
  /// How histories begin.
  package let start: InitialState
  /// Simulated time of all replications together, in years.
  package let simulatedYears: Double
  /// Events of all replications.
  package let events: UInt64
  /// Of the model, without its experiment.
  package let digest: ModelDigest
  /// One a measure, by name.
  package let answers: [MeasureAnswer]
  /// One an entry of `expect:`.
  package let verdicts: [ExpectationVerdict]

  package init(
    title: String, findings: [Diagnostic], run: RunRecord, start: InitialState,
    simulatedYears: Double, events: UInt64,
    digest: ModelDigest, answers: [MeasureAnswer], verdicts: [ExpectationVerdict]
  ) {
    self.title = title
    self.findings = findings
    self.run = run
    self.start = start
    self.simulatedYears = simulatedYears
    self.events = events
    self.digest = digest
    self.answers = answers
    self.verdicts = verdicts
  }

  /// Runs the back half of the chain.
  package init(
    of checked: CheckedModel, on workers: WorkerPool, cancelledBy flag: CancelFlag = CancelFlag(),
    progress: ProgressHandler? = nil
  ) {
    let system = checked.file.system
    let result = ModelResult(
      running: checked.plan, on: system, using: workers, cancelledBy: flag, progress: progress)
    let answers = system.measures.sorted { $0.name < $1.name }.map {
      MeasureAnswer(of: $0, in: system, simulated: result)
    }
    let judge = ModelJudge(answers: answers, result: result)
    self.init(
      title: checked.file.title, findings: checked.findings,
      run: RunRecord(of: result, under: checked.plan),
      start: checked.plan.start, simulatedYears: result.simulatedYears, events: result.events,
      digest: ModelDigest(of: system),
      answers: answers,
      verdicts: checked.file.expect.compactMap { judge.verdict(on: $0) })
  }

  /// Whether every expectation is met; an undecided one is not.
  package var meetsExpectations: Bool { verdicts.allSatisfy { $0.outcome == .pass } }
}
