// SPDX-License-Identifier: GPL-3.0-or-later
// Chains of tests, written as rules: what a state may become, and how fast.

import AnalyticSolvers

/// The states that rules reach from a first one, and their chain.
struct ExploredChain<State: Hashable> {
  private(set) var states: [State]
  let chain: MarkovChain

  init(from first: State, moves: (State) -> [(State, Double)]) {
    states = [first]
    var number = [first: 0]
    var transitions: [ChainTransition] = []
    var next = 0
    while next < states.count {
      for (state, rate) in moves(states[next]) {
        let found = number[state] ?? states.count
        if found == states.count {
          number[state] = found
          states.append(state)
        }
        transitions.append(ChainTransition(from: next, to: found, rate: rate))
      }
      next += 1
    }
    chain = MarkovChain(stateCount: states.count, transitions: transitions)
  }

  /// All probability in the first state.
  var initial: [Double] { states.indices.map { $0 == 0 ? 1 : 0 } }

  /// One where the predicate holds, and zero elsewhere.
  func indicator(_ holds: (State) -> Bool) -> [Double] { states.map { holds($0) ? 1 : 0 } }
}

/// Counts up to `size` with rates of a birth and of a death.
func birthDeath(
  size: Int, up: (Int) -> Double, down: (Int) -> Double
) -> MarkovChain {
  var moves: [ChainTransition] = []
  for count in 0...size {
    if count < size { moves.append(ChainTransition(from: count, to: count + 1, rate: up(count))) }
    if count > 0 { moves.append(ChainTransition(from: count, to: count - 1, rate: down(count))) }
  }
  return MarkovChain(stateCount: size + 1, transitions: moves)
}
