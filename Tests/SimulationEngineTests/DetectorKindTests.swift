// SPDX-License-Identifier: GPL-3.0-or-later
// Detectors that wait for answers, that die and live again, and that have no checks at all.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct DetectorKindTests {
  private func checks(
    every interval: Double, fromResponse: Bool = false, down: Int, up: Int = 1,
    latency: Double = 0, byCause: [Detector.Latency.Cause] = []
  ) -> Detector.Timing {
    .checks(
      Detector.Checks(
        every: SimDuration(Seconds(interval)), fromResponse: fromResponse, down: down, up: up,
        latency: Detector.Latency(SimDuration(Seconds(latency)), byCause: byCause)))
  }

  /// A unit `u` that is down in these spans, watched by `watch` while `life` is up.
  private func watching(
    _ spans: [ClosedRange<Double>], _ timing: Detector.Timing,
    dead: [ClosedRange<Double>] = [], revival: Detector.Revival = .frozen
  ) -> FlatModel {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("u", downIn: spans)
    builder.addUnit("life", downIn: dead)
    builder.add(
      Detector(
        "watch", target: .part("u"), timing: timing, alive: .part("life"), revival: revival))
    builder.watch("watch")
    return builder.flat
  }

  private func down(_ model: FlatModel, until horizon: Double = 1_000) -> Double {
    Trials(model, over: Seconds(horizon))["watch", .down]
  }

  // MARK: From the response

  // With T = 30 s, three checks and w = 10 s: phase + 2 · 30 + 10 from the probe, phase + 2 · 40 +
  // 10 from the response.
  @Test(arguments: [(false, 70.0), (true, 90)])
  func `while the target fails, checks from the response are T + w apart`(
    fromResponse: Bool, earliest: Double
  ) {
    let model = watching(
      [1_000...2_000], checks(every: 30, fromResponse: fromResponse, down: 3, up: 2, latency: 10))
    let falls = Trials(model, count: 600, over: Seconds(1_500)).samples("watch", .down)
      .map { 500 - $0 }
    expectLaw(falls, follows: { ($0 - earliest) / 30 })  // false alarm 9.3e-7
    // A target that is up answers at once: phase + 30.
    let whole = Trials(model, count: 600, over: Seconds(3_000)).samples("watch", .down)
    let returns = zip(whole, falls).map { $0 - 1_000 + $1 }
    expectLaw(returns, follows: { ($0 - 30) / 30 })
  }

  @Test func `checks that wait for answers are fewer`() {
    // 45 s hold four or five checks from the probe, and never a second one from the response.
    let fall = [100.0...145]
    #expect(down(watching(fall, checks(every: 10, down: 4))) > 0)
    let slow = watching(fall, checks(every: 10, fromResponse: true, down: 2, latency: 35))
    #expect(
      Trials(slow, count: 50, over: Seconds(500)).samples("watch", .down)
        == .init(repeating: 0, count: 50))
    // 100 s hold five checks 20 s apart; after a gap that none sees, the eighth comes at 240 +
    // phase, its answer 10 s later, and up at 301 + phase. False alarm 1e-5 in 100 runs.
    let streak = watching(
      [100...200, 200.000_001...300], checks(every: 10, fromResponse: true, down: 8, latency: 10))
    let times = Trials(streak, count: 100, over: Seconds(300)).samples("watch", .down)
    #expect(times.allSatisfy { $0 > 39.9 && $0 < 50.1 })
  }

  // MARK: Latency by cause

  @Test(
    arguments: [
      ([], 10, 10), ([.init(mode: "daemon", .zero)], 10, 0),
      ([.init(leaf: "u", mode: "daemon", .zero)], 10, 0),
      ([.init(leaf: "v", mode: "daemon", .zero)], 10, 10),
      (
        [
          .init(mode: "daemon", SimDuration(Seconds(3))),
          .init(leaf: "u", mode: "daemon", SimDuration(Seconds(4))),
          .init(mode: "host", SimDuration(Seconds(5))),
        ], 5, 4
      ),
    ] as [([Detector.Latency.Cause], Double, Double)])
  func `a check waits as long as the mode of the fault makes it`(
    byCause: [Detector.Latency.Cause], host: Double, daemon: Double
  ) {
    var builder = SystemModelBuilder(name: "m")
    for name: ComponentPath in ["u", "v"] {
      builder.add(
        RepairableUnit(
          name,
          modes: [
            FailureMode("host", failure: .constant(Seconds(100)), repair: fixedRepair(50)),
            FailureMode("daemon", failure: .constant(Seconds(260)), repair: fixedRepair(50)),
          ], requires: name == "v" ? [.not(.part("off"))] : []))
    }
    builder.addUnit("off")
    // The target is a gate: the mode is that of the origin.
    builder.add(LogicGate("way", .all([.part("u"), .not(.part("v"))])))
    builder.add(
      Detector(
        "watch", target: .part("way"),
        timing: checks(every: 0.001, down: 1, latency: 10, byCause: byCause)))
    builder.watch("watch")
    // Host 100–150 and 250–300, the daemon at 260 + 2 · 50 until 410, within the third host fault's
    // reach of 400.
    let model = builder.flat
    let first = Trials(model, over: Seconds(200))["watch", .down]
    let all = Trials(model, over: Seconds(399))["watch", .down]
    #expect((first - (50 - host)).magnitude < 0.01)
    #expect((all - (2 * (50 - host) + (39 - daemon))).magnitude < 0.01)
  }

  // MARK: Life

  @Test func `a dead detector drops what is pending, and begins anew when it lives`() {
    let delay = Detector.Timing.delay(.constant(Seconds(20)))
    // Due at 120, dead from 110 to 130, due at 150; up 20 s after 200.
    #expect(down(watching([100...200], delay, dead: [110...130])) == 70)
    // A report on its way is dropped as well.
    let late = checks(every: 0.001, down: 1, latency: 50)
    #expect(down(watching([100...200], late, dead: [120...300])) == 0)
  }

  @Test(arguments: [(Detector.Revival.frozen, 200.0), (.up, 180)])
  func `its output is frozen while it is dead`(revival: Detector.Revival, expected: Double) {
    // Down at 120; the return at 200 is not seen. Alive at 300: up at once, or 20 s later.
    let model = watching(
      [100...200], .delay(.constant(Seconds(20))), dead: [150...300], revival: revival)
    #expect(down(model) == expected)
  }

  @Test func `one that revives up has its target still to find down`() {
    let model = watching(
      [100...400], .delay(.constant(Seconds(20))), dead: [150...160], revival: .up)
    // 120–160 and 180–420.
    #expect(down(model) == 280)
  }

  @Test func `a streak does not outlive its detector`() {
    // 5 checks before the death at 150, then 15 anew: 290 + phase, until 300 + phase.
    let model = watching(
      [100...300], checks(every: 10, down: 15), dead: [150...150.000_001])
    let times = Trials(model, count: 100, over: Seconds(300)).samples("watch", .down)
    #expect(times.allSatisfy { $0 > 0 && $0 <= 10 })
    expectMean(times, equals: 5)  // false alarm 5.7e-7
  }

  @Test func `nor does a streak of earlier falls`() {
    // Ten checks until 200, a gap that none sees, and a death at 210: two checks until 230, another
    // gap, and thirteen more complete the fifteen at 350 + phase. False alarm 2e-5 in 100 runs.
    let model = watching(
      [100...200, 200.000_001...230, 230.000_001...400], checks(every: 10, down: 15),
      dead: [210...210.000_001])
    let times = Trials(model, count: 100, over: Seconds(400)).samples("watch", .down)
    #expect(times.allSatisfy { $0 > 39.9 && $0 < 50.1 })
  }

  @Test func `one that is dead from the start shows up`() {
    let model = watching([10...200], .delay(.constant(Seconds(20))), dead: [0...100])
    #expect(down(model) == 100)
  }

  // MARK: Without checks

  @Test func `one draw at each change away from what is reported, withdrawn by the return`() {
    let delay = Detector.Timing.delay(.constant(Seconds(20)))
    #expect(down(watching([100...119], delay)) == 0)
    // Reported 120–141.
    #expect(down(watching([100...121], delay)) == 21)
    // The return at 130 is too short to be reported: 120–220.
    #expect(down(watching([100...130, 149...200], delay)) == 100)
    // 10 s of an exponential of mean 10 s: 1 − 1/e. False alarm 5.7e-7.
    let model = watching([100...110], .delay(.exponential(mean: Seconds(10))))
    let reports = Trials(model, count: 1_000, over: Seconds(1_000)).samples("watch", .outages)
    expectMean(reports, equals: 0.632_120_559)
  }

  // MARK: Oracles

  @Test func `the third failed check of 30 s comes after 75 s on average`() {
    // (k − 1) P + U(0, P): mean 75, least 60, most 90, deviation 8.66 s. False alarms 5.7e-7.
    let model = watching([1_000...3_000], checks(every: 30, down: 3))
    let times = Trials(model, count: 2_000, over: Seconds(2_000)).samples("watch", .down)
      .map { 1_000 - $0 }
    #expect(times.allSatisfy { $0 >= 60 && $0 < 90 })
    expectMean(times, equals: 75)
    let moments = SampleMoments(of: times)
    expectMean(
      moments.variance, standardError: moments.standardErrorOfVariance, equals: 75, "variance")
  }

  /// Sixteen checkers of one target, healthy while three of them say so: how long after 1 000 s the
  /// verdict falls, and after 3 000 s returns.
  private func quorum(
    _ timing: Detector.Timing, count: Int
  ) -> (falls: [Double], returns: [Double]) {
    var builder = SystemModelBuilder(name: "quorum")
    builder.addUnit("u", downIn: [1_000...3_000])
    let checkers = (1...16).map { ComponentPath("check/\($0)") }
    for checker in checkers {
      builder.add(Detector(checker, target: .part("u"), timing: timing))
    }
    builder.add(.up(name: "verdict", .atLeast(3, of: checkers.map(Signal.part))))
    let falls = Trials(builder.flat, count: count, over: Seconds(2_000)).samples("verdict", .down)
    let whole = Trials(builder.flat, count: count, over: Seconds(5_000)).samples("verdict", .down)
    return (falls.map { 1_000 - $0 }, zip(whole, falls).map { $0 - $1 - 1_000 })
  }

  @Test func `a quorum of 18 % of 16 checkers declares at the 14th of them`() {
    // 20 s + 10 s · U(14:16) = 28.2353 s, deviation 0.898544 s, within 28 s with 0.351844.
    let falls = quorum(checks(every: 10, down: 3), count: 1_500).falls
    let moments = SampleMoments(of: falls)
    expectMean(falls, equals: 28.235_294_1)
    expectMean(
      moments.variance, standardError: moments.standardErrorOfVariance,
      equals: 0.898_544_253_9 * 0.898_544_253_9, "variance")
    expectMean(falls.map { $0 <= 28 ? 1 : 0 }, equals: 0.351_843_720_9)
  }

  // Black hole: 60 + 30 · 14/17 + 3 w = 114.7 s, refused at once: 84.7 s; back after 60 +
  // 30 · 3/17 = 65.3 s. False alarms 5.7e-7.
  @Test(arguments: [(10.0, 114.705_882), (0, 84.705_882)])
  func `a quorum of checkers that wait for answers`(latency: Double, fall: Double) {
    let times = quorum(
      checks(every: 30, fromResponse: true, down: 3, up: 3, latency: latency), count: 800)
    expectMean(times.falls, equals: fall)
    expectMean(times.returns, equals: 65.294_118)
  }
}
