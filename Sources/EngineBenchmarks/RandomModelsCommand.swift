// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of random models, simulated and solved.

import ArgumentParser
import RandomModels

/// Compares engine and solvers on random models, and fails if any is off.
struct RandomModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "random-models",
    abstract: "Simulates and solves random models; none may differ by more than 4.5 errors.")

  @Option(help: "Models.")
  var count: UInt64 = 2_000

  @Option(help: "The seed of the first model; each further one has the next.")
  var first: UInt64 = 1

  @Option(help: "Histories of each model.")
  var replications: UInt64 = 2_000

  @Option(help: "Instead, the simplest form of the model of this seed that is still off.")
  var reduce: UInt64?

  func run() throws {
    if let reduce {
      let least = RandomModel(seed: reduce).reduced(replications: replications)
      print(least.listing)
      for row in ModelAgreement(of: least, replications: replications).rows { print(row) }
      return
    }
    var summary = AgreementSummary()
    var told = 0
    for seed in first..<first + count {
      summary.take(seed: seed, replications: replications)
      for line in summary.off.dropFirst(told) { print(line) }
      told = summary.off.count
    }
    let reasons = Dictionary(grouping: summary.refused) { $0.reason }
    for (reason, models) in reasons.sorted(by: { $0.value.count > $1.value.count }).prefix(20) {
      print("refused \(models.count), such as \(models[0].seed): \(reason)")
    }
    print(
      "\(summary.models) models, \(summary.refused.count) refused,",
      "\(summary.deviations.count) values, \(summary.events) events, \(told) off")
    for (bound, expected) in [(1.0, "31.7"), (2, "4.55"), (3, "0.27"), (4, "0.006")] {
      let share = (100 * summary.share(beyond: bound)).figures(3)
      print("beyond \(bound.figures(0)) standard errors: \(share) %, expected \(expected) %")
    }
    print(
      "chi-square \(summary.chiSquare.figures(1)) of \(summary.firstDeviations.count) values")
    if told > 0 { throw ExitCode.failure }
  }
}
