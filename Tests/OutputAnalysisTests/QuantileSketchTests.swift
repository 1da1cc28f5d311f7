// SPDX-License-Identifier: GPL-3.0-or-later
// The sketch: exact while it can be, and never further off than it says.

import OutputAnalysis
import Testing

@Suite struct QuantileSketchTests {
  private func sketch(_ values: [Double]) -> QuantileSketch {
    var result = QuantileSketch()
    result.add(contentsOf: values[...])
    return result
  }

  /// Values of a law with an atom at zero and a long tail of both signs.
  private func values(_ count: Int, seed: UInt64) -> [Double] {
    var random = SplitMix(seed: seed)
    return (0..<count).map { _ in
      let kind = random.uniform()
      if kind < 0.3 { return 0 }
      let size = 1 / random.uniform()
      return kind < 0.5 ? -size : size
    }
  }

  @Test func `up to 20 000 values every rank is exact`() {
    let values = values(20_000, seed: 3) + values(10, seed: 4).map { _ in 0 }
    let all = sketch(values).distribution()
    let sorted = values.sorted()
    #expect(all.count == 20_010 && all.rankError == 0)
    #expect(all.least == sorted.first && all.most == sorted.last)
    for rank in stride(from: 1, through: sorted.count, by: 7) {
      #expect(all.value(atRank: UInt64(rank)) == sorted[rank - 1])
    }
  }

  @Test(arguments: [60_000, 1_000_000])
  func `beyond them no rank is further off than the sketch says`(count: Int) {
    let values = values(count, seed: 5)
    let all = sketch(values).distribution()
    let sorted = values.sorted()
    #expect(all.count == UInt64(count) && all.rankError > 0)
    // 14 of 20 are not zero: levels of weight 2ʰ err by n / 40 000 each.
    #expect(Double(all.rankError) < Double(count) * 2e-4)
    for rank in stride(from: 1, through: count, by: 101) {
      let value = all.value(atRank: UInt64(rank))
      // Of the values at the found one's place, some rank must be near enough.
      let first = sorted.partitioningIndex { $0 >= value }
      let after = sorted.partitioningIndex { $0 > value }
      #expect(first + 1 <= rank + Int(all.rankError) && rank <= after + Int(all.rankError))
    }
    #expect(all.value(atRank: 1) == sorted[0])
    #expect(all.value(atRank: UInt64(count)) == sorted[count - 1])
  }

  @Test func `parts that are merged err as little as they say together`() {
    let parts = (0..<7).map { values(50_000 + 3_001 * $0, seed: UInt64($0)) }
    var merged = QuantileSketch()
    for part in parts { merged.merge(sketch(part)) }
    let sorted = parts.flatMap { $0 }.sorted()
    let all = merged.distribution()
    #expect(all.count == UInt64(sorted.count))
    #expect(Double(all.rankError) < Double(sorted.count) * 3e-4)
    for level in [0.01, 0.2, 0.5, 0.75, 0.95, 0.99, 0.999] {
      let value = all.quantile(level)
      let rank = Int((level * Double(sorted.count)).rounded(.up))
      let first = sorted.partitioningIndex { $0 >= value }
      let after = sorted.partitioningIndex { $0 > value }
      #expect(first + 1 <= rank + Int(all.rankError) && rank <= after + Int(all.rankError))
    }
  }

  @Test func `small parts that are merged in any grouping stay exact`() {
    let values = values(12_345, seed: 9)
    var merged = QuantileSketch()
    merged.merge(sketch(Array(values[..<5_000])))
    merged.merge(QuantileSketch())
    merged.merge(sketch(Array(values[5_000...])))
    let sorted = values.sorted()
    let all = merged.distribution()
    #expect(all.rankError == 0)
    for rank in stride(from: 1, through: sorted.count, by: 3) {
      #expect(all.value(atRank: UInt64(rank)) == sorted[rank - 1])
    }
  }

  @Test func `sorted input, which is the hardest for the ends, keeps them`() {
    for descending in [false, true] {
      let values = (1...300_000).map { Double(descending ? 300_001 - $0 : $0) }
      let all = sketch(values).distribution()
      for level in [0.001, 0.25, 0.5, 0.9, 0.9999] {
        let rank = (level * 300_000).rounded(.up)
        #expect(abs(all.quantile(level) - rank) <= Double(all.rankError), "\(level)")
      }
    }
  }

  @Test func `the interval is that of the order statistics, wider by the rank errors`() throws {
    let few = sketch((1...1_000).map(Double.init)).distribution()
    let exact = try #require(few.estimate(quantile: 0.99, confidence: 0.95))
    #expect(exact.value == 990 && exact.low == 984 && exact.high == 997)
    #expect(exact.rankError == 0 && agree(exact.coverage, 0.963_536_309_818_377_7))
    let many = sketch((1...400_000).map(Double.init)).distribution()
    let found = try #require(many.estimate(quantile: 0.95, confidence: 0.95))
    let ranks = try #require(
      OrderStatistics(count: 400_000, level: 0.95).interval(confidence: 0.95))
    let (low, high) = (try #require(found.low), try #require(found.high))
    #expect(found.rankError > 0 && found.rankError == many.rankError)
    #expect(low <= Double(ranks.lower) && Double(ranks.lower) - low <= 2 * Double(many.rankError))
    #expect(
      high >= Double(ranks.upper) && high - Double(ranks.upper) <= 2 * Double(many.rankError))
  }

  @Test func `too few values have no upper end, and nothing has no quantile`() throws {
    let few = sketch((1...298).map(Double.init)).distribution()
    let found = try #require(few.estimate(quantile: 0.99, confidence: 0.95))
    #expect(found.value == 296 && found.high == nil)
    // P(Bin(298, 0.99) ≥ 292) = 0.968237, and P(… ≥ 293) = 0.9191.
    #expect(found.low == 292 && abs(found.coverage - 0.968_236_9) < 1e-6)
    #expect(QuantileSketch().distribution().estimate(quantile: 0.5, confidence: 0.95) == nil)
    let one = try #require(
      sketch([3]).distribution().estimate(quantile: 0.5, confidence: 0.95))
    #expect(one.value == 3 && one.low == nil && one.high == nil)
  }

  @Test func `years of nothing are counted and not kept`() {
    var sketch = QuantileSketch()
    for number in 0..<200_000 { sketch.add(number.isMultiple(of: 20) ? Double(number) : 0) }
    let all = sketch.distribution()
    // 10 000 values that are not zero: exact.
    #expect(all.rankError == 0)
    #expect(all.quantile(0.95) == 0)
    #expect(all.value(atRank: 190_002) == 20 && all.quantile(1) == 199_980)
  }
}

extension [Double] {
  /// Where the predicate begins to hold.
  fileprivate func partitioningIndex(_ predicate: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
