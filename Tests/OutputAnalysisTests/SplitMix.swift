// SPDX-License-Identifier: GPL-3.0-or-later
// The tests' own repeatable source of chance.

import CGSL

/// Sebastiano Vigna's SplitMix64.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Uniform on the open unit interval.
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }
  mutating func exponential() -> Double { -gsl_log1p(-uniform()) }
  mutating func normal() -> Double { gsl_cdf_ugaussian_Pinv(uniform()) }
}

/// Whether two numbers agree to a relative error.
func agree(_ first: Double, _ second: Double, within error: Double = 1e-12) -> Bool {
  abs(first - second) <= error * max(abs(first), abs(second))
}
