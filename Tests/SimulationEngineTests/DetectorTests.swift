// SPDX-License-Identifier: GPL-3.0-or-later
// Detectors in the engine: times, streaks, irrevocable reports, blind spots.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing
import TestSupport

@Suite struct DetectorTests {
  private func watching(
    _ spans: [ClosedRange<Double>], every interval: Double, down: Int, up: Int = 1,
    latency: Double = 0
  ) -> FlatModel {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("u", downIn: spans)
    builder.add(
      Detector(
        "watch", target: .part("u"), interval: SimDuration(Seconds(interval)), down: down,
        up: up, latency: SimDuration(Seconds(latency))))
    builder.watch("watch")
    return builder.flat
  }

  @Test func `a fall is reported after T/2 + (k − 1) T + w on average, a return without w`() {
    let model = watching([1_000...2_000], every: 30, down: 3, up: 2, latency: 10)
    let falls = Trials(model, count: 600, over: Seconds(1_500)).samples("watch", .down)
      .map { 500 - $0 }
    let whole = Trials(model, count: 600, over: Seconds(3_000)).samples("watch", .down)
    let returns = zip(whole, falls).map { $0 - 1_000 + $1 }
    #expect(falls.allSatisfy { $0 >= 70 && $0 < 100 })
    #expect(returns.allSatisfy { $0 >= 30 && $0 < 60 })
    // Uniform phases; false alarms: 5.7e-7 for a mean, 9.3e-7 for a law.
    expectMean(falls, equals: 15 + 60 + 10)
    expectMean(returns, equals: 15 + 30)
    expectLaw(falls, follows: { ($0 - 70) / 30 })
    expectLaw(returns, follows: { ($0 - 30) / 30 })
  }

  @Test func `a fall too short for its checks is not reported`() {
    // 20 s hold two checks at intervals of 10 s.
    let run = Trials(
      watching([100...120, 500...520], every: 10, down: 3), count: 50, over: Seconds(1_000))
    #expect(run.samples("watch", .down).allSatisfy { $0 == 0 })
  }

  @Test func `a streak survives a return that no check saw`() {
    // 100 s hold ten checks; a gap of 1 µs holds one with 1e-7 (false alarm 1e-5 in 100 runs). Five
    // more checks complete the fifteen: 240 s + phase, until up is seen within 10 s after 300.
    let model = watching([100...200, 200.000_001...300], every: 10, down: 15)
    let run = Trials(model, count: 100, over: Seconds(300))
    #expect(run.samples("watch", .down).allSatisfy { $0 > 49.9 && $0 < 60.1 })
  }

  @Test func `a streak ends when a check sees the unit up`() {
    // 20 s up hold two checks; 100 s hold ten, fewer than twelve.
    let model = watching([100...200, 220...320], every: 10, down: 12)
    let run = Trials(model, count: 100, over: Seconds(1_000))
    #expect(run.samples("watch", .down).allSatisfy { $0 == 0 })
  }

  @Test func `of a check and a change in one microsecond the check sees the new state`() {
    // Checks 2 µs apart, so that a phase is 0 or 1 µs. The first fall lasts 1 µs and is seen with
    // 1/2; the return after it lasts 1 µs and is not seen with 1/2. So a streak of one meets the
    // last fall with 1/4, which is then reported 0 or 1 µs later, else 2 or 3 µs later.
    let model = watching([100...100.000_001, 100.000_002...200], every: 0.000_002, down: 2)
    let times = Trials(model, count: 1_000, over: Seconds(100.000_010)).samples("watch", .down)
    let delays = times.map { 8 - ($0 * 1e6).rounded() }
    #expect(delays.allSatisfy { (0...3).contains($0) })
    expectMean(delays.map { $0 <= 1 ? 1 : 0 }, equals: 0.25)  // false alarm 5.7e-7
  }

  @Test func `a report on its way is irrevocable`() {
    // The check falls on 100 + p, the report on 150 + p although the unit is up since 115; ten
    // checks of up, counted from 115, end at 205 + q. p and q in 0 … 10.
    let model = watching([100...115], every: 10, down: 1, up: 10, latency: 50)
    let times = Trials(model, count: 400, over: Seconds(1_000)).samples("watch", .down)
    #expect(times.allSatisfy { $0 > 45 && $0 < 65 })
    expectMean(times, equals: 55)  // false alarm 5.7e-7
  }

  @Test func `after a late report it goes on as from the last change`() {
    // Three checks of up have passed before the report of down comes: both fall on one instant.
    let model = watching([100...115], every: 10, down: 1, up: 3, latency: 50)
    let run = Trials(model, count: 50, over: Seconds(1_000))
    #expect(run.samples("watch", .down).allSatisfy { $0 == 0 })
  }

  @Test func `a unit that is down from the start is found`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("v")
    builder.add(RepairableUnit("u", requires: [.not(.part("v"))]))
    builder.add(
      Detector("watch", target: .part("u"), interval: SimDuration(Seconds(10)), down: 2, up: 1))
    builder.watch("watch", "u")
    let run = Trials(builder.flat, count: 50, over: Seconds(100))
    #expect(run.samples("u", .down).allSatisfy { $0 == 100 })
    #expect(run.samples("watch", .down).allSatisfy { $0 > 80 && $0 <= 90 })
  }

  // MARK: Blind spots

  /// How long a detector with checks every millisecond is down: what it sees, within 0.1 s.
  private func seen(
    _ blind: [Detector.BlindSpot], restart: Double = 0, comesBackBroken: Double = 0
  ) -> Double {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("power", downIn: [200...204])
    builder.add(
      RepairableUnit(
        "u",
        modes: [
          FailureMode("m", failure: .constant(Seconds(100)), repair: fixedRepair(1)),
          FailureMode("n", failure: .constant(Seconds(140)), repair: fixedRepair(2)),
        ], requires: [.part("power")], restart: .constant(Seconds(restart)),
        comesBackBroken: comesBackBroken, brokenRepair: fixedRepair(16)))
    builder.hold(["u"], in: [180...188], by: "script")
    builder.add(
      Detector(
        "watch", target: .part("u"), interval: SimDuration(Seconds(0.001)), down: 1, up: 1,
        blind: blind))
    builder.watch("watch")
    return Trials(builder.flat, over: Seconds(210))["watch", .down]
  }

  // m takes 1 s from 100, n 2 s from 141 (m paused it for 1 s), the hold 8 s, no power 4 s.
  @Test(
    arguments: [
      ([], 15), ([.mode("m")], 14), ([.mode("n")], 13),
      ([.required(.part("power"))], 11), ([.mode("m"), .mode("n"), .broken], 12),
      ([.mode("m"), .mode("n"), .required(.part("power"))], 8),
    ] as [([Detector.BlindSpot], Double)])
  func `a detector sees a unit up that is down only for its blind spots`(
    blind: [Detector.BlindSpot], down: Double
  ) {
    #expect((seen(blind) - down).magnitude < 0.1)
  }

  @Test func `a restart is seen even after what was not seen`() {
    // Restarts of 3 s follow each of the four; m, n and the lack of power themselves are not seen.
    let blind: [Detector.BlindSpot] = [.mode("m"), .mode("n"), .required(.part("power"))]
    #expect((seen(blind, restart: 3) - (8 + 4 * 3)).magnitude < 0.1)
  }

  @Test func `a broken return can be a blind spot`() {
    // Every return is broken for 16 s: m from 100 1 + 16, n from 157 2 + 16, the hold 180–188, and
    // its 16 s stretched by the lack of power 200–204, until 208.
    let blind = seen([.broken], comesBackBroken: 1 - 1e-9)
    #expect((blind - (1 + 2 + 8 + 4)).magnitude < 0.1)
    let seeing = seen([], comesBackBroken: 1 - 1e-9)
    #expect((seeing - (17 + 18 + 28)).magnitude < 0.1)
  }
}
