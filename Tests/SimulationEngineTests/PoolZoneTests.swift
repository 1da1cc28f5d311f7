// SPDX-License-Identifier: GPL-3.0-or-later
// Pools over zones: where launches go, what they wait for, and how zones are balanced.

import EngineTesting
import Foundation
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct PoolZoneTests {
  private func launch(_ seconds: Double, resume: DurationLaw = .constant(Seconds(0))) -> Action {
    Action([.law(.constant(Seconds(seconds)))], resume: resume)
  }

  private func model(
    _ slots: TestPool, _ fill: (inout SystemModelBuilder) -> ReplacementPool
  ) -> FlatModel {
    var builder = SystemModelBuilder(name: "m")
    slots.addSlots(to: &builder)
    let pool = fill(&builder)
    builder.add(pool)
    for count in 1...slots.slots.count {
      builder.add(.up(name: "\(count)", .atLeast(count, of: slots.slots)))
    }
    for case .part(let path) in slots.slots { builder.watch(path) }
    return builder.flat
  }

  /// Which units are up during a whole run.
  private func serving(_ model: FlatModel, _ slots: TestPool) -> [String] {
    let run = Trials(model, over: Seconds(1))
    return slots.zones.flatMap { slots.units($0.name) }.map(\.text)
      .filter { run[$0, .down] == 0 }
  }

  // MARK: Places

  @Test func `members stand at the start as launches would place them`() {
    var slots = TestPool(("a", 3), ("b", 1), ("c", 3))
    func pool(_ slots: TestPool) -> FlatModel {
      model(slots) { builder in
        builder.addUnit("shut")
        return ReplacementPool("pool", desired: 5, zones: slots.poolZones, launch: launch(40))
      }
    }
    // Fewest first, ties by order, lowest ordinals: a b c, then a c, for b is full.
    #expect(
      serving(pool(slots), slots) == [
        "pool/a/1", "pool/a/2", "pool/b/1", "pool/c/1", "pool/c/2",
      ])
    slots.open["c"] = .not(.part("shut"))
    #expect(
      serving(pool(slots), slots) == ["pool/a/1", "pool/a/2", "pool/a/3", "pool/b/1"])
  }

  @Test func `whom no zone takes at the start is launched when one opens`() {
    var slots = TestPool(("a", 2), ("b", 1))
    slots.open["a"] = .not(.part("shut"))
    let model = model(slots) { builder in
      builder.addUnit("shut", downIn: [500...600])
      return ReplacementPool(
        "pool", desired: 2, zones: slots.poolZones,
        launch: launch(40, resume: .constant(Seconds(5))))
    }
    let run = Trials(model, over: Seconds(1_000))
    #expect(run["1", .down] == 0)
    #expect(run["2", .down] == 545)
    #expect(run["pool/a/1", .down] == 545)
  }

  // a/1 of a and b is lost and its zone shut from 100 to 1 000.
  @Test(arguments: [(true, 100.0, "pool/b/2"), (false, 940, "pool/a/1")])
  func `a replacement may lie elsewhere, or waits for its zone`(
    elsewhere: Bool, down: Double, place: String
  ) {
    var slots = TestPool(("a", 2), ("b", 2))
    slots.open["a"] = .part("up/a")
    let model = model(slots) {
      $0.addUnit("up/a")
      $0.hold(["pool/a/1", "up/a"], in: [100...1_000], by: "zone")
      return ReplacementPool(
        "pool", desired: 2, zones: slots.poolZones, elsewhere: elsewhere, launch: launch(40))
    }
    let run = Trials(model, over: Seconds(2_000))
    #expect(run["2", .down] == down)
    #expect(run[place, .down] == (elsewhere ? 200 : 940))
    #expect(run[elsewhere ? "pool/a/1" : "pool/b/2", .down] == (elsewhere ? 1_900 : 2_000))
  }

  @Test func `a launch tries the kinds of member in order, and waits while none is to be had`() {
    let slots = TestPool(("a", 1))
    func down(_ second: [ClosedRange<Double>]) -> Double {
      let model = model(slots) {
        $0.hold(["pool/a/1"], in: [100...900], by: "script")
        $0.addUnit("large", downIn: [50...400])
        $0.addUnit("small", downIn: second)
        return ReplacementPool(
          "pool", desired: 1, zones: slots.poolZones,
          types: [
            ReplacementPool.LaunchType("large", open: .part("large")),
            ReplacementPool.LaunchType("small", open: .part("small")),
          ], launch: launch(40))
      }
      return Trials(model, over: Seconds(1_000))["1", .down]
    }
    #expect(down([]) == 100)
    #expect(down([150...300]) == 240)
    #expect(down([150...900]) == 340)
  }

  @Test func `a zone may have kinds and steps of its own`() {
    var slots = TestPool(("a", 1), ("b", 1))
    slots.open["a"] = .part("up/a")
    let model = model(slots) {
      $0.addUnit("up/a")
      $0.addUnit("large", downIn: [50...300])
      $0.hold(["pool/a/1", "up/a"], in: [100...900], by: "zone")
      var zones = slots.poolZones
      zones[1] = ReplacementPool.Zone(
        "b", types: [ReplacementPool.LaunchType("large", open: .part("large"))],
        steps: [.law(.constant(Seconds(70)))], slots: zones[1].slots)
      return ReplacementPool("pool", desired: 1, zones: zones, launch: launch(40))
    }
    #expect(Trials(model, over: Seconds(1_000))["1", .down] == 270)
  }

  @Test func `a launch that waited for a zone resumes, and waits again if it has shut`() {
    var slots = TestPool(("a", 1))
    slots.open["a"] = .part("up/a")
    let model = model(slots) {
      $0.addUnit("up/a", downIn: [100...300, 310...400])
      $0.hold(["pool/a/1"], in: [100...900], by: "script")
      return ReplacementPool(
        "pool", desired: 1, zones: slots.poolZones,
        launch: launch(40, resume: .constant(Seconds(25))))
    }
    // 400 + 25 + 40.
    #expect(Trials(model, over: Seconds(1_000))["1", .down] == 365)
  }

  @Test func `launches that resume keep their instants whichever place they take`() {
    // All three wait from 160 on; a opens at 1 000 with two places. The first two of three
    // exponential resumptions of mean 30 s come after 10 and 25 s; who comes third waits for b.
    var slots = TestPool(("a", 2), ("b", 1))
    slots.open["a"] = .part("up/a")
    slots.open["b"] = .part("up/b")
    let model = model(slots) {
      $0.addUnit("up/a", downIn: [100...1_000])
      $0.addUnit("up/b", downIn: [100...5_000])
      $0.hold(["pool/a/1", "pool/a/2", "pool/b/1"], in: [100...9_000], by: "script")
      return ReplacementPool(
        "pool", desired: 3, zones: slots.poolZones, replaceAtOnce: 3,
        launch: launch(40, resume: .exponential(mean: Seconds(30))))
    }
    let run = Trials(model, count: 800, over: Seconds(8_000))
    // False alarms 5.7e-7, of the law 9.3e-7.
    let first = run.samples("1", .down).map { $0 - 940 }
    expectMean(first, equals: 10)
    expectLaw(first, follows: { 1 - exp(-$0 / 10) })
    expectMean(run.samples("2", .down).map { $0 - 940 }, equals: 25)
    expectMean(run.samples("3", .down).map { $0 - 4_940 }, equals: 30)
  }

  @Test func `a group of one whose zone is lost waits for the capacity of the other`() {
    // Detection 60 + U(0, 60) s, launch 195 s, the other zone's capacity off for 60 min with 0.2:
    // 0.8 · 285 + 0.2 · 3 795 = 987 s.
    var slots = TestPool(("a", 1), ("b", 1))
    slots.detection = .checks(
      Detector.Checks(every: SimDuration(Seconds(60)), down: 2, up: 2))
    slots.open = ["a": .part("up/a"), "b": .part("capacity/b")]
    let model = model(slots) {
      $0.addUnit("up/a")
      $0.addUnit("capacity/b")
      let strike = ReplayedStrike(
        at: .zero + SimDuration(Seconds(1_000)), duration: SimDuration(.days(9)), severity: 1,
        groups: .none)
      $0.add(
        Incident(
          "zone/a", strikes: .replayed([strike]), duration: .constant(Seconds(0)),
          reactions: [
            Incident.Reaction(
              of: [.init("pool/a/1", group: nil), .init("up/a", group: nil)], in: .everywhere),
            Incident.Reaction(
              of: [.init("capacity/b", group: nil)], in: .everywhere, when: [.coin(0.2)],
              lasting: .constant(.minutes(60))),
          ]))
      return ReplacementPool("pool", desired: 1, zones: slots.poolZones, launch: launch(195))
    }
    let times = Trials(model, count: 1_500, over: .days(1)).samples("1", .down)
    let quick = times.filter { $0 < 3_795 }
    #expect(quick.allSatisfy { $0 >= 255 && $0 < 315 })
    #expect(times.allSatisfy { $0 <= 3_795 })
    expectMean(quick, equals: 285)  // false alarms 5.7e-7
    expectMean(times, equals: 987)
  }

  // MARK: Gate

  @Test func `as many are replaced at once as may be, while enough are in service`() {
    // All four are condemned at 160 and work again at 170. One at a time, 40 s each, with three in
    // service: at 160, 200, 240 and 280.
    let slots = TestPool(("a", 5))
    func model(atOnce: Int, gate: Double) -> FlatModel {
      self.model(slots) {
        $0.hold(slots.units("a"), in: [100...170], by: "dependency")
        return ReplacementPool(
          "pool", desired: 4, zones: slots.poolZones, replaceAtOnce: atOnce, gate: gate,
          launch: launch(40))
      }
    }
    let one = Trials(model(atOnce: 1, gate: 0.75), over: Seconds(1_000))
    #expect(one["3", .down] == 70)
    #expect(one["4", .down] == 220)
    #expect(one["4", .outages] == 1)
    // Two together need four in service: 160 and 200.
    let two = Trials(model(atOnce: 2, gate: 0.76), over: Seconds(1_000))
    #expect(two["2", .down] == 70)
    #expect(two["3", .down] == 140)
    #expect(two["4", .down] == 140)
    let all = Trials(model(atOnce: 4, gate: 1), over: Seconds(1_000))
    #expect(all["1", .down] == 100)
  }

  @Test(arguments: [(true, 360.0), (false, 100)])
  func `replacing all does not cure what they depend on`(checks: Bool, dark: Double) {
    // Down 100 s; seen after 60 s, launched in 300 s.
    var slots = TestPool(("a", 3))
    slots.detection = checks ? .delay(.constant(Seconds(60))) : nil
    slots.requires["a"] = [.part("dep")]
    let model = model(slots) {
      $0.addUnit("dep", downIn: [1_000...1_100])
      return ReplacementPool(
        "pool", desired: 3, zones: slots.poolZones, replaceAtOnce: 3, launch: launch(300))
    }
    #expect(Trials(model, over: Seconds(5_000))["1", .down] == dark)
  }

  // MARK: Balance

  /// Four over two zones of three; zone a is lost from 1 000 to 10 000, detection 60 s, launch 100.
  private func four(launchFirst: Bool) -> FlatModel {
    var slots = TestPool(("a", 3), ("b", 3))
    slots.open["a"] = .part("up/a")
    return model(slots) {
      $0.addUnit("up/a")
      $0.hold(slots.units("a") + ["up/a"], in: [1_000...10_000], by: "zone")
      return ReplacementPool(
        "pool", desired: 4, zones: slots.poolZones, gate: 0.9, launch: launch(100),
        rebalance: .init(launchFirst: launchFirst))
    }
  }

  @Test func `a zone that returns is filled, then balanced, and never are there fewer than three`()
  {
    let run = Trials(four(launchFirst: true), over: Seconds(20_000))
    // Three serve from 1 160 on, four from 10 100; b/3 gives way to a/2 there.
    #expect(run["2", .down] == 0)
    #expect(run["3", .down] == 160)
    #expect(run["4", .down] == 9_100)
    #expect(run["5", .down] == 20_000)
    #expect(run["pool/a/1", .down] == 9_100)
    #expect(run["pool/a/2", .down] == 9_100)
    #expect(run["pool/a/3", .down] == 20_000)
    #expect(run["pool/b/3", .down] == 1_160 + 9_900)
  }

  @Test func `without a launch first, balance costs a member for the time of a launch`() {
    let run = Trials(four(launchFirst: false), over: Seconds(20_000))
    #expect(run["3", .down] == 160 + 100)
    #expect(run["4", .down] == 9_100)
    #expect(run["pool/b/3", .down] == 1_160 + 10_000)
  }

  // All six stand in b until a opens at 500; three move, 40 s a launch.
  @Test(arguments: [(1, 620.0), (2, 580), (3, 540), (9, 540)])
  func `a batch of members moves at a time`(batch: Int, balanced: Double) {
    var slots = TestPool(("a", 6), ("b", 6))
    slots.open["a"] = .not(.part("shut"))
    let model = model(slots) {
      $0.addUnit("shut", downIn: [500...5_000])
      return ReplacementPool(
        "pool", desired: 6, zones: slots.poolZones, launch: launch(40),
        rebalance: .init(batch: batch))
    }
    let run = Trials(model, over: Seconds(1_000))
    #expect(run["6", .down] == 0)
    #expect(run["pool/a/1", .down] == 540)
    #expect(run["pool/a/3", .down] == balanced)
    #expect(run["pool/a/4", .down] == 1_000)
    // The highest ordinals went.
    #expect(run["pool/b/6", .down] == 460)
    #expect(run["pool/b/4", .down] == 1_000 - balanced)
    #expect(run["pool/b/3", .down] == 0)
  }
}
