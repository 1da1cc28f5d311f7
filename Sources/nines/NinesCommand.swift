// SPDX-License-Identifier: GPL-3.0-or-later
// The command.

import ArgumentParser

@main struct NinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "nines", version: "0.1.0")
  func run() { print(PackageResources.nat_designs_yaml.count) }
}
