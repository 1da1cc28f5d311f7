// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of streams against an independent computation of FNV-1a and SplitMix64.

import RandomVariates
import Testing

@Suite struct StreamKeyTests {
  @Test func `the hash is FNV-1a over path, zero byte and purpose`() {
    // One zero byte alone is the published vector of FNV-1a; the others by an independent program.
    #expect(StreamKey(path: "", purpose: "").hash == 0xaf63_bd4c_8601_b7df)
    #expect(StreamKey(path: "foobar", purpose: "").hash == 0x3453_1ca7_168b_8f38)
    #expect(StreamKey(path: "nat/a", purpose: "failure/host").hash == 0xfbea_a5c7_d692_ec19)
    #expect(StreamKey(path: "zürich/β", purpose: "repair").hash == 0x89e1_7879_8d46_e332)
  }

  @Test func `path and purpose do not run together`() {
    let keys = [("a", "bc"), ("ab", "c"), ("abc", ""), ("", "abc")].map {
      StreamKey(path: $0.0, purpose: $0.1).hash
    }
    #expect(Set(keys).count == 4)
  }

  @Test func `the seed enters by SplitMix64`() {
    // The first output of SplitMix64 for the seed 0, as published.
    let first: UInt64 = 0xe220_a839_7b1d_cdaf
    #expect(StreamKey.key(hash: first, seed: 0) == first)
    let key = StreamKey(path: "nat/a", purpose: "failure/host")
    #expect(key.key(seed: 0) == 0x2f1e_03fe_8fe6_bd7c)
    #expect(key.key(seed: 1) == 0x58bb_a3c9_1455_fc9d)
    #expect(key.key(seed: .max) == 0x2fc8_aabb_ce00_bca7)
  }

  @Test func `neighbouring seeds and names give keys that differ in about half of their bits`() {
    var (sum, pairs) = (0, 0)
    for seed: UInt64 in 0..<40 {
      for zone in 0..<40 {
        let key = StreamKey(path: "nat/\(zone)", purpose: "failure").key(seed: seed)
        let next = StreamKey(path: "nat/\(zone + 1)", purpose: "failure").key(seed: seed)
        let later = StreamKey(path: "nat/\(zone)", purpose: "failure").key(seed: seed + 1)
        sum += (key ^ next).nonzeroBitCount + (key ^ later).nonzeroBitCount
        pairs += 2
      }
    }
    // 32 bits on average, standard deviation 4 a pair: 5 standard errors of 3 200 pairs are 0.35.
    #expect(abs(Double(sum) / Double(pairs) - 32) < 0.36)
  }
}
