// SPDX-License-Identifier: GPL-3.0-or-later
// What can be measured: speed, instructions, peers, agreement and coverage.

import ArgumentParser

@main
struct EngineBenchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures the engine: how fast it is, and whether it can be believed.",
    subcommands: [
      SpeedCommand.self, PeersCommand.self, BudgetsCommand.self, RandomModelsCommand.self,
      CoverageCommand.self,
    ], defaultSubcommand: SpeedCommand.self)
}
