// SPDX-License-Identifier: GPL-3.0-or-later
// One stream of unit exponentials, made eight at a time.

import CVariates

/// The unit exponentials of one stream in one replication, in the order of their numbers.
///
/// The next block is made when the last variate of a block is taken, beside that event and not
/// before the one that needs it.
///
/// Inlinable, because a call a variate costs as much as making it.
package struct ExponentialStream: ~Copyable {
  @usableFromInline var block: InlineArray<8, Double> = .init(repeating: 0)
  @usableFromInline var slot = 8
  private let key: UInt64
  private let replication: UInt32
  /// Number of the next Philox block, which holds two variates.
  private var pair: UInt32 = 0

  /// The stream at a key (`StreamKey`), in one replication.
  package init(key: UInt64, replication: UInt32) {
    self.key = key
    self.replication = replication
    refill()
  }

  /// The next variate: exponential with mean 1, never 0.
  @inlinable @inline(__always)
  package mutating func next() -> Double {
    let value = block[slot & 7]
    slot &+= 1
    if slot == 8 { refill() }
    return value
  }

  @usableFromInline @inline(never)
  mutating func refill() {
    let (key, pair, replication) = (key, pair, replication)
    var values = block.mutableSpan
    values.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      cv_fill8(first, key, pair, replication, 0)
    }
    self.pair = pair &+ 4
    slot = 0
  }
}
