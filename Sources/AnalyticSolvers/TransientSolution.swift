// SPDX-License-Identifier: GPL-3.0-or-later
// What a chain does by an instant: rewards at t and integrated over [0, t], from every state.

/// Rewards of a chain as seen from each state at t = 0.
package struct TransientSolution: Sendable {
  /// The mean reward a second at t, from each state.
  package let atEnd: [Double]
  /// What the reward adds up to over [0, t], from each state.
  package let integral: [Double]

  /// The values from a distribution of states at t = 0.
  package func mean(from initial: [Double]) -> (atEnd: Double, integral: Double) {
    zip(initial.indices, initial).reduce((0, 0)) { sum, state in
      (sum.0 + state.1 * atEnd[state.0], sum.1 + state.1 * integral[state.0])
    }
  }
}

/// How much a transient solution may cost.
package struct TransientLimits: Hashable, Sendable {
  /// Up to so many states a matrix is squared when there are too many steps.
  package let squaredStates: Int
  /// Multiplications in single steps.
  package let products: Double
  package init(squaredStates: Int = 600, products: Double = 4e9) {
    self.squaredStates = squaredStates
    self.products = products
  }
}

extension MarkovChain {
  /// Rewards at t and over [0, t] by uniformization.
  ///
  /// The chain becomes a discrete one whose steps come at one rate Λ, twice the fastest outflow, so
  /// that no diagonal entry is a small difference. Three ways, by cost: single steps; the matrix
  /// of a short span, squared until the span is t; single steps until the rewards from all states
  /// have become one. All terms are positive, so small values keep their digits.
  ///
  /// - Parameters:
  ///   - rewards: Several rewards, each one value a state, not negative.
  ///   - seconds: t, more than 0.
  ///   - limits: What it may cost.
  /// - Returns: One solution a reward, or `nil` if all ways exceed the limits.
  /// - Source: Jensen, Skand. Aktuarietidskrift 36 (1953) 87; squaring without subtraction: Shao,
  ///   Gao, Xue, Numer. Math. 127 (2014).
  package func transient(
    _ rewards: [[Double]], after seconds: Double, limits: TransientLimits = TransientLimits()
  ) -> [TransientSolution]? {
    let fastest = (0..<stateCount).reduce(0.0) { max($0, outflow($1)) }
    guard fastest > 0 else {
      return rewards.map {
        TransientSolution(atEnd: $0, integral: $0.map { $0 * seconds })
      }
    }
    let steps = UniformizedSteps(self, rate: 2 * fastest)
    let count = steps.rate * seconds
    let perStep = Double(transitionCount + stateCount)
    if count * perStep <= 3e7 {
      return rewards.map { steps.solve($0, after: seconds, products: .infinity) }.solved
    }
    if stateCount <= limits.squaredStates {
      return steps.squared(rewards, after: seconds)
    }
    let budget = limits.products / Double(max(1, rewards.count))
    return rewards.map { steps.solve($0, after: seconds, products: budget) }.solved
  }
}

extension [TransientSolution?] {
  /// All of them, or `nil` if one is missing.
  fileprivate var solved: [TransientSolution]? {
    let found = compactMap { $0 }
    return found.count == count ? found : nil
  }
}

extension MarkovChain {
  /// The probability that the chain has entered a goal by t, from a distribution at t = 0.
  ///
  /// - Parameters:
  ///   - isGoal: Whether each state is one.
  ///   - seconds: t, more than 0.
  ///   - initial: Probabilities of the states at t = 0.
  ///   - limits: What it may cost.
  /// - Returns: `nil` if it would exceed the limits.
  package func probability(
    ofEntering isGoal: [Bool], by seconds: Double, from initial: [Double],
    limits: TransientLimits = TransientLimits()
  ) -> Double? {
    let (chain, states) = absorbed(in: isGoal)
    let reward = states.map { _ in 0.0 } + [1]
    guard let solution = chain.transient([reward], after: seconds, limits: limits)?.first else {
      return nil
    }
    let already = (0..<stateCount).reduce(0) { isGoal[$1] ? $0 + initial[$1] : $0 }
    return zip(states, solution.atEnd).reduce(already) { $0 + initial[$1.0] * $1.1 }
  }
}
