// SPDX-License-Identifier: GPL-3.0-or-later
// Instructions per event, counted, and the budgets that they must keep.

import ArgumentParser
import Diagnostics
import ScenarioFormat

/// Holds benchmarks to their budgets of instructions: seconds on shared machines are noise.
struct BudgetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budgets",
    abstract: "Counts the instructions of an event, and fails where a budget is exceeded.",
    discussion: """
      Each benchmark of the file runs twice under callgrind, for so many repetitions and for \
      three times as many; the difference by the events between them is free of what the program \
      does before and after. Callgrind sees the code for AVX2, which is not what the clock sees \
      on a machine with wider vectors. Without valgrind, or on a processor other than x86-64, \
      nothing is counted, and that is said.
      """)

  @Option(help: "The budgets.")
  var file = "Sources/EngineBenchmarks/budgets.json"

  @Option(help: "Only the benchmark of this name.")
  var only: String?

  func run() throws {
    let budgets = try Budgets(readingFile: file)
    let chosen = budgets.benchmarks.filter { only == nil || $0.name == only }
    guard !chosen.isEmpty else { throw ValidationError("No budget is named '\(only ?? "")'.") }
    if let reason = InstructionCounter.obstacle {
      print("SKIPPED: \(reason), so no budget of instructions is checked")
      return
    }
    let counter = try InstructionCounter()
    defer { counter.remove() }
    print("benchmark".padded(to: 32) + " instructions    budget  change")
    var exceeded = 0
    for budget in chosen {
      let count = try counter.instructionsPerEvent(of: budget.name, for: budget.repetitions)
      let excess = count / budget.instructions - 1
      let isExceeded = excess > budgets.tolerance
      if isExceeded { exceeded += 1 }
      print(
        budget.name.padded(to: 32), count.figures(1).padded(left: 12),
        budget.instructions.figures(1).padded(left: 9),
        ((excess < 0 ? "-" : "+") + (100 * abs(excess)).figures(1) + " %").padded(left: 7),
        isExceeded ? " EXCEEDED" : excess < -budgets.tolerance ? " lower the budget" : "")
    }
    if exceeded > 0 { throw ExitCode.failure }
  }
}

/// What the file of budgets says.
struct Budgets {
  /// What one event of a benchmark may cost.
  struct Benchmark {
    let name: String
    let instructions: Double
    /// Repetitions of the shorter of the two runs.
    let repetitions: Int
  }
  /// By how much a budget may be exceeded, as a share of it.
  let tolerance: Double
  let benchmarks: [Benchmark]

  /// Reads JSON, which is YAML too.
  init(readingFile path: String) throws {
    let source = try SourceText(readingFile: path)
    var sink = DiagnosticSink()
    let tree = LocatedNode(parsing: source, noting: &sink)
    try sink.throwIfErrors()
    func number(_ node: LocatedNode?, _ name: String) throws -> Double {
      guard let value = node?[name]?.scalar.flatMap(Double.init), value > 0 else {
        throw ValidationError("\(path): '\(name)' must be a number above 0")
      }
      return value
    }
    tolerance = try number(tree, "tolerance")
    benchmarks = try (tree["benchmarks"]?.map ?? []).map {
      Benchmark(
        name: $0.key.name, instructions: try number($0.value, "instructionsPerEvent"),
        repetitions: Int(try number($0.value, "repetitions")))
    }
  }
}

/// Counts what this program executes, by running it again under callgrind.
struct InstructionCounter {
  private let program: String

  /// Why nothing can be counted here; `nil` if it can.
  static var obstacle: String? {
    #if arch(x86_64)
    let hasValgrind = output(ofShell: "command -v valgrind").isSuccess
    return hasValgrind ? nil : "valgrind is not installed"
    #else
    return "the budgets are of x86-64"
    #endif
  }

  /// Makes a copy without debugging information, which valgrind cannot read.
  init() throws {
    let made = output(ofShell: "mktemp")
    program = made.text.filter { !$0.isWhitespace }
    let strip = "strip -o \(shellQuoted(program)) /proc/$PPID/exe"
    guard made.isSuccess, output(ofShell: strip).isSuccess else {
      throw ValidationError("'\(strip)' failed.")
    }
  }

  /// Removes the copy.
  func remove() { _ = output(ofShell: "rm -f \(shellQuoted(program))") }

  func instructionsPerEvent(of benchmark: String, for repetitions: Int) throws -> Double {
    let short = try count(benchmark, repetitions)
    let long = try count(benchmark, 3 * repetitions)
    return (long.instructions - short.instructions) / (long.events - short.events)
  }

  private func count(
    _ benchmark: String, _ repetitions: Int
  ) throws -> (instructions: Double, events: Double) {
    let line =
      "valgrind --tool=callgrind --callgrind-out-file=/dev/null \(shellQuoted(program))"
      + " --only \(shellQuoted(benchmark)) --repetitions \(repetitions) 2>&1"
    let (text, isSuccess) = output(ofShell: line)
    guard isSuccess, let instructions = text.number(after: "Collected :"),
      let events = text.number(after: "events:")
    else { throw ValidationError("'\(line)' printed\n\(text)") }
    return (instructions, events)
  }
}
