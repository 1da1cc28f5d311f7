// SPDX-License-Identifier: GPL-3.0-or-later
// Pools over zones: where launches go, and what they wait for.

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
      slots.model { builder in
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
    let model = slots.model { builder in
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
    let model = slots.model {
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

  @Test func `a launch goes where the fewest are, to the zone declared first of equals`() {
    // Members stand in the first two zones; the one lost in c goes to the third.
    for (zones, place) in [
      ([("c", 2), ("b", 2), ("d", 2)], "pool/d/1"), ([("c", 2), ("a", 2), ("b", 2)], "pool/b/1"),
      ([("c", 2), ("e", 2), ("a", 2)], "pool/a/1"),
    ] {
      var slots = TestPool()
      slots.zones = zones
      slots.open["c"] = .part("up/c")
      let model = slots.model {
        $0.addUnit("up/c")
        $0.hold(["pool/c/1", "up/c"], in: [100...1_000], by: "zone")
        return ReplacementPool(
          "pool", desired: 2, zones: slots.poolZones, launch: launch(40))
      }
      #expect(Trials(model, over: Seconds(900))[place, .down] == 200, "\(place)")
    }
    var slots = TestPool(("c", 1), ("b", 1), ("a", 1))
    slots.open["c"] = .part("up/c")
    let tie = slots.model {
      $0.addUnit("up/c")
      $0.hold(["pool/c/1", "up/c"], in: [100...1_000], by: "zone")
      return ReplacementPool("pool", desired: 1, zones: slots.poolZones, launch: launch(40))
    }
    #expect(Trials(tie, over: Seconds(900))["pool/b/1", .down] == 200)
  }

  @Test func `a launch tries the kinds of member in order, and waits while none is to be had`() {
    let slots = TestPool(("a", 1))
    func down(_ second: [ClosedRange<Double>]) -> Double {
      let model = slots.model {
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
    let model = slots.model {
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
    let model = slots.model {
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
    let model = slots.model {
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
    let model = slots.model {
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
}
