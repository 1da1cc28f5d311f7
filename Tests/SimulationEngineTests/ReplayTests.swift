// SPDX-License-Identifier: GPL-3.0-or-later
// Replayed strikes: groups named or drawn, what is missing is drawn. Calendars.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing
import TestSupport

@Suite struct ReplayTests {
  private func replay(
    _ groups: ReplayedStrike.Groups, duration: Double? = 10, spread: Double = 0, count: Int = 1
  ) -> [[Double]] {
    var builder = SystemModelBuilder(name: "m")
    let units = ["a", "b", "c"].map { ComponentPath($0) }
    for unit in units { builder.addUnit(unit) }
    let strike = ReplayedStrike(
      at: .zero + SimDuration(Seconds(100)), duration: duration.map { SimDuration(Seconds($0)) },
      severity: nil, groups: groups)
    builder.add(
      Incident(
        "zone", strikes: .replayed([strike]),
        duration: .uniform(from: Seconds(20), to: Seconds(30)), groups: ["a", "b", "c"],
        spread: spread,
        reactions: [
          Incident.Reaction(
            of: units.enumerated().map { Incident.Target($1, group: $0) }, in: .here)
        ]))
    builder.watch("a", "b", "c")
    let run = Trials(builder.flat, count: count, over: Seconds(1_000))
    let times = units.map { run.samples($0.text, .down) }
    return run.raw.indices.map { i in times.map { $0[i] } }
  }

  @Test func `named groups are struck, and nothing spreads from a dated strike`() {
    #expect(replay(.named([0, 2])) == [[10, 0, 10]])
    #expect(replay(.named([1]), spread: 1) == [[0, 10, 0]])
    #expect(replay(.none) == [[0, 0, 0]])
  }

  @Test func `drawn groups are distinct, and those beyond the model's strike nothing`() {
    #expect(replay(.drawn(count: 3, population: 3), count: 20).allSatisfy { $0 == [10, 10, 10] })
    #expect(replay(.drawn(count: 6, population: 6), count: 20).allSatisfy { $0 == [10, 10, 10] })
    let hits = replay(.drawn(count: 2, population: 6), count: 3_000).map { $0.map { $0 / 10 } }
    // Each with 2/6; a given pair with 1/15 (independent: 1/9). False alarms 5.7e-7.
    for group in 0...2 { expectMean(hits.map { $0[group] }, equals: 1.0 / 3) }
    expectMean(hits.map { $0[0] * $0[1] }, equals: 1.0 / 15)
    #expect(hits.allSatisfy { $0.reduce(0, +) <= 2 })
  }

  @Test func `a missing duration is drawn`() {
    let times = replay(.named([0]), duration: nil, count: 500).map { $0[0] }
    expectLaw(times, follows: { ($0 - 20) / 10 })  // false alarm 9.3e-7
  }

  // MARK: Calendars

  private func calendar(
    first: Double, every: Double, length: DurationLaw, lead: Double = 0, over horizon: Double
  ) -> Trials {
    var builder = SystemModelBuilder(name: "m")
    builder.add(
      Calendar(
        "c", first: .zero + SimDuration(Seconds(first)), every: SimDuration(Seconds(every)),
        length: length, lead: SimDuration(Seconds(lead))))
    builder.add(.up(name: "window", .part("c.window")))
    builder.add(.up(name: "announced", .part("c.announced")))
    return Trials(builder.flat, over: Seconds(horizon))
  }

  @Test func `a window a month is twelve a year`() {
    let run = calendar(
      first: 730 * 3_600 / 4, every: 730 * 3_600,
      length: .triangular(least: Seconds(20), likeliest: Seconds(60), most: Seconds(300)),
      over: Seconds.years(1).value)
    #expect(run["window", .outages] == 12)
    #expect(run["window", .down] > 12 * 20)
    #expect(run["announced", .down] == run["window", .down])
  }

  @Test func `a window is announced from its lead to its end`() {
    let run = calendar(
      first: 100, every: 100, length: .constant(Seconds(20)), lead: 10, over: 1_000)
    // Nine windows; the tenth, at 1 000, is only announced.
    #expect(run["window", .down] == 9 * 20)
    #expect(run["announced", .down] == 9 * 30 + 10)
    #expect(run["announced", .outages] == 10)
    let early = calendar(
      first: 5, every: 100, length: .constant(Seconds(20)), lead: 10, over: 50)
    #expect(early["announced", .down] == 25)
  }

  @Test func `a start within an open window is skipped, one at its end is not`() {
    let long = calendar(first: 100, every: 100, length: .constant(Seconds(150)), over: 1_000)
    // 100–250, 300–450, 500–650, 700–850, 900–
    #expect(long["window", .down] == 4 * 150 + 100)
    #expect(long["window", .outages] == 5)
    let touching = calendar(first: 100, every: 100, length: .constant(Seconds(100)), over: 1_000)
    #expect(touching["window", .down] == 900)
    #expect(touching["window", .outages] == 1)
  }
}
