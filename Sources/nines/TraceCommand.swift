// SPDX-License-Identifier: GPL-3.0-or-later
// `nines trace`: one history of a design as an incident log.

import ArgumentParser
import DesignStudies
import Diagnostics
import EventScheduling
import MonteCarlo
import Quantities
import ReliabilityModeling
import ScenarioFormat
import SimulationEngine

struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Tells one simulated history of a design or a model as an incident log.",
    usage: "nines trace <file> --replication <n> [--around <time>] [--design <design>] [options]",
    discussion: """
      Examples:
        nines trace scenarios/nat-designs.yaml --replication 7
        nines trace mine.yaml --design one --replication 1204 --around '212 d' --json

      It is the very history that 'nines compare' and 'nines run' simulate under this number \
      with the same file and seed. Times are days and hours since the start, a Monday.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: "The design whose history is told (default: the first).")
  var design: String?

  @Option(help: ArgumentHelp("The number of the history, from 0.", valueName: "n"))
  var replication: UInt32

  @Option(
    help: ArgumentHelp(
      "Tell only a day before and after this time, such as '212 d' or '212 04:30:00'.",
      valueName: "time"))
  var around: String?

  @Option(help: "Choose the random numbers; equal seeds give equal results.")
  var seed: Int?

  @Option(help: "Simulated time of one replication, such as '1 y'.")
  var horizon: String?

  @Flag(help: "Answer in JSON Lines, for programs: one entry a line.")
  var json = false

  func validate() throws {
    if let seed, seed < 0 { throw ValidationError("--seed \(seed): not below 0") }
    if let around, TraceClock.instant(around) == nil {
      throw ValidationError("--around \(around): a time such as '212 d' or '212 04:30:00'")
    }
    if let horizon {
      guard let time = try? Seconds(parsing: horizon), time.value > 0 else {
        throw ValidationError("--horizon \(horizon): a duration such as '1 y'")
      }
    }
  }

  func run() throws {
    let source = try readScenario(scenario.file)
    var settings = StudySettings()
    settings.assignments = scenario.assignments
    settings.seed = seed.map { "\($0)" }
    settings.horizon = horizon
    settings.designs = design.map { [$0] } ?? []
    let checked = try explaining([source.lines]) { () throws(InvalidInput) in
      try CheckedInput(of: source, settings: settings)
    }
    switch checked {
    case .scenario(let scenario):
      guard let system = scenario.systems.first else { return }
      try tell(TracedHistory(of: system, replication: replication, plan: scenario.plan))
    case .model(let model):
      try tell(
        TracedHistory(of: model.file.system, replication: replication, plan: model.plan))
    }
  }

  private func tell(_ history: TracedHistory) throws {
    let instant = around.flatMap(TraceClock.instant)
    if let instant, instant >= history.plan.horizon {
      throw ValidationError(
        "--around \(around ?? ""): the history ends at \(TraceClock.text(history.plan.horizon))")
    }
    let end = try history.tell(around: instant, as: json ? .lines : .log) {
      try Console.answer($0)
    }
    switch end {
    case .horizonReached, .firstFailure, nil: break
    case .eventBudgetSpent, .instantOverloaded:
      Console.remark("nines: this history was not finished: too many events\n")
      throw ExitCode.unfinished
    }
  }
}
