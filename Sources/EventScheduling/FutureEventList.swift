// SPDX-License-Identifier: GPL-3.0-or-later
// The pending timers: a winner tree of packed keys.

/// The pending timers of one replication, ordered by (due, timer number).
///
/// A winner tree over packed keys `due << bits | timer`. Arming, moving and cancelling are one
/// replay of a leaf's way to the root, without a branch or an address that depends on data; ties
/// need no code because the timer's number is part of the key.
///
/// The tree is raw storage: a timer's number is checked once at the border, and its way to the
/// root cannot leave the tree, so the replay needs no check a node (a quarter of its instructions).
/// Leaf `i` of `n` is node `n + i`, the root is node 1.
///
/// - Complexity: O(log n) for every change, O(1) for the earliest.
/// - Source: Knuth, *The Art of Computer Programming*, vol. 3, section 5.4.1 (tree of losers).
@usableFromInline
struct FutureEventList: ~Copyable {
  @usableFromInline let tree: UnsafeMutablePointer<Int64>
  @usableFromInline let leaves: Int
  @usableFromInline let bits: Int64
  @usableFromInline let mask: Int64
  /// The latest due instant that a key can hold; later ones saturate here.
  @usableFromInline let latest: Int64

  /// Creates a list of idle timers `0 ..< timerCount`.
  init(timerCount: Int) {
    precondition(timerCount >= 0 && timerCount <= 1 << 20, "too many timers")
    var size = 2
    while size < timerCount { size *= 2 }
    leaves = size
    bits = Int64(size.trailingZeroBitCount)
    mask = Int64(size - 1)
    latest = (Int64.max >> bits) - 1
    let raw = UnsafeMutableRawPointer.allocate(byteCount: 16 * size, alignment: 64)
    tree = raw.bindMemory(to: Int64.self, capacity: 2 * size)
    tree.initialize(repeating: Int64.max, count: 2 * size)
  }

  @inlinable deinit { tree.deallocate() }

  /// Makes every timer idle.
  ///
  /// - Complexity: O(n)
  mutating func clear() { tree.update(repeating: Int64.max, count: 2 * leaves) }

  @inlinable @inline(__always)
  mutating func replay(_ timer: UInt32, _ key: Int64) {
    precondition(Int(timer) < leaves, "a timer outside its list")
    var node = Int(timer) &+ leaves
    var best = key
    tree[node] = key
    while node > 1 {
      let sibling = tree[node ^ 1]
      best = sibling < best ? sibling : best
      node &>>= 1
      tree[node] = best
    }
  }

  @inlinable @inline(__always)
  func key(_ timer: UInt32, _ due: Int64) -> Int64 {
    ((due < latest ? due : latest) &<< bits) | Int64(timer)
  }

  /// Arms or moves a timer.
  @inlinable @inline(__always)
  mutating func arm(_ timer: UInt32, _ due: Int64) { replay(timer, key(timer, due)) }

  /// Makes a timer idle.
  @inlinable @inline(__always)
  mutating func disarm(_ timer: UInt32) { replay(timer, Int64.max) }

  /// Sets a leaf without a replay; `rebuild` must follow before `first` is read.
  @inlinable @inline(__always)
  mutating func place(_ timer: UInt32, _ due: Int64) {
    precondition(Int(timer) < leaves, "a timer outside its list")
    tree[Int(timer) &+ leaves] = key(timer, due)
  }

  /// Plays all matches anew, after leaves were placed.
  ///
  /// - Complexity: O(n)
  mutating func rebuild() {
    var node = leaves &- 1
    while node > 0 {
      let left = tree[2 &* node]
      let right = tree[2 &* node &+ 1]
      tree[node] = left < right ? left : right
      node &-= 1
    }
  }

  /// The earliest timer; its due instant is beyond `latest` when all are idle.
  @inlinable @inline(__always)
  func first() -> (due: Int64, timer: UInt32) {
    let key = tree[1]
    return (key &>> bits, UInt32(truncatingIfNeeded: key & mask))
  }

  /// The due instant of a timer, beyond `latest` when it is idle.
  @inlinable @inline(__always)
  func due(_ timer: UInt32) -> Int64 {
    precondition(Int(timer) < leaves, "a timer outside its list")
    return tree[Int(timer) &+ leaves] &>> bits
  }

  /// An independent copy.
  ///
  /// - Complexity: O(n)
  borrowing func clone() -> FutureEventList {
    let copy = FutureEventList(timerCount: leaves)
    copy.tree.update(from: tree, count: 2 * leaves)
    return copy
  }
}
