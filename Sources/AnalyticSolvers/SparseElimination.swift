// SPDX-License-Identifier: GPL-3.0-or-later
// The sparse half of an elimination: rows that fill while states go.

/// What remains of a chain while states are eliminated.
struct SparseElimination {
  private(set) var remaining: Int
  /// Rates between remaining states.
  private(set) var entryCount: Int
  /// Unordered rows over remaining states.
  private(set) var targets: [[Int]]
  private(set) var rates: [[Double]]
  private(set) var killing: [Double]
  private(set) var isGone: [Bool]
  /// States that lead to each one; some may be gone.
  private var sources: [[Int]]
  private var sourceCount: [Int]
  private var queue: EliminationQueue
  /// Place in the row at hand plus one, or 0.
  private var place: [Int]

  init(_ chain: MarkovChain, killing: [Double]) {
    let count = chain.stateCount
    remaining = count
    entryCount = chain.transitionCount
    targets = (0..<count).map { Array(chain.targets[chain.row($0)]) }
    rates = (0..<count).map { Array(chain.rates[chain.row($0)]) }
    self.killing = killing
    isGone = [Bool](repeating: false, count: count)
    sources = [[Int]](repeating: [], count: count)
    for (state, row) in targets.enumerated() {
      for target in row { sources[target].append(state) }
    }
    sourceCount = sources.map(\.count)
    place = [Int](repeating: 0, count: count)
    queue = EliminationQueue(stateCount: count)
    for state in 0..<count { price(state) }
  }

  private mutating func price(_ state: Int) {
    queue.set(state, cost: targets[state].count * sourceCount[state])
  }

  /// The remaining state whose elimination fills least.
  mutating func next() -> Int? { queue.popLeast() }

  /// Whether a dense matrix is the better form for the rest.
  func isFilled(_ limits: EliminationLimits) -> Bool {
    remaining <= limits.denseStates && 10 * entryCount > remaining * remaining
  }

  /// Takes a state out and gives its ways through to those before it.
  ///
  /// - Complexity: O(sources · (targets + length of their rows))
  mutating func eliminate(_ state: Int) -> EliminatedState {
    var taken = EliminatedState(state: state, outflow: 0)
    taken.targets = targets[state]
    taken.targetRates = rates[state]
    taken.outflow = taken.targetRates.reduce(killing[state], +)
    taken.sources = sources[state].filter { !isGone[$0] }
    isGone[state] = true
    remaining -= 1
    entryCount -= taken.targets.count + taken.sources.count
    targets[state] = []
    rates[state] = []
    sources[state] = []
    for target in taken.targets { sourceCount[target] -= 1 }
    for source in taken.sources { taken.sourceRates.append(hand(over: taken, to: source)) }
    for target in taken.targets { price(target) }
    for source in taken.sources { price(source) }
    return taken
  }

  /// Replaces the way from `source` to the state taken by ways through it; returns its rate.
  private mutating func hand(over taken: EliminatedState, to source: Int) -> Double {
    var row: [Int] = []
    var rowRates: [Double] = []
    swap(&row, &targets[source])
    swap(&rowRates, &rates[source])
    for (index, target) in row.enumerated() { place[target] = index + 1 }
    let hole = place[taken.state] - 1
    let rate = rowRates[hole]
    let factor = rate / taken.outflow
    for (index, target) in taken.targets.enumerated() where target != source {
      let added = factor * taken.targetRates[index]
      if place[target] > 0 {
        rowRates[place[target] - 1] += added
      } else {
        row.append(target)
        rowRates.append(added)
        sources[target].append(source)
        sourceCount[target] += 1
        entryCount += 1
      }
    }
    killing[source] += factor * killing[taken.state]
    for target in row { place[target] = 0 }
    row.swapAt(hole, row.count - 1)
    rowRates.swapAt(hole, rowRates.count - 1)
    row.removeLast()
    rowRates.removeLast()
    swap(&row, &targets[source])
    swap(&rowRates, &rates[source])
    return rate
  }
}
