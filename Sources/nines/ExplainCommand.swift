// SPDX-License-Identifier: GPL-3.0-or-later
// `nines explain`: how packets of each service pass the network, and every value that is assumed.

import ArgumentParser
import CloudComponents
import Diagnostics
import Reporting
import ScenarioFormat

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows each service's ways hop by hop, and every assumption with its source.",
    usage: "nines explain <file> [--design <design>] [options]",
    discussion: """
      Examples:
        nines explain scenarios/nat-designs.yaml --design gateway-per-zone
        nines explain mine.yaml --json

      Nothing is simulated. Where a way ends, the hop and the rule are named, and the exit code is \
      65.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: "The design to explain; all unless given.")
  var design: String?

  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let source = try readScenario(scenario.file)
    var sink = DiagnosticSink()
    var tree = LocatedNode(parsing: source, noting: &sink)
    for assignment in scenario.assignments { tree = tree.setting(assignment, noting: &sink) }
    guard !ModelFile.isModel(tree) else {
      throw ValidationError("\(source.name) is a model, which has no network to explain")
    }
    let decoded = Scenario(decoding: tree, noting: &sink)
    let names = decoded.designs.map(\.name)
    if let design, !names.isEmpty, !names.contains(design) {
      sink.error(
        "there is no design '\(design)'", at: nil, notes: notesForUnknown(design, among: names))
    }
    let designs = decoded.designs.filter { design == nil || $0.name == design }.map {
      Design(elaborating: $0, of: decoded, with: .aws, noting: &sink)
    }
    let explanation = Explanation(of: designs, title: decoded.title)
    if !sink.hasErrors || !explanation.ways.isEmpty {
      try Console.answer(RenderedReport(explanation.document, as: answer.format).text)
    }
    if sink.hasErrors || !answer.quiet { show(sink.diagnostics, of: [source.lines]) }
    if sink.hasErrors { throw ExitCode.wrongInput }
  }
}
