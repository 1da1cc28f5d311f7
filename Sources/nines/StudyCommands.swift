// SPDX-License-Identifier: GPL-3.0-or-later
// `nines compare` and `nines run`: from a scenario to the answer.

import ArgumentParser
import DesignStudies
import Reporting

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
    let study = try StudyRun(
      of: [scenario.file], settings: settings, threads: experiment.threadCount)
    if case .model = study.inputs[0].checked {
      throw ValidationError(
        "\(scenario.file) is a model, which has no designs to compare: nines run \(scenario.file)")
    }
    try study.answer(as: .comparison, in: answer)
  }
}

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Says what each design of a scenario, or each measure of a model, loses.",
    usage: "nines run <file> ... [--design <design> ...] [options]",
    discussion: """
      Examples:
        nines run scenarios/nat-designs.yaml --design gateway-per-zone
        nines example two-of-three | nines run -
      """)

  @Argument(
    help: ArgumentHelp("Scenarios and models; - reads standard input.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @OptionGroup var values: AssignmentOptions

  @Option(help: "Only this design; repeatable.")
  var design: [String] = []

  @OptionGroup(title: "Experiment") var experiment: ExperimentOptions
  @OptionGroup(title: "Answer") var answer: AnswerOptions

  func run() throws {
    let settings = experiment.settings(putting: values.assignments, of: design)
    try StudyRun(of: files, settings: settings, threads: experiment.threadCount)
      .answer(as: .designs, in: answer)
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
