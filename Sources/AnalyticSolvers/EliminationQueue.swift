// SPDX-License-Identifier: GPL-3.0-or-later
// Which state to eliminate next: a heap of costs, in which outdated entries are skipped.

/// A binary heap of states by cost; a state whose cost changes is entered again.
struct EliminationQueue {
  private struct Entry {
    var cost: Int
    var state: Int
    static func < (lhs: Self, rhs: Self) -> Bool {
      (lhs.cost, lhs.state) < (rhs.cost, rhs.state)
    }
  }
  private var heap: [Entry] = []
  /// The cost that counts, or −1 for a state that was taken.
  private var cost: [Int]

  init(stateCount: Int) { cost = [Int](repeating: -1, count: stateCount) }

  /// Enters a state, or gives it another cost.
  ///
  /// - Complexity: O(log n)
  mutating func set(_ state: Int, cost newCost: Int) {
    guard cost[state] != newCost else { return }
    cost[state] = newCost
    var child = heap.count
    heap.append(Entry(cost: newCost, state: state))
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the state of the least cost, the lowest number at a tie.
  mutating func popLeast() -> Int? {
    while let entry = popEntry() {
      guard cost[entry.state] == entry.cost else { continue }
      cost[entry.state] = -1
      return entry.state
    }
    return nil
  }

  private mutating func popEntry() -> Entry? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child] < heap[least] {
        least = child
      }
      guard least != parent else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
