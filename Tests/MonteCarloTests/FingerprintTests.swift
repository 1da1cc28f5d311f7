// SPDX-License-Identifier: GPL-3.0-or-later
// Fingerprints against known answers, and what they tell apart.

import MonteCarlo
import Testing

@Suite struct FingerprintTests {
  private func fingerprint(_ fill: (inout Fingerprint) -> Void) -> Fingerprint {
    var result = Fingerprint()
    fill(&result)
    return result
  }

  @Test func `of nothing and of one letter they are known answers`() {
    // FNV-1a 64: offset basis, and 0xAF63DC4C8601EC8C for "a"; then SplitMix64's mixer, by hand.
    #expect(Fingerprint().value == mixed(0xCBF2_9CE4_8422_2325))
    let letter = fingerprint { $0.combine(byte: UInt8(ascii: "a")) }
    #expect(letter.value == mixed(0xAF63_DC4C_8601_EC8C))
  }

  private func mixed(_ state: UInt64) -> UInt64 {
    let first = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    let second = (first ^ (first >> 27)) &* 0x94D0_49BB_1331_11EB
    return second ^ (second >> 31)
  }

  @Test func `they are sixteen hexadecimal digits, zeros included`() {
    // Some value below 2^60 among the first thousand needs its leading zero.
    let texts = (0..<1_000).map { number in
      fingerprint { $0.combine(UInt64(number)) }.description
    }
    #expect(texts.allSatisfy { $0.count == 16 })
    #expect(texts.contains { $0.hasPrefix("0") })
    #expect(Set(texts).count == 1_000)
  }

  @Test func `names do not run into each other`() {
    let one = fingerprint {
      $0.combine("ab")
      $0.combine("c")
    }
    let other = fingerprint {
      $0.combine("a")
      $0.combine("bc")
    }
    #expect(one != other)
  }

  @Test func `both halves and the sign of a long integer count`() {
    let values: [Int128] = [1, -1, 1 << 64, (1 << 64) + 1, 1 << 100]
    let prints = values.map { value in fingerprint { $0.combine(value) } }
    #expect(Set(prints).count == values.count)
  }
}
