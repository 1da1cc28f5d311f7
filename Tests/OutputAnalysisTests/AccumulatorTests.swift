// SPDX-License-Identifier: GPL-3.0-or-later
// Sums are exact, moments do not cancel, and parts merge into the whole.

import OutputAnalysis
import Testing

@Suite struct AccumulatorTests {
  @Test func `integer sums beyond 64 bits are exact in any order of merging`() {
    // 1.2 Gbit/s over a year in microseconds, 3.8e22, is past 2^64 already.
    let values: [Int128] = (1...40).map { 1_200_000_000 * 31_536_000_000_000 + Int128($0) }
    var whole = ExactSum()
    for value in values { whole.add(value) }
    var parts = [ExactSum(), ExactSum(), ExactSum()]
    for (index, value) in values.enumerated() { parts[index * 7 % 3].add(value) }
    var backwards = ExactSum()
    for part in parts.reversed() { backwards.merge(part) }
    #expect(whole == backwards)
    // 40 · 37 843 200 000 000 000 000 000 + 40 · 41 / 2
    #expect(whole.total == 1_513_728_000_000_000_000_000_820)
    #expect(whole.count == 40)
  }

  @Test func `moments of six numbers are those worked by hand`() {
    var moments = Moments()
    for value in [3.1, 2.7, 4.2, 3.8, 2.9, 3.5] { moments.add(value) }
    // Σx = 20.2, Σx² = 69.64: mean 3.3666…, squares 69.64 − 20.2² / 6 = 1.63333…
    #expect(agree(moments.mean, 20.2 / 6))
    #expect(agree(moments.variance, 1.633_333_333_333_333 / 5, within: 1e-10))
    #expect(agree(moments.standardError, (1.633_333_333_333_333 / 30).squareRoot(), within: 1e-10))
  }

  @Test func `a large common offset costs no digits of the variance`() {
    var near = Moments()
    var far = Moments()
    for value in [0.25, 1.5, -2.0, 0.75] {
      near.add(value)
      far.add(value + 0x1p30)
    }
    #expect(agree(near.variance, far.variance, within: 1e-6))
  }

  @Test func `a weight of three counts as the mean of three replications`() {
    // Batches of 3 and 2 with means 2 and 7: mean 4, squares 3 · 4 + 2 · 9 = 30.
    var moments = Moments()
    moments.add(2, weight: 3)
    moments.add(7, weight: 2)
    #expect(agree(moments.mean, 4))
    #expect(agree(moments.variance, 30))
    #expect(agree(moments.standardError, (30.0 / 5).squareRoot()))
  }

  @Test func `fewer than two values have no spread, and nothing merges into nothing`() {
    var moments = Moments()
    #expect(moments.standardError == .infinity)
    moments.merge(Moments())
    #expect(moments.count == 0)
    moments.add(5)
    #expect(moments.variance == .infinity)
  }

  @Test(arguments: [1, 5, 17, 59]) func `merged parts equal the whole`(cut: Int) {
    var random = SplitMix(seed: 11)
    let values = (0..<60).map { _ in random.exponential() * 3 + 40 }
    var (whole, first, second) = (Moments(), Moments(), Moments())
    for (index, value) in values.enumerated() {
      let weight = Double(index % 4 + 1)
      whole.add(value, weight: weight)
      if index < cut { first.add(value, weight: weight) } else { second.add(value, weight: weight) }
    }
    first.merge(second)
    #expect(first.count == whole.count && first.weight == whole.weight)
    #expect(agree(first.mean, whole.mean))
    #expect(agree(first.squares, whole.squares, within: 1e-10))
  }

  @Test func `long integers become the doubles that the standard library makes of them`() {
    var random = SplitMix(seed: 42)
    for bits in 1...126 {
      for _ in 0..<20 {
        let long = UInt128(random.next()) << 64 | UInt128(random.next())
        let value = Int128(long >> UInt128(128 - bits))
        #expect(Double(nearest: value) == Double(value))
        #expect(Double(nearest: -value) == Double(-value))
      }
      // Halfway between two doubles, and next to it.
      let half = (Int128(1) << Int128(bits)) + (Int128(1) << Int128(max(0, bits - 53)))
      for value in [half - 1, half, half + 1] {
        #expect(Double(nearest: value) == Double(value))
      }
    }
  }
}
