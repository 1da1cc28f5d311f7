// SPDX-License-Identifier: GPL-3.0-or-later
// Replaced instances and scripted failover against renewal-reward values; runs in release.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct EngineValidationPools {
  @Test func `a bastion that a group replaces is unavailable with 1.0994e-4`() {
    // Up Exp(720 h); checks every 60 s, dead at the second; boots in lognormal(180 s, 0.4). Mean
    // outage 90 + 180 · exp(0.08) = 284.99167 s, U = 284.99167 / (720 h + the same). To begin up
    // biases by one outage in 240 cycles, times U: nothing. False alarms 5.7e-7.
    var slots = TestPool(("a", 1))
    slots.modes = [
      FailureMode("m", failure: .exponential(mean: .hours(720)), repair: fixedRepair(1e12))
    ]
    slots.detection = .checks(
      Detector.Checks(every: SimDuration(Seconds(60)), down: 2, up: 2))
    var builder = SystemModelBuilder(name: "bastion")
    slots.addSlots(to: &builder)
    builder.add(
      ReplacementPool(
        "pool", desired: 1, zones: slots.poolZones,
        launch: Action([.law(.lognormal(median: Seconds(180), sigma: 0.4))])))
    builder.watch("pool/a/1")
    let years = Seconds.years(20)
    let run = Trials(builder.flat, count: 400, over: years, seed: 31)
    let outages = run.samples("pool/a/1", .outages)
    expectMean(
      run.samples("pool/a/1", .down).map { $0 / years.value }, equals: 1.099_384_03e-4)
    expectMean(outages.map { $0 / 20 }, equals: 12.165_329_08)
    let total = run.samples("pool/a/1", .down).reduce(0, +) / outages.reduce(0, +)
    // 97 000 outages with a deviation of 84 s.
    expectMean(total, standardError: 84 / 97_000.0.squareRoot(), equals: 284.991_672_2)
  }

  @Test func `a scripted take-over of exactly 90 s is unavailable with 4.675e-5`() {
    // Up Exp(1 000 h); with 0.97 an outage of exactly 90 s, seen after 75 s and switched in 15 s,
    // else lognormal(mean 45 min, 0.8). The spare is always healthy. The oracle's fault strikes
    // again while its unit is repaired, ours cannot: each cycle lasts 45 min, not 168.3 s, longer
    // than 1 000 h. False alarm 5.7e-7.
    let repair = Action([.law(.lognormal(mean: .minutes(45), sigma: 0.8))])
    var builder = SystemModelBuilder(name: "scripted")
    builder.add(
      RepairableUnit(
        "a",
        modes: [
          FailureMode(
            "seen", failure: .exponential(mean: Seconds.hours(1_000) * (1 / 0.97)),
            repair: fixedRepair(2_700)),
          FailureMode(
            "unseen", failure: .exponential(mean: Seconds.hours(1_000) * (1 / 0.03)),
            repair: repair),
        ]))
    builder.addUnit("b")
    builder.add(
      Detector(
        "watch", target: .part("a"), timing: .delay(.constant(Seconds(75))),
        blind: [.mode("unseen")]))
    builder.add(
      Failover(
        "route",
        candidates: [
          Failover.Candidate(serves: .part("a"), seen: .part("watch")),
          Failover.Candidate(serves: .part("b"), seen: .always),
        ], attempts: [Failover.Attempt([.law(.constant(Seconds(15)))])],
        failBack: .constant(Seconds(0))))
    builder.watch("route")
    let years = Seconds.years(50)
    let run = Trials(builder.flat, count: 1_000, over: years, seed: 32)
    let oracle = 4.674_781_453_97e-5
    let cycle = (3_600_000 + 168.3) / (3_600_000 + 2_700)
    expectMean(
      run.samples("route", .down).map { $0 / years.value }, equals: oracle * cycle)
  }

  @Test func `each replacement is detected, launched and up as its laws say`() {
    // Rare faults do not matter here: one a history, at 1 000 s; mean 284.99167 s, false alarm
    // 5.7e-7.
    var slots = TestPool(("a", 1))
    slots.modes = [
      FailureMode("m", failure: .constant(Seconds(1_000)), repair: fixedRepair(1e12))
    ]
    slots.detection = .checks(
      Detector.Checks(every: SimDuration(Seconds(60)), down: 2, up: 2))
    var builder = SystemModelBuilder(name: "one")
    slots.addSlots(to: &builder)
    builder.add(
      ReplacementPool(
        "pool", desired: 1, zones: slots.poolZones,
        launch: Action([.law(.lognormal(median: Seconds(180), sigma: 0.4))])))
    builder.watch("pool/a/1")
    let times = Trials(builder.flat, count: 40_000, over: Seconds(2_000), seed: 33)
      .samples("pool/a/1", .down)
    expectMean(times, equals: 284.991_672_2)
  }
}
