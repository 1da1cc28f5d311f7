// SPDX-License-Identifier: GPL-3.0-or-later
// Intervals for means, for differences, and for what was never seen.

import CGSL

/// Formulas of confidence intervals; all two-sided unless they say otherwise.
package enum ConfidenceInterval {
  /// Quantile t with P(|T| ≤ t) = confidence for Student's law.
  ///
  /// - Returns: Infinity when there is no degree of freedom.
  package static func studentQuantile(degreesOfFreedom: Int, confidence: Double) -> Double {
    studentQuantile(effectiveDegrees: Double(degreesOfFreedom), confidence: confidence)
  }

  /// Quantile t with P(|T| ≤ t) = confidence, for a number of degrees that need not be whole.
  package static func studentQuantile(effectiveDegrees: Double, confidence: Double) -> Double {
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
    guard effectiveDegrees > 0 else { return .infinity }
    // The upper tail keeps its digits where 1 − α / 2 would round to one.
    return gsl_cdf_tdist_Qinv((1 - confidence) / 2, effectiveDegrees)
  }

  /// An interval of `quantile` standard errors around a mean.
  ///
  /// - Parameters:
  ///   - mean: The estimate.
  ///   - standardError: Of the mean; infinite gives an interval without ends.
  ///   - quantile: Student's, or the wider one of a simultaneous interval.
  ///   - confidence: What `quantile` stands for.
  ///   - events: Events behind the mean.
  ///   - isNonnegative: The true mean cannot be negative, so neither can `low`.
  /// - Returns: The estimate with its ends.
  package static func around(
    _ mean: Double, standardError: Double, quantile: Double, confidence: Double, events: Int,
    isNonnegative: Bool
  ) -> Estimate {
    let half = standardError == 0 ? 0 : standardError * quantile
    let low = mean - half
    return Estimate(
      mean: mean, standardError: standardError, low: isNonnegative ? max(0, low) : low,
      high: mean + half, confidence: confidence, events: events)
  }

  /// One-sided upper bound on the probability of an event that none of `trials` showed.
  ///
  /// - Source: Exact binomial, 1 − α^(1/n); about 3/n at 95 % (the rule of three).
  package static func unseenProbability(trials: UInt64, confidence: Double) -> Double {
    guard trials > 0 else { return 1 }
    return -gsl_expm1(gsl_log1p(-confidence) / Double(trials))
  }

  /// The fewest trials that, none of them showing an event, bound its probability by this.
  ///
  /// - Source: Exact binomial, ⌈ln α / ln(1 − p)⌉.
  package static func trialsToBound(probability: Double, confidence: Double) -> UInt64 {
    precondition(probability > 0 && probability < 1, "a probability lies between 0 and 1")
    let exact = gsl_log1p(-confidence) / gsl_log1p(-probability)
    return exact < 0x1p63 ? UInt64(exact.rounded(.up)) : .max
  }

  /// One-sided upper bound on the events per trial when none of `trials` showed one.
  ///
  /// - Source: Garwood (1936) for Poisson counts, −ln α / n.
  package static func unseenRate(trials: UInt64, confidence: Double) -> Double {
    guard trials > 0 else { return .infinity }
    return -gsl_log1p(-confidence) / Double(trials)
  }

  /// The estimate of a mean when nothing was seen: 0, with an upper bound.
  package static func unseen(upTo bound: Double, confidence: Double) -> Estimate {
    Estimate(
      mean: 0, standardError: 0, low: 0, high: bound, confidence: confidence, events: 0,
      isBound: true)
  }
}
