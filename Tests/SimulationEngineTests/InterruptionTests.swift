// SPDX-License-Identifier: GPL-3.0-or-later
// Interruptions: one full cut of a service's flows counts as one.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct InterruptionTests {
  @Test func `a lone unit rebooted twelve times shows twelve`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("nat", downIn: (0..<12).map { Double($0) * 100 + 50...Double($0) * 100 + 52 })
    builder.add(FlowNode("n", while: .part("nat"), to: .end))
    builder.serve("egress", 7, to: .element("n"))
    let run = Trials(builder.flat, over: Seconds(2_000))
    #expect(run["egress", .interruptions] == 12)
    #expect(run["egress", .darkOutages] == 12)
  }

  /// A pair with take-over in 15 s; a is out for the given spans.
  private func pair(
    _ spans: [ClosedRange<Double>], failBack: Bool = true, cuts: Bool = true,
    announced: [ClosedRange<Double>] = []
  ) -> Trials {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a", downIn: spans)
    builder.addUnit("b")
    builder.addUnit("announced", downIn: announced)
    builder.add(
      Failover(
        "route",
        candidates: [
          Failover.Candidate(seen: .all([.part("a"), .part("announced")])),
          Failover.Candidate(seen: .part("b")),
        ], attempts: [Failover.Attempt([.law(.constant(Seconds(15)))])],
        failBack: failBack ? .constant(Seconds(0)) : nil, cuts: cuts))
    builder.add(FlowNode("n/a", while: .part("a"), to: .end))
    builder.add(FlowNode("n/b", while: .part("b"), to: .end))
    builder.add(FlowSwitch("table", by: "route", ways: [.element("n/a"), .element("n/b")]))
    builder.serve("egress", 1_000, to: .element("table"))
    return Trials(builder.flat, over: Seconds(2_000))
  }

  @Test func `a take-over with fail-back cuts twice a fault, without it once`() {
    #expect(pair([100...200, 300...400, 500...600])["egress", .interruptions] == 6)
    // Without fail-back b serves on, and the second and third fault of a cut nobody.
    let run = pair([100...200, 300...400, 500...600], failBack: false)
    #expect(run["egress", .interruptions] == 1)
    #expect(run["egress", .lost] == 15)
    // A fault shorter than the switch.
    #expect(pair([100...110])["egress", .interruptions] == 1)
  }

  @Test func `a drained switch loses nothing and cuts once, unless it cuts nothing`() {
    // Moved at 95 by the announcement, a away 100–200, back at 200 as the announcement ends.
    let run = pair([100...200], announced: [80...200])
    #expect(run["egress", .lost] == 0)
    #expect(run["egress", .interruptions] == 2)
    #expect(pair([100...200], cuts: false, announced: [80...200])["egress", .interruptions] == 0)
  }

  @Test func `a cut counts as its share of the demand, and only where flows were carried`() {
    var builder = SystemModelBuilder(name: "m")
    var sources: [ComponentPath] = []
    for zone in ["a", "b", "c"] {
      let gateway = ComponentPath("gw/\(zone)")
      builder.addUnit(gateway, downIn: zone == "a" ? [100...200] : [])
      builder.add(FlowNode(ComponentPath("n/\(zone)"), while: .part(gateway), to: .element("igw")))
      builder.add(
        FlowSource(
          ComponentPath("svc/\(zone)"), rate: 1_000, to: .element(ComponentPath("n/\(zone)"))))
      sources.append(ComponentPath("svc/\(zone)"))
    }
    builder.addUnit("igw", downIn: [150...160])
    builder.add(FlowNode("igw", while: .part("igw"), to: .end))
    builder.add(.served(ServedMeasure(name: "egress", sources: sources, demand: 3_000)))
    let run = Trials(builder.flat, over: Seconds(2_000))
    // A third at 100; at 150 the two thirds that were still carried.
    #expect((run["egress", .interruptions] - 1).magnitude < 2e-9)
    #expect((run["egress", .lost] - (100 + 20) / 3.0).magnitude < 1e-9)
  }

  @Test
  func `work that dies is no interruption, and dying with its way counts by what was carried`() {
    func cuts(alsoWay: Bool) -> Double {
      var builder = SystemModelBuilder(name: "m")
      builder.addUnit("work")
      builder.addUnit("way")
      builder.hold(alsoWay ? ["work", "way"] : ["work"], in: [100...200], by: "zone")
      builder.add(FlowNode("n", while: .part("way"), to: .end))
      builder.serve(
        "egress", 1_000,
        level: .choose(when: .part("work"), then: .full, otherwise: .constant(FlowLevel.one / 4)),
        to: .element("n"))
      return Trials(builder.flat, over: Seconds(1_000))["egress", .interruptions]
    }
    #expect(cuts(alsoWay: false) == 0)
    #expect(cuts(alsoWay: true) == 1)
  }

  @Test func `a way that leaves a split is cut, the others are not`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("b", downIn: [100...200])
    builder.add(
      FlowSplit(
        "s", over: [FlowWay(.end), FlowWay(.end, in: .part("b")), FlowWay(.end), FlowWay(.end)],
        whenNone: .none))
    builder.serve("egress", 1_000, to: .element("s"))
    let run = Trials(builder.flat, over: Seconds(1_000))
    #expect(run["egress", .interruptions] == 0.25)
    #expect(run["egress", .lost] == 0)
  }

  @Test func `a signal that drops and returns within one instant was never down`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a", downIn: [100...100, 150...200, 200...250])
    builder.add(FlowNode("n", while: .part("a"), to: .end))
    builder.serve("egress", 1_000, to: .element("n"))
    builder.watch("a")
    let run = Trials(builder.flat, over: Seconds(1_000))
    #expect(run["egress", .interruptions] == 1)
    #expect(run["egress", .lost] == 100)
    #expect(run["a", .outages] == 1)
  }
}
