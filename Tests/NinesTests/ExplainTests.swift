// SPDX-License-Identifier: GPL-3.0-or-later
// `nines explain`: ways hop by hop, where they end, and the assumptions.

import Foundation
import Testing

@Suite struct ExplainTests {
  private static let bad = "Tests/BadScenarios/Design"

  /// The part of an answer before the assumptions.
  private func ways(_ output: String) -> String {
    output.components(separatedBy: "\n\nAssumptions\n").first ?? ""
  }

  @Test func `a way is told check by check, there and back`() throws {
    let outcome = try Program.run(
      "explain", "scenarios/nat-designs.yaml", "--design", "gateway-per-zone")
    #expect(outcome.status == 0 && outcome.remarks.isEmpty)
    try expectGolden(ways(outcome.output), "explain-gateways.txt")
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func `assumptions stand with value and source`() throws {
    let outcome = try Program.run(
      "explain", "scenarios/nat-designs.yaml", "--design", "gateway-per-zone")
    let table = try #require(outcome.output.components(separatedBy: "\n\nAssumptions\n").last)
    #expect(table.contains("nat.bandwidth"))
    #expect(table.contains("Amazon VPC User Guide"))
    #expect(table.contains("scenarios/nat-designs.yaml:"))
  }

  @Test func `a way that ends is shown up to the rule that ends it`() throws {
    let outcome = try Program.run("explain", "\(Self.bad)/acl-without-return-ports.yaml")
    #expect(outcome.status == 65)
    #expect(
      outcome.remarks.contains("acl-without-return-ports.yaml:14:5: error: replies to egress"))
    try expectGolden(ways(outcome.output), "explain-closed.txt")
  }

  @Test func `its JSON has every step`() throws {
    let outcome = try Program.run(
      "explain", "\(Self.bad)/instance-check-on.yaml", "--json")
    #expect(outcome.status == 65)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let designs = try #require(answer["designs"] as? [[String: Any]])
    let ways = try #require(designs.first?["ways"] as? [[String: Any]])
    #expect(ways.map { $0["from"] as? String } == ["private-a", "private-b", "private-c"])
    #expect(ways.allSatisfy { $0["open"] as? Bool == false })
    let steps = try #require(ways[0]["steps"] as? [[String: Any]])
    #expect(steps.last?["check"] as? String == "source/destination check")
    #expect(steps.map { $0["passes"] as? Bool } == Array(repeating: true, count: 5) + [false])
    #expect((answer["assumptions"] as? [Any])?.isEmpty == false)
  }

  @Test func `a model has no network, and an unknown design is a mistake`() throws {
    let model = try Program.run("explain", "scenarios/two-of-three.yaml")
    #expect(model.status == 64 && model.remarks.contains("is a model"))
    let other = try Program.run("explain", "scenarios/nat-designs.yaml", "--design", "one-gatway")
    #expect(other.status == 65 && other.remarks.contains("did you mean 'one-gateway'?"))
  }
}
