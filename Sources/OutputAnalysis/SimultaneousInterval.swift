// SPDX-License-Identifier: GPL-3.0-or-later
// One quantile for many intervals that must all hold at once.

/// Simultaneous intervals by the law of the largest of correlated Student variates.
package enum SimultaneousInterval {
  private static let draws = 50_000

  /// The quantile c with P(max |Tᵢ| ≤ c) = confidence, for correlated Student variates.
  ///
  /// Sampled with a fixed seed, about 0.3 % off, and held between Student's own quantile, which
  /// is exact when all variates are one, and Bonferroni's, which always suffices.
  ///
  /// - Parameters:
  ///   - correlation: Ones on the diagonal; may be singular.
  ///   - degreesOfFreedom: Of the common variance estimate; at least 1 for a finite result.
  ///   - confidence: Between 0 and 1.
  /// - Returns: The common multiple of each standard error.
  /// - Complexity: O(draws · size · rank)
  /// - Source: Hochberg and Tamhane, *Multiple Comparison Procedures* (1987), ch. 2 and 5.
  package static func quantile(
    correlation: SymmetricMatrix, degreesOfFreedom: Int, confidence: Double
  ) -> Double {
    let size = correlation.size
    let single = ConfidenceInterval.studentQuantile(
      degreesOfFreedom: degreesOfFreedom, confidence: confidence)
    guard size > 1, degreesOfFreedom > 0 else { return single }
    let bonferroni = ConfidenceInterval.studentQuantile(
      degreesOfFreedom: degreesOfFreedom, confidence: 1 - (1 - confidence) / Double(size))
    var largest: [Double] = []
    largest.reserveCapacity(draws)
    NormalSampler.draw(draws, covariance: correlation, degreesOfFreedom: degreesOfFreedom) {
      largest.append($0.reduce(0) { max($0, abs($1)) })
    }
    largest.sort()
    let sampled = largest[min(draws - 1, Int((confidence * Double(draws)).rounded(.down)))]
    return min(max(sampled, single), bonferroni)
  }
}
