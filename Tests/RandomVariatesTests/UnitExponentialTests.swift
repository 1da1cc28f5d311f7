// SPDX-License-Identifier: GPL-3.0-or-later
// The block transform: one value an address whatever the path, a unit ulp from the library's log.

import CGSL
import CVariates
import Foundation
import TestSupport
import Testing

@Suite struct UnitExponentialTests {
  /// Key, pair, replication and branch of a few thousand blocks, by SplitMix64.
  static func addresses(_ count: Int) -> [(UInt64, UInt32, UInt32, UInt32)] {
    var state: UInt64 = 1
    func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var bits = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
      bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
      return bits ^ (bits >> 31)
    }
    return (0..<count).map { _ in
      let words = (next(), next())
      return (
        next(), UInt32(truncatingIfNeeded: words.0), UInt32(truncatingIfNeeded: words.0 >> 32),
        UInt32(truncatingIfNeeded: words.1)
      )
    }
  }

  @Test(arguments: [Int32(0), 1, 2])
  func `every code path gives the bits of plain scalar code`(path: Int32) throws {
    var named = [Double](repeating: 0, count: 8)
    var chosen = [Double](repeating: 0, count: 8)
    var bits = [UInt64](repeating: 0, count: 2)
    for (key, pair, replication, branch) in Self.addresses(5_000) {
      guard cv_fill8_on(path, &named, key, pair, replication, branch) != 0 else { return }
      cv_fill8(&chosen, key, pair, replication, branch)
      var plain: [Double] = []
      for offset: UInt32 in 0..<4 {
        cv_exponential_bits(&bits, key, pair &+ offset, replication, branch)
        plain += [cv_exponential_of(bits[0]), cv_exponential_of(bits[1])]
      }
      try #require(named == plain && chosen == plain)
    }
  }

  @Test(arguments: [Int32(0), 1, 2])
  func `the first two of many streams are those of each alone, and nothing else is written`(
    path: Int32
  ) {
    let keys = Self.addresses(24).map(\.0)
    var named = [Double](repeating: -1, count: 24 * 5)
    guard cv_first_on(path, &named, 5, keys, 24, 77, 3) != 0 else { return }
    var chosen = [Double](repeating: -1, count: 24 * 5)
    cv_first(&chosen, 5, keys, 24, 77, 3)
    var alone = [Double](repeating: 0, count: 8)
    let expected = keys.flatMap { key -> [Double] in
      cv_fill8(&alone, key, 0, 77, 3)
      return [alone[0], alone[1], -1, -1, -1]
    }
    #expect(named == expected)
    #expect(chosen == expected)
  }

  @Test func `blocks overlap without changing a value`() {
    var early = [Double](repeating: 0, count: 8)
    var late = [Double](repeating: 0, count: 8)
    cv_fill8(&early, 42, 10, 1, 0)
    cv_fill8(&late, 42, 12, 1, 0)
    #expect(early[4...] == late[..<4])
  }

  @Test func `the bits of a variate are the top 52 of half a Philox block`() throws {
    var bits = [UInt64](repeating: 0, count: 2)
    for (key, pair, replication, branch) in Self.addresses(500) {
      cv_exponential_bits(&bits, key, pair, replication, branch)
      let words = PhiloxTests.block(
        key: key, draw: 0, variate: pair, replication: replication, branch: branch)
      try #require(bits[0] == (UInt64(words[0]) << 32 | UInt64(words[1])) >> 12)
      try #require(bits[1] == (UInt64(words[2]) << 32 | UInt64(words[3])) >> 12)
    }
  }

  @Test func `an exponential is within one unit of the last place of the library's logarithm`() {
    var worst: Int64 = 0
    for (index, (random, _, _, _)) in Self.addresses(60_000).enumerated() {
      // A third each: anywhere, near 0, near 1; the ends by shifts that favour every exponent.
      let shift = UInt64(index) % 52
      let wide = random >> 12
      let value =
        switch index % 3 {
        case 0: wide
        case 1: wide >> shift
        default: (1 << 52) - 1 - (wide >> shift)
        }
      // v = (j + 1/2) / 2^52 and 1 − v are both exact, so −log1p(−u) at u = 1 − v is −log v.
      let u = 1 - (Double(value) + 0.5) * 0x1p-52
      let distance =
        Int64(bitPattern: cv_exponential_of(value).bitPattern)
        - Int64(bitPattern: (-log1p(-u)).bitPattern)
      worst = max(worst, abs(distance))
    }
    #expect(worst <= 1)
  }

  @Test func `the ends are positive and finite`() {
    #expect(cv_exponential_of(0) == 53 * log(2.0))
    #expect(cv_exponential_of((1 << 52) - 1) == 0x1p-53)
  }

  @Test func `samples have the moments and the law of a unit exponential`() {
    var samples: [Double] = []
    var block = [Double](repeating: 0, count: 8)
    for (key, _, _, _) in Self.addresses(500) {
      for pair: UInt32 in stride(from: 0, to: 200, by: 4) {
        cv_fill8(&block, key, pair, 5, 0)
        samples += block
      }
    }
    let moments = SampleMoments(of: samples)
    expectMean(moments.mean, standardError: moments.standardError, equals: 1)
    // The variance of an exponential's sample variance is 8/n.
    expectMean(
      moments.variance, standardError: (8 / Double(samples.count)).squareRoot(), equals: 1,
      "variance")
    expectLaw(samples) { -gsl_expm1(-$0) }
    let lagged = zip(samples, samples.dropFirst()).map { ($0 - 1) * ($1 - 1) }
    expectMean(lagged, equals: 0, "correlation of neighbours")
  }

  @Test func `filling allocates nothing`() {
    var block = [Double](repeating: 0, count: 8)
    expectNoAllocation { for pair: Int in 0..<100 { cv_fill8(&block, 1, UInt32(pair), 2, 3) } }
  }
}
