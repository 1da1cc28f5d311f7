// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the engine beside the hand-written limit, alternating in one run.

import ArgumentParser
import Quantities

/// The engine beside the limit, which is what is measured where nothing else is asked for.
struct SpeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed",
    abstract: "Measures the engine on one core, against hand-written C in the same run.",
    discussion: """
      One row is the speed of the C limit for the same model (A, C) or for model B (all others), \
      with exponentials by GSL over Philox. It runs before every round of a benchmark, and a ratio \
      is the median over the rounds.
      """)

  @Option(help: "Only the benchmark of this name.")
  var only: String?

  @Option(help: "Rounds of each benchmark.")
  var rounds = 5

  @Option(help: "Repetitions in one round without the limit, for counting instructions.")
  var repetitions: Int?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if rounds < 1 { throw ValidationError("'--rounds' must be at least 1.") }
  }

  func run() throws {
    var all = try Self.benchmarks()
    // Without the limit beside it, a peer has nothing to be counted.
    if repetitions == nil && only.map({ $0.hasPrefix("simpy") }) ?? true {
      let (ready, obstacle) = Peer.simPy.benchmarks
      all += ready
      if let obstacle { warn(obstacle) }
    }
    let chosen = all.filter { only == nil || $0.name == only }
    guard !chosen.isEmpty else {
      let names = all.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no benchmark '\(only ?? "")'; there are \(names).")
    }
    if let repetitions {
      for benchmark in chosen {
        let round = benchmark.run(for: .infinity, atMost: repetitions)
        print(benchmark.title.padded(to: 32), "events: \(round.events.figures(0))")
      }
      return
    }
    if !json { print(Finding.header) }
    var findings: [Finding] = []
    for benchmark in chosen {
      let finding = Finding(benchmark, rounds: rounds)
      findings.append(finding)
      if !json { print(finding.line) }
    }
    let designs = zip(chosen, findings).filter { ($0.0 as? ModelBenchmark)?.isDesign == true }
    let together = designs.reduce(0) { $0 + 1 / $1.1.replicationsPerSecond }
    let isWhole = only == nil
    let years = isWhole ? Double(designs.count) / together : nil
    let scaling = isWhole ? try ThreadScaling() : nil
    if json {
      var members = ["\"benchmarks\": [\(findings.map(\.json).joined(separator: ",\n  "))]"]
      if let years { members.append("\"designYearsPerSecond\": \(years)") }
      if let scaling { members.append("\"twoThreads\": \(scaling.ratio)") }
      print("{\(members.joined(separator: ",\n "))}")
    } else if let years, let scaling {
      print("all \(designs.count) designs together: \(years.figures(0)) design-years a second")
      print("two threads: \(scaling.ratio.figures(2)) times one, by the clock on the wall")
    }
  }

  private static func benchmarks() throws -> [any Benchmark] {
    let zones = ReferenceModel.threeZones(of: 20, zoneFailure: .hours(2_000), years: 100)
    let large = ReferenceModel.threeZones(of: 150, zoneFailure: .years(1), years: 10)
    let models: [ReferenceModel] =
      [
        try .eightOfTen(years: 1_000), try .eightOfTen(years: 1), zones, large, .thirtyTimers(),
      ] + (try ReferenceModel.designs(of: "scenarios/nat-designs.yaml"))
    return [
      QueueBenchmark("A", servers: 1, limit: .singleServer),
      QueueBenchmark("C", servers: 64, limit: .manyServers),
    ] + models.map(ModelBenchmark.init) + [SetUpBenchmark(zones)]
      + [16, 64, 256, 1_024, 4_096].map(HoldBenchmark.init)
  }
}
