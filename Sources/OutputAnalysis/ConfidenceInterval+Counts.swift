// SPDX-License-Identifier: GPL-3.0-or-later
// Intervals for probabilities and rates out of counts, exact wherever they can be.

import CGSL

extension ConfidenceInterval {
  /// Two-sided interval for a probability that covers at least as often as it says.
  ///
  /// Its ends are those probabilities at which so few or so many hits would be too unlikely. Where
  /// both hits and misses exceed 100 000 they are the score interval with continuity correction,
  /// from which the exact one differs by less than 1e-5 of its width.
  ///
  /// - Parameters:
  ///   - hits: Trials that showed the event; at most `trials`.
  ///   - trials: Independent trials.
  ///   - confidence: Between 0 and 1.
  /// - Returns: From 0 to 1 when there were no trials.
  /// - Complexity: About 60 evaluations of the incomplete beta function for each end.
  /// - Source: Clopper and Pearson (1934).
  package static func clopperPearson(
    hits: UInt64, of trials: UInt64, confidence: Double
  ) -> Estimate {
    precondition(hits <= trials, "there are no more hits than trials")
    guard trials > 0 else { return proportion(hits, trials, low: 0, high: 1, confidence) }
    let misses = trials - hits
    if min(hits, misses) > 100_000 {
      return score(hits: hits, of: trials, confidence: confidence, continuity: 0.5)
    }
    let tail = (1 - confidence) / 2
    let (n, x) = (Double(trials), Double(hits))
    let centre = x / n
    let low =
      hits == 0
      ? 0 : crossing(from: 0, to: centre) { gsl_cdf_beta_P($0, x, n - x + 1) >= tail }
    let high =
      misses == 0
      ? 1 : crossing(from: centre, to: 1) { gsl_cdf_beta_Q($0, x + 1, n - x) <= tail }
    return proportion(hits, trials, low: low, high: high, confidence)
  }

  /// Two-sided interval for a probability, shorter than the exact one and right on average.
  ///
  /// - Returns: From 0 to 1 when there were no trials.
  /// - Source: Wilson (1927), without continuity correction.
  package static func wilson(hits: UInt64, of trials: UInt64, confidence: Double) -> Estimate {
    precondition(hits <= trials, "there are no more hits than trials")
    guard trials > 0 else { return proportion(hits, trials, low: 0, high: 1, confidence) }
    return score(hits: hits, of: trials, confidence: confidence, continuity: 0)
  }

  /// Exact two-sided interval for the expected number of events where `count` were seen.
  ///
  /// - Source: Garwood (1936): quantiles of χ² with 2k and 2k + 2 degrees, halved.
  package static func garwood(count: UInt64, confidence: Double) -> Estimate {
    let tail = (1 - confidence) / 2
    let k = Double(count)
    return Estimate(
      mean: k, standardError: k.squareRoot(),
      low: count == 0 ? 0 : gsl_cdf_gamma_Pinv(tail, k, 1),
      high: gsl_cdf_gamma_Qinv(tail, k + 1, 1),
      confidence: confidence, events: Int(clamping: count))
  }

  /// The roots of (|p̂ − p| − c / n)² = z² p (1 − p) / n.
  private static func score(
    hits: UInt64, of trials: UInt64, confidence: Double, continuity: Double
  ) -> Estimate {
    let n = Double(trials)
    let z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2)
    func root(_ hits: Double, _ side: Double) -> Double {
      let share = hits / n
      let spread = (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
      return (share + z * z / (2 * n) + side * z * spread) / (1 + z * z / n)
    }
    let x = Double(hits)
    return proportion(
      hits, trials, low: hits == 0 ? 0 : max(0, root(x - continuity, -1)),
      high: hits == trials ? 1 : min(1, root(x + continuity, 1)), confidence)
  }

  private static func proportion(
    _ hits: UInt64, _ trials: UInt64, low: Double, high: Double, _ confidence: Double
  ) -> Estimate {
    let share = trials == 0 ? 0 : Double(hits) / Double(trials)
    let variance = share * (1 - share) / Double(max(trials, 1))
    return Estimate(
      mean: share, standardError: variance.squareRoot(), low: low, high: high,
      confidence: confidence, events: Int(clamping: hits))
  }

  /// Where a predicate that is false at `low` and true at `high` begins to hold, to the last bit.
  private static func crossing(
    from low: Double, to high: Double, _ holds: (Double) -> Bool
  ) -> Double {
    var (low, high) = (low, high)
    while true {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { return middle }
      if holds(middle) { high = middle } else { low = middle }
    }
  }
}
