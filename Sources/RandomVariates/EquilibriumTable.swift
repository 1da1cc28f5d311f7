// SPDX-License-Identifier: GPL-3.0-or-later
// What remains of a span that is under way at a random instant: the equilibrium of a renewal law.

import CGSL

/// The residual of a law in equilibrium, ready to be drawn from two uniforms.
///
/// The span under way at a random instant is length-biased, and the instant lies anywhere in it, so
/// the residual is a uniform share of a length-biased draw. That draw is made by inversion: where
/// the law's quantile at the unit exponential e is x(e), the length-biased density is
/// x(e) · exp(−e) / mean, and its integral is tabulated once. So every law is served by its
/// quantile alone; a law's probabilities are met within about 1e-6.
///
/// - Source: Cox, *Renewal Theory* (1962), sections 5.2 and 5.4.
package struct EquilibriumTable: Sendable {
  private let law: SamplerID
  /// Values of e, rising from 0, and beside them the density (not normalised) and its integral.
  private let nodes: [Double]
  private let densities: [Double]
  private let integrals: [Double]

  private static let intervals = 2_048

  /// The residual of a law of `table`, whose mean must be finite.
  ///
  /// - Complexity: 4 096 quantiles of the law.
  package init(of law: SamplerID, in table: SamplerTable) {
    GSLErrors.disableAbort()
    self.law = law
    func density(_ e: Double) -> Double {
      table.failureDelay(law, unitExponential: e) * gsl_sf_exp(-e)
    }
    // Beyond the end there is less than 1e-13 of the law, even of a Pareto with a shape near 1.
    var end = 32.0
    while end < 600, density(end) * end > 1e-14 * density(1) { end *= 2 }
    var nodes = [0.0]
    var densities = [density(0)]
    var integrals = [0.0]
    for i in 1...Self.intervals {
      let share = Double(i) / Double(Self.intervals)
      // Fine near 0, where the quantile of a law may be steep.
      let node = end * share * share * share
      let middle = (nodes[i - 1] + node) / 2
      nodes.append(node)
      densities.append(density(node))
      let mean = (densities[i - 1] + 4 * density(middle) + densities[i]) / 6
      integrals.append(integrals[i - 1] + mean * (node - nodes[i - 1]))
    }
    (self.nodes, self.densities, self.integrals) = (nodes, densities, integrals)
  }

  /// A residual, in the unit of the table's laws.
  ///
  /// - Parameters:
  ///   - bias: A uniform in 0 ..< 1 that chooses the span under way.
  ///   - share: A uniform in 0 ..< 1: how much of the span is left.
  ///   - table: The one of which the residual was made.
  /// - Returns: What is left of the span.
  package func residual(bias: Double, share: Double, in table: SamplerTable) -> Double {
    share * table.failureDelay(law, unitExponential: exponential(of: bias))
  }

  /// The unit exponential below which the length-biased law has the probability `bias`.
  private func exponential(of bias: Double) -> Double {
    let wanted = bias * integrals[Self.intervals]
    var low = 0
    var high = Self.intervals
    while high - low > 1 {
      let middle = (low + high) / 2
      if integrals[middle] <= wanted { low = middle } else { high = middle }
    }
    // Within an interval the density is as good as linear; the root of its integral is scaled so
    // that the interval's own integral is met.
    let width = nodes[high] - nodes[low]
    let area = integrals[high] - integrals[low]
    guard area > 0 else { return nodes[low] }
    let (first, last) = (densities[low], densities[high])
    let part = (wanted - integrals[low]) / area * (first + last) / 2
    let root = (first * first + 2 * (last - first) * part).squareRoot()
    return nodes[low] + width * min(1, 2 * part / (first + root))
  }
}

/// The quantile of the unit exponential: what is not yet over with probability 1 − p.
package func unitExponentialQuantile(_ probability: Double) -> Double { -gsl_log1p(-probability) }
