// SPDX-License-Identifier: GPL-3.0-or-later
// Units and redundancy against closed forms; runs in release.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct EngineValidationUnits {
  private static let minute = 60.0

  @Test func `8 of 10 repairable units are unavailable with 5.75363e-5`() {
    var builder = SystemModelBuilder(name: "8 of 10")
    let units = (0..<10).map { ComponentPath("unit/\($0)") }
    for unit in units {
      builder.add(
        RepairableUnit(
          unit,
          modes: [
            FailureMode(
              "m", failure: .exponential(mean: .hours(1_000)),
              repair: Action([.law(.exponential(mean: .hours(8)))]))
          ]))
    }
    builder.add(.up(name: "service", .atLeast(8, of: units.map(Signal.part))))
    // p = 8/1008; the sum over 3 … 10 down of binomial(10, k) p^k (1 − p)^(10 − k). All units start
    // healthy: over 50 years that is 8 h · O(1) of 438 000 h, 2e-5 relative. False alarm 5.7e-7.
    let run = Trials(builder.flat, count: 400, over: .years(50), seed: 11)
    expectMean(
      run.samples("service", .down).map { $0 / Seconds.years(50).value }, equals: 5.753_63e-5)
  }

  @Test func `competing modes fail at the sum of their rates`() {
    var builder = SystemModelBuilder(name: "modes")
    builder.add(
      RepairableUnit(
        "u",
        modes: [
          FailureMode(
            "host", failure: .exponential(mean: .days(70)),
            repair: Action([.law(.uniform(from: .hours(1), to: .hours(3)))])),
          FailureMode(
            "software", failure: .lognormal(mean: .days(30), sigma: 0.9),
            repair: Action([.law(.lognormal(mean: .hours(5), sigma: 1.1))])),
        ]))
    builder.watch("u")
    // Renewals of both in the unit's own up time: U = (2/1680 + 5/720) / (1 + the same), long run.
    // The lognormal's first epoch over 200 years (2 400 renewals) biases by (1 − c²)/2 of one
    // renewal: below 1e-4 relative. False alarm 5.7e-7.
    let ratio = 2.0 / 1_680 + 5.0 / 720
    let run = Trials(builder.flat, count: 200, over: .years(200), seed: 12)
    expectMean(
      run.samples("u", .down).map { $0 / Seconds.years(200).value },
      equals: ratio / (1 + ratio))
  }

  @Test func `one per cent of broken returns adds 3.70 minutes a year to case 2`() {
    func minutes(_ broken: Double) -> [Double] {
      var builder = SystemModelBuilder(name: "case 2")
      builder.operatorReaction = .lognormal(median: .minutes(12), p95: .minutes(60))
      let fix = ActionStep.law(.constant(.minutes(10)))
      builder.add(
        Calendar(
          "patch", first: .zero + SimDuration(.hours(365)), every: SimDuration(.hours(730)),
          length: .triangular(least: Seconds(20), likeliest: Seconds(60), most: Seconds(300))))
      builder.add(
        Incident(
          "zone", strikes: .drawn(mtbf: Seconds.years(1) * (1 / 0.121)),
          duration: .lognormal(mean: .minutes(163.5), sigma: 1.002),
          severity: .mixture([
            .init(weight: 0.75, law: .uniform(from: Share(0.02), to: Share(0.3))),
            .init(weight: 0.25, law: .constant(Share(1))),
          ]), groups: ["a"], home: 0,
          reactions: [
            Incident.Reaction(
              of: [Incident.Target("nat", group: 0)], in: .here, when: [.coinOfSeverity])
          ]))
      builder.add(
        RepairableUnit(
          "nat",
          modes: [
            FailureMode(
              "host", failure: .exponential(mean: .years(25)),
              repair: Action([.law(.constant(.minutes(9.8)))])),
            FailureMode(
              "software", failure: .exponential(mean: .years(2)),
              repair: Action([.operatorReaction, fix])),
          ], requires: [.part("patch.window")], comesBackBroken: broken,
          brokenRepair: Action([.operatorReaction, fix])))
      builder.watch("nat")
      return Trials(builder.flat, count: 400, over: .years(60), seed: 13)
        .samples("nat", .down).map { $0 / 60 / 60 }
    }
    // Reaction 12 · exp(σ²/2), σ = ln 5 / 1.64485: 19.37 min; with the fix 29.37. Host 0.04 · 9.8,
    // software 0.5 · 29.37, reboots 12 · 126.67 s, zone 0.121 · 0.37 · 163.5: 0.39 + 14.68 + 25.33
    // + 7.32 = 47.73. Broken: 0.01 of 12 + 0.5 + 0.04 + 0.045 returns a year, and 29.37 min each:
    // 3.70. Idle time between faults shortens both by 1e-4. False alarms 5.7e-7.
    let without = minutes(0)
    expectMean(without, equals: 47.73, "without broken returns")
    expectMean(minutes(0.01), equals: 47.73 + 3.70, "with broken returns")
  }

  @Test func `marks nest: 7.52 minutes a year of a zone's plane, 5.64 of the region's`() {
    var builder = SystemModelBuilder(name: "marks")
    let zones = ["a", "b", "c"]
    builder.addUnit("plane")
    for (home, zone) in zones.enumerated() {
      builder.addUnit(ComponentPath("plane/\(zone)"))
      builder.add(
        Incident(
          ComponentPath("zone/\(zone)"), strikes: .drawn(mtbf: Seconds.years(1) * (1 / 0.121)),
          duration: .lognormal(mean: .minutes(163.5), sigma: 1.002), groups: zones, home: home,
          reactions: [
            Incident.Reaction(
              of: zones.enumerated().map {
                Incident.Target(ComponentPath("plane/\($1)"), group: $0)
              }, in: .here, when: [.markIn(0, 0.19)]),
            Incident.Reaction(
              of: [Incident.Target("plane", group: nil)], in: .everywhere,
              when: [.markIn(0, 0.095)]),
          ]))
    }
    builder.add(.up(name: "here", .all([.part("plane"), .part("plane/a")])))
    builder.watch("plane")
    // 0.121 · 163.5 · (0.19 + 2 · 0.095) and 3 · 0.121 · 163.5 · 0.095, less overlaps and the time
    // under way, 2e-4 together. False alarms 5.7e-7.
    let run = Trials(builder.flat, count: 400, over: .years(100), seed: 14)
    expectMean(run.samples("here", .down).map { $0 / 6_000 }, equals: 7.518)
    expectMean(run.samples("plane", .down).map { $0 / 6_000 }, equals: 5.638)
  }
}
