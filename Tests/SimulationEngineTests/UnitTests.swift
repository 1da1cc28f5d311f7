// SPDX-License-Identifier: GPL-3.0-or-later
// Units on timelines that fixed laws make: modes, power, repair conditions, broken returns.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct UnitTests {
  static func seconds(_ value: Double) -> DurationLaw { .constant(Seconds(value)) }

  /// Fails 100 s after every start and is repaired in 20 s.
  private func mode(
    _ repairWhen: Signal = .always, repair: Action = fixedRepair(20)
  )
    -> FailureMode
  {
    FailureMode("m", failure: Self.seconds(100), repair: repair, repairWhen: repairWhen)
  }

  private func run(_ builder: SystemModelBuilder, over horizon: Double) -> Trials {
    var builder = builder
    builder.watch("u")
    return Trials(builder.flat, over: Seconds(horizon))
  }

  @Test func `a unit fails and is repaired in turns`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(RepairableUnit("u", modes: [mode()]))
    // Down 100–120, 220–240, …, 940–960; the horizon cuts nothing: 8 times.
    let run = run(builder, over: 1_000)
    #expect(run["u", .down] == 160)
    #expect(run["u", .outages] == 8)
  }

  @Test func `what is due at the horizon does not happen`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(RepairableUnit("u", modes: [mode()]))
    #expect(run(builder, over: 100)["u", .outages] == 0)
    #expect(run(builder, over: 100.000_001)["u", .outages] == 1)
    #expect(run(builder, over: 110)["u", .down] == 10)
  }

  @Test(arguments: [(renews: false, down: 45.0, outages: 4.0), (true, 30, 3)])
  func `modes compete, pause for each other, and are renewed if named`(
    renews: Bool, down: Double, outages: Double
  ) {
    var builder = SystemModelBuilder(name: "m")
    builder.add(
      RepairableUnit(
        "u",
        modes: [
          FailureMode(
            "m1", failure: Self.seconds(100), repair: fixedRepair(10),
            renews: renews ? ["m2"] : []),
          FailureMode("m2", failure: Self.seconds(150), repair: fixedRepair(10)),
        ]))
    // m1 at 100, m2 (50 s left) at 160, m1 at 220; then both are due at 330: m1 goes first, and m2
    // follows at 340, the instant of the repair, so that the outage is one. Renewed, m2 never
    // comes: m1 at 100, 210 and 320.
    let run = run(builder, over: 345)
    #expect(run["u", .down] == down)
    #expect(run["u", .outages] == outages)
  }

  // Power is lost for 95–130; the mode is due at 100. Paused, it fails at 135 until 155. Going on,
  // it fails at 100, and its repair takes until 120, or from 130 to 150.
  @Test(arguments: [
    (RepairableUnit.Clock.pause, RepairableUnit.Clock.pause, 35.0 + 20),
    (.pause, .continue, 35 + 20), (.continue, .pause, 55), (.continue, .continue, 35),
  ])
  func `clocks pause without power or go on`(
    clock: RepairableUnit.Clock, repairClock: RepairableUnit.Clock, down: Double
  ) {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("power", downIn: [95...130])
    builder.add(
      RepairableUnit(
        "u", modes: [mode()], requires: [.part("power")], clock: clock,
        repairClock: repairClock))
    #expect(run(builder, over: 200)["u", .down] == down)
  }

  @Test(arguments: [(RepairableUnit.Clock.pause, 30.0), (.continue, 20)])
  func `a repair under way pauses without power or goes on`(
    repairClock: RepairableUnit.Clock, down: Double
  ) {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("power", downIn: [105...115])
    builder.add(
      RepairableUnit(
        "u", modes: [mode()], requires: [.part("power")], repairClock: repairClock))
    #expect(run(builder, over: 200)["u", .down] == down)
  }

  @Test(arguments: [RepairableUnit.Clock.pause, .continue])
  func `the short way of simple units is the long way`(clock: RepairableUnit.Clock) {
    func model(simple: Bool, _ repairClock: RepairableUnit.Clock) -> Trials {
      var builder = SystemModelBuilder(name: "m")
      builder.addUnit(
        "power", downIn: (0..<40).map { Double($0) * 97 + 11...Double($0) * 97 + 43 })
      var modes = [
        FailureMode(
          "m", failure: .exponential(mean: Seconds(60)),
          repair: Action([.law(.exponential(mean: Seconds(25)))]))
      ]
      // A mode that never comes makes the unit a general one.
      if !simple { modes.append(FailureMode("never", failure: nil, repair: fixedRepair(1))) }
      builder.add(
        RepairableUnit(
          "u", modes: modes, requires: [.part("power")], clock: clock, repairClock: repairClock))
      builder.watch("u")
      return Trials(builder.flat, count: 10, over: Seconds(4_000))
    }
    for repairClock in [RepairableUnit.Clock.pause, .continue] {
      #expect(model(simple: true, repairClock).raw == model(simple: false, repairClock).raw)
    }
  }

  @Test func `a repair begins once its signal is up and does not read it again`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("inspector", downIn: [90...130, 135...300])
    builder.add(RepairableUnit("u", modes: [mode(.part("inspector"))]))
    // From 100 to 130 + 20.
    #expect(run(builder, over: 200)["u", .down] == 50)
  }

  @Test(arguments: [([], 25), ([122...130], 35)] as [([ClosedRange<Double>], Double)])
  func `a restart passes before a unit is up, and a loss of power drops it`(
    outages: [ClosedRange<Double>], down: Double
  ) {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("power", downIn: outages)
    builder.add(
      RepairableUnit(
        "u", modes: [mode()], requires: [.part("power")], restart: Self.seconds(5)))
    // Repaired at 120, up at 125; with power lost at 122 up at 130 + 5. It fails again at 220 (its
    // clock runs from 120) or, 2 s having run, at 228.
    #expect(run(builder, over: 215)["u", .down] == down)
  }

  // With p = 1 − 1e-9 the first coming up is broken; false alarm 1e-9.
  @Test(arguments: [(0.0, 50.0), (5, 60)])
  func `a unit that comes back broken is repaired and not drawn again`(
    restart: Double, down: Double
  ) {
    var builder = SystemModelBuilder(name: "m")
    builder.add(
      RepairableUnit(
        "u", modes: [mode()], restart: Self.seconds(restart), comesBackBroken: 1 - 1e-9,
        brokenRepair: fixedRepair(30)))
    // Fails at 100, repaired at 120, restart, broken for 30 s, restart, up.
    #expect(run(builder, over: 200)["u", .down] == down)
  }

  @Test func `power that comes back ends in broken too`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("power", downIn: [50...60])
    builder.add(
      RepairableUnit(
        "u", requires: [.part("power")], comesBackBroken: 1 - 1e-9,
        brokenRepair: fixedRepair(30)))
    let run = run(builder, over: 200)
    #expect(run["u", .down] == 40)
    #expect(run["u", .outages] == 1)
  }

  @Test func `a unit repaired from broken without power is drawn again when power returns`() {
    // Broken at 110, repaired at 120 without power, broken at 130, repaired at 140.
    var builder = SystemModelBuilder(name: "m")
    builder.add(
      RepairableUnit(
        "u", repairClock: .continue, comesBackBroken: 1 - 1e-9, brokenRepair: fixedRepair(10)))
    builder.hold(["u"], in: [100...110, 115...130], by: "outage")
    builder.watch("u")
    #expect(Trials(builder.flat, over: Seconds(1_000))["u", .down] == 40)
  }
}
