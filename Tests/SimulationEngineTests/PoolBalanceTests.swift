// SPDX-License-Identifier: GPL-3.0-or-later
// Pools: how many are replaced at once, and how members move between zones.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct PoolBalanceTests {
  private func launch(_ seconds: Double) -> Action { fixedRepair(seconds) }

  // MARK: Gate

  @Test func `as many are replaced at once as may be, while enough are in service`() {
    // All four are condemned at 160 and work again at 170. One at a time, 40 s each, with three in
    // service: at 160, 200, 240 and 280.
    let slots = TestPool(("a", 5))
    func model(atOnce: Int, gate: Double) -> FlatModel {
      slots.model {
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
    let model = slots.model {
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
    return slots.model {
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

  @Test func `no more twins are launched than members have to move`() {
    // Launches of different length: a fourth twin would serve for a while.
    var slots = TestPool(("a", 6), ("b", 6))
    slots.open["a"] = .not(.part("shut"))
    let model = slots.model {
      $0.addUnit("shut", downIn: [500...5_000])
      return ReplacementPool(
        "pool", desired: 6, zones: slots.poolZones,
        launch: Action([.law(.uniform(from: Seconds(10), to: Seconds(90)))]),
        rebalance: .init(batch: 9))
    }
    let run = Trials(model, count: 20, over: Seconds(1_000))
    #expect(run.samples("pool/a/3", .down).allSatisfy { $0 >= 510 && $0 < 590 })
    #expect(run.samples("pool/a/4", .down).allSatisfy { $0 == 1_000 })
  }

  // All six stand in b until a opens at 500; three move, 40 s a launch.
  @Test(arguments: [(1, 620.0), (2, 580), (3, 540), (9, 540)])
  func `a batch of members moves at a time`(batch: Int, balanced: Double) {
    var slots = TestPool(("a", 6), ("b", 6))
    slots.open["a"] = .not(.part("shut"))
    let model = slots.model {
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
