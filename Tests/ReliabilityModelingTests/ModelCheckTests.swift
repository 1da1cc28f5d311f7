// SPDX-License-Identifier: GPL-3.0-or-later
// What `build` refuses, and in which words.

import Diagnostics
import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct ModelCheckTests {
  private func complaints(_ fill: (inout SystemModelBuilder) -> Void) -> [String] {
    var builder = SystemModelBuilder(name: "m")
    fill(&builder)
    return builder.complaints
  }

  @Test func `a sound model has no findings`() {
    #expect(
      complaints {
        $0.addUnit("a", downIn: [1...2])
        $0.add(FlowNode("node", while: .part("a"), to: .end))
        $0.serve("egress", 10, to: .element("node"))
        $0.watch("a")
      }.isEmpty)
  }

  @Test func `a name twice is found at the place of the part`() {
    var builder = SystemModelBuilder(name: "m")
    let place = SourceLocation(file: "vpc.yaml", line: 7, column: 3)
    builder.add(RepairableUnit("nat/a"))
    builder.add(LogicGate("nat/a", .always), at: place)
    var sink = DiagnosticSink()
    _ = builder.build(noting: &sink)
    #expect(sink.diagnostics.map(\.message) == ["'nat/a' is defined twice"])
    #expect(sink.diagnostics.first?.location == place)
  }

  @Test func `kinds of value are held against the horizon, each at its place`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a")
    let hour = SimTime.zero + SimDuration(.hours(1))
    let kinds: [ValueKind] = [
      .at(hour + SimDuration(.minutes(30))), .firstFailure(by: hour + SimDuration(Seconds(1))),
      .firstFailure(by: .zero), .downTime(atMost: SimDuration(.hours(1))), .at(hour),
      .firstFailure(by: hour), .downTime(atMost: SimDuration(.minutes(59))), .steady,
      .meanTimeToFirstFailure,
    ]
    for (line, kind) in kinds.enumerated() {
      builder.add(
        .up(name: "up/\(line)", .part("a"), kind: kind),
        at: SourceLocation(file: "m.yaml", line: line + 1, column: 3))
    }
    var sink = DiagnosticSink()
    _ = builder.build(over: hour, noting: &sink)
    #expect(
      sink.diagnostics.map(\.message) == [
        "'up/0' asks for the state at 90 min, after the horizon of 1 h",
        "'up/1' asks for a first failure by 3601 s, after the horizon of 1 h",
        "'up/2' asks for a first failure before the start",
        "'up/3' asks for a down time of at most 1 h, which the horizon of 1 h never exceeds",
      ])
    #expect(sink.diagnostics.map(\.location?.line) == [1, 2, 3, 4])
  }

  @Test func `a replayed incident has no steady state`() {
    let found = complaints {
      $0.addUnit("a", downIn: [1...2])
      $0.add(.up(name: "up", .part("a"), kind: .steady))
    }
    #expect(found == ["'up' asks for a steady state, but a/script is replayed"])
  }

  @Test func `names that nothing defines are found wherever they are read`() {
    let found = complaints {
      $0.add(RepairableUnit("u", requires: [.not(.part("gone/1"))]))
      $0.add(LogicGate("g", .all([.part("u"), .part("gone/2")])))
      $0.add(
        Detector(
          "d", target: .part("gone/3"), interval: SimDuration(Seconds(1)), down: 1, up: 1))
      $0.add(FlowNode("node", while: .part("gone/4"), passes: .leaf("gone/5"), to: .end))
      $0.serve("egress", 10, to: .element("gone/6"))
    }
    for i in 1...6 { #expect(found.contains { $0.contains("'gone/\(i)'") }, "gone/\(i)") }
  }

  @Test func `a combinational loop is named, and a detector cuts it`() {
    func model(cut: Bool) -> [String] {
      complaints {
        $0.add(RepairableUnit("a", requires: [.part("g")]))
        $0.add(LogicGate("g", .any([.part("b"), .part("b2")])))
        $0.add(RepairableUnit("b", requires: [.part(cut ? "watch" : "a")]))
        $0.add(RepairableUnit("b2"))
        $0.add(
          Detector(
            "watch", target: .part("a"), interval: SimDuration(Seconds(1)), down: 1, up: 1))
      }
    }
    let found = model(cut: false)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("these parts need each other at one instant: ") == true)
    for name in ["a", "b", "g"] { #expect(found.first?.contains(name) == true) }
    #expect(model(cut: true).isEmpty)
  }

  @Test func `flows in a circle are named`() {
    let found = complaints {
      $0.add(FlowNode("x", to: .element("y")))
      $0.add(FlowSplit("y", over: [FlowWay(.end), FlowWay(.element("x"))], whenNone: .none))
      $0.serve("egress", 10, to: .element("x"))
    }
    #expect(found == ["flows run in a circle: x → y → x"])
  }

  @Test func `numbers outside their ranges are found`() {
    let found = complaints {
      $0.add(
        RepairableUnit(
          "u",
          modes: [
            FailureMode(
              "f", failure: .exponential(mean: Seconds(-1)), repair: Action([]), renews: ["no"])
          ], comesBackBroken: 1))
      $0.add(
        Detector(
          "d", target: .part("u"), interval: .zero, down: 0, up: 1,
          latency: SimDuration(microseconds: -1)))
      $0.add(Calendar("c", first: .zero, every: .zero, length: .constant(Seconds(1))))
      $0.add(
        Failover("f", candidates: [], attempts: [Failover.Attempt([], success: 0)]))
      $0.add(
        Incident(
          "i", strikes: .drawn(mtbf: Seconds(0)), duration: .constant(Seconds(1)), groups: ["z"],
          spread: 2,
          reactions: [
            Incident.Reaction(of: [Incident.Target("u", group: 3)], in: .here)
          ]))
    }
    for words in [
      "comes back broken", "has no steps", "renews 'no'", "interval of d", "at least one check",
      "latency of d", "period of c", "1 to 32 candidates", "success of an attempt",
      "mean time between strikes", "spread of i", "knows no group",
    ] { #expect(found.contains { $0.contains(words) }, "\(words)") }
  }

  @Test func `replayed strikes must be in order, apart, and of groups that exist`() {
    func strike(
      _ at: Double, _ groups: ReplayedStrike.Groups, severity: Double = 1
    )
      -> ReplayedStrike
    {
      ReplayedStrike(
        at: .zero + SimDuration(Seconds(at)), duration: SimDuration(Seconds(10)),
        severity: severity, groups: groups)
    }
    func found(_ strikes: [ReplayedStrike]) -> [String] {
      complaints {
        $0.add(
          Incident(
            "i", strikes: .replayed(strikes), duration: .constant(Seconds(1)),
            groups: ["a", "b"], reactions: []))
      }
    }
    #expect(found([strike(0, .named([1])), strike(10, .none)]).isEmpty)
    #expect(found([strike(0, .none), strike(9, .none)]).count == 1)
    #expect(found([strike(0, .named([2]))]).count == 1)
    #expect(found([strike(0, .named([-1]))]).count == 1)
    #expect(found([strike(0, .drawn(count: 3, population: 2))]).count == 1)
    #expect(found([strike(0, .none, severity: 1.5)]).count == 1)
  }

  @Test func `levels are shares, and capacities not negative`() {
    let found = complaints {
      $0.add(LeafLevel("leaf", base: FlowLevel.one + 1))
      $0.add(
        FlowNode(
          "n", capacity: .scaled(-1, .full), passes: .product([.leaf("leaf"), .constant(-1)]),
          to: .end))
      $0.add(
        FlowNode(
          "n2", capacity: .sum([FlowCapacity.Part(-5, while: .always)]), to: .element("n")))
      $0.serve("egress", 10, to: .element("n2"))
    }
    #expect(found.count == 4)
  }
}
