// SPDX-License-Identifier: GPL-3.0-or-later
// Owned, bounds-checked storage for the mutable state of a replication.

/// A mutable column of fixed length over plain bits, owned by one holder.
///
/// A Swift array costs a run-time uniqueness check at each write; this costs a bounds check.
/// Storage is aligned to 64 bytes and allocated only in `init` and `clone`.
public struct Column<ID: TableIndex, Element: BitwiseCopyable>: ~Copyable {
  private let base: UnsafeMutablePointer<Element>
  public let count: Int
  public var isEmpty: Bool { count == 0 }

  public init(repeating value: Element, count: Int) {
    self.init(uninitialized: count)
    base.initialize(repeating: value, count: count)
  }

  private init(uninitialized count: Int) {
    precondition(count >= 0, "a column's length must not be negative")
    self.count = count
    let bytes = max(64, (count * MemoryLayout<Element>.stride + 63) & ~63)
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    base = raw.bindMemory(to: Element.self, capacity: max(1, count))
  }

  deinit { base.deallocate() }

  /// The element at an index; one outside the column traps.
  public subscript(id: ID) -> Element {
    unsafeAddress {
      precondition(Int(id.rawValue) < count, "index outside its column")
      return UnsafePointer(base + Int(id.rawValue))
    }
    unsafeMutableAddress {
      precondition(Int(id.rawValue) < count, "index outside its column")
      return base + Int(id.rawValue)
    }
  }

  /// Sets every element to `value`.
  ///
  /// - Complexity: O(n)
  public mutating func fill(_ value: Element) { base.update(repeating: value, count: count) }

  /// Takes over the elements of a table of the same length.
  ///
  /// - Complexity: O(n)
  public mutating func copy(_ other: Table<ID, Element>) where Element: Sendable {
    precondition(other.count == count, "columns of different lengths")
    other.elements.withUnsafeBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      base.update(from: first, count: count)
    }
  }

  /// Takes over the elements of a column of the same length.
  ///
  /// - Complexity: O(n)
  public mutating func copy(_ other: borrowing Column) {
    precondition(other.count == count, "columns of different lengths")
    base.update(from: other.base, count: count)
  }

  /// An independent copy.
  ///
  /// - Complexity: O(n)
  public borrowing func clone() -> Column {
    var copy = Column(uninitialized: count)
    copy.copy(self)
    return copy
  }

  /// Lends `body` the address of `length` elements from `start` on, for the duration of the call.
  public mutating func withBlock(
    _ start: ID, _ length: Int, _ body: (UnsafeMutablePointer<Element>) -> Void
  ) {
    precondition(Int(start.rawValue) + length <= count, "block outside its column")
    body(base + Int(start.rawValue))
  }
}
