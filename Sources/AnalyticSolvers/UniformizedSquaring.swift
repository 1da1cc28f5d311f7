// SPDX-License-Identifier: GPL-3.0-or-later
// Uniformization over a short span, squared until the span is the whole: for stiff small chains.

import CGSL

extension UniformizedSteps {
  /// Rewards at t and over [0, t].
  ///
  /// With h = t / 2ᵐ and Λh ≤ 1, P(h) is summed term by term; then P(2h) = P(h)² and
  /// R(2h) = R(h) + P(h) R(h), with rows scaled to one in between.
  ///
  /// - Complexity: O(n³ log Λt)
  func squared(_ rewards: [[Double]], after seconds: Double) -> [TransientSolution] {
    var span = seconds
    var doublings = 0
    while rate * span > 1 {
      span /= 2
      doublings += 1
    }
    let size = chain.stateCount
    let weights = PoissonWeights(mean: rate * span)
    var matrix = shortMatrix(weights)
    var integrals = rewards.map { reward in
      var power = reward
      var integral = [Double](repeating: 0, count: size)
      for tail in weights.tail {
        for state in 0..<size { integral[state] += tail / rate * power[state] }
        power = step(power)
      }
      return integral
    }
    for _ in 0..<doublings {
      integrals = integrals.map { first in
        zip(first, product(of: matrix, with: first)).map { $0 + $1 }
      }
      matrix = square(matrix)
    }
    return zip(rewards, integrals).map {
      TransientSolution(atEnd: product(of: matrix, with: $0), integral: $1)
    }
  }

  /// P(h), row by row.
  private func shortMatrix(_ weights: PoissonWeights) -> [Double] {
    let size = chain.stateCount
    var matrix = [Double](repeating: 0, count: size * size)
    for state in 0..<size {
      // Row by row forward: e_i Pᵏ stays sparse for the first powers.
      var power = [Double](repeating: 0, count: size)
      power[state] = 1
      for mass in weights.mass {
        for other in 0..<size where power[other] > 0 {
          matrix[state * size + other] += mass * power[other]
        }
        power = stepForward(power)
      }
    }
    scaleRows(&matrix)
    return matrix
  }

  /// One step of a distribution: v P.
  private func stepForward(_ value: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: value.count)
    for state in value.indices where value[state] > 0 {
      result[state] += stays[state] * value[state]
      for place in chain.row(state) {
        result[chain.targets[place]] += moves[place] * value[state]
      }
    }
    return result
  }

  private func square(_ matrix: [Double]) -> [Double] {
    let size = Int32(chain.stateCount)
    var result = [Double](repeating: 0, count: matrix.count)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, matrix, size, matrix, size,
      0, &result, size)
    scaleRows(&result)
    return result
  }

  private func product(of matrix: [Double], with vector: [Double]) -> [Double] {
    let size = Int32(chain.stateCount)
    var result = [Double](repeating: 0, count: vector.count)
    cblas_dgemv(
      CblasRowMajor, CblasNoTrans, size, size, 1, matrix, size, vector, 1, 0, &result, 1)
    return result
  }

  /// Rows are distributions: rounding must not let them drift.
  private func scaleRows(_ matrix: inout [Double]) {
    let size = chain.stateCount
    for row in 0..<size {
      let places = (row * size)..<((row + 1) * size)
      let sum = places.reduce(0) { $0 + matrix[$1] }
      for place in places { matrix[place] /= sum }
    }
  }
}
