// SPDX-License-Identifier: GPL-3.0-or-later
// Who is charged with the lag of detection and switching, and with what control cannot end.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct CauseTests {
  private func law(_ seconds: Double, needs: Signal = .always) -> ActionStep {
    .law(.constant(Seconds(seconds)), needs: needs)
  }

  private func seen(_ paths: ComponentPath...) -> [Failover.Candidate] {
    paths.map { Failover.Candidate(serves: .part($0), seen: .part($0)) }
  }

  // MARK: Take-over

  // a is out for 10 min from 100 s on, b from 5 to 15 min after that; a switch takes 1 min.
  private func route(
    _ builder: inout SystemModelBuilder, needs: Signal = .always
  ) {
    builder.addUnit("b", downIn: [400...1_000])
    builder.add(
      Failover(
        "route", candidates: seen("a", "b"),
        attempts: [Failover.Attempt([law(60, needs: needs)])]))
    builder.watch("route")
  }

  // 0–1 min: the switch, for a. 5–10: either repair ends it. Then a serves at once.
  @Test func `a switch is charged to what it answers, a common outage to both faults`() {
    let run = Charges { builder in
      builder.addUnit("a", downIn: [100...700])
      route(&builder)
    }
    #expect(run["route"] == ["a/script incident": 60 + 150, "b/script incident": 150])
    #expect(run.lag["route"] == 60)
    #expect(run.joint["route"] == 0)
  }

  // 0–3 min: the gate is shut, so either repair ends it. 3–4: the switch. 5–10 as above.
  @Test func `a shut gate is charged in halves to the fault and to what shuts it`() {
    let run = Charges { builder in
      builder.addUnit("a", downIn: [100...700])
      builder.addUnit("plane", downIn: [90...280])
      route(&builder, needs: .part("plane"))
    }
    #expect(
      run["route"] == [
        "a/script incident": 90 + 60 + 150, "plane/script incident": 90, "b/script incident": 150,
      ])
    #expect(run.lag["route"] == 60)
  }

  @Test func `what one incident takes is charged to it once`() {
    let run = Charges { builder in
      builder.addUnit("a")
      builder.addUnit("b")
      builder.addUnit("plane")
      func hold(_ path: ComponentPath, lasting: DurationLaw? = nil) -> Incident.Reaction {
        Incident.Reaction(
          of: [Incident.Target(path, group: nil)], in: .everywhere, lasting: lasting)
      }
      builder.add(
        Incident(
          "zone",
          strikes: .replayed([
            ReplayedStrike(
              at: .zero + SimDuration(Seconds(100)), duration: SimDuration(Seconds(600)),
              severity: 1, groups: .none)
          ]), duration: .constant(Seconds(0)),
          reactions: [hold("a"), hold("plane", lasting: .constant(Seconds(180)))]))
      builder.add(
        Failover(
          "route", candidates: seen("a", "b"),
          attempts: [Failover.Attempt([law(60, needs: .part("plane"))])]))
      builder.watch("route")
    }
    #expect(run["route"] == ["zone incident": 240])
    #expect(run.lag["route"] == 60)
  }

  // Both ways are needed. 100–110: one switch; to 160: neither alone would do; to 170: the other.
  @Test func `switches of which none alone would do share their lag`() {
    let run = Charges { builder in
      builder.addUnit("a", downIn: [100...700])
      builder.addUnit("c", downIn: [110...700])
      builder.addUnit("b")
      for (name, first) in [("x", "a"), ("y", "c")] {
        builder.add(
          Failover(
            ComponentPath(name), candidates: seen(ComponentPath(first), "b"),
            attempts: [Failover.Attempt([law(60)])]))
      }
      builder.add(.up(name: "both", .all([.part("x"), .part("y")])))
    }
    #expect(run["both"] == ["a/script incident": 35, "c/script incident": 35])
    #expect(run.lag["both"] == 70)
    #expect(run.joint["both"] == 50)
  }

  // MARK: Detection

  // Detection takes 10 s and a switch 15: 100–125 is a's. b is dead from 600 on, but believes in
  // itself; a, out again from 700 to 800, is back on the way at 810.
  @Test func `detection and switch are one lag`() {
    let run = Charges { builder in
      builder.addUnit("a", downIn: [100...500])
      builder.addUnit("b")
      for unit in ["a", "b"] {
        builder.add(
          Detector(
            ComponentPath("watch/\(unit)"), target: .part(ComponentPath(unit)),
            timing: .delay(.constant(Seconds(10)))))
      }
      builder.add(
        Failover(
          "route",
          candidates: ["a", "b"].map {
            Failover.Candidate(
              serves: .part(ComponentPath($0)), seen: .part(ComponentPath("watch/\($0)")))
          }, attempts: [Failover.Attempt([law(15)])]))
      builder.watch("route")
    }
    #expect(run["route"] == ["a/script incident": 25])
    #expect(run.lag["route"] == 25)
  }

  // a fails at 100 for 400 s, while its watcher is dead until 300: 200 s in halves. The watcher
  // lives again: detection and switch, 25 s.
  @Test func `a dead watcher shares in what it does not see`() {
    let run = Charges { builder in
      builder.addUnit("a", downIn: [100...500])
      builder.addUnit("b")
      builder.addUnit("watcher", downIn: [50...300])
      builder.add(
        Detector(
          "watch", target: .part("a"), timing: .delay(.constant(Seconds(10))),
          alive: .part("watcher")))
      builder.add(
        Failover(
          "route",
          candidates: [
            Failover.Candidate(serves: .part("a"), seen: .part("watch")),
            Failover.Candidate(serves: .part("b"), seen: .always),
          ], attempts: [Failover.Attempt([law(15)])]))
      builder.watch("route")
    }
    #expect(
      run["route"] == ["a/script incident": 100, "watcher/script incident": 100 + 25])
    #expect(run.lag["route"] == 25)
  }

  // The checks of the box come up 30 s after the box.
  @Test func `the lag of a return is charged to the fault that ended`() {
    let run = Charges { builder in
      builder.add(
        RepairableUnit(
          "a",
          modes: [
            FailureMode("host", failure: .constant(Seconds(100)), repair: fixedRepair(100))
          ]))
      builder.add(
        Detector("watch", target: .part("a"), timing: .delay(.constant(Seconds(30)))))
      builder.add(.up(name: "answer", .all([.part("a"), .part("watch")])))
      builder.add(.up(name: "box", .part("a")))
    }
    // Up at 0–100, 230–330, …: the box lives 100 s after each repair, 70 of them answering.
    let last = Charges(over: 300) { builder in
      builder.add(
        RepairableUnit(
          "a",
          modes: [
            FailureMode("host", failure: .constant(Seconds(100)), repair: fixedRepair(100))
          ]))
      builder.add(
        Detector("watch", target: .part("a"), timing: .delay(.constant(Seconds(30)))))
      builder.add(.up(name: "answer", .all([.part("a"), .part("watch")])))
    }
    #expect(last["answer"] == ["a host": 130])
    #expect(last.lag["answer"] == 30)
    #expect(run["box"] == ["a host": 1_000])
    #expect(run["answer"] == ["a host": 1_000 + 9 * 30])
  }

  // The view fails 100–200: reported at 110, moved at 125 to b, which carries half; seen well at
  // 210, and back at once.
  @Test func `a false alarm is charged to its view, and so is the way back`() {
    let run = Charges { builder in
      builder.addUnit("a")
      builder.addUnit("view", downIn: [100...200])
      builder.add(
        Detector(
          "watch", target: .all([.part("a"), .part("view")]),
          timing: .delay(.constant(Seconds(10)))))
      builder.add(
        Failover(
          "route",
          candidates: [
            Failover.Candidate(serves: .part("a"), seen: .part("watch")),
            Failover.Candidate(serves: .always, seen: .always),
          ], attempts: [Failover.Attempt([law(15)])], failBack: .constant(Seconds(0))))
      builder.add(FlowNode("node/a", while: .part("a"), to: .end))
      builder.add(FlowNode("node/b", capacity: .scaled(50, .full), to: .end))
      builder.add(
        FlowSwitch("table", by: "route", ways: [.element("node/a"), .element("node/b")]))
      builder.serve("egress", 100, to: .element("table"))
    }
    #expect(run["egress"] == ["view/script incident": 85 / 2.0])
    #expect(run.lag["egress"] == 5)
  }
}
