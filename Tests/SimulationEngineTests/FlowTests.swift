// SPDX-License-Identifier: GPL-3.0-or-later
// Flows through nodes, levels, splits and switches, against arithmetic.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct FlowTests {
  private static let half = FlowLevel.one / 2
  private static let quarter = FlowLevel.one / 4

  // MARK: Nodes

  /// Three services of 4 (in millions) through one node of 10, `a` through a node of its own first.
  private func shared(own: Int64?) -> [Double] {
    var builder = SystemModelBuilder(name: "m")
    builder.add(FlowNode("shared", capacity: .scaled(10_000_000, .full), to: .end))
    builder.add(
      FlowNode(
        "own", capacity: own.map { .scaled($0, .full) } ?? .unlimited, to: .element("shared")))
    builder.serve("a", 4_000_000, to: .element("own"))
    builder.serve("b", 4_000_000, to: .element("shared"))
    builder.serve("c", 4_000_000, to: .element("shared"))
    let run = Trials(builder.flat, over: Seconds(100))
    return ["a", "b", "c"].map { run[$0, .lost] / 100 }
  }

  @Test func `a node that is too small scales all its flows alike`() {
    // 4 · 10/12, rounded down: 3 333 333 of 4 000 000.
    #expect(shared(own: nil) == [0.166_666_75, 0.166_666_75, 0.166_666_75])
  }

  @Test func `inflow is what arrives, not what was offered`() {
    // 1 + 4 + 4 fit into 10.
    #expect(shared(own: 1_000_000) == [0.75, 0, 0])
  }

  @Test func `a service too large from the start is short in one outage, and never dark`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(FlowNode("n", capacity: .scaled(5, .full), to: .end))
    builder.serve("egress", 10, to: .element("n"))
    let run = Trials(builder.flat, count: 2, over: Seconds(80))
    for replication in 0...1 {
      #expect(run.samples("egress", .lost)[replication] == 40)
      #expect(run.samples("egress", .short)[replication] == 80)
      #expect(run.samples("egress", .shortOutages)[replication] == 1)
      #expect(run.samples("egress", .dark)[replication] == 0)
    }
  }

  @Test func `small rates are short as soon as they lose more than the tolerance`() {
    // 1 of 10 is lost: 9 < 0.999 · 10, and 999 of 1 000 is just not short.
    for (rate, capacity, short) in [(10, 9, 50.0), (1_000, 999, 0), (1_000, 998, 50)] {
      var builder = SystemModelBuilder(name: "m")
      builder.add(FlowNode("n", capacity: .scaled(Int64(capacity), .full), to: .end))
      builder.serve("egress", Int64(rate), to: .element("n"))
      #expect(Trials(builder.flat, over: Seconds(50))["egress", .short] == short)
    }
  }

  @Test func `capacity is a sum over signals`() {
    var builder = SystemModelBuilder(name: "m")
    let units = ["a", "b", "c"].map { ComponentPath($0) }
    for (i, unit) in units.enumerated() { builder.addUnit(unit, downIn: [Double(10 + i)...20]) }
    builder.add(
      FlowNode(
        "n", capacity: .sum(units.map { FlowCapacity.Part(4, while: .part($0)) }), to: .end))
    builder.serve("egress", 9, to: .element("n"))
    let run = Trials(builder.flat, over: Seconds(30))
    // 8 of 9 for a second, 4 for a second, then nothing until 20.
    #expect((run["egress", .lost] - (1 + 5 + 8 * 9) / 9.0).magnitude < 1e-12)
    #expect(run["egress", .dark] == 8)
    #expect(run["egress", .short] == 10)
    #expect(run["egress", .shortOutages] == 1)
    #expect(run["egress", .darkOutages] == 1)
  }

  @Test(
    arguments: [
      (.constant(quarter), 250),
      (.choose(when: .part("down"), then: .full, otherwise: .constant(quarter)), 250),
      (.choose(when: .part("up"), then: .full, otherwise: .constant(quarter)), 1_000),
      (.share(of: [.part("up"), .part("down"), .always, .not(.part("down"))]), 750),
      (.complement(.share(of: [.part("up"), .part("down"), .always, .always])), 250),
      (.product([.constant(half), .constant(half), .full]), 250), (.product([]), 1_000),
      (.complement(.leaf("leaf")), 250), (.share(of: []), 0),
    ] as [(FlowLevel, Double)])
  func `a level is worth`(level: FlowLevel, expected: Double) {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("up")
    builder.addUnit("down", downIn: [0...10_000])
    builder.add(LeafLevel("leaf", base: 3 * Self.quarter))
    builder.add(FlowNode("n", passes: level, to: .end))
    builder.serve("egress", 1_000, to: .element("n"))
    builder.add(.carried(name: "n", node: "n"))
    #expect(Trials(builder.flat, over: Seconds(1))["n", .carried] == expected)
  }

  @Test func `a source emits its rate times its level, and only that can be lost`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("n", downIn: [10...20])
    builder.add(FlowNode("node", while: .part("n"), to: .end))
    builder.serve("egress", 999, level: .constant(Self.half), to: .element("node"))
    let run = Trials(builder.flat, over: Seconds(100))
    #expect(run["egress", .lost] == 10 * 499 / 999.0)
    #expect(run["egress", .dark] == 10)
  }

  // MARK: Splits

  /// What three ways of a split carry of 10 a second, with `a` and perhaps more out.
  private func split(
    out: [ComponentPath], _ whenNone: FlowSplit.WhenNone, weights: [FlowLevel] = [],
    demand: Int64 = 10, retry: Bool = false
  ) -> [Double] {
    var builder = SystemModelBuilder(name: "m")
    var ways: [FlowWay] = []
    for (i, name) in ["a", "b", "c"].enumerated() {
      let unit = ComponentPath(name)
      builder.addUnit(unit, downIn: out.contains(unit) ? [0...1_000] : [])
      builder.add(
        FlowNode(ComponentPath("n/\(name)"), while: retry ? .part(unit) : .always, to: .end))
      ways.append(
        FlowWay(
          .element(ComponentPath("n/\(name)")), in: retry ? .always : .part(unit),
          weight: weights.isEmpty ? .full : weights[i]))
      builder.add(.carried(name: name, node: ComponentPath("n/\(name)")))
    }
    builder.add(FlowSplit("split", over: ways, whenNone: whenNone, retry: retry))
    builder.serve("egress", demand, to: .element("split"))
    let run = Trials(builder.flat, over: Seconds(1))
    let carried = ["a", "b", "c"].map { run[$0, .carried] }
    // Nothing appears or vanishes but what is counted as lost.
    let served = carried.reduce(0, +)
    #expect((served + run["egress", .lost] * Double(demand) - Double(demand)).magnitude < 1e-9)
    return carried
  }

  @Test func `a split rounds down, and its last branch takes the rest`() {
    #expect(split(out: [], .none) == [3, 3, 4])
    #expect(split(out: ["c"], .none) == [5, 5, 0])
    #expect(split(out: ["a"], .none) == [0, 5, 5])
  }

  @Test func `a split divides by weight`() {
    let weights: [FlowLevel] = [
      .constant(Self.half), .constant(Self.quarter), .constant(Self.quarter),
    ]
    #expect(split(out: [], .none, weights: weights, demand: 1_001) == [500, 250, 251])
    #expect(split(out: ["a"], .none, weights: weights, demand: 1_001) == [0, 500, 501])
  }

  @Test(
    arguments: [
      (.all, [3, 3, 4]), (.first, [10, 0, 0]), (.none, [0, 0, 0]),
    ] as [(FlowSplit.WhenNone, [Double])])
  func `with nothing in it falls back`(whenNone: FlowSplit.WhenNone, expected: [Double]) {
    #expect(split(out: ["a", "b", "c"], whenNone) == expected)
  }

  @Test func `with retry it takes only ways over open nodes`() {
    #expect(split(out: ["a"], .none, retry: true) == [0, 5, 5])
    #expect(split(out: ["a", "b"], .none, retry: true) == [0, 0, 10])
    // All closed: fail-open to nodes that carry nothing.
    #expect(split(out: ["a", "b", "c"], .all, retry: true) == [0, 0, 0])
  }

  @Test func `a switch follows its failover, and nowhere loses`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("hit", downIn: [100...200])
    builder.add(
      Failover(
        "work",
        candidates: [
          Failover.Candidate(seen: .part("hit")), Failover.Candidate(seen: .always),
        ], attempts: [Failover.Attempt([.law(.constant(Seconds(10)))])],
        failBack: .constant(Seconds(5)), cuts: false))
    builder.add(FlowSwitch("moved", by: "work", ways: [.nowhere, .end]))
    builder.serve("egress", 10, to: .element("moved"))
    let run = Trials(builder.flat, over: Seconds(300))
    // Served from 110 to 205.
    #expect(run["egress", .lost] == 300 - 95)
    #expect(run["egress", .darkOutages] == 2)
  }
}
