// SPDX-License-Identifier: GPL-3.0-or-later
// Where a chain stays for ever: its closed classes, and which states can reach others.

extension MarkovChain {
  /// The closed communicating classes, each in ascending order: the chain ends in one of them.
  ///
  /// - Complexity: O(n + m) for m moves
  /// - Source: Tarjan, SIAM J. Comput. 1 (1972) 146, without recursion.
  func closedClasses() -> [[Int]] {
    var search = ComponentSearch(stateCount: stateCount)
    for root in 0..<stateCount where search.found[root] < 0 { search.visit(root, in: self) }
    var isClosed = [Bool](repeating: true, count: search.componentCount)
    for state in 0..<stateCount {
      for place in row(state)
      where search.component[targets[place]] != search.component[state] {
        isClosed[search.component[state]] = false
      }
    }
    var classes = [[Int]](repeating: [], count: search.componentCount)
    for state in 0..<stateCount where isClosed[search.component[state]] {
      classes[search.component[state]].append(state)
    }
    return classes.filter { !$0.isEmpty }.sorted { $0[0] < $1[0] }
  }

  /// The states from which one for which `isGoal` holds can be reached; goals among them.
  ///
  /// - Complexity: O(n + m) for m moves
  func canReach(_ isGoal: [Bool]) -> [Bool] {
    var sources = [[Int]](repeating: [], count: stateCount)
    for state in 0..<stateCount {
      for place in row(state) { sources[targets[place]].append(state) }
    }
    return spread(from: isGoal) { sources[$0] }
  }

  /// The states that can be reached from one for which `isStart` holds; starts among them.
  func reachable(from isStart: [Bool]) -> [Bool] {
    spread(from: isStart) { row($0).map { targets[$0] } }
  }

  private func spread(from isStart: [Bool], along next: (Int) -> [Int]) -> [Bool] {
    var isSeen = isStart
    var open = (0..<stateCount).filter { isStart[$0] }
    while let state = open.popLast() {
      for other in next(state) where !isSeen[other] {
        isSeen[other] = true
        open.append(other)
      }
    }
    return isSeen
  }
}

/// Tarjan's search for strongly connected components, with a stack of its own.
private struct ComponentSearch {
  /// Order of discovery, or −1.
  var found: [Int]
  var component: [Int]
  var componentCount = 0
  private var low: [Int]
  private var next: [Int]
  private var way: [Int] = []
  private var pending: [Int] = []
  private var count = 0

  init(stateCount: Int) {
    found = [Int](repeating: -1, count: stateCount)
    component = found
    low = found
    next = [Int](repeating: 0, count: stateCount)
  }

  private mutating func enter(_ state: Int, in chain: MarkovChain) {
    found[state] = count
    low[state] = count
    count += 1
    next[state] = chain.rowStart[state]
    way.append(state)
    pending.append(state)
  }

  mutating func visit(_ root: Int, in chain: MarkovChain) {
    enter(root, in: chain)
    while let state = way.last {
      guard next[state] < chain.rowStart[state + 1] else {
        leave(state)
        continue
      }
      let target = chain.targets[next[state]]
      next[state] += 1
      if found[target] < 0 {
        enter(target, in: chain)
      } else if component[target] < 0 {
        low[state] = min(low[state], found[target])
      }
    }
  }

  private mutating func leave(_ state: Int) {
    way.removeLast()
    if let parent = way.last { low[parent] = min(low[parent], low[state]) }
    guard low[state] == found[state] else { return }
    while let member = pending.popLast() {
      component[member] = componentCount
      if member == state { break }
    }
    componentCount += 1
  }
}
