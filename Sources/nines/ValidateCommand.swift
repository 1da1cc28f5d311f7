// SPDX-License-Identifier: GPL-3.0-or-later
// `nines validate`: all checks and no simulation.

import ArgumentParser
import CloudComponents
import Diagnostics
import ReliabilityModeling
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
    let (checked, sink) = check(source)
    let findings = DiagnosticRendering(sink.diagnostics, of: [source.lines])
    if json {
      try Console.answer(findings.json)
    } else {
      show(sink.diagnostics, of: [source.lines])
    }
    guard !sink.hasErrors else { throw ExitCode.wrongInput }
    if !json {
      let designs = checked.designs.count == 1 ? "1 design" : "\(checked.designs.count) designs"
      try Console.answer("\(source.name): \(designs), nothing wrong\n")
    }
  }

  /// The front half of the chain.
  private func check(_ source: SourceText) -> (scenario: Scenario, sink: DiagnosticSink) {
    var sink = DiagnosticSink()
    var tree = LocatedNode(parsing: source, noting: &sink)
    for assignment in scenario.assignments { tree = tree.setting(assignment, noting: &sink) }
    let decoded = Scenario(decoding: tree, noting: &sink)
    let designs = decoded.designs.map {
      Design(elaborating: $0, of: decoded, with: .aws, noting: &sink)
    }
    if !sink.hasErrors {
      for design in designs { _ = SystemModel(lowering: design, noting: &sink) }
    }
    return (decoded, sink)
  }
}
