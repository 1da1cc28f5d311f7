// SPDX-License-Identifier: GPL-3.0-or-later
// `nines trace`: the log of a shipped design, for people and for programs.

import Foundation
import Testing

@Suite struct TraceTests {
  private static let words = [
    "trace", "scenarios/nat-designs.yaml", "--replication", "7", "--design", "one-instance",
  ]

  private func run(_ more: String...) throws -> Outcome {
    let quoted = (Self.words + more).map { "'\($0)'" }.joined(separator: " ")
    return try Program.shell("nines \(quoted)")
  }

  @Test func `the log of a quarter of one instance's year`() throws {
    let outcome = try run("--horizon", "3 months")
    #expect(outcome.status == 0 && outcome.remarks.isEmpty)
    try expectGolden(outcome.output, "trace-one-instance.txt")
  }

  @Test func `the same for programs, a day around an instant`() throws {
    let outcome = try run("--around", "39 04:05", "--json")
    #expect(outcome.status == 0 && outcome.remarks.isEmpty)
    try expectGolden(outcome.output, "trace-one-instance.jsonl")
    let lines = outcome.output.split(separator: "\n")
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?.isEmpty == false)
    }
    #expect(lines.count > 4)
  }

  @Test func `a model is told to its horizon, whatever it is asked for`() throws {
    let model = """
      model: pair
      units:
        nat: { each: [a, b], failure: exponential(mean 9 d), repair: exponential(mean 1 d) }
      gates: { egress: 1 of nat }
      measures:
        egress: { up: egress }
        first: { up: egress, kind: meanTimeToFirstFailure }
      experiment: { horizon: 1 y, seed: 4 }
      """
    let outcome = try Program.run("trace", "-", "--replication", "0", input: model)
    #expect(outcome.status == 0 && outcome.remarks.isEmpty)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "History 0 of pair, seed 4, over 1 y")
    #expect(lines.last == "day 365 00:00:00.000  the history ends")
    #expect(lines.contains { $0.contains("nat/a") && $0.contains("fails (") })
    // The first failure ends nothing here.
    let downs = lines.filter { $0.hasSuffix("is down") }
    #expect(downs.count { $0.contains("  first ") } == downs.count { $0.contains("  egress ") })
    #expect(downs.count > 2)
  }

  @Test func `a day around an instant is what the whole log says of it`() throws {
    let all = try run().output.split(separator: "\n")
    for time in ["39 d", "day 39 04:04:42.201", "936.1 h"] {
      let part = try run("--around", time).output.split(separator: "\n").dropFirst().dropLast()
      #expect(part.count > 3)
      #expect(part.allSatisfy { all.contains($0) })
    }
  }
}
