// SPDX-License-Identifier: GPL-3.0-or-later
// The pending timers: a winner tree of packed keys.

import FlatStorage

/// A node of the winner tree; leaf `i` of `n` is node `n + i`, the root is node 1.
struct TreeNode: TableIndex {
  let rawValue: UInt32
  @inline(__always) init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// The pending timers of one replication, ordered by (due, timer number).
///
/// A winner tree over packed keys `due << bits | timer`. Arming, moving and cancelling are one
/// replay of a leaf's way to the root, without a branch or an address that depends on data; ties
/// need no code because the timer's number is part of the key.
///
/// - Complexity: O(log n) for every change, O(1) for the earliest.
/// - Source: Knuth, *The Art of Computer Programming*, vol. 3, section 5.4.1 (tree of losers).
struct FutureEventList: ~Copyable {
  private var tree: Column<TreeNode, Int64>
  private let leaves: UInt32
  private let bits: Int64
  private let mask: Int64
  /// The latest due instant that a key can hold; later ones saturate here.
  let latest: Int64

  /// Creates a list of idle timers `0 ..< timerCount`.
  init(timerCount: Int) {
    precondition(timerCount >= 0 && timerCount <= 1 << 20, "too many timers")
    var size = 2
    while size < timerCount { size *= 2 }
    leaves = UInt32(size)
    bits = Int64(size.trailingZeroBitCount)
    mask = Int64(size - 1)
    latest = (Int64.max >> bits) - 1
    tree = Column(repeating: Int64.max, count: 2 * size)
  }

  /// Makes every timer idle.
  ///
  /// - Complexity: O(n)
  mutating func clear() { tree.fill(Int64.max) }

  @inline(__always)
  private mutating func replay(_ leaf: UInt32, _ key: Int64) {
    var node = leaf &+ leaves
    var best = key
    tree[TreeNode(node)] = key
    while node > 1 {
      let sibling = tree[TreeNode(node ^ 1)]
      best = sibling < best ? sibling : best
      node &>>= 1
      tree[TreeNode(node)] = best
    }
  }

  @inline(__always)
  private func key(_ timer: UInt32, _ due: Int64) -> Int64 {
    ((due < latest ? due : latest) &<< bits) | Int64(timer)
  }

  /// Arms or moves a timer.
  @inline(__always)
  mutating func arm(_ timer: UInt32, _ due: Int64) { replay(timer, key(timer, due)) }

  /// Makes a timer idle.
  @inline(__always)
  mutating func disarm(_ timer: UInt32) { replay(timer, Int64.max) }

  /// Sets a leaf without a replay; `rebuild` must follow before `first` is read.
  @inline(__always)
  mutating func place(_ timer: UInt32, _ due: Int64) {
    tree[TreeNode(timer &+ leaves)] = key(timer, due)
  }

  /// Plays all matches anew, after leaves were placed.
  ///
  /// - Complexity: O(n)
  mutating func rebuild() {
    var node = leaves &- 1
    while node > 0 {
      let left = tree[TreeNode(2 &* node)]
      let right = tree[TreeNode(2 &* node &+ 1)]
      tree[TreeNode(node)] = left < right ? left : right
      node &-= 1
    }
  }

  /// The earliest timer; its due instant is beyond `latest` when all are idle.
  @inline(__always)
  func first() -> (due: Int64, timer: UInt32) {
    let key = tree[TreeNode(1)]
    return (key &>> bits, UInt32(truncatingIfNeeded: key & mask))
  }

  /// The due instant of a timer, beyond `latest` when it is idle.
  @inline(__always)
  func due(_ timer: UInt32) -> Int64 { tree[TreeNode(timer &+ leaves)] &>> bits }

  borrowing func clone() -> FutureEventList {
    FutureEventList(cloning: self)
  }

  private init(cloning other: borrowing FutureEventList) {
    tree = other.tree.clone()
    leaves = other.leaves
    bits = other.bits
    mask = other.mask
    latest = other.latest
  }
}
