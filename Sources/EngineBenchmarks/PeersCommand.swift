// SPDX-License-Identifier: GPL-3.0-or-later
// Other simulators on models A, B and C, in turn with the hand-written limit.

import ArgumentParser

/// A simulator that others made, running a program written for the one model.
struct Peer {
  let name: String
  let models: String
  /// Before the arguments: model, events, seed.
  let command: String
  /// About as many as it takes half a second for.
  let events: [Character: Int]

  private static let folder = "Sources/EngineBenchmarks/Peers"
  /// Where `make bench` and `make bench-peers` put what they install and build.
  private static let installed = ".build/peers"

  private static func python(
    _ name: String, _ file: String, models: String = "ABC", events: Int
  ) -> Self {
    Self(
      name: name, models: models, command: "\(installed)/bin/python \(folder)/\(file)_peer.py",
      events: Dictionary(uniqueKeysWithValues: models.map { ($0, events) }))
  }

  static let simPy = python("SimPy", "simpy", events: 200_000)
  static let others = [
    python("salabim", "salabim", events: 200_000),
    python("Cimba for Python", "cimba", models: "A", events: 4_000_000),
    Self(
      name: "SystemC", models: "ABC", command: "\(installed)/systemc_peer",
      events: ["A": 4_000_000, "B": 4_000_000, "C": 4_000_000]),
  ]

  /// One benchmark a model; none where the peer does not run here, and why.
  var benchmarks: (ready: [any Benchmark], obstacle: String?) {
    let trial = output(ofShell: "\(command) \(models.prefix(1)) 1000 1 2>/dev/null")
    guard trial.isSuccess, trial.text.number(after: "seconds:") != nil else {
      return ([], "\(name) is not installed here and was left out (make bench-peers installs it)")
    }
    return (models.map { PeerBenchmark(self, model: $0) }, nil)
  }
}

/// One model by one peer; every round is a process of its own, which times itself.
final class PeerBenchmark: Benchmark {
  let name: String
  let title: String
  let limit: Limit
  let timers = 0
  private let command: String
  private let events: Int
  private var seed = 0

  init(_ peer: Peer, model: Character) {
    name = "\(peer.name.split(separator: " ")[0].lowercased())-\(model)"
    title = "\(model), by \(peer.name)"
    limit = model == "A" ? .singleServer : model == "B" ? .repairable : .manyServers
    command = "\(peer.command) \(model)"
    events = peer.events[model] ?? 0
  }

  func run(for seconds: Double, atMost repetitions: Int) -> Round {
    seed += 1
    let (text, isSuccess) = output(ofShell: "\(command) \(events) \(seed)")
    guard isSuccess, let done = text.number(after: "events:"),
      let passed = text.number(after: "seconds:"), let answer = text.number(after: "answer:")
    else { preconditionFailure("\(command) printed \(text)") }
    precondition(limit.isPlausible(answer), "\(title) answers \(answer)")
    return Round(events: done, replications: 1, seconds: passed)
  }
}

/// Measures the peers that are installed.
struct PeersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peers",
    abstract: "Measures other simulators, against hand-written C in the same run.",
    discussion: """
      SSJ and Cimba in C, the fastest known, are not among them: neither Debian nor PyPI has them.
      """)

  @Option(help: "Rounds of each model.")
  var rounds = 5

  func validate() throws {
    if rounds < 1 { throw ValidationError("'--rounds' must be at least 1.") }
  }

  func run() {
    print(Finding.header)
    for peer in [Peer.simPy] + Peer.others {
      let (ready, obstacle) = peer.benchmarks
      for benchmark in ready { print(Finding(benchmark, rounds: rounds).line) }
      if let obstacle { print(obstacle) }
    }
    print("SSJ and Cimba in C were left out: neither Debian nor PyPI has them")
  }
}
