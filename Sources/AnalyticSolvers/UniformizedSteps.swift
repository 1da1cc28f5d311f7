// SPDX-License-Identifier: GPL-3.0-or-later
// Uniformization in single steps, with a proof that it may stop early.

/// A chain whose steps come at one rate: P = I + Q / Λ.
struct UniformizedSteps {
  let chain: MarkovChain
  /// Λ, at least twice the fastest outflow, per second.
  let rate: Double
  /// P's entries beside the diagonal, as the chain's.
  let moves: [Double]
  /// P's diagonal, at least one half.
  let stays: [Double]

  init(_ chain: MarkovChain, rate: Double) {
    self.chain = chain
    self.rate = rate
    moves = chain.rates.map { $0 / rate }
    stays = (0..<chain.stateCount).map { 1 - chain.outflow($0) / rate }
  }

  /// One step back: P v.
  func step(_ value: [Double]) -> [Double] {
    var result = value
    for state in result.indices {
      var sum = stays[state] * value[state]
      for place in chain.row(state) { sum += moves[place] * value[chain.targets[place]] }
      result[state] = sum
    }
    return result
  }

  /// Rewards at t and over [0, t]: Σ P[N = k] Pᵏ r and Σ P[N > k] Pᵏ r / Λ.
  ///
  /// The largest element of Pᵏ r never grows and the least never shrinks; once they agree to 1e-13
  /// all further terms are known.
  ///
  /// - Returns: `nil` if they do not agree before `products` multiplications.
  func solve(_ reward: [Double], after seconds: Double, products: Double) -> TransientSolution? {
    let count = rate * seconds
    guard count < 1e9 else { return nil }
    let weights = PoissonWeights(mean: count)
    let budget = Int(min(1e12, products / Double(chain.transitionCount + chain.stateCount)))
    var value = reward
    var atEnd = [Double](repeating: 0, count: reward.count)
    var integral = atEnd
    var passed = 0.0
    for step in 0...weights.last {
      guard step <= budget else { return nil }
      let place = step - weights.first
      let tail = place < 0 ? 1 : weights.tail[place]
      let mass = place < 0 ? 0 : weights.mass[place]
      for state in value.indices {
        atEnd[state] += mass * value[state]
        integral[state] += tail / rate * value[state]
      }
      passed += tail
      if step % 16 == 0, place < 0, let least = value.min(), let most = value.max(),
        most - least <= 1e-13 * least
      {
        return TransientSolution(
          atEnd: value, integral: integral.map { $0 + (count - passed) / rate * most })
      }
      if step < weights.last { value = self.step(value) }
    }
    return TransientSolution(atEnd: atEnd, integral: integral)
  }
}
