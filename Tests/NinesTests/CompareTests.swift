// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of whole studies through the program, at few replications: forms, exit codes, Ctrl-C.

import Foundation
import Testing

@Suite struct CompareTests {
  static let designs = "scenarios/nat-designs.yaml"

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `compare answers in words first, then in a table, within 100 columns`() throws {
    let outcome = try Program.run(
      "compare", Self.designs, "--replications", "640", "--set", "expect=[]")
    #expect(outcome.status == 0)
    #expect(outcome.remarks.isEmpty)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first?.hasPrefix("NAT designs for a VPC over three zones") == true)
    #expect(lines.allSatisfy { $0.count <= 100 })
    for name in ["one-instance-manual", "gateway-per-zone"] {
      #expect(lines.contains { $0.hasPrefix(name) })
    }
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func `an expectation that so few histories cannot decide is missed`() throws {
    let outcome = try Program.run("compare", Self.designs, "--replications", "64", "--quiet")
    #expect(outcome.status == 1)
    #expect(!outcome.output.isEmpty)
  }

  @Test func `JSON has the keys that programs rely on`() throws {
    let outcome = try Program.run(
      "compare", Self.designs, "--replications", "64", "--set", "expect=[]", "--json")
    #expect(outcome.status == 0)
    let answer = try json(outcome.output)
    for key in [
      "schemaVersion", "scenario", "seed", "replications", "stopReason", "fingerprint", "designs",
      "comparisons", "assumptions",
    ] { #expect(answer[key] != nil, "\(key)") }
    let designs = try #require(answer["designs"] as? [[String: Any]])
    #expect(designs.count == 15)
    for key in ["name", "probabilityBest", "services", "monthlyCostUSD"] {
      #expect(designs.allSatisfy { $0[key] != nil }, "\(key)")
    }
    let services = designs.flatMap { $0["services"] as? [[String: Any]] ?? [] }
    #expect(services.count == 15)
    for key in [
      "name", "fingerprint", "unavailability", "lostMinutesPerYear", "shortMinutesPerYear",
      "darkMinutesPerYear", "outagesPerYear", "darkOutagesPerYear", "interruptionsPerYear",
    ] { #expect(services.allSatisfy { $0[key] != nil }, "\(key)") }
  }

  @Test func `threads change nothing, another seed does`() throws {
    func answer(_ threads: String, seed: String) throws -> String {
      try Program.run(
        "compare", Self.designs, "--replications", "192", "--set", "expect=[]", "--json",
        "--threads", threads, "--seed", seed
      ).output
    }
    let one = try answer("1", seed: "7")
    #expect(try answer("3", seed: "7") == one)
    #expect(try json(one)["seed"] as? Int == 7)
    let other = try answer("1", seed: "8")
    #expect(
      try json(other)["fingerprint"] as? String != json(one)["fingerprint"] as? String)
  }

  @Test func `run tells of the chosen design alone`() throws {
    let outcome = try Program.run(
      "run", Self.designs, "--design", "one-gateway", "--replications", "64", "--set", "expect=[]",
      "--markdown")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("# NAT designs for a VPC over three zones\n"))
    #expect(outcome.output.contains("one-gateway"))
    #expect(!outcome.output.contains("gateway-per-zone"))
  }

  @Test func `a design that is not there is named, with what was meant`() throws {
    let outcome = try Program.run("run", Self.designs, "--design", "one-gatway")
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.remarks.contains("there is no design 'one-gatway'"))
    #expect(outcome.remarks.contains("did you mean 'one-gateway'?"))
  }

  @Test(
    arguments: [
      ["--precision", "90 %"], ["--precision", "2 Gbps"], ["--horizon", "soon"],
      ["--replications", "0"], ["--threads", "0"], ["--seed", "-1"], ["--json", "--markdown"],
    ])
  func `options without sense are refused before anything is read`(_ words: [String]) throws {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let outcome = try Program.shell("nines compare nowhere.yaml \(quoted)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
  }

  @Test func `Ctrl-C prints what is known, with its interval, and exits with 130`() throws {
    let outcome = try Program.run(
      "compare", Self.designs, "--replications", "1000000000", interruptedAfter: .seconds(8))
    #expect(outcome.status == 130)
    #expect(outcome.output.contains("interrupted"))
    #expect(outcome.output.contains("gateway-per-zone"))
    #expect(outcome.output.contains("95 %"))
  }

  @Test func `a replayed file is the shipped list when it says the same, and is read row by row`()
    throws
  {
    let prepare = """
      d=$(mktemp -d) && nines example incidents >$d/mine.txt \
        && nines example az-replay | sed 's/replay: catalogue/replay: mine.txt/' >$d/own.yaml
      """
    let options = "--replications 64 --set 'expect=[]' --json --quiet"
    let fingerprint = "grep -o '\"fingerprint\": *\"[0-9a-f]*\"' | head -1"
    let outcome = try Program.shell(
      """
      \(prepare); nines run $d/own.yaml \(options) | \(fingerprint)
      nines run scenarios/az-replay.yaml \(options) | \(fingerprint); rm -r $d
      """)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2 && lines.first == lines.last, "\(outcome.output)\(outcome.remarks)")
    let damaged = try Program.shell(
      """
      \(prepare); echo '2020-13-01|x' >>$d/mine.txt
      nines validate $d/own.yaml; s=$?; rm -r $d; exit $s
      """)
    #expect(damaged.status == 65)
    #expect(damaged.remarks.contains("mine.txt:"))
    #expect(damaged.remarks.contains("this is no row of dated incidents"))
  }
}
