// SPDX-License-Identifier: GPL-3.0-or-later
// The command on model files: its answer, its JSON, several files at once, and what it refuses.

import Foundation
import Testing

@Suite struct ModelTests {
  static let model = "scenarios/two-of-three.yaml"

  /// The object that an answer in JSON is.
  private func object(_ words: String...) throws -> [String: Any] {
    let line = (["nines"] + words).joined(separator: " ")
    let outcome = try Program.shell(line)
    return try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test func `a model is answered measure by measure`() throws {
    let outcome = try Program.run("run", Self.model, "--replications", "400")
    // The last paragraph tells the time that it took.
    let paragraphs = outcome.output.components(separatedBy: "\n\n")
    try expectGolden(paragraphs.dropLast().joined(separator: "\n\n"), "run-model.txt")
    #expect(paragraphs.last?.hasPrefix("400 replications, 400 simulated years, ") == true)
  }

  @Test func `its JSON has every key that was promised`() throws {
    let answer = try object("run", Self.model, "--replications 200 --json")
    let keys = [
      "schemaVersion", "model", "seed", "replications", "simulatedYears", "events", "seconds",
      "stopReason", "fingerprint", "digest", "measures",
    ]
    for key in keys { #expect(answer[key] != nil, "\(key)") }
    #expect(answer["stopReason"] as? String == "replicationsReached")
    let measures = try #require(answer["measures"] as? [[String: Any]])
    #expect(measures.map { $0["name"] as? String } == ["service", "zone-a"])
    let zone = measures[1]
    for key in ["kind", "exact", "whyNotExact", "longest"] { #expect(zone[key] != nil, "\(key)") }
    func members(_ key: String) -> Set<String> {
      Set((zone[key] as? [String: Any] ?? [:]).keys)
    }
    #expect(
      members("unavailability").isSuperset(of: [
        "mean", "low", "high", "confidence", "standardError",
      ]))
    #expect(members("exact") == ["value", "method"])
    #expect(members("outagesPerYear").isSuperset(of: ["mean", "low", "high"]))
    #expect(
      members("downtimeMinutesPerYear").isSuperset(of: ["mean", "low", "high", "p50", "p95", "p99"])
    )
    let longest = try #require((zone["longest"] as? [[String: Any]])?.first)
    #expect(Set(longest.keys) == ["minutes", "replication", "at"])
  }

  @Test func `the simulated value lies beside the exact one`() throws {
    let answer = try object("run", Self.model, "--json")
    let zone = try #require((answer["measures"] as? [[String: Any]])?.last)
    let simulated = try #require(zone["unavailability"] as? [String: Any])
    let exact = try #require((zone["exact"] as? [String: Any])?["value"] as? Double)
    let mean = try #require(simulated["mean"] as? Double)
    let error = try #require(simulated["standardError"] as? Double)
    // A right model fails with a probability of 6e-5; the seed is fixed.
    #expect(abs(mean - exact) < 4 * error)
    #expect(error < 0.02 * exact)
  }

  @Test func `several files are answered in their order, in JSON as a list`() throws {
    let line = "nines run \(Self.model) \(Self.model) --replications 50 --json"
    let data = Data(try Program.shell(line).output.utf8)
    let answers = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    #expect(answers.count == 2)
    #expect(answers[0]["fingerprint"] as? String == answers[1]["fingerprint"] as? String)
  }

  @Test func `a mistake in one of several files runs none of them`() throws {
    let bad = "Tests/BadScenarios/Model/cycle-in-requires.yaml"
    let outcome = try Program.run("run", Self.model, bad)
    #expect(outcome.status == 65 && outcome.output.isEmpty)
    #expect(outcome.remarks.contains("c → a → b → c"))
  }

  @Test func `a model is validated, and has no designs to compare`() throws {
    let checked = try Program.run("validate", Self.model)
    #expect(checked.status == 0)
    #expect(checked.output == "\(Self.model): 2 measures, nothing wrong\n")
    let compared = try Program.run("compare", Self.model)
    #expect(compared.status == 64)
    #expect(compared.remarks.contains("nines run \(Self.model)"))
  }

  @Test func `a value is put into a model`() throws {
    let set = "units.zone.failure='exponential(mean 1 y)'"
    let one = try object("run", Self.model, "--replications 20 --json")
    let other = try object("run", Self.model, "--set \(set) --replications 20 --json")
    #expect(one["digest"] as? String != other["digest"] as? String)
  }

  @Test(arguments: ["scenario", "model"])
  func `a schema is JSON`(_ kind: String) throws {
    let schema = try object("schema", kind)
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
  }
}
