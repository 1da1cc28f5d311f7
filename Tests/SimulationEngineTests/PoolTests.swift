// SPDX-License-Identifier: GPL-3.0-or-later
// Pools in the engine: condemned, launched, waiting for zones, at the instants that are due.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct PoolTests {
  private func steps(_ seconds: Double..., needs: Signal = .always) -> Action {
    Action(seconds.map { .law(.constant(Seconds($0)), needs: needs) })
  }

  // MARK: One slot

  @Test func `what is condemned is replaced although it works again`() {
    // Down 100–170, seen at 160: gone then, and back after 40 s.
    let slots = TestPool(("a", 1))
    let model = slots.model {
      $0.hold(["pool/a/1"], in: [100...170], by: "script")
      return ReplacementPool("pool", desired: 1, zones: slots.poolZones, launch: steps(10, 30))
    }
    #expect(Trials(model, over: Seconds(1_000))["1", .down] == 100)
    #expect(Trials(model, over: Seconds(1_000))["1", .outages] == 1)
  }

  @Test func `what requires an empty slot has no power from the start`() {
    // The first slot serves for good, so that the second one stays empty.
    var slots = TestPool(("a", 2))
    slots.requires = ["a": [.part("plane")]]
    let model = slots.model {
      $0.addUnit("plane")
      $0.add(RepairableUnit("x", requires: [.part("pool/a/2")]))
      $0.watch("x")
      return ReplacementPool("pool", desired: 1, zones: slots.poolZones, launch: steps(10))
    }
    #expect(Trials(model, over: Seconds(1_000))["x", .down] == 1_000)
  }

  @Test func `what no detector sees has its own repair`() {
    var slots = TestPool(("a", 1))
    slots.detection = nil
    slots.modes = [
      FailureMode("m", failure: .constant(Seconds(100)), repair: fixedRepair(150))
    ]
    let model = slots.model { _ in
      ReplacementPool("pool", desired: 1, zones: slots.poolZones, launch: steps(10))
    }
    #expect(Trials(model, over: Seconds(350))["1", .down] == 150)
  }

  @Test func `a replacement is free of the hold, and its clocks are new`() {
    // Held from 100 to 900, replaced at 160 + 40. Its clock of 250 s starts there: it fails at 450,
    // is replaced at 550 and fails at 800.
    var slots = TestPool(("a", 1))
    slots.modes = [FailureMode("m", failure: .constant(Seconds(250)), repair: fixedRepair(1e9))]
    let model = slots.model {
      $0.hold(["pool/a/1"], in: [100...900], by: "script")
      return ReplacementPool("pool", desired: 1, zones: slots.poolZones, launch: steps(40))
    }
    #expect(Trials(model, over: Seconds(790))["1", .down] == 200)
    #expect(Trials(model, over: Seconds(899.5))["1", .down] == 299.5)
    #expect(Trials(model, over: Seconds(1_100))["1", .down] == 300)
  }

  @Test func `a later strike holds the replacement too`() {
    let slots = TestPool(("a", 1))
    let model = slots.model {
      $0.hold(["pool/a/1"], in: [100...300, 300...310], by: "script")
      return ReplacementPool("pool", desired: 1, zones: slots.poolZones, launch: steps(40))
    }
    // Until 200, and 300–310, too short to be seen.
    #expect(Trials(model, over: Seconds(1_000))["1", .down] == 110)
  }

  @Test func `a replacement comes up: restart, and broken with its probability`() {
    var slots = TestPool(("a", 1))
    slots.restart = .constant(Seconds(5))
    slots.comesBackBroken = 0.25
    slots.brokenRepair = fixedRepair(7)
    let model = slots.model {
      $0.hold(["pool/a/1"], in: [100...900], by: "script")
      return ReplacementPool("pool", desired: 1, zones: slots.poolZones, launch: steps(40))
    }
    // 60 + 40 + 5, and with 0.25 a broken return of 7 + 5 s; false alarm 5.7e-7.
    let times = Trials(model, count: 800, over: Seconds(1_000)).samples("1", .down)
    #expect(times.allSatisfy { $0 == 105 || $0 == 117 })
    expectMean(times, equals: 105 + 0.25 * 12)
  }

  @Test func `a step that ends in broken launches a broken member`() {
    var slots = TestPool(("a", 1))
    slots.brokenRepair = fixedRepair(7)
    let model = slots.model {
      $0.hold(["pool/a/1"], in: [100...900], by: "script")
      let bad = ActionStep(.law(.constant(Seconds(10))), success: 0.5, onFailure: .broken)
      return ReplacementPool(
        "pool", desired: 1, zones: slots.poolZones,
        launch: Action([bad, .law(.constant(Seconds(30)))]))
    }
    // Broken at 170, repaired at 177; else up at 200.
    let times = Trials(model, count: 400, over: Seconds(1_000)).samples("1", .down)
    #expect(times.allSatisfy { $0 == 77 || $0 == 100 })
    expectMean(times, equals: 88.5)  // false alarm 5.7e-7
  }

  @Test func `a launch waits for what a step needs, then resumes`() {
    let slots = TestPool(("a", 1))
    let model = slots.model {
      $0.addUnit("plane", downIn: [165...300, 303...400])
      $0.hold(["pool/a/1"], in: [100...900], by: "script")
      return ReplacementPool(
        "pool", desired: 1, zones: slots.poolZones,
        launch: Action(
          [.law(.constant(Seconds(10))), .law(.constant(Seconds(20)), needs: .part("plane"))],
          resume: .constant(Seconds(4))))
    }
    // The second step is due at 170; at 304 the plane is down again: 400 + 4 + 20.
    #expect(Trials(model, over: Seconds(1_000))["1", .down] == 324)
  }

  @Test func `operators answer the fault that a launch replaces, whatever else they do`() {
    // The pool's call and the unit's own page are of one origin: one reaction.
    var builder = SystemModelBuilder(name: "m")
    builder.operatorReaction = .uniform(from: Seconds(100), to: Seconds(900))
    var slots = TestPool(("a", 1))
    slots.modes = [
      FailureMode(
        "m", failure: .constant(Seconds(1_000)), repair: fixedRepair(1e9))
    ]
    slots.addSlots(to: &builder)
    builder.add(
      ReplacementPool(
        "pool", desired: 1, zones: slots.poolZones, launch: Action([.operatorReaction])))
    builder.watch("pool/a/1")
    var alone = SystemModelBuilder(name: "alone")
    alone.operatorReaction = builder.operatorReaction
    alone.add(
      RepairableUnit(
        "pool/a/1",
        modes: [
          FailureMode(
            "m", failure: .constant(Seconds(1_000)), repair: Action([.operatorReaction]))
        ]))
    alone.watch("pool/a/1")
    let pool = Trials(builder.flat, count: 20, over: Seconds(2_000))
    let unit = Trials(alone.flat, count: 20, over: Seconds(2_000))
    for (one, other) in zip(
      pool.samples("pool/a/1", .down), unit.samples("pool/a/1", .down))
    { #expect((one - other - 60).magnitude < 1e-9) }
  }

  @Test func `who is replaced leaves its crew to the next`() {
    // Both fail, at 100 and 110, and one server repairs 500 s each; a/1 is seen at 160 and replaced
    // at 200, so that b is repaired from 160 on.
    var slots = TestPool(("a", 1))
    slots.crew = "one"
    slots.modes = [
      FailureMode("m", failure: .constant(Seconds(100)), repair: fixedRepair(500))
    ]
    let model = slots.model {
      $0.add(RepairCrew("one"))
      $0.add(
        RepairableUnit(
          "b",
          modes: [
            FailureMode("m", failure: .constant(Seconds(110)), repair: fixedRepair(500))
          ], crew: "one"))
      $0.watch("b")
      return ReplacementPool("pool", desired: 1, zones: slots.poolZones, launch: steps(40))
    }
    #expect(Trials(model, over: Seconds(299))["1", .down] == 100)
    #expect(Trials(model, over: Seconds(700))["b", .down] == 550)
  }

  // MARK: Health

  @Test(arguments: [(0, 700), (29.9, 700), (30, 100), (41, 100)] as [(Double, Double)])
  func `detectors of a slot are dead during its launch and its grace`(
    grace: Double, down: Double
  ) {
    // Up 40 s after the launch, detection in 10 s. With less than 30 s of grace each replacement is
    // condemned before it is up; with 30 s the unit's timer precedes the detector's.
    var slots = TestPool(("a", 1))
    slots.detection = .delay(.constant(Seconds(10)))
    slots.restart = .constant(Seconds(40))
    let model = slots.model {
      $0.hold(["pool/a/1"], in: [100...130], by: "script")
      return ReplacementPool(
        "pool", desired: 1, zones: slots.poolZones, grace: .constant(Seconds(grace)),
        launch: steps(50))
    }
    #expect(Trials(model, over: Seconds(800))["1", .down] == down)
  }
}
