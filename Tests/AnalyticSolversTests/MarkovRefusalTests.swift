// SPDX-License-Identifier: GPL-3.0-or-later
// What a Markov chain does not solve, and why, in words.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct MarkovRefusalTests {
  private static let hour = DurationLaw.exponential(mean: .hours(1))

  private func whyNot(
    _ signal: Signal, _ kind: ValueKind = .steady, start: InitialState = .new,
    _ add: (inout SystemModelBuilder) -> Void
  ) -> String? {
    MarkovSolver.solve(
      SystemModel(add),
      AnalyticQuestion(signal, kind: kind, start: start, horizon: .zero + SimDuration(.years(1)))
    ).whyNot
  }

  private static func unit(_ path: ComponentPath) -> RepairableUnit {
    RepairableUnit(path, failure: hour, repair: hour)
  }

  @Test func `a fixed interval has no phases`() {
    let reason = whyNot("nat-watch") {
      $0.add(Self.unit("u"))
      $0.add(Detector("nat-watch", target: "u", interval: SimDuration(Seconds(5)), down: 2, up: 2))
    }
    #expect(reason == "detector nat-watch has a fixed interval")
  }

  @Test func `a law without phases is named with its part`() {
    let reason = whyNot("u") {
      $0.add(
        RepairableUnit("u", failure: Self.hour, repair: .lognormal(median: Seconds(1), sigma: 1)))
    }
    #expect(reason == "the repair of u from 'down' is lognormal")
  }

  @Test func `what does not matter to the signal does not stand in its way`() {
    let reason = whyNot("u") {
      $0.add(Self.unit("u"))
      $0.add(
        RepairableUnit("v", failure: Self.hour, repair: .lognormal(median: Seconds(1), sigma: 1)))
    }
    #expect(reason == nil)
  }

  @Test func `a reaction of operators to a failover may be known from the repair`() {
    let reason = whyNot("route") {
      $0.operatorReaction = Self.hour
      $0.add(Self.unit("a"))
      $0.add(
        Failover(
          "route", candidates: [Failover.Candidate(serves: "a", seen: "a")],
          attempts: [Failover.Attempt([.operatorReaction])]))
    }
    #expect(reason == "operators who are called by failover route may know of the fault already")
  }

  @Test func `operators react to a failure and to what it strikes by one draw`() {
    func whyNot(paged: Bool) -> String? {
      self.whyNot("a") {
        $0.operatorReaction = Self.hour
        let paging = FailureMode("m", failure: Self.hour, repair: Action([.operatorReaction]))
        let plain = FailureMode("m", failure: Self.hour, repair: Action([.law(Self.hour)]))
        $0.add(RepairableUnit("a", modes: [paging]))
        // The middle one hands the origin on.
        $0.add(RepairableUnit("b", modes: [plain], strikes: [UnitStrike("a")]))
        $0.add(
          RepairableUnit("c", modes: [paged ? paging : plain], strikes: [UnitStrike("b")]))
      }
    }
    #expect(whyNot(paged: true) == "operators react to what unit c strikes by the same draw")
    #expect(whyNot(paged: false) == nil)
  }

  @Test func `operators may know of a fault when a failover strikes`() {
    let reason = whyNot("route") {
      $0.operatorReaction = Self.hour
      $0.add(
        RepairableUnit(
          "a",
          modes: [FailureMode("m", failure: Self.hour, repair: Action([.operatorReaction]))]))
      $0.add(
        Failover(
          "route", candidates: [Failover.Candidate(seen: "a"), Failover.Candidate(seen: .always)],
          attempts: [Failover.Attempt([.law(Self.hour)])], strikes: [UnitStrike("a")]))
    }
    #expect(reason == "operators called to what failover route strikes may know of the fault")
  }

  @Test func `an infinity of severities is too many`() {
    let reason = whyNot("u") {
      $0.add(Self.unit("u"))
      $0.add(
        Incident(
          "shock", strikes: .drawn(mtbf: .hours(9)), duration: Self.hour,
          severity: .uniform(from: Share(0), to: Share(1)),
          reactions: [
            Incident.Reaction(
              of: [Incident.Target("u", group: nil)], in: .everywhere, when: [.coinOfSeverity])
          ]))
    }
    #expect(reason == "the severity of incident shock has infinitely many values")
  }

  @Test func `zero delays that go round for ever are noticed`() {
    // Each failure of one unit repairs nothing, and its strike hits the other at once.
    let at = DurationLaw.constant(Seconds(0))
    let reason = whyNot("a") {
      $0.add(
        RepairableUnit(
          "a", modes: [FailureMode("down", failure: Self.hour, repair: Action([.law(at)]))]))
      $0.add(
        Detector("seen", target: .not(.all(["seen", "a"])), timing: .delay(at)))
      $0.add(
        RepairableUnit("b", failure: Self.hour, repair: Self.hour, requires: ["seen"]))
    }
    #expect(reason == nil)
    let round = whyNot("seen") {
      $0.add(Self.unit("a"))
      $0.add(Detector("seen", target: .not(.all(["seen", "a"])), timing: .delay(at)))
    }
    #expect(round == "more than 10000 things happen in one instant")
  }

  @Test func `too many states are a reason`() {
    let signals = (0..<24).map { Signal.part(ComponentPath("u\($0)")) }
    let reason = whyNot(.any(signals)) { builder in
      for index in 0..<24 {
        builder.add(
          RepairableUnit(
            ComponentPath("u\(index)"), failure: .exponential(mean: .hours(Double(index + 1))),
            repair: Self.hour))
      }
    }
    #expect(reason == "there are too many states, more than 20000")
  }

  @Test func `a stationary start of what depends on each other is not the long run`() {
    func add(_ builder: inout SystemModelBuilder) {
      builder.add(Self.unit("u"))
      builder.add(Detector("watch", target: "u", timing: .delay(Self.hour)))
    }
    #expect(whyNot("watch", .average, start: .stationary, add) != nil)
    #expect(whyNot("watch", .steady, start: .stationary, add) == nil)
    #expect(whyNot("u", .average, start: .stationary, add) == nil)
  }
}
