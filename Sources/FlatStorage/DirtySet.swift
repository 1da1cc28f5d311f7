// SPDX-License-Identifier: GPL-3.0-or-later
// A set of small numbers that hands out its least element in constant time.

@usableFromInline enum BitWord {}

/// A set over `0 ..< capacity`, at most 4 096, as a bitmap with a summary word.
///
/// Inlinable, because elsewhere its methods would stay generic: 4 % of a design with failovers.
public struct DirtySet<Kind>: ~Copyable {
  @usableFromInline var words: Column<Index<BitWord>, UInt64>
  @usableFromInline var summary: UInt64 = 0

  public static var limit: Int { 4_096 }

  /// An empty set over `0 ..< capacity`.
  public init(capacity: Int) {
    precondition(capacity <= Self.limit, "a dirty set holds at most 4 096 elements")
    words = Column(repeating: 0, count: capacity / 64 + 1)
  }

  @inlinable public var isEmpty: Bool { summary == 0 }

  /// Puts an element in; one that is in already stays.
  @inlinable @inline(__always)
  public mutating func insert(_ element: Index<Kind>) {
    words[Index(element.rawValue &>> 6)] |= 1 &<< UInt64(element.rawValue & 63)
    summary |= 1 &<< UInt64(element.rawValue &>> 6)
  }

  /// Takes out the least element; the set must not be empty.
  @inlinable @inline(__always)
  public mutating func removeFirst() -> Index<Kind> {
    let word = UInt32(truncatingIfNeeded: summary.trailingZeroBitCount)
    let bits = words[Index(word)]
    let rest = bits & (bits &- 1)
    words[Index(word)] = rest
    if rest == 0 { summary &= summary &- 1 }
    return Index(word &* 64 &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount))
  }

  /// Takes everything out.
  public mutating func clear() {
    words.fill(0)
    summary = 0
  }

  /// An independent copy.
  public borrowing func clone() -> DirtySet {
    var copy = DirtySet(capacity: 0)
    copy.words = words.clone()
    copy.summary = summary
    return copy
  }
}
