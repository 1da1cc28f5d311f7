// SPDX-License-Identifier: GPL-3.0-or-later
// Demand that varies over the week, against an integration hour by hour and span by span.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

/// Two sources with profiles of their own, each over a unit, then together over one narrow node.
private struct TwoSources {
  let profiles: [DemandProfile]
  let rates: [Int64] = [900_001, 700_003]
  let narrow: Int64 = 1_100_000
  /// Spans in which each unit is down, in seconds.
  let spans: [[ClosedRange<Double>]]

  /// Random profiles and about `count` faults of a minute to two weeks before `seconds`.
  init(seed: UInt64, faults count: Int, before seconds: Double, weeks: Int = 0) {
    var choices = Choices(seed: seed)
    profiles = (0..<2).map { _ in
      DemandProfile(
        hourly: (0..<168).map { _ in Int64.random(in: 0...1_000_000_000, using: &choices) },
        weekly: (0..<weeks).map { _ in
          Int64.random(in: 500_000_000...1_000_000_000, using: &choices)
        }
      )
    }
    spans = (0..<2).map { _ in
      var spans: [ClosedRange<Double>] = []
      var start = Double.random(in: 0...9_000, using: &choices)
      while start < seconds {
        let isLong = Int.random(in: 0..<4, using: &choices) == 0
        let length = Double.random(in: 60...(isLong ? 1_300_000 : 5_000), using: &choices)
        spans.append(start...(start + length))
        start += length + Double.random(in: 1...(2 * seconds / Double(count)), using: &choices)
      }
      return spans.map {
        ($0.lowerBound * 1e6).rounded() / 1e6...($0.upperBound * 1e6).rounded() / 1e6
      }
    }
  }

  func model(with more: (inout SystemModelBuilder) -> Void = { _ in }) -> FlatModel {
    builder(with: more).flat
  }

  func builder(with more: (inout SystemModelBuilder) -> Void = { _ in }) -> SystemModelBuilder {
    var builder = SystemModelBuilder(name: "m")
    for i in 0..<2 {
      builder.addUnit(ComponentPath("u\(i)"), downIn: spans[i])
      builder.add(
        FlowNode(
          ComponentPath("n\(i)"), while: .part(ComponentPath("u\(i)")), to: .element("narrow")))
      builder.add(
        FlowSource(
          ComponentPath("s\(i)"), rate: rates[i], profile: profiles[i],
          to: .element(ComponentPath("n\(i)"))))
    }
    builder.add(FlowNode("narrow", capacity: .scaled(narrow, .full), to: .end))
    builder.add(.carried(name: "narrow", node: "narrow"))
    builder.add(
      .served(
        ServedMeasure(
          name: "egress", sources: ["s0", "s1"], demand: rates[0] + rates[1],
          profile: profiles[0])))
    more(&builder)
    return builder
  }

  private func isDown(_ unit: Int, at micros: Int64) -> Bool {
    spans[unit].contains {
      Int64(($0.lowerBound * 1e6).rounded()) <= micros
        && micros < Int64(($0.upperBound * 1e6).rounded())
    }
  }

  /// What one instant offers and serves, by the rules.
  private func flows(at micros: Int64) -> (offered: Int64, served: Int64) {
    let hour = Int(micros / 3_600_000_000)
    let wanted = (0..<2).map { i in
      Int64(Int128(rates[i]) * Int128(profiles[i].factor(inHour: hour)) / 1_000_000_000)
    }
    let inflow = (0..<2).map { isDown($0, at: micros) ? 0 : wanted[$0] }
    let sum = inflow[0] + inflow[1]
    let passed = sum > narrow ? inflow.map { $0 * narrow / sum } : inflow
    return (wanted[0] + wanted[1], passed[0] + passed[1])
  }

  /// Lost, carried, short time, dark time, outages, dark outages, in a walk over all instants at
  /// which anything changes.
  func integrated(until horizon: Int64) -> [Int128] {
    var edges = Set((0...horizon / 3_600_000_000).map { $0 * 3_600_000_000 })
    for span in spans.joined() {
      edges.insert(Int64((span.lowerBound * 1e6).rounded()))
      edges.insert(Int64((span.upperBound * 1e6).rounded()))
    }
    let sorted = edges.filter { $0 < horizon }.sorted() + [horizon]
    var sums = [Int128](repeating: 0, count: 6)
    var (wasShort, wasDark) = (false, false)
    for (start, end) in zip(sorted, sorted.dropFirst()) {
      let (offered, served) = flows(at: start)
      let span = Int128(end - start)
      let isShort = Int128(served) * 1_000 < Int128(offered) * 999
      let isDark = served == 0 && offered > 0
      sums[0] += Int128(offered - served) * span
      sums[1] += Int128(served) * span
      if isShort { sums[2] += span }
      if isDark { sums[3] += span }
      if isShort && !wasShort { sums[4] += 1 }
      if isDark && !wasDark { sums[5] += 1 }
      (wasShort, wasDark) = (isShort, isDark)
    }
    return sums
  }
}

@Suite struct DemandTests {
  private static let kinds: [(String, MeasureOutput.Kind)] = [
    ("egress", .lost), ("narrow", .carried), ("egress", .short), ("egress", .dark),
    ("egress", .shortOutages), ("egress", .darkOutages),
  ]

  /// Integers on both sides: equal to the last bit.
  @Test(arguments: 1...10, [0, 3])
  func `what a demand that varies loses is charged exactly, kept or not`(
    seed: Int, weeks: Int
  ) {
    let span = 40 * 86_400.0
    let system = TwoSources(
      seed: UInt64(seed), faults: 30, before: span, weeks: weeks
    ).builder().system
    let kept = Charges(of: system, over: Seconds(span))
    #expect(kept.areExact)
    #expect((kept.totals["egress"]?.lost ?? 0) > 0)
    #expect(Charges(of: system, over: Seconds(span), keeping: 1).equals(kept))
    #expect(Charges(of: system, over: Seconds(span), pausing: 3).equals(kept))
  }

  @Test(arguments: [
    (UInt64(1), 40, 0), (2, 150, 0), (3, 3, 0), (4, 60, 60), (5, 60, 3), (6, 8, 1_600),
  ])
  func `sums over the hours are those of a walk over all changes`(
    seed: UInt64, faults: Int, weeks: Int
  ) {
    let seconds = 0.9 * 366 * 86_400 + 1_234.567891
    let sources = TwoSources(seed: seed, faults: faults, before: seconds, weeks: weeks)
    let run = Trials(sources.model(), count: 2, over: Seconds(seconds))
    let expected = sources.integrated(until: SimTime.zero.advanced(by: seconds))
    for (i, (measure, kind)) in Self.kinds.enumerated() {
      let output = run.model.outputs.firstIndex { $0.measure == measure && $0.kind == kind } ?? -1
      #expect(run.raw[0][output] == expected[i], "\(measure) \(kind)")
      #expect(run.raw[1][output] == expected[i], "\(measure) \(kind), again")
    }
  }
}

extension SimTime {
  fileprivate func advanced(by seconds: Double) -> Int64 {
    (self + SimDuration(Seconds(seconds))).microseconds
  }
}
