// SPDX-License-Identifier: GPL-3.0-or-later
// The ratio of two means, such as the down time a cycle over the length of a cycle.

/// A ratio of means out of independent pairs: down time and length of cycles, or weight and hits.
///
/// A ratio of averages is biased. The jackknife takes most of that out; where both intervals differ
/// much there are too few pairs for either, which is why both are shown.
package struct RatioEstimator: Hashable, Sendable {
  /// ΣY / ΣA, with the interval of the linearised ratio.
  ///
  /// - Source: Crane and Iglehart (1975).
  package let classical: Estimate
  /// The mean of the pseudo-values n r − (n − 1) r₋ᵢ, with their interval.
  ///
  /// - Source: Iglehart (1975).
  package let jackknife: Estimate

  /// The ratio of the sum of `numerators` to that of `denominators`.
  ///
  /// - Returns: `nil` for fewer than two pairs, or when the denominators, even without one of them,
  ///   do not add up to more than 0.
  /// - Complexity: O(n)
  package init?(_ numerators: [Double], over denominators: [Double], confidence: Double) {
    precondition(numerators.count == denominators.count, "a ratio is made of pairs")
    let n = Double(numerators.count)
    let sums = (numerators.reduce(0, +), denominators.reduce(0, +))
    guard numerators.count > 1, denominators.allSatisfy({ sums.1 - $0 > 0 && $0 >= 0 }) else {
      return nil
    }
    let ratio = sums.0 / sums.1
    let pairs = zip(numerators, denominators)
    let squares = pairs.reduce(0.0) { sum, pair in
      let rest = pair.0 - ratio * pair.1
      return sum + rest * rest
    }
    let pseudoValues = Moments(
      of: pairs.map { n * ratio - (n - 1) * ((sums.0 - $0) / (sums.1 - $1)) })
    let quantile = ConfidenceInterval.studentQuantile(
      degreesOfFreedom: numerators.count - 1, confidence: confidence)
    let events = numerators.count { $0 != 0 }
    func around(_ mean: Double, _ error: Double) -> Estimate {
      ConfidenceInterval.around(
        mean, standardError: error, quantile: quantile, confidence: confidence, events: events,
        isNonnegative: numerators.allSatisfy { $0 >= 0 })
    }
    classical = around(ratio, (squares / (n - 1)).squareRoot() / (sums.1 / n * n.squareRoot()))
    jackknife = around(pseudoValues.mean, pseudoValues.standardError)
  }
}
