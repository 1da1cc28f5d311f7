// SPDX-License-Identifier: GPL-3.0-or-later
// A completed switch fails what it takes over from.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct FencingTests {
  private func unit(
    _ path: ComponentPath, repair: Double, fails: [Double] = []
  ) -> RepairableUnit {
    let own = fails.enumerated().map {
      FailureMode("own\($0)", failure: .constant(Seconds($1)), repair: fixedRepair(1))
    }
    return RepairableUnit(
      path, modes: own + [FailureMode("stopped", failure: nil, repair: fixedRepair(repair))])
  }

  /// Units a and b and a route that leaves a in 15 s when `sight` of it falls, and stops it.
  private func fencing(
    _ sight: [ClosedRange<Double>], a: RepairableUnit, failBack: DurationLaw? = nil,
    _ strikes: [UnitStrike] = [UnitStrike("a", mode: "stopped")]
  ) -> FlatModel {
    var builder = SystemModelBuilder(name: "m")
    builder.add(a)
    builder.addUnit("b")
    builder.addUnit("sight", downIn: sight)
    builder.add(
      Failover(
        "route",
        candidates: [
          Failover.Candidate(serves: .part("a"), seen: .part("sight")),
          Failover.Candidate(serves: .part("b"), seen: .always),
        ], attempts: [Failover.Attempt([.law(.constant(Seconds(15)))])], failBack: failBack,
        strikes: strikes))
    builder.watch("a", "route")
    return builder.flat
  }

  @Test func `a switch that completes stops its target, another change does not`() {
    // Switched at 115, back at 200; the second switch at 315. A cancelled one strikes nothing.
    let model = fencing(
      [100...200, 300...400, 500...510], a: unit("a", repair: 50),
      failBack: .constant(Seconds(0)))
    #expect(Trials(model, over: Seconds(1_000))["a", .down] == 100)
    #expect(Trials(model, over: Seconds(1_000))["a", .outages] == 2)
  }

  @Test func `a failed unit is not struck, and a struck one's clocks pause`() {
    // Failed 110–111, stopped 115–165; the clock of 160 s pauses for both and is due at 211.
    let model = fencing([100...2_000], a: unit("a", repair: 50, fails: [110, 160]))
    let run = Trials(model, over: Seconds(215))
    #expect(run["a", .down] == 1 + 50 + 1)
    #expect(run["a", .outages] == 3)
    // Failed from 114 to 118: nothing to stop at 115.
    let failed = RepairableUnit(
      "a",
      modes: [
        FailureMode("own", failure: .constant(Seconds(114)), repair: fixedRepair(4)),
        FailureMode("stopped", failure: nil, repair: fixedRepair(50)),
      ])
    #expect(Trials(fencing([100...2_000], a: failed), over: Seconds(200))["a", .down] == 4)
  }

  @Test func `without a mode the first one declared counts, also of a unit with one clock`() {
    let simple = RepairableUnit(
      "a",
      modes: [
        FailureMode("m", failure: .exponential(mean: .years(1e6)), repair: fixedRepair(30))
      ])
    let model = fencing([100...2_000], a: simple, [UnitStrike("a")])
    #expect(Trials(model, over: Seconds(1_000))["a", .down] == 30)
  }

  @Test func `a strike has its probability`() {
    let model = fencing(
      [100...200], a: unit("a", repair: 50), [UnitStrike("a", mode: "stopped", probability: 0.3)])
    let stops = Trials(model, count: 1_000, over: Seconds(500)).samples("a", .outages)
    expectMean(stops, equals: 0.3)  // false alarm 5.7e-7
  }

  @Test func `a pair kills itself after a partition with probability 0.64`() {
    // Each sees the other's silence at a phase of its own checks, D in U(0, 5 s), and stops it 2 s
    // later; who is stopped before it has seen anything does nothing. Both are stopped if
    // |D₁ − D₂| < 2 s: 1 − (1 − 2/5)² = 0.64. False alarm 5.7e-7.
    var builder = SystemModelBuilder(name: "pair")
    for (own, other) in [("a", "b"), ("b", "a")] {
      let unit = ComponentPath(own)
      let view = ComponentPath("view/\(own)")
      let watch = ComponentPath("watch/\(own)")
      builder.add(self.unit(unit, repair: 1e6))
      builder.addUnit(view)
      builder.add(
        Detector(
          watch, target: .all([.part(unit), .part(view)]),
          timing: .checks(
            Detector.Checks(every: SimDuration(Seconds(5)), down: 1, up: 1)),
          alive: .part(ComponentPath(other)), revival: .up))
      builder.add(
        Failover(
          ComponentPath("route/\(own)"),
          candidates: [
            Failover.Candidate(seen: .part(watch)), Failover.Candidate(seen: .always),
          ], attempts: [Failover.Attempt([.law(.constant(Seconds(2)))])],
          strikes: [UnitStrike(unit, mode: "stopped")]))
    }
    builder.hold(["view/a", "view/b"], in: [1_000...9_000], by: "partition")
    builder.add(.up(name: "one", .any([.part("a"), .part("b")])))
    builder.add(.up(name: "both", .all([.part("a"), .part("b")])))
    let run = Trials(builder.flat, count: 2_500, over: Seconds(2_000))
    #expect(run.samples("both", .outages).allSatisfy { $0 == 1 })
    expectMean(run.samples("one", .outages), equals: 0.64)
  }
}
