// SPDX-License-Identifier: GPL-3.0-or-later
// Cutting equal blocks out of a larger one, around what is taken already.

/// Hands out disjoint blocks of one size from a range, lowest first.
package struct PrefixAllocator: Hashable, Sendable {
  package let range: IPv4Prefix
  private(set) var taken: [IPv4Prefix]

  /// Makes one that avoids blocks; those outside the range do not matter.
  package init(within range: IPv4Prefix, avoiding taken: [IPv4Prefix] = []) {
    self.range = range
    self.taken = taken
  }

  /// Takes the lowest free block of `length` bits, or returns `nil` when the range is used up.
  ///
  /// A block larger than the range is never free.
  ///
  /// - Complexity: O(blocks taken) for each block that is in the way.
  package mutating func next(ofLength length: Int) -> IPv4Prefix? {
    guard length >= range.length else { return nil }
    var candidate = range.first
    while true {
      let block = IPv4Prefix(containing: candidate, length: length)
      guard let obstacle = taken.first(where: block.overlaps) else {
        taken.append(block)
        return block
      }
      let end = max(obstacle.last, block.last)
      guard end < range.last else { return nil }
      candidate = IPv4Address(end.rawValue + 1)
    }
  }
}
