// SPDX-License-Identifier: GPL-3.0-or-later
// Ranks that enclose a quantile, against binomial sums done with many digits.

import OutputAnalysis
import Testing

@Suite struct OrderStatisticsTests {
  // P(r ≤ Bin(n, q) ≤ s − 1) with 40 digits; the shortest pair, ties broken by coverage.
  @Test(arguments: [
    (200, 0.95, 184, 197, 0.967_152_163_856_725_8),
    (1_000, 0.99, 984, 997, 0.963_536_309_818_377_7),
  ])
  func `the shortest pair of ranks has its exact coverage`(
    years: UInt64, level: Double, lower: UInt64, upper: UInt64, coverage: Double
  ) throws {
    let found = try #require(
      OrderStatistics(count: years, level: level).interval(confidence: 0.95))
    #expect(found.lower == lower && found.upper == upper)
    #expect(agree(found.coverage, coverage, within: 1e-12))
  }

  @Test func `299 years are the fewest that bound the worst of a hundred from above`() throws {
    // 0.99²⁹⁹ = 0.04954, 0.99²⁹⁸ = 0.05004
    let enough = try #require(OrderStatistics(count: 299, level: 0.99).upperBound(confidence: 0.95))
    #expect(enough.rank == 299 && abs(enough.coverage - (1 - 0.049_536_256_638)) < 1e-11)
    #expect(OrderStatistics(count: 298, level: 0.99).upperBound(confidence: 0.95) == nil)
    #expect(OrderStatistics(count: 298, level: 0.99).interval(confidence: 0.95) == nil)
  }

  @Test func `bounds to one side are mirror images of each other`() throws {
    let above = try #require(OrderStatistics(count: 60, level: 0.8).upperBound(confidence: 0.9))
    let below = try #require(OrderStatistics(count: 60, level: 0.2).lowerBound(confidence: 0.9))
    #expect(above.rank == 61 - below.rank)
    #expect(agree(above.coverage, below.coverage))
    #expect(OrderStatistics(count: 0, level: 0.5).lowerBound(confidence: 0.5) == nil)
    #expect(OrderStatistics(count: 13, level: 0.2).lowerBound(confidence: 0.95) == nil)
    #expect(OrderStatistics(count: 14, level: 0.2).lowerBound(confidence: 0.95)?.rank == 1)
  }

  @Test func `two values enclose the median half of the time`() throws {
    let found = try #require(OrderStatistics(count: 2, level: 0.5).interval(confidence: 0.5))
    #expect(found.lower == 1 && found.upper == 2 && agree(found.coverage, 0.5))
    #expect(OrderStatistics(count: 2, level: 0.5).interval(confidence: 0.51) == nil)
    #expect(OrderStatistics(count: 1, level: 0.5).interval(confidence: 0.1) == nil)
  }

  @Test func `no pair that is closer covers enough, and none as close covers more`() throws {
    // Every pair, by sums of the binomial law that are made otherwise.
    for (count, level, confidence) in [(30, 0.6, 0.95), (57, 0.9, 0.9), (41, 0.13, 0.99)] {
      let found = try #require(
        OrderStatistics(count: UInt64(count), level: level).interval(confidence: confidence))
      let terms = binomial(count, level)
      for lower in 1..<count {
        for upper in (lower + 1)...count {
          let coverage = terms[lower..<upper].reduce(0, +)
          let width = upper - lower
          let foundWidth = Int(found.upper - found.lower)
          #expect(width >= foundWidth || coverage < confidence)
          #expect(width != foundWidth || coverage <= found.coverage + 1e-12)
        }
      }
    }
  }

  /// Pascal's rule, row by row.
  private func binomial(_ count: Int, _ level: Double) -> [Double] {
    (0..<count).reduce([1.0]) { row, _ in
      (0...row.count).map { place in
        (place < row.count ? row[place] * (1 - level) : 0)
          + (place > 0 ? row[place - 1] * level : 0)
      }
    }
  }

  @Test func `four thousand million values are as quick and cover as much`() throws {
    let found = try #require(
      OrderStatistics(count: 1 << 32, level: 0.5).interval(confidence: 0.95))
    // 2³¹ ± 1.959964 · 2¹⁵, the normal law: one rank in 64 000 is what it can be off.
    #expect(abs(Double(found.lower) - (0x1p31 - 64_224)) < 3)
    #expect(abs(Double(found.upper) - (0x1p31 + 64_224)) < 3)
    #expect(found.coverage >= 0.95 && found.coverage < 0.950_01)
  }
}
