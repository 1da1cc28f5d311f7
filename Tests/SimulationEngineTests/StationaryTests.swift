// SPDX-License-Identifier: GPL-3.0-or-later
// Histories that begin in equilibrium: the same at every instant, from the first on.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct StationaryTests {
  private func run(
    _ builder: SystemModelBuilder, over horizon: Seconds, count: Int = 4_000,
    warmUp: Seconds = .hours(500)
  ) -> Trials {
    Trials(
      builder.flat, count: count, over: horizon, seed: 21, start: .stationary,
      warmUp: SimDuration(warmUp))
  }

  /// Two modes, neither exponential; one repair has steps of which one may have to be repeated.
  private var twoModes: RepairableUnit {
    RepairableUnit(
      "u",
      modes: [
        FailureMode(
          "wear", failure: .lognormal(mean: .hours(100), sigma: 0.5),
          repair: Action([
            .law(.uniform(from: Seconds(0), to: .hours(8))),
            ActionStep(.law(.constant(.hours(3))), success: 0.5),
          ])),
        FailureMode(
          "shock", failure: .uniform(from: .hours(0), to: .hours(80)),
          repair: Action([.law(.lognormal(mean: .hours(4), sigma: 1))])),
      ])
  }

  // MTTR 4 + 3 / 0.5 = 10 and 4 h, so failed by each in proportion to 10/100 and 4/40: 1/6 in all;
  // both processes run in healthy time, with 1/100 + 1/40 failures an hour of it.
  @Test(arguments: [1.0, 20, 500])
  func `a unit is down for its share of any span from instant zero on`(hours: Double) {
    var builder = SystemModelBuilder(name: "m")
    builder.add(twoModes)
    builder.watch("u")
    let run = run(builder, over: .hours(hours), count: hours > 100 ? 1_000 : 6_000)
    let down = run.samples("u", .down).map { $0 / 3_600 / hours }
    // False alarms 5.7e-7. An outage under way at the start counts as one.
    expectMean(down, equals: 1 / 6.0)
    expectMean(
      run.samples("u", .outages), equals: 1 / 6.0 + hours * (1 / 100.0 + 1 / 40.0) * 5 / 6)
  }

  @Test func `a new start is as it was`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(twoModes)
    builder.watch("u")
    let model = builder.flat
    #expect(!model.equilibrium.needsWarmUp)
    #expect(Trials(model, count: 50, over: .hours(1)).samples("u", .outages).max() ?? 9 <= 1)
    let small = Trials(model, count: 2_000, over: .hours(1)).samples("u", .down)
    // Within the first hour: 1 of 80 fail by 'shock', for half an hour on average; not 1/6.
    expectMean(small.map { $0 / 3_600 }, equals: 0.5 / 80 * 0.96, within: 6)
  }

  @Test(arguments: [RepairableUnit.Clock.pause, .continue])
  func `a unit in power that fails keeps its equilibrium`(clock: RepairableUnit.Clock) {
    var builder = SystemModelBuilder(name: "m")
    let law = DurationLaw.lognormal(mean: .hours(50), sigma: 0.7)
    let mode = FailureMode(
      "m", failure: law, repair: Action([.law(.uniform(from: .hours(0), to: .hours(20)))]))
    builder.add(RepairableUnit("p", modes: [mode]))
    builder.add(
      RepairableUnit(
        "u", modes: [mode], requires: [.part("p")], clock: clock, repairClock: clock))
    builder.watch("u", "p")
    // Each is failed for 10/60 of its own time, independently: 1 − (5/6)².
    let run = run(builder, over: .hours(30), count: 6_000)
    expectMean(run.samples("p", .down).map { $0 / 3_600 / 30 }, equals: 1 / 6.0)
    expectMean(run.samples("u", .down).map { $0 / 3_600 / 30 }, equals: 11 / 36.0)
  }

  @Test func `incidents strike and hold from the start`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("u")
    builder.add(
      Incident(
        "i", strikes: .drawn(mtbf: .hours(30)), duration: .lognormal(mean: .hours(10), sigma: 1),
        reactions: [
          Incident.Reaction(
            of: [Incident.Target("u", group: nil)], in: .everywhere, when: [.coin(0.5)])
        ]))
    builder.watch("u")
    // Active for 10 of 40 h, and every second strike holds. False alarms 5.7e-7.
    for hours in [1.0, 60] {
      let run = run(builder, over: .hours(hours))
      expectMean(run.samples("u", .down).map { $0 / 3_600 / hours }, equals: 1 / 8.0)
      expectMean(run.samples("u", .outages), equals: 1 / 8.0 + hours / 80)
    }
  }

  @Test func `control has settled on what is down`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(twoModes)
    builder.addUnit("spare")
    builder.add(
      Detector(
        "watch", target: .part("u"), interval: SimDuration(.hours(2)), down: 3, up: 3,
        latency: SimDuration(.hours(1))))
    builder.add(
      Failover(
        "route",
        candidates: [
          Failover.Candidate(serves: .part("u"), seen: .part("watch")),
          Failover.Candidate(serves: .part("spare"), seen: .always),
        ], attempts: [Failover.Attempt([.law(.constant(.hours(5)))], success: 0.5)],
        failBack: .constant(.hours(1))))
    builder.watch("u", "watch", "route")
    // In the first minute nothing but the start's own state counts: where u is down the detector
    // says so, and the route goes by the spare.
    let run = run(builder, over: .minutes(1), count: 2_000)
    expectMean(run.samples("watch", .down).map { $0 / 60 }, equals: 1 / 6.0)
    let (u, watch, route) = (
      run.samples("u", .down), run.samples("watch", .down), run.samples("route", .down)
    )
    for i in u.indices where u[i] == 0 || u[i] == 60 {
      #expect(watch[i] == u[i] && route[i] == 0)
    }
  }

  @Test func `a network begins with what it has lost, and without an interruption`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(twoModes)
    builder.add(FlowNode("node", while: .part("u"), to: .end))
    builder.serve("egress", 8, to: .element("node"))
    let run = run(builder, over: .minutes(1), count: 2_000)
    expectMean(run.samples("egress", .lost).map { $0 / 60 }, equals: 1 / 6.0)
    expectMean(run.samples("egress", .dark).map { $0 / 60 }, equals: 1 / 6.0)
    // 35 failures in 1 000 h of healthy time: half of a thousandth in a minute.
    #expect(run.samples("egress", .interruptions).reduce(0, +) < 10)
  }

  @Test func `where repairs share a crew a warm-up leads to the equilibrium`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(RepairCrew("crew"))
    for (name, ages) in [("a", Signal.always), ("b", .not(.part("a")))] {
      builder.add(
        RepairableUnit(
          ComponentPath(name),
          modes: [
            FailureMode(
              "m", failure: .exponential(mean: .hours(50)),
              repair: Action([.law(.exponential(mean: .hours(20)))]))
          ], agesWhile: ages, crew: "crew"))
    }
    builder.add(.up(name: "pair", .any([.part("a"), .part("b")])))
    let model = builder.flat
    #expect(model.equilibrium.needsWarmUp)
    // Birth and death with λ/μ = 0.4: 0.16 of 1 + 0.4 + 0.16. A start without a warm-up would give
    // less than a tenth of it. False alarm 5.7e-7.
    let run = run(builder, over: .hours(2), count: 8_000)
    expectMean(run.samples("pair", .down).map { $0 / 7_200 }, equals: 0.16 / 1.56)
    let short = self.run(builder, over: .hours(2), count: 2_000, warmUp: Seconds(0))
    #expect(SampleMoments(of: short.samples("pair", .down)).mean / 7_200 < 0.01)
  }

  @Test func `a warm-up keeps the windows of a calendar, and measures nothing`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(
      Calendar(
        "inspection", first: .zero + SimDuration(.hours(10)), every: SimDuration(.hours(24)),
        length: .constant(Seconds(1)), lead: SimDuration(.hours(1))))
    builder.add(
      RepairableUnit(
        "u",
        modes: [
          FailureMode(
            "blind", failure: .exponential(mean: .hours(100)), repair: fixedRepair(0),
            repairWhen: .not(.part("inspection.window")))
        ]))
    builder.add(.up(name: "window", .part("inspection.window")))
    builder.add(.up(name: "announced", .part("inspection.announced")))
    builder.watch("u")
    let stationary = run(builder, over: .hours(24), warmUp: .hours(1_003))
    // 1 − (1 − exp(−0.24)) / 0.24 over any period of 24 h, though inspections begin at hour 10.
    expectMean(stationary.samples("u", .down).map { $0 / 3_600 / 24 }, equals: 0.110_949_4)
    let new = Trials(builder.flat, over: .hours(240))
    let warm = run(builder, over: .hours(240), count: 1)
    for name in ["window", "announced"] {
      #expect(warm[name, .down] == new[name, .down] && warm[name, .outages] == 10)
    }
  }
}
