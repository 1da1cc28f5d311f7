// SPDX-License-Identifier: GPL-3.0-or-later
// A read-only column that only its own kind of index can address.

/// An index into one kind of table; the raw value is the position.
public protocol TableIndex: BitwiseCopyable, Hashable, Sendable {
  var rawValue: UInt32 { get }
  init(_ rawValue: UInt32)
}

/// A read-only column that only its own kind of identifier can address.
public struct Table<ID: TableIndex, Element: Sendable>: Sendable {
  public let elements: [Element]
  public init(_ elements: [Element]) { self.elements = elements }

  public var count: Int { elements.count }

  /// The element at an index; one outside the table traps.
  public subscript(id: ID) -> Element { elements[Int(id.rawValue)] }
}
