// SPDX-License-Identifier: GPL-3.0-or-later
// From files to standard output: reads all, then simulates and answers one after the other.

import ArgumentParser
import DesignStudies
import Diagnostics
import Foundation
import MonteCarlo
import Quantities
import Reporting
import ScenarioFormat

/// The studies of some files.
struct StudyRun {
  /// A file that has been read and checked.
  struct Input {
    let source: SourceText
    let checked: CheckedInput
  }

  let inputs: [Input]
  private let threads: Int

  /// Reads and checks every file; ends with an exit code when one cannot be run.
  init(of files: [String], settings: StudySettings, threads: Int) throws {
    var inputs: [Input] = []
    var isWrong = false
    for file in files {
      let source = try readScenario(file)
      do {
        let checked = try CheckedInput(of: source, settings: settings)
        inputs.append(Input(source: source, checked: checked))
      } catch {
        show(error.diagnostics, of: [source.lines])
        isWrong = true
      }
    }
    if isWrong { throw ExitCode.wrongInput }
    self.inputs = inputs
    self.threads = threads
  }

  /// Simulates, answers, and ends with the exit code that fits.
  func answer(as subject: ReportSubject, in form: AnswerOptions) throws {
    let interrupt = Interrupt()
    var data: [JSONValue] = []
    var worst = ExitCode.success
    for (number, input) in inputs.enumerated() {
      if !form.quiet, !input.checked.findings.isEmpty {
        show(input.checked.findings, of: [input.source.lines])
      }
      let (document, ending) = study(input.checked, as: subject, in: form, until: interrupt)
      if form.json, inputs.count > 1 {
        data.append(document.data)
      } else {
        if number > 0 { try Console.answer("\n") }
        try Console.answer(RenderedReport(document, as: form.format).text)
      }
      if ending != .success { worst = ending }
      if ending == .interrupted { break }
    }
    if form.json, inputs.count > 1 { try Console.answer(JSONValue.array(data).text) }
    if worst != .success { throw worst }
  }

  /// Runs one file to its document and exit code.
  private func study(
    _ checked: CheckedInput, as subject: ReportSubject, in form: AnswerOptions,
    until interrupt: Interrupt
  ) -> (ReportDocument, ExitCode) {
    let progress = !form.quiet && Console.remarksToTerminal ? ProgressLine() : nil
    let handler = progress.map { line in { @Sendable in line.show($0) } as ProgressHandler }
    let workers = WorkerPool(threads: threads)
    let start = ContinuousClock.now
    func elapsed() -> Seconds {
      progress?.wipe()
      return Seconds((ContinuousClock.now - start) / .seconds(1))
    }
    switch checked {
    case .scenario(let scenario):
      let study = Study(
        of: scenario, on: workers, cancelledBy: interrupt.flag, progress: handler)
      let document = ReportDocument(
        presenting: study, as: subject, elapsed: elapsed(), showsFindings: false)
      return (document, ExitCode(of: study.run.ending, meets: study.meetsExpectations))
    case .model(let model):
      let study = ModelStudy(
        of: model, on: workers, cancelledBy: interrupt.flag, progress: handler)
      let document = ReportDocument(presenting: study, elapsed: elapsed(), showsFindings: false)
      return (document, ExitCode(of: study.run.ending, meets: study.meetsExpectations))
    }
  }
}

extension ExitCode {
  /// How a study ended.
  fileprivate init(of ending: RunRecord.Ending, meets expectations: Bool) {
    switch ending {
    case .interrupted: self = .interrupted
    case .failed: self = .unfinished
    case .precisionReached, .replicationsReached, .effortSpent:
      self = expectations ? .success : .expectationMissed
    }
  }
}
