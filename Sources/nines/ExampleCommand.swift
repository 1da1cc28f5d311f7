// SPDX-License-Identifier: GPL-3.0-or-later
// `nines example`: a commented scenario to start from.

import ArgumentParser
import CloudComponents
import Foundation

struct ExampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example",
    abstract: "Prints a commented scenario to start from.",
    discussion: """
      Examples:
        nines example >mine.yaml
        nines example az-replay | nines compare -

      The name 'incidents' prints the dated list of incidents; a scenario replays a \
      file of that form by incidents: { replay: FILE }. A name such as \
      rare/rare_duplex_cycle prints the model file of an exact answer that nines verify checks.
      """)

  @Argument(help: ArgumentHelp("A shipped scenario; --list names them.", valueName: "name"))
  var name: String?

  @Flag(help: "Name the shipped scenarios and what each is for.")
  var list = false

  func run() throws {
    let all = ShippedScenario.all
    if list {
      let width = all.map(\.name.count).max() ?? 0
      try Console.answer(
        all.map { $0.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.purpose }
          .joined(separator: "\n") + "\n")
      return
    }
    if name == "incidents" { return try Console.answer(IncidentHistory.table) }
    if let oracle = ShippedOracle.all.first(where: { $0.path == name }) {
      return try Console.answer(oracle.text)
    }
    guard let scenario = name.map({ name in all.first { $0.name == name } }) ?? all.first else {
      throw ValidationError(
        "there is no example '\(name ?? "")'; there are: "
          + (all.map(\.name) + ["incidents"]).joined(separator: ", "))
    }
    try Console.answer(scenario.text)
  }
}
