// SPDX-License-Identifier: GPL-3.0-or-later
// The options that the commands share, and how they change a scenario.

import ArgumentParser
import Foundation
import Quantities
import Reporting

/// The scenario to read, and values to put into it.
struct ScenarioOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The scenario; - reads standard input.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var values: AssignmentOptions

  var assignments: [String] { values.assignments }
}

/// Values to put into a file before it is read.
struct AssignmentOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Put a value into the scenario, such as designs.one.nat.instance=c7gn.large; repeatable.",
      valueName: "path=value"))
  var assignments: [String] = []

  func validate() throws {
    for assignment in assignments where !assignment.dropFirst().contains("=") {
      throw ValidationError("--set \(assignment): a value is set as PATH=VALUE")
    }
  }
}

/// How to run an experiment, where the scenario shall not decide.
struct ExperimentOptions: ParsableArguments {
  @Option(help: "Choose the random numbers; equal seeds give equal results.")
  var seed: Int?

  @Option(
    help: "Stop when every interval is this narrow, such as '1 %'; relative half-width at 95 %.")
  var precision: String?

  @Option(help: "Run exactly so many replications instead of reaching a precision.")
  var replications: Int?

  @Option(help: "Simulated time of one replication, such as '1 y'.")
  var horizon: String?

  @Option(help: "Threads; the result does not depend on them (default: one a processor).")
  var threads: Int?

  func validate() throws {
    if let precision {
      guard let share = try? Share(parsing: precision), share.value > 0, share.value <= 0.5 else {
        throw ValidationError("--precision \(precision): a share such as '2 %', at most 50 %")
      }
    }
    if let horizon {
      guard let time = try? Seconds(parsing: horizon), time.value > 0 else {
        throw ValidationError("--horizon \(horizon): a duration such as '1 y'")
      }
    }
    if let seed, seed < 0 { throw ValidationError("--seed \(seed): not below 0") }
    if let replications, replications < 1 {
      throw ValidationError("--replications \(replications): at least one")
    }
    if let threads, !(1...1_024).contains(threads) {
      throw ValidationError("--threads \(threads): from 1 to 1024")
    }
  }

  var threadCount: Int { threads ?? min(1_024, ProcessInfo.processInfo.activeProcessorCount) }
}

/// In which form the answer comes.
struct AnswerOptions: ParsableArguments {
  @Flag(help: "Answer in JSON, for programs.")
  var json = false

  @Flag(help: "Answer in Markdown.")
  var markdown = false

  @Flag(help: "Show no progress and no warnings.")
  var quiet = false

  func validate() throws {
    if json, markdown { throw ValidationError("--json and --markdown exclude one another") }
  }
}

extension AnswerOptions {
  /// The form in which standard output gets the answer.
  var format: ReportFormat {
    if json { return .json }
    if markdown { return .markdown }
    return .terminal(usesColour: Console.usesColour(onTerminal: Console.answersToTerminal))
  }
}
