// SPDX-License-Identifier: GPL-3.0-or-later
// Positions in tables, told apart by what they count.

/// A position in the tables of one kind of thing; `Kind` is only a name.
public struct Index<Kind>: TableIndex {
  public let rawValue: UInt32
  @inline(__always) public init(_ rawValue: UInt32) { self.rawValue = rawValue }
  @inline(__always) public init(_ position: Int) { rawValue = UInt32(position) }

  /// The index of nothing.
  public static var none: Self { Self(UInt32.max) }
  public var isNone: Bool { rawValue == UInt32.max }

  public static func == (lhs: Self, rhs: Self) -> Bool { lhs.rawValue == rhs.rawValue }
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

/// A run of consecutive positions, as a row of a compressed table holds it.
public struct IndexRange<Kind>: BitwiseCopyable, Sendable {
  public let start: UInt32
  public let end: UInt32
  @inline(__always) public init(start: Int, end: Int) {
    self.start = UInt32(start)
    self.end = UInt32(end)
  }
  public var isEmpty: Bool { start == end }
  public var count: Int { Int(end &- start) }
  /// The position `offset` places behind the start.
  @inline(__always) public subscript(offset: Int) -> Index<Kind> {
    Index(start &+ UInt32(truncatingIfNeeded: offset))
  }
}
