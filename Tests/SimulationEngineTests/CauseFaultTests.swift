// SPDX-License-Identifier: GPL-3.0-or-later
// Which faults share in what control cannot end.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct CauseFaultTests {
  private func unit(
    _ path: ComponentPath, _ mode: String, at instant: Double, repair: Action,
    repairWhen: Signal = .always, comesBackBroken: Double = 0
  ) -> RepairableUnit {
    RepairableUnit(
      path,
      modes: [
        FailureMode(
          mode, failure: .constant(Seconds(instant)), repair: repair, repairWhen: repairWhen)
      ], comesBackBroken: comesBackBroken, brokenRepair: fixedRepair(200))
  }

  // The repair of the host waits for the zone's end at 1 000; it is no control, so the zone's hit
  // has no part in it.
  @Test func `a repair that is suspended is the fault's own`() {
    let run = Charges(over: 1_350) { builder in
      builder.addUnit("hit", downIn: [50...1_000])
      builder.add(
        unit("nat", "host", at: 100, repair: fixedRepair(300), repairWhen: .part("hit")))
      builder.watch("nat")
    }
    #expect(run["nat"] == ["nat host": 1_200])
  }

  @Test func `a broken return is charged to its own mode, not to the fault before it`() {
    let run = Charges(over: 500) { builder in
      builder.add(
        unit("nat", "software", at: 100, repair: fixedRepair(50), comesBackBroken: 0.999_999))
      builder.watch("nat")
    }
    // Failed 100–150, broken 150–350, failed 450–500.
    #expect(run["nat"] == ["nat software": 100, "nat broken": 200])
  }

  @Test func `a restart belongs to what it comes back from, a window to its calendar`() {
    let run = Charges(over: 1_500) { builder in
      builder.addUnit("a", downIn: [100...200], restart: .constant(Seconds(30)))
      builder.add(
        Calendar(
          "patch", first: .zero + SimDuration(Seconds(400)), every: SimDuration(Seconds(1_000)),
          length: .constant(Seconds(50)), lead: SimDuration(Seconds(10))))
      builder.add(
        RepairableUnit(
          "b", requires: [.part("patch.window")], restart: .constant(Seconds(7))))
      builder.watch("a", "b")
    }
    #expect(run["a"] == ["a/script incident": 130])
    #expect(run["b"] == ["patch window": 57 + 57])
  }

  // One and two thirds of the demand are lost for 90 s.
  @Test func `shares are equal, not in proportion`() {
    let run = Charges { builder in
      for (name, rate) in [("one", 100), ("two", 200)] as [(String, Int64)] {
        builder.addUnit(ComponentPath(name), downIn: [100...190])
        builder.add(
          FlowNode(ComponentPath("node/\(name)"), while: .part(ComponentPath(name)), to: .end))
        builder.add(
          FlowSource(
            ComponentPath("source/\(name)"), rate: rate,
            to: .element(ComponentPath("node/\(name)"))))
      }
      builder.add(
        .served(
          ServedMeasure(name: "egress", sources: ["source/one", "source/two"], demand: 300)))
    }
    #expect(run["egress"] == ["one/script incident": 45, "two/script incident": 45])
  }

  // Two of three must be up. 200–300 and 400–500: a or b would do. 300–400: only two of them, the
  // latest first: c, then b.
  @Test func `where no repair alone would do, a set found latest first shares`() {
    let run = Charges { builder in
      builder.addUnit("a", downIn: [100...500])
      builder.addUnit("b", downIn: [200...500])
      builder.addUnit("c", downIn: [300...400])
      // Later than any, and of no use.
      builder.addUnit("d", downIn: [350...380])
      builder.add(.up(name: "two", .atLeast(2, of: [.part("a"), .part("b"), .part("c")])))
    }
    #expect(
      run["two"] == [
        "a/script incident": 100, "b/script incident": 150, "c/script incident": 50,
      ])
    #expect(run.joint["two"] == 100)
  }

  @Test func `what is short while all is well is nobody's`() {
    let run = Charges(over: 100) { builder in
      builder.add(FlowNode("node", capacity: .scaled(60, .full), to: .end))
      builder.serve("egress", 100, to: .element("node"))
    }
    #expect(run["egress"] == ["nobody": 40])
  }

  // A third of the zone's work is hit for 600 s and moves after 60.
  @Test func `a shift of work is lag of what it answers`() {
    let run = Charges { builder in
      builder.addUnit("hit")
      builder.add(LeafLevel("fit"))
      builder.add(
        Incident(
          "zone",
          strikes: .replayed([
            ReplayedStrike(
              at: .zero + SimDuration(Seconds(100)), duration: SimDuration(Seconds(600)),
              severity: 1.0 / 3, groups: .none)
          ]), duration: .constant(Seconds(0)),
          reactions: [
            Incident.Reaction(of: [Incident.Target("hit", group: nil)], in: .everywhere),
            Incident.Reaction(
              of: [Incident.Target("fit", group: nil)], in: .everywhere,
              effect: .factor(slope: 1)),
          ]))
      builder.add(
        Failover(
          "work",
          candidates: [
            Failover.Candidate(serves: .always, seen: .part("hit")),
            Failover.Candidate(serves: .always, seen: .always),
          ], attempts: [Failover.Attempt([.law(.constant(Seconds(60)))])],
          failBack: .constant(Seconds(0))))
      builder.add(FlowSwitch("shift", by: "work", ways: [.nowhere, .end]))
      builder.add(FlowSource("stays", rate: 300, level: .leaf("fit"), to: .end))
      builder.add(
        FlowSource("moves", rate: 300, level: .complement(.leaf("fit")), to: .element("shift")))
      builder.add(
        .served(ServedMeasure(name: "egress", sources: ["stays", "moves"], demand: 300)))
    }
    let lost = run["egress"]["zone incident"] ?? 0
    #expect(abs(lost - 20) < 0.3, "\(run["egress"])")
    #expect(run["egress"].count == 1)
    #expect(run.lag["egress"] == lost)
  }
}
