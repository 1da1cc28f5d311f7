// SPDX-License-Identifier: GPL-3.0-or-later
// What the program does about mistakes: exit codes, messages, silence where nobody listens.

import Foundation
import Testing

@Suite struct MistakeTests {
  static let designs = "scenarios/nat-designs.yaml"

  @Test(
    arguments: [
      (["frobnicate"], 64, "Unexpected argument"),
      (["validate"], 64, "Missing expected argument '<file>'"),
      (["validate", designs, "--set", "world"], 64, "a value is set as PATH=VALUE"),
      (["trace", designs], 64, "Missing expected argument '--replication <n>'"),
      (["trace", designs, "--replication", "-1"], 64, "--replication"),
      (["trace", designs, "--replication", "1", "--around", "noon"], 64, "--around noon: a time"),
      (
        ["trace", designs, "--replication", "1", "--around", "365 d"], 64,
        "the history ends at day 365 00:00:00.000"
      ),
      (
        ["trace", designs, "--replication", "1", "--design", "one-gatway"], 65,
        "did you mean 'one-gateway'?"
      ),
      (["components", "nat-gatway"], 64, "did you mean 'nat-gateway'?"),
      (["example", "nothing"], 64, "there is no example 'nothing'; there are: nat-designs"),
      (["validate", "none.yaml"], 66, "nines: none.yaml: there is no such file\n"),
      (["validate", "scenarios"], 66, "nines: scenarios: this is a folder\n"),
      (["validate", designs, "--set", "world.region=us-est-1"], 65, "did you mean 'us-east-1'?"),
      (
        ["validate", designs, "--set", "experiment.seed=x"], 65, "--set experiment.seed=x: error: "
      ),
    ])
  func `a mistake has its exit code and a message`(
    _ words: [String], _ status: Int32, _ message: String
  ) throws {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let outcome = try Program.shell("nines \(quoted)")
    #expect(outcome.status == status)
    #expect(outcome.remarks.contains(message))
    #expect(outcome.output.isEmpty)
  }

  @Test func `a finding shows the file, the line, the column, the line and a caret`() throws {
    let text = try String(contentsOfFile: Program.scenario("nat-designs"), encoding: .utf8)
      .replacing("zones: [a, b, c]", with: "zonse: [a, b, c]")
    let outcome = try Program.run("validate", "-", input: text)
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    try expectGolden(outcome.remarks, "misspelt-field.txt")
  }

  @Test func `findings as JSON go to standard output`() throws {
    let outcome = try Program.run("validate", "-", "--json", input: "scenario: [")
    #expect(outcome.status == 65)
    #expect(outcome.remarks.isEmpty)
    let data = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let findings = (data as? [String: Any])?["diagnostics"] as? [[String: Any]]
    #expect(findings?.first?["severity"] as? String == "error")
    #expect(findings?.first?["file"] as? String == "standard input")
  }

  @Test(arguments: ["nines components | head -n 1", "trap '' PIPE; nines components | true"])
  func `a reader that leaves early is no mistake`(_ line: String) throws {
    #expect(try Program.shell(line).remarks.isEmpty)
  }

  @Test func `nothing is coloured where nobody sees it`() throws {
    let outcome = try Program.shell(
      "nines components; nines validate \(Self.designs) --set world.region=x")
    #expect(outcome.status == 65)
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(!outcome.remarks.contains("\u{1B}"))
  }
}
