// SPDX-License-Identifier: GPL-3.0-or-later
// Standby: clocks that run only while a signal is up.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct StandbyTests {
  private func unit(
    _ path: ComponentPath, failsAfter seconds: Double, repair: Double = 20,
    ages: Signal = .always, requires: [Signal] = [], restart: Double = 0
  ) -> RepairableUnit {
    RepairableUnit(
      path,
      modes: [
        FailureMode("m", failure: .constant(Seconds(seconds)), repair: fixedRepair(repair))
      ], requires: requires, restart: .constant(Seconds(restart)), agesWhile: ages)
  }

  private func run(_ units: [RepairableUnit], over horizon: Double) -> Trials {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("power", downIn: [130...200])
    for unit in units {
      builder.add(unit)
      builder.watch(unit.path)
    }
    builder.add(.up(name: "both", .any(units.map { .part($0.path) })))
    return Trials(builder.flat, over: Seconds(horizon))
  }

  @Test func `a cold standby ages only while the other is down`() {
    // a is down 100–120, 220–240, 340–360; b, which lives 50 s, falls at 350, until 370.
    let run = run(
      [unit("a", failsAfter: 100), unit("b", failsAfter: 50, ages: .not(.part("a")))],
      over: 400)
    #expect(run["a", .down] == 60)
    #expect(run["b", .down] == 20)
    #expect(run["both", .down] == 10)
  }

  @Test func `a unit may age by its own signal`() {
    // Down 100–125 with the restart, during which it does not age: again at 225, not at 220.
    let ages = unit("a", failsAfter: 100, ages: .part("a"), restart: 5)
    #expect(run([ages], over: 224)["a", .outages] == 1)
    #expect(run([ages], over: 226)["a", .outages] == 2)
    let always = unit("a", failsAfter: 100, restart: 5)
    #expect(run([always], over: 224)["a", .outages] == 2)
  }

  @Test func `a restart under way ends while the unit does not age`() {
    // b has aged 10 s when it loses power at 130; from 200 its restart takes until 205, while a is
    // up and b does not age. a is down 100–120 and 220–240, and b at 320 + 10 …: 20 s more each.
    let run = run(
      [
        unit("a", failsAfter: 100),
        unit(
          "b", failsAfter: 45, ages: .not(.part("a")), requires: [.part("power")], restart: 5),
      ], over: 400)
    // Aged 20 at 120, 40 at 240, 45 at 345: down 345–370.
    #expect(run["b", .down] == 75 + 25)
  }

  @Test func `a standby that loses power keeps what it has aged`() {
    // Ages from 110 (a down 110–250), pauses 130–200 without power, fails at 200 + 80 − … = never
    // before 250: 20 + 50 = 70 s aged; again from 360: fails at 370.
    let run = run(
      [
        unit("a", failsAfter: 110, repair: 140),
        unit("b", failsAfter: 80, ages: .not(.part("a")), requires: [.part("power")]),
      ], over: 400)
    #expect(run["b", .down] == 70 + 20)
    #expect(run["b", .outages] == 2)
  }
}
