// SPDX-License-Identifier: GPL-3.0-or-later
// `nines schema`: what a file may say, as JSON Schema.

import ArgumentParser
import CloudComponents
import Reporting
import ScenarioFormat

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of scenarios or model files, for editors.",
    discussion: """
      Examples:
        nines schema scenario >scenario.schema.json
        nines schema model >model.schema.json
      """)

  /// The kinds of files.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case scenario, model
  }

  @Argument(help: ArgumentHelp("The kind of file: scenario or model.", valueName: "kind"))
  var kind: Kind

  func run() throws {
    let shape =
      switch kind {
      case .scenario: Scenario.shape
      case .model: ModelFile.shape
      }
    try Console.answer(JSONValue(schemaOf: shape).text)
  }
}
