// SPDX-License-Identifier: GPL-3.0-or-later
// `nines compare` and `nines run`: from a scenario to the answer.

import ArgumentParser
import DesignStudies
import Diagnostics
import Foundation
import MonteCarlo
import Quantities
import Reporting
import ScenarioFormat

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Says which design of a scenario is best, by how much, how surely, and its price.",
    usage: "nines compare <file> [options]",
    discussion: """
      Examples:
        nines compare scenarios/nat-designs.yaml
        nines compare mine.yaml --set services.egress.demand='3 Gbps' --json
      """)

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup(title: "Experiment") var experiment: ExperimentOptions
  @OptionGroup(title: "Answer") var answer: AnswerOptions

  func run() throws {
    let settings = experiment.settings(putting: scenario.assignments)
    try StudyRun(of: scenario.file, settings: settings, threads: experiment.threadCount)
      .answer(as: .comparison, in: answer)
  }
}

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Says what each design of a scenario loses and costs, without comparing them.",
    usage: "nines run <file> [--design <design> ...] [options]",
    discussion: """
      Examples:
        nines run scenarios/nat-designs.yaml
        nines run scenarios/nat-designs.yaml --design gateway-per-zone --horizon '5 y'
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: "Only this design; repeatable.")
  var design: [String] = []

  @OptionGroup(title: "Experiment") var experiment: ExperimentOptions
  @OptionGroup(title: "Answer") var answer: AnswerOptions

  func run() throws {
    let settings = experiment.settings(putting: scenario.assignments, of: design)
    try StudyRun(of: scenario.file, settings: settings, threads: experiment.threadCount)
      .answer(as: .designs, in: answer)
  }
}

/// One study from a file to standard output.
struct StudyRun {
  private let source: SourceText
  private let checked: CheckedScenario
  private let threads: Int

  /// Reads and checks; ends with an exit code when that fails.
  init(of file: String, settings: StudySettings, threads: Int) throws {
    let source = try readScenario(file)
    checked = try explaining([source.lines]) { () throws(InvalidInput) in
      try CheckedScenario(of: source, settings: settings)
    }
    self.source = source
    self.threads = threads
  }

  /// Simulates, answers, and ends with the exit code that fits.
  func answer(as subject: ReportSubject, in form: AnswerOptions) throws {
    if !form.quiet, !checked.findings.isEmpty { show(checked.findings, of: [source.lines]) }
    let progress = !form.quiet && Console.remarksToTerminal ? ProgressLine() : nil
    let handler = progress.map { line in { @Sendable in line.show($0) } as ProgressHandler }
    let interrupt = Interrupt()
    let start = ContinuousClock.now
    let study = Study(
      of: checked, on: WorkerPool(threads: threads), cancelledBy: interrupt.flag,
      progress: handler)
    let elapsed = Seconds((ContinuousClock.now - start) / .seconds(1))
    progress?.wipe()

    let document = ReportDocument(
      presenting: study, as: subject, elapsed: elapsed, showsFindings: false)
    try Console.answer(RenderedReport(document, as: form.format).text)
    switch study.run.ending {
    case .interrupted: throw ExitCode.interrupted
    case .failed: throw ExitCode.unfinished
    case .precisionReached, .replicationsReached, .effortSpent:
      guard study.meetsExpectations else { throw ExitCode.expectationMissed }
    }
  }
}

extension ExperimentOptions {
  /// What the command line says besides the scenario.
  func settings(putting assignments: [String], of designs: [String] = []) -> StudySettings {
    var settings = StudySettings()
    settings.assignments = assignments
    settings.seed = seed.map { "\($0)" }
    settings.precision = precision
    settings.replications = replications.map { "\($0)" }
    settings.horizon = horizon
    settings.designs = designs
    return settings
  }
}
