// SPDX-License-Identifier: GPL-3.0-or-later
// `nines validate`: all checks and no simulation.

import ArgumentParser
import DesignStudies
import Diagnostics
import ScenarioFormat

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a scenario or a model without running it.",
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
      let checked = try CheckedInput(of: source, settings: settings)
      try answer(checked.findings, of: source)
      guard !json else { return }
      try Console.answer("\(source.name): \(contents(of: checked)), nothing wrong\n")
    } catch let error as InvalidInput {
      try answer(error.diagnostics, of: source)
      throw ExitCode.wrongInput
    }
  }

  private func contents(of checked: CheckedInput) -> String {
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    return switch checked {
    case .scenario(let scenario): counted(scenario.designs.count, "design")
    case .model(let model): counted(model.measureCount, "measure")
    }
  }

  private func answer(_ findings: [Diagnostic], of source: SourceText) throws {
    guard json else { return show(findings, of: [source.lines]) }
    try Console.answer(DiagnosticRendering(findings, of: [source.lines]).json)
  }
}
