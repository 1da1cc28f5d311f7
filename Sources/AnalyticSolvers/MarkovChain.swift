// SPDX-License-Identifier: GPL-3.0-or-later
// A continuous-time Markov chain: states 0 ..< n and the rates between them, in compressed rows.

/// A move of a chain from one state to another.
package struct ChainTransition: Hashable, Sendable {
  package let from: Int
  package let to: Int
  /// Per second, more than 0.
  package let rate: Double
  package init(from: Int, to: Int, rate: Double) {
    self.from = from
    self.to = to
    self.rate = rate
  }
}

/// A continuous-time Markov chain on finitely many states.
///
/// Only the rates between different states are stored: a diagonal would be a difference, and all
/// methods here avoid differences, so that small probabilities keep their digits.
package struct MarkovChain: Sendable {
  package let stateCount: Int
  /// The row of state i lies at `rowStart[i] ..< rowStart[i + 1]`.
  let rowStart: [Int]
  let targets: [Int]
  /// Per second.
  let rates: [Double]

  /// A chain of the given moves: those of equal ends are added, those to the same state dropped.
  ///
  /// - Complexity: O(n + m log m) for m moves
  package init(stateCount: Int, transitions: [ChainTransition]) {
    self.stateCount = stateCount
    var rowStart = [0]
    var targets: [Int] = []
    var rates: [Double] = []
    let sorted = transitions.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    for move in sorted where move.from != move.to {
      precondition(move.to < stateCount && move.from < stateCount, "a move between known states")
      while rowStart.count <= move.from { rowStart.append(targets.count) }
      if targets.count > (rowStart.last ?? 0), targets.last == move.to {
        rates[rates.count - 1] += move.rate
      } else {
        targets.append(move.to)
        rates.append(move.rate)
      }
    }
    while rowStart.count <= stateCount { rowStart.append(targets.count) }
    self.rowStart = rowStart
    self.targets = targets
    self.rates = rates
  }

  /// Moves stored.
  package var transitionCount: Int { targets.count }

  /// The places of a state's moves in `targets` and `rates`.
  func row(_ state: Int) -> Range<Int> { rowStart[state]..<rowStart[state + 1] }

  /// The rate at which a state is left, per second.
  func outflow(_ state: Int) -> Double { row(state).reduce(0) { $0 + rates[$1] } }

  /// The rate from each state for which `from` holds into all those for which `into` does, per
  /// second: the reward whose mean is a frequency.
  package func rate(from: [Bool], into: [Bool]) -> [Double] {
    (0..<stateCount).map { state in
      guard from[state] else { return 0 }
      return row(state).reduce(0) { into[targets[$1]] ? $0 + rates[$1] : $0 }
    }
  }

  /// The chain on some states only, which are numbered anew in their order; moves to others go.
  ///
  /// - Complexity: O(n + m log m) for m moves
  func restricted(to states: [Int]) -> MarkovChain {
    var number = [Int](repeating: -1, count: stateCount)
    for (new, old) in states.enumerated() { number[old] = new }
    var moves: [ChainTransition] = []
    for (new, old) in states.enumerated() {
      for place in row(old) where number[targets[place]] >= 0 {
        moves.append(
          ChainTransition(from: new, to: number[targets[place]], rate: rates[place]))
      }
    }
    return MarkovChain(stateCount: states.count, transitions: moves)
  }

  /// The chain in which all states for which `isAbsorbing` holds are one, the last, never left;
  /// the others are numbered anew in their order.
  func absorbed(in isAbsorbing: [Bool]) -> (chain: MarkovChain, states: [Int]) {
    let states = (0..<stateCount).filter { !isAbsorbing[$0] }
    var number = [Int](repeating: states.count, count: stateCount)
    for (new, old) in states.enumerated() { number[old] = new }
    var moves: [ChainTransition] = []
    for (new, old) in states.enumerated() {
      for place in row(old) {
        moves.append(
          ChainTransition(from: new, to: number[targets[place]], rate: rates[place]))
      }
    }
    return (MarkovChain(stateCount: states.count + 1, transitions: moves), states)
  }
}
