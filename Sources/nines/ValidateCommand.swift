// SPDX-License-Identifier: GPL-3.0-or-later
// `nines validate`: all checks and no simulation.

import ArgumentParser
import DesignStudies
import Diagnostics
import ScenarioFormat

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a scenario without running it.",
    discussion: """
      Examples:
        nines validate scenarios/nat-designs.yaml
        nines example | nines validate - --set world.region=eu-west-1
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Flag(help: "Print the findings as JSON, and nothing else.")
  var json = false

  func run() throws {
    let source = try readScenario(scenario.file)
    var settings = StudySettings()
    settings.assignments = scenario.assignments
    do {
      let checked = try CheckedScenario(of: source, settings: settings)
      try answer(checked.findings, of: source)
      guard !json else { return }
      let designs = checked.designs.count == 1 ? "1 design" : "\(checked.designs.count) designs"
      try Console.answer("\(source.name): \(designs), nothing wrong\n")
    } catch let error as InvalidInput {
      try answer(error.diagnostics, of: source)
      throw ExitCode.wrongInput
    }
  }

  private func answer(_ findings: [Diagnostic], of source: SourceText) throws {
    guard json else { return show(findings, of: [source.lines]) }
    try Console.answer(DiagnosticRendering(findings, of: [source.lines]).json)
  }
}
