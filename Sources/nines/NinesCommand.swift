// SPDX-License-Identifier: GPL-3.0-or-later
// The command itself: its verbs, and where a run ends.

import ArgumentParser

@main struct NinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nines",
    abstract:
      "Says which VPC design loses how many minutes a year, how sure that is, and its price.",
    discussion: """
      Examples:
        nines example >mine.yaml && nines compare mine.yaml
        nines compare scenarios/nat-designs.yaml

      Exit codes: 0 answered, 1 an expectation was missed, 64 wrong usage, 65 wrong input, 66 no \
      such file, 130 interrupted.
      """,
    version: version,
    subcommands: [
      CompareCommand.self, RunCommand.self, ValidateCommand.self, TraceCommand.self,
      VerifyCommand.self, ExplainCommand.self, ComponentsCommand.self, ExampleCommand.self,
      SchemaCommand.self,
    ])

  /// The one place where the version stands.
  static let version = "0.1.0"
}

extension ExitCode {
  /// An expectation of the scenario was missed.
  static let expectationMissed = Self(1)
  /// The words of the command line make no sense (`EX_USAGE`).
  static let wrongUsage = Self(64)
  /// The input was read and cannot be used (`EX_DATAERR`).
  static let wrongInput = Self(65)
  /// The input cannot be read (`EX_NOINPUT`).
  static let noSuchFile = Self(66)
  /// A replication could not be finished (`EX_SOFTWARE`).
  static let unfinished = Self(70)
  /// Ctrl-C, as a shell reports it.
  static let interrupted = Self(130)
  /// The reader of the output has gone, as a shell reports it.
  static let brokenPipe = Self(141)
}
