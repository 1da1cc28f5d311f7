// SPDX-License-Identifier: GPL-3.0-or-later
// Crews on timelines that fixed laws make: who is repaired first, and who keeps a server.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct CrewTests {
  /// A unit that fails at an instant, in seconds, and whose repair waits for the crew.
  private func unit(
    _ path: ComponentPath, failsAt instant: Double, repair: Action = fixedRepair(20),
    repairWhen: Signal = .always, requires: [Signal] = [], strikes: [UnitStrike] = []
  ) -> RepairableUnit {
    RepairableUnit(
      path,
      modes: [
        FailureMode(
          "m", failure: .constant(Seconds(instant)), repair: repair, repairWhen: repairWhen)
      ], requires: requires, clock: .continue, brokenRepair: fixedRepair(30), crew: "crew",
      strikes: strikes)
  }

  private func downs(
    of units: [RepairableUnit], servers: Int = 1, over horizon: Double = 190,
    with more: (inout SystemModelBuilder) -> Void = { _ in }
  ) -> [Double] {
    var builder = SystemModelBuilder(name: "m")
    builder.add(RepairCrew("crew", servers: servers))
    for unit in units {
      builder.add(unit)
      builder.watch(unit.path)
    }
    more(&builder)
    let run = Trials(builder.flat, over: Seconds(horizon))
    return units.map { run[$0.path.text, .down] }
  }

  @Test func `repairs wait first come first served, whatever their paths`() {
    let units = [
      unit("b", failsAt: 100), unit("d", failsAt: 103), unit("a", failsAt: 105),
      unit("c", failsAt: 108),
    ]
    // One after the other, from 100 to 120, 140, 160, 180.
    #expect(downs(of: units) == [20, 37, 55, 72])
    // b and d at once; a from 120, c from 123.
    #expect(downs(of: units, servers: 2) == [20, 20, 35, 35])
    #expect(downs(of: units, servers: 4) == [20, 20, 20, 20])
  }

  @Test func `of those that come in one instant the first path is repaired first`() {
    #expect(downs(of: [unit("b", failsAt: 100), unit("a", failsAt: 100)]) == [40, 20])
    // c strikes a in the instant of its own failure.
    let striker = unit("c", failsAt: 100, strikes: [UnitStrike("a")])
    #expect(downs(of: [striker, unit("a", failsAt: 1_000)]) == [40, 20])
    // Both wait behind b, and come to the queue in one instant.
    let three = [
      unit("b", failsAt: 95), unit("c", failsAt: 100), unit("a", failsAt: 100),
    ]
    #expect(downs(of: three) == [20, 55, 35])
  }

  @Test func `a paused repair keeps its server`() {
    let units = [
      unit("a", failsAt: 100, requires: [.part("power")]), unit("b", failsAt: 105),
    ]
    // a is repaired from 100 to 110 and from 150 to 160, b after it.
    #expect(downs(of: units) { $0.addUnit("power", downIn: [110...150]) } == [60, 75])
  }

  @Test func `a repair whose step waits for what it needs keeps its server`() {
    let needs = Action([.law(.constant(Seconds(20)), needs: .part("part"))])
    let units = [unit("a", failsAt: 100, repair: needs), unit("b", failsAt: 105)]
    #expect(downs(of: units) { $0.addUnit("part", downIn: [90...130]) } == [50, 65])
  }

  @Test func `a repair comes to the crew once its signal is up`() {
    let units = [
      unit("a", failsAt: 100, repairWhen: .part("inspector")), unit("b", failsAt: 110),
      unit("c", failsAt: 125),
    ]
    // b from 110 to 130; c has come before a, which waits for the inspector until 128.
    #expect(downs(of: units) { $0.addUnit("inspector", downIn: [90...128]) } == [70, 20, 25])
  }

  @Test func `a repair that ends in broken waits anew`() {
    // The step fails but for 1e-9.
    let failing = Action([
      ActionStep(.law(.constant(Seconds(20))), success: 1e-9, onFailure: .broken)
    ])
    let units = [unit("a", failsAt: 100, repair: failing), unit("b", failsAt: 105)]
    // b is repaired from 120 to 140, then a from 140 to 170.
    #expect(downs(of: units) == [70, 35])
  }

  @Test func `a server that is handed over is not taken by who comes in that instant`() {
    // a's repair ends at 120; b has waited since 105, and c fails at 120.
    let units = [
      unit("d", failsAt: 100), unit("b", failsAt: 105), unit("c", failsAt: 120),
      unit("a", failsAt: 120),
    ]
    #expect(downs(of: units) == [20, 35, 60, 40])
  }

  @Test func `nothing is left in a queue for the next replication`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(RepairCrew("crew"))
    for name in ["a", "b", "c"] {
      builder.add(unit(ComponentPath(name), failsAt: 100))
      builder.watch(ComponentPath(name))
    }
    // The horizon cuts the second repair.
    let run = Trials(builder.flat, count: 3, over: Seconds(130))
    #expect(run.raw[1] == run.raw[0] && run.raw[2] == run.raw[0])
    #expect(run["a", .down] == 20 && run["b", .down] == 30 && run["c", .down] == 30)
  }
}
