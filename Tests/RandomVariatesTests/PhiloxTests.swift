// SPDX-License-Identifier: GPL-3.0-or-later
// The generator: published vectors, addresses, and what GSL reads from it.

import CGSL
import CVariates
import Quantities
import RandomVariates
import Testing

@Suite struct PhiloxTests {
  struct Vector: Sendable {
    let counter: [UInt32]
    let key: UInt64
    let words: [UInt32]
  }

  /// Random123's `kat_vectors` for philox4x32 with 10 rounds; a key's first word is its low half.
  static let vectors = [
    Vector(
      counter: [0, 0, 0, 0], key: 0,
      words: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    Vector(
      counter: [.max, .max, .max, .max], key: .max,
      words: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
    Vector(
      counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], key: 0x299f_31d0_a409_3822,
      words: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
  ]

  static func block(
    key: UInt64, draw: UInt32, variate: UInt32, replication: UInt32, branch: UInt32
  ) -> [UInt32] {
    var words = [UInt32](repeating: 0, count: 4)
    cv_philox(&words, key, draw, variate, replication, branch)
    return words
  }

  @Test(arguments: vectors)
  func `ten rounds give the published words`(vector: Vector) {
    let counter = vector.counter
    let words = Self.block(
      key: vector.key, draw: counter[0], variate: counter[1], replication: counter[2],
      branch: counter[3])
    #expect(words == vector.words)
  }

  @Test func `a variate reads the blocks of its own draws, word by word`() {
    var position = cv_start(0xfeed_beef_0123_4567, 7, 8, 9)
    var expected: [UInt32] = []
    for draw: UInt32 in 0..<3 {
      expected += Self.block(
        key: 0xfeed_beef_0123_4567, draw: draw, variate: 7, replication: 8, branch: 9)
    }
    var words: [UInt32] = []
    for _ in expected { words.append(cv_next_word(&position)) }
    #expect(words == expected)
  }

  @Test func `a uniform is the top 53 bits of two words`() {
    let words = Self.block(key: 3, draw: 0, variate: 1, replication: 4, branch: 1)
    let uniforms = [0, 2].map {
      Double((UInt64(words[$0]) << 32 | UInt64(words[$0 + 1])) >> 11) / 0x1p53
    }
    var stream = RandomStream(key: 3, variate: 1, replication: 4, branch: 1)
    #expect(stream.uniform() == uniforms[0])
    #expect(stream.uniform() == uniforms[1])
    #expect(RandomStream.uniform(key: 3, variate: 1, replication: 4, branch: 1) == uniforms[0])
  }

  @Test func `two uniforms of a plain stream are the halves of one block`() {
    let words = Self.block(key: 3, draw: 0, variate: 5, replication: 4, branch: 1)
    let pair = cv_uniforms(3, 5, 4, 1)
    #expect(pair.first == Double((UInt64(words[0]) << 32 | UInt64(words[1])) >> 11) / 0x1p53)
    #expect(pair.second == Double((UInt64(words[2]) << 32 | UInt64(words[3])) >> 11) / 0x1p53)
  }

  @Test(arguments: [
    0, 0.25, 0.49999999999999994, 0.5, 1.4999, 1.5, -0.5, -7, 0x1p52 + 1, 0x1p53 + 2, 0x1p61,
    0x1p62 - 0x1p10, 0x1p62, 1e300, .infinity, -.infinity,
  ])
  func `a span is rounded in C as it is in Swift`(microseconds: Double) {
    #expect(cv_round_span(microseconds) == SimDuration(rounding: microseconds).microseconds)
  }

  @Test func `GSL reads the same words and uniforms, and knows their range`() {
    let words = Self.block(key: 3, draw: 0, variate: 1, replication: 4, branch: 1)
    var stream = RandomStream(key: 3, variate: 1, replication: 4, branch: 1)
    let lent = stream.withGSL { generator in
      #expect(gsl_rng_min(generator) == 0)
      #expect(gsl_rng_max(generator) == 0xffff_ffff)
      return [UInt32(gsl_rng_get(generator)), UInt32(gsl_rng_get(generator))]
    }
    #expect(lent == Array(words[0..<2]))
    var other = RandomStream(key: 3, variate: 1, replication: 4, branch: 1)
    _ = other.uniform()
    #expect(stream.withGSL { gsl_rng_uniform($0) } == other.uniform())
  }

  @Test func `a generator that GSL seeds takes the seed as its key`() {
    guard let generator = gsl_rng_alloc(philox_gsl_type()) else {
      Issue.record("GSL made no generator")
      return
    }
    defer { gsl_rng_free(generator) }
    gsl_rng_set(generator, 99)
    let words = Self.block(key: 99, draw: 0, variate: 0, replication: 0, branch: 0)
    #expect(UInt32(gsl_rng_get(generator)) == words[0])
  }

  @Test func `each part of an address gives other numbers`() throws {
    let address: [UInt32] = [11, 12, 13]
    let base = RandomStream.uniform(key: 10, variate: 11, replication: 12, branch: 13)
    for part in address.indices {
      var other = address
      other[part] += 1
      try #require(
        RandomStream.uniform(key: 10, variate: other[0], replication: other[1], branch: other[2])
          != base)
    }
    for bit in 0..<64 {
      try #require(
        RandomStream.uniform(key: 10 ^ 1 << UInt64(bit), variate: 11, replication: 12, branch: 13)
          != base)
    }
  }
}
