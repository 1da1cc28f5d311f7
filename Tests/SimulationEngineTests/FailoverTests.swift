// SPDX-License-Identifier: GPL-3.0-or-later
// Failovers in the engine: routes that move, planes that must be up, outputs read as signals.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing
import TestSupport

@Suite struct FailoverTests {
  private func law(_ seconds: Double, needs: Signal = .always) -> ActionStep {
    .law(.constant(Seconds(seconds)), needs: needs)
  }

  private func seen(_ paths: ComponentPath...) -> [Failover.Candidate] {
    paths.map { Failover.Candidate(serves: .part($0), seen: .part($0)) }
  }

  /// Units a, b and c, and a failover `route` over them that is measured.
  private func route(
    a: [ClosedRange<Double>], b: [ClosedRange<Double>] = [], c: [ClosedRange<Double>] = [],
    _ change: (inout SystemModelBuilder) -> Failover
  ) -> FlatModel {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a", downIn: a)
    builder.addUnit("b", downIn: b)
    builder.addUnit("c", downIn: c)
    let failover = change(&builder)
    builder.add(failover)
    builder.watch("route")
    return builder.flat
  }

  // a is out 100–300. Switched at 115. With fail-back c, down from 400, does not matter. Without,
  // b serves until it falls at 400: 15 s more. While the way back takes 50 s, b still serves.
  @Test(arguments: [(nil, 30), (0, 15), (50, 15), (150, 15 + 15)] as [(Double?, Double)])
  func `the output is down until the switch, and fails back if it may`(
    back: Double?, down: Double
  ) {
    let model = route(a: [100...300], b: [400...500]) { _ in
      Failover(
        "route", candidates: seen("a", "b"), attempts: [Failover.Attempt([law(15)])],
        failBack: back.map { .constant(Seconds($0)) })
    }
    // A fail-back of 150 s (due at 450) is overtaken by the fall of b at 400: a switch.
    #expect(Trials(model, over: Seconds(1_000))["route", .down] == down)
  }

  @Test func `the return of the active candidate alone cancels a switch`() {
    let model = route(a: [100...110], b: [105...107]) { _ in
      Failover(
        "route", candidates: seen("a", "b", "c"), attempts: [Failover.Attempt([law(15)])])
    }
    let run = Trials(model, over: Seconds(1_000))
    #expect(run["route", .down] == 10)
    #expect(run["route", .outages] == 1)
  }

  // All are out from 120 on. a was active; b returns at 200, a at 300.
  @Test(arguments: [(Failover.FirstBack.immediately, 100.0), (.switch, 115)])
  func `the first one back serves at once or after a switch`(
    firstBack: Failover.FirstBack, down: Double
  ) {
    let model = route(a: [100...300], b: [90...200], c: [80...900]) { _ in
      Failover(
        "route", candidates: seen("a", "b", "c"), attempts: [Failover.Attempt([law(15)])],
        firstBack: firstBack)
    }
    #expect(Trials(model, over: Seconds(1_000))["route", .down] == down)
  }

  @Test func `with nothing seen an action is dropped, and the old output stays`() {
    // b falls at 110, 5 s before the switch; from none a serves again when it returns.
    let model = route(a: [100...200], b: [110...300], c: [0...1_000]) { _ in
      Failover(
        "route", candidates: seen("a", "b", "c"), attempts: [Failover.Attempt([law(15)])])
    }
    #expect(Trials(model, over: Seconds(1_000))["route", .down] == 100)
  }

  @Test func `steps wait for their planes, and an action that is refused twice resumes twice`() {
    let model = route(a: [100...500]) { builder in
      builder.addUnit("plane", downIn: [90...200, 203...300])
      return Failover(
        "route", candidates: seen("a", "b"),
        attempts: [Failover.Attempt([law(2), law(5, needs: .part("plane"))])],
        resume: .constant(Seconds(4)))
    }
    // At 204 it is shut again; 300 + 4 + 5.
    #expect(Trials(model, over: Seconds(400))["route", .down] == 209)
  }

  @Test func `a fail-back needs what the last step of the first attempt needs`() {
    let model = route(a: [100...200], b: [450...500]) { builder in
      builder.addUnit("plane", downIn: [150...400])
      return Failover(
        "route", candidates: seen("a", "b"),
        attempts: [Failover.Attempt([law(5, needs: .part("plane"))]), Failover.Attempt([law(1)])],
        failBack: .constant(Seconds(10)))
    }
    // Back on a at 410: the fall of b at 450 does not matter.
    #expect(Trials(model, over: Seconds(1_000))["route", .down] == 5)
    let shut = route(a: [100...200], b: [450...500]) { builder in
      builder.addUnit("plane", downIn: [150...455])
      return Failover(
        "route", candidates: seen("a", "b"),
        attempts: [Failover.Attempt([law(5, needs: .part("plane"))])],
        failBack: .constant(Seconds(10)))
    }
    // Still on b at 450; the switch to a waits for the plane as well: 455 + 5.
    #expect(Trials(shut, over: Seconds(1_000))["route", .down] == 5 + 10)
  }

  @Test func `attempts that fail are followed by the next, and the last repeats`() {
    let model = route(a: [100...900]) { _ in
      Failover(
        "route", candidates: seen("a", "b"),
        attempts: [
          Failover.Attempt([law(1)], success: 0.5), Failover.Attempt([law(10)], success: 0.25),
        ])
    }
    // 1 s, and with 0.5 a geometric number of 10 s with mean 4; false alarm 5.7e-7.
    let times = Trials(model, count: 500, over: Seconds(950)).samples("route", .down)
    expectMean(times, equals: 1 + 0.5 * 40)
    #expect(times.allSatisfy { ($0 - 1).truncatingRemainder(dividingBy: 10) == 0 })
  }

  @Test func `a failover that serves another failover follows it`() {
    let model = route(a: [100...500]) { builder in
      builder.add(
        Failover(
          "inner", candidates: seen("a", "b"), attempts: [Failover.Attempt([law(20)])]))
      return Failover(
        "route",
        candidates: [Failover.Candidate(serves: .part("inner"), seen: .always)],
        attempts: [Failover.Attempt([law(1)])])
    }
    #expect(Trials(model, over: Seconds(400))["route", .down] == 20)
  }

  @Test func `an output counts wherever it is read, wrapped or not`() {
    let model = route(a: [100...500]) { builder in
      builder.add(.up(name: "wrapped", .all([.part("route")])))
      builder.add(.up(name: "inverted", .not(.part("route"))))
      builder.add(RepairableUnit("fed", requires: [.part("route")]))
      builder.watch("fed")
      return Failover(
        "route", candidates: seen("a", "b"), attempts: [Failover.Attempt([law(20)])])
    }
    let run = Trials(model, over: Seconds(400))
    #expect(run["wrapped", .down] == 20)
    #expect(run["inverted", .down] == 380)
    #expect(run["fed", .down] == 20)
  }

  // MARK: Peers

  @Test func `peers that take over share the capacity of one`() {
    var builder = SystemModelBuilder(name: "peers")
    builder.addUnit("a", downIn: [1_000...1_600])
    builder.addUnit("b")
    for (own, other) in [("a", "b"), ("b", "a")] {
      builder.add(
        Failover(
          ComponentPath("route/\(own)"),
          candidates: seen(ComponentPath(own), ComponentPath(other)),
          attempts: [Failover.Attempt([law(15)])], failBack: .constant(Seconds(0))))
      builder.add(
        FlowSwitch(
          ComponentPath("table/\(own)"), by: ComponentPath("route/\(own)"),
          ways: [.element(ComponentPath("nat/\(own)")), .element(ComponentPath("nat/\(other)"))]))
      builder.add(
        FlowNode(
          ComponentPath("nat/\(own)"), while: .part(ComponentPath(own)),
          capacity: .scaled(1_000_000_000, .full), to: .end))
      builder.add(
        FlowSource(
          ComponentPath("svc/\(own)"), rate: 600_000_000,
          to: .element(ComponentPath("table/\(own)"))))
    }
    builder.add(
      .served(
        ServedMeasure(name: "egress", sources: ["svc/a", "svc/b"], demand: 1_200_000_000)))
    let run = Trials(builder.flat, over: Seconds(3_000))
    // Half of all for 15 s; then 1.2 wanted and 1 carried: 15/2 + 585/6.
    #expect((run["egress", .lost] - 105).magnitude < 1e-6)
    #expect(run["egress", .short] == 600)
    #expect(run["egress", .dark] == 0)
    #expect(run["egress", .shortOutages] == 1)
    // The fall cuts a half; the fail-back moves the half of which 10/12 were carried.
    #expect((run["egress", .interruptions] - (0.5 + 0.5 / 1.2)).magnitude < 1e-8)
  }

  @Test func `a take-over waits for the plane that the same incident took with 0.19`() {
    var builder = SystemModelBuilder(name: "zone")
    builder.addUnit("a")
    builder.addUnit("b")
    builder.addUnit("plane")
    let strike = ReplayedStrike(
      at: .zero + SimDuration(Seconds(1_000)), duration: SimDuration(Seconds(3_600)),
      severity: 1, groups: .named([0]))
    builder.add(
      Incident(
        "zone", strikes: .replayed([strike]), duration: .constant(Seconds(0)), groups: ["a"],
        home: 0,
        reactions: [
          Incident.Reaction(of: [Incident.Target("a", group: 0)], in: .here),
          Incident.Reaction(
            of: [Incident.Target("plane", group: 0)], in: .here, when: [.markIn(0, 0.19)]),
        ]))
    builder.add(
      Failover(
        "route", candidates: seen("a", "b"),
        attempts: [Failover.Attempt([law(15, needs: .part("plane"))])],
        failBack: .constant(Seconds(0))))
    builder.watch("route")
    let times = Trials(builder.flat, count: 1_500, over: Seconds(9_000))
      .samples("route", .down)
    #expect(Set(times) == [15, 3_600])
    expectMean(times, equals: 0.81 * 15 + 0.19 * 3_600)  // 696; false alarm 5.7e-7
  }
}
