// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of random streams: a hash of names, so that adding a component moves nobody's stream.

/// What a stream is for: a component's path and a purpose within it.
///
/// Each purpose has one kind of sampler: a stream of unit exponentials and one of GSL draws never
/// share a key.
package struct StreamKey: Hashable, Sendable, BitwiseCopyable {
  /// FNV-1a, 64 bits, over the UTF-8 bytes of the path, a zero byte, and those of the purpose.
  package let hash: UInt64

  /// The address of what is drawn at a component for one purpose, such as `failure/host`.
  package init(path: String, purpose: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in path.utf8 { hash = Self.taking(byte, hash) }
    self.hash = Self.hash(Self.taking(0, hash), purpose: purpose)
  }

  /// The hash of a path and a purpose, from that of the path with no purpose.
  package static func hash(_ hash: UInt64, purpose: String) -> UInt64 {
    purpose.utf8.reduce(hash) { taking($1, $0) }
  }

  private static func taking(_ byte: UInt8, _ hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// The Philox key under a seed; different hashes give different keys.
  package func key(seed: UInt64) -> UInt64 { Self.key(hash: hash, seed: seed) }

  /// The Philox key of a stored hash under a seed; for one seed it is a bijection of hashes.
  package static func key(hash: UInt64, seed: UInt64) -> UInt64 {
    finalize(hash ^ finalize(seed))
  }

  /// One step of SplitMix64: its increment and its finaliser.
  ///
  /// - Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
  private static func finalize(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
