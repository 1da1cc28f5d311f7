// SPDX-License-Identifier: GPL-3.0-or-later
// How many replications guarantee that the best of several designs is found.

import CGSL

/// Two-stage selection of the best design, with a guaranteed probability of being right.
///
/// A first stage of n₀ replications of each design tells its spread; the second has so many that
/// the design with the lowest mean is the best one with probability P*, if it is better than the
/// others by δ at least. Each design must have its own luck: for common luck nothing is proved.
///
/// - Source: Rinott (1978); Kim and Nelson, *Selecting the Best System* (2006).
package struct RinottSelection: Hashable, Sendable {
  /// Replications of each design in the first stage.
  package let firstStage: Int
  /// The multiple h of a deviation over δ whose square is the number of replications.
  package let constant: Double

  /// The constant for so many designs.
  ///
  /// - Parameters:
  ///   - designs: 2 … 1 000.
  ///   - firstStage: Replications of each in the first stage, 3 at least.
  ///   - probability: Of correct selection, between 1 / designs and 1.
  /// - Complexity: About 10⁶ normal probabilities.
  package init(designs: Int, firstStage: Int, probability: Double) {
    precondition((2...1_000).contains(designs), "a selection is among 2 … 1 000 designs")
    precondition(firstStage >= 3, "a deviation needs three replications")
    precondition(
      probability > 1 / Double(designs) && probability < 1,
      "the probability lies between that of guessing and certainty")
    self.firstStage = firstStage
    let law = ChiSquareQuadrature(degreesOfFreedom: firstStage - 1)
    var (low, high) = (0.0, 1.0)
    func isEnough(_ constant: Double) -> Bool {
      law.probabilityOfSelection(constant, rivals: designs - 1) >= probability
    }
    while !isEnough(high) { (low, high) = (high, 2 * high) }
    while high - low > 1e-12 * high {
      let middle = low + (high - low) / 2
      if isEnough(middle) { high = middle } else { low = middle }
    }
    constant = high
  }

  /// Replications of one design in both stages together.
  ///
  /// - Parameters:
  ///   - deviation: Of one replication in the first stage.
  ///   - difference: The least difference of means that matters, more than 0.
  /// - Returns: At least the first stage.
  package func replications(deviation: Double, difference: Double) -> UInt64 {
    precondition(difference > 0, "a difference that matters is more than 0")
    let ratio = constant * deviation / difference
    return UInt64(max(Double(firstStage), (ratio * ratio).rounded(.up)))
  }
}

/// Nodes and weights for integrals over the law of χ².
///
/// In the logarithm of the variate the density falls off doubly fast on one side and exponentially
/// on the other, so that the trapezoidal rule converges faster than any power of the step.
private struct ChiSquareQuadrature {
  private static let intervals = 160
  private let degrees: Double
  private let nodes: [Double]
  private let weights: [Double]

  init(degreesOfFreedom: Int) {
    degrees = Double(degreesOfFreedom)
    let low = gsl_sf_log(gsl_cdf_chisq_Pinv(1e-15, degrees))
    let high = gsl_sf_log(gsl_cdf_chisq_Qinv(1e-15, degrees))
    let step = (high - low) / Double(Self.intervals)
    let degrees = degrees
    nodes = (0...Self.intervals).map { gsl_sf_exp(low + Double($0) * step) }
    weights = nodes.map { $0 * gsl_ran_chisq_pdf($0, degrees) * step }
  }

  /// ∫ [∫ Φ(h / √(ν(1/x + 1/y))) f(x) dx]^rivals f(y) dy.
  func probabilityOfSelection(_ constant: Double, rivals: Int) -> Double {
    zip(nodes, weights).reduce(0.0) { sum, outer in
      let beatsOne = zip(nodes, weights).reduce(0.0) { sum, inner in
        let spread = (degrees * (1 / inner.0 + 1 / outer.0)).squareRoot()
        return sum + inner.1 * gsl_cdf_ugaussian_P(constant / spread)
      }
      return sum + outer.1 * gsl_sf_pow_int(beatsOne, Int32(rivals))
    }
  }
}
