// SPDX-License-Identifier: GPL-3.0-or-later
// Strikes: failures that fail others in the same instant.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct StrikeTests {
  private func unit(
    _ path: ComponentPath, failsAfter seconds: Double?, repair: Double = 20,
    strikes: [UnitStrike] = []
  ) -> RepairableUnit {
    RepairableUnit(
      path,
      modes: [
        FailureMode(
          "m", failure: seconds.map { .constant(Seconds($0)) }, repair: fixedRepair(repair)),
        FailureMode("struck", failure: nil, repair: fixedRepair(7)),
      ], strikes: strikes)
  }

  private func run(
    _ units: [RepairableUnit], count: Int = 1, over horizon: Double = 199
  ) -> Trials {
    var builder = SystemModelBuilder(name: "m")
    for unit in units {
      builder.add(unit)
      builder.watch(unit.path)
    }
    return Trials(builder.flat, count: count, over: Seconds(horizon))
  }

  @Test func `a failure strikes by the first mode, or by the mode that is named`() {
    let units = [
      unit("a", failsAfter: 100, strikes: [UnitStrike("b"), UnitStrike("c", mode: "struck")]),
      unit("b", failsAfter: nil), unit("c", failsAfter: nil),
    ]
    let run = run(units)
    #expect(run["a", .down] == 20 && run["b", .down] == 20 && run["c", .down] == 7)
  }

  @Test func `a failed unit is not struck`() {
    let units = [
      unit("a", failsAfter: 100, strikes: [UnitStrike("b", mode: "struck")]),
      unit("b", failsAfter: 90),
    ]
    // b is down from 90 to 110 by itself.
    #expect(run(units)["b", .down] == 20)
  }

  @Test func `a struck unit's own clocks pause, and that of the mode that struck is new`() {
    // b has run 100 s when it is struck. Struck by 'struck', its own clock goes on at 107 with 20 s
    // left; struck by 'm', that clock is drawn anew at 120 and fails at 240.
    for (mode, down, outages) in [("struck", 7.0 + 20, 2.0), ("m", 20, 1)] {
      let units = [
        unit("a", failsAfter: 100, repair: 500, strikes: [UnitStrike("b", mode: mode)]),
        unit("b", failsAfter: 120),
      ]
      let run = run(units)
      #expect(run["b", .down] == down && run["b", .outages] == outages)
    }
  }

  @Test func `a chain of strikes in a circle ends, each unit failing once`() {
    let names = ["d", "a", "c", "b"]
    // d strikes a, a strikes c, c strikes b and d, b strikes d.
    let targets = [["a"], ["c"], ["b", "d"], ["d"]]
    let units = zip(names, targets).map { name, targets in
      unit(
        ComponentPath(name), failsAfter: name == "d" ? 100 : nil,
        strikes: targets.map { UnitStrike(ComponentPath($0)) })
    }
    let run = run(units)
    for name in names { #expect(run[name, .down] == 20 && run[name, .outages] == 1) }
  }

  @Test func `a chain of a thousand units needs no deep stack`() {
    var builder = SystemModelBuilder(name: "m")
    for i in 0..<1_000 {
      builder.add(
        unit(
          ComponentPath("u\(i)"), failsAfter: i == 0 ? 100 : nil,
          strikes: i < 999 ? [UnitStrike(ComponentPath("u\(i + 1)"))] : []))
    }
    builder.watch("u999")
    #expect(Trials(builder.flat, over: Seconds(199))["u999", .down] == 20)
  }

  @Test func `a strike of probability p fails its target once in 1 over p times`() {
    let units = [
      unit("a", failsAfter: 8, repair: 2, strikes: [UnitStrike("b", probability: 0.3)]),
      RepairableUnit("b", modes: [FailureMode("m", failure: nil, repair: fixedRepair(1))]),
    ]
    // 100 strikes a replication; false alarm 5.7e-7.
    let run = run(units, count: 200, over: 1_005)
    expectMean(run.samples("b", .outages), equals: 30)
  }

  @Test func `coins are addressed by striker, target and fault, not by what else is struck`() {
    let b = RepairableUnit("b", modes: [FailureMode("m", failure: nil, repair: fixedRepair(1))])
    func model(_ strikes: [UnitStrike], failing: Double) -> Trials {
      run(
        [
          unit("a", failsAfter: 8, repair: 2, strikes: strikes), b,
          RepairableUnit(
            "c",
            modes: [
              FailureMode(
                "m", failure: .constant(Seconds(failing)), repair: fixedRepair(failing))
            ]),
        ], count: 5, over: 1_005)
    }
    let strikeB = UnitStrike("b", probability: 0.3)
    let alone = model([strikeB], failing: 1_000)
    let beside = model([UnitStrike("c", probability: 0.5), strikeB], failing: 13)
    #expect(alone.samples("b", .down) == beside.samples("b", .down))
  }

  @Test func `what a failure strikes has its origin, and so its page`() {
    var builder = SystemModelBuilder(name: "m")
    builder.operatorReaction = .lognormal(median: .minutes(10), sigma: 1)
    for (name, strikes) in [("a", []), ("b", [UnitStrike("a"), UnitStrike("c")]), ("c", [])] {
      builder.add(
        RepairableUnit(
          ComponentPath(name),
          modes: [
            FailureMode(
              "m", failure: name == "b" ? .constant(.hours(9)) : nil,
              repair: Action([.operatorReaction]))
          ], strikes: strikes))
      builder.watch(ComponentPath(name))
    }
    let run = Trials(builder.flat, count: 20, over: .days(9))
    #expect(run.samples("a", .down) == run.samples("b", .down))
    #expect(run.samples("c", .down) == run.samples("b", .down))
    #expect(Set(run.samples("b", .down)).count == 20)
  }
}
