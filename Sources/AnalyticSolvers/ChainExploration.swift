// SPDX-License-Identifier: GPL-3.0-or-later
// The states that a model can reach, and the rates between them; instants are passed over.

/// The stable states of a model and their chain.
struct ChainExploration {
  /// More states would not be eliminated in reasonable time.
  static let stateLimit = 20_000
  /// Things that happen in one instant, as in a simulation.
  static let instantLimit = 10_000

  private(set) var states: [ChainState] = []
  private(set) var isDown: [Bool] = []
  /// Probabilities at t = 0.
  private(set) var initial: [Double] = []
  private(set) var transitions: [ChainTransition] = []
  /// Why the chain cannot be made.
  private(set) var obstacle: String?

  private let model: ChainModel
  private var number: [ChainState: Int] = [:]

  /// - Complexity: O(states · parts²)
  init(_ model: ChainModel) {
    self.model = model
    var probabilities: [(Int, Double)] = []
    for branch in settle(model.beginnings) {
      probabilities.append((intern(branch.state), branch.probability))
    }
    var next = 0
    while next < states.count, obstacle == nil {
      explore(next)
      next += 1
    }
    initial = [Double](repeating: 0, count: states.count)
    for (state, probability) in probabilities { initial[state] += probability }
  }

  var chain: MarkovChain { MarkovChain(stateCount: states.count, transitions: transitions) }

  private mutating func explore(_ from: Int) {
    for move in model.moves(in: states[from]) {
      for branch in settle([StateBranch(move.state)]) {
        let to = intern(branch.state)
        guard obstacle == nil else { return }
        transitions.append(
          ChainTransition(from: from, to: to, rate: move.rate * branch.probability))
      }
    }
  }

  private mutating func intern(_ state: ChainState) -> Int {
    if let known = number[state] { return known }
    number[state] = states.count
    states.append(state)
    isDown.append(model.isDown(in: state))
    if states.count > Self.stateLimit {
      obstacle = "there are too many states, more than \(Self.stateLimit)"
    }
    obstacle = obstacle ?? model.pools.lazy.compactMap { $0.obstacle(in: state) }.first
    return states.count - 1
  }

  /// The stable states in which what has just happened may end, with their probabilities.
  private mutating func settle(_ branches: [StateBranch]) -> [StateBranch] {
    var stable: [ChainState: Double] = [:]
    var order: [ChainState] = []
    var open = branches
    var happened = 0
    while let branch = open.popLast() {
      guard branch.probability > 0 else { continue }
      if let next = model.instant(in: branch.state) {
        happened += 1
        guard happened <= Self.instantLimit else {
          obstacle = "more than \(Self.instantLimit) things happen in one instant"
          return []
        }
        open += next.map { StateBranch($0.state, branch.probability * $0.probability) }
        continue
      }
      let state = model.canonical(branch.state)
      if stable[state] == nil { order.append(state) }
      stable[state] = (stable[state] ?? 0) + branch.probability
    }
    return order.map { StateBranch($0, stable[$0] ?? 0) }
  }
}
