// SPDX-License-Identifier: GPL-3.0-or-later
// Steps of repairs: what they need, how they resume, fail, break, and page operators.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing
import TestSupport

@Suite struct ActionTests {
  private func law(_ seconds: Double, needs: Signal = .always) -> ActionStep {
    .law(.constant(Seconds(seconds)), needs: needs)
  }

  /// A unit that fails at 100 s, repaired by an action.
  private func unit(_ repair: Action, broken: Action = fixedRepair(30)) -> RepairableUnit {
    RepairableUnit(
      "u",
      modes: [FailureMode("m", failure: .constant(Seconds(100)), repair: repair)],
      brokenRepair: broken)
  }

  // Step one ends at 110. Open then, step two ends at 120 even if the plane falls at 111. Closed
  // until 125: 125 + 7 + 10. Closed again when the delay to resume is over: 140 + 7 + 10.
  @Test(
    arguments: [([], 20), ([111...125], 20), ([105...125], 42), ([105...125, 130...140], 57)]
      as [([ClosedRange<Double>], Double)])
  func `a step waits for what it needs, resumes, and tests again`(
    outages: [ClosedRange<Double>], down: Double
  ) {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("plane", downIn: outages)
    builder.add(
      unit(
        Action(
          [law(10), law(10, needs: .part("plane"))], resume: .constant(Seconds(7)))))
    builder.watch("u")
    #expect(Trials(builder.flat, over: Seconds(199))["u", .down] == down)
  }

  // It fails at 100 and is held until 130. Open again at 110, the delay to resume stands still:
  // 130 + 7 + 10. Without a delay the step's turn comes at 110; it asks at 130, finds its need
  // closed until 133: 133 + 10. Failed while held since 90, it asks at 130, too: 140 + 7 + 10.
  // A clock that goes on: 110 + 7 + 10, and it is held for 3 s more.
  @Test(
    arguments: [
      ([95...110], 102, 7, .pause, 47), ([95...110, 128...133], 102, 0, .pause, 43),
      ([125...140], 90, 7, .pause, 67), ([95...110], 102, 7, .continue, 30),
    ] as [([ClosedRange<Double>], Double, Double, RepairableUnit.Clock, Double)])
  func `without power a paused repair neither resumes nor starts a step`(
    outages: [ClosedRange<Double>], held: Double, resume: Double, clock: RepairableUnit.Clock,
    down: Double
  ) {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("plane", downIn: outages)
    let repair = Action([law(10, needs: .part("plane"))], resume: .constant(Seconds(resume)))
    builder.add(
      RepairableUnit(
        "u", modes: [FailureMode("m", failure: .constant(Seconds(100)), repair: repair)],
        clock: .continue, repairClock: clock))
    builder.hold(["u"], in: [held...130], by: "outage")
    builder.watch("u")
    #expect(Trials(builder.flat, over: Seconds(199))["u", .down] == down)
  }

  @Test func `a step that fails starts again with a new draw`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(
      unit(Action([ActionStep(.law(.constant(Seconds(1))), success: 0.25), law(3)])))
    builder.watch("u")
    // Within 99 s there is one fault: a geometric number of tries with mean 4, then 3 s.
    let run = Trials(builder.flat, count: 500, over: Seconds(199))
    // False alarm 5.7e-7 (variance 12, n = 500, slightly skewed).
    expectMean(run.samples("u", .down), equals: 7)
  }

  @Test func `a step that fails for good breaks the unit, whether or not returns can break it`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(
      unit(
        Action([
          ActionStep(.law(.constant(Seconds(20))), success: 1e-9, onFailure: .broken), law(500),
        ])))
    builder.watch("u")
    // 20 s of repair, then 30 s of repair from `broken`; false alarm 1e-9.
    let run = Trials(builder.flat, over: Seconds(199))
    #expect(run["u", .down] == 50)
    #expect(run["u", .outages] == 1)
  }

  @Test func `operators react once to an origin, in a repair and in a failover`() {
    for detected in [false, true] {
      var builder = SystemModelBuilder(name: "m")
      builder.operatorReaction = .uniform(from: Seconds(10), to: Seconds(1_000))
      builder.add(
        RepairableUnit(
          "u",
          modes: [
            FailureMode(
              "m", failure: .constant(Seconds(5_000)),
              repair: Action([.operatorReaction, law(50)]))
          ]))
      builder.add(
        Detector(
          "watch", target: .part("u"), interval: SimDuration(Seconds(1)), down: 1, up: 1))
      builder.add(
        Failover(
          "route",
          candidates: [
            Failover.Candidate(serves: .part("u"), seen: .part(detected ? "watch" : "u")),
            Failover.Candidate(seen: .always),
          ], attempts: [Failover.Attempt([.operatorReaction, law(20)])]))
      builder.watch("u", "route")
      let run = Trials(builder.flat, count: 20, over: Seconds(9_000))
      // Both wait for the same reaction R: R + 50 against R + 20, and the detector's 0 … 1 s.
      let unit = run.samples("u", .down)
      let route = run.samples("route", .down)
      #expect(Set(unit).count == 20)
      for (unit, route) in zip(unit, route) {
        #expect(unit - route <= 30.000_001)
        #expect(unit - route >= (detected ? 28.999_999 : 29.999_999))
      }
    }
  }
}
