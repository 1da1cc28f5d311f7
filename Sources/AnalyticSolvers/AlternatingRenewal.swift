// SPDX-License-Identifier: GPL-3.0-or-later
// Closed forms of one part that alternates between up and down, all by itself.

import CGSL
package import Quantities
import RandomVariates

/// Up and down spans in turn, independent of everything else; starts up and new.
package enum AlternatingRenewal {
  /// Long-run unavailability, for any laws with these means.
  ///
  /// - Parameters:
  ///   - timeToFailure: Mean up time, more than 0 s.
  ///   - timeToRepair: Mean down time, at least 0 s.
  /// - Returns: The fraction of time down, in 0 ..< 1.
  /// - Source: Renewal-reward theorem; Ross, *Introduction to Probability Models*, ch. 7.
  package static func unavailability(timeToFailure: Seconds, timeToRepair: Seconds) -> Double {
    precondition(timeToFailure.value > 0, "a mean time to failure must be positive")
    precondition(timeToRepair.value >= 0, "a mean time to repair must not be negative")
    return timeToRepair.value / (timeToFailure.value + timeToRepair.value)
  }

  /// Long-run failures in a year of 8 760 h, for any laws with these means.
  ///
  /// - Source: Elementary renewal theorem.
  package static func failuresPerYear(timeToFailure: Seconds, timeToRepair: Seconds) -> Double {
    precondition(timeToFailure.value > 0, "a mean time to failure must be positive")
    precondition(timeToRepair.value >= 0, "a mean time to repair must not be negative")
    return Seconds.years(1) / (timeToFailure + timeToRepair)
  }

  /// Unavailability at an instant, for exponential up and down times.
  ///
  /// - Parameters:
  ///   - time: Since the start in the state up, at least 0 s.
  ///   - timeToFailure: Mean up time, more than 0 s.
  ///   - timeToRepair: Mean down time, more than 0 s.
  /// - Returns: In 0 ..< 1, precise where it is small.
  /// - Source: U(t) = λ / (λ + μ) · (1 − exp(−(λ + μ) t)); Barlow and Proschan, *Statistical
  ///   Theory of Reliability and Life Testing* (1975).
  package static func unavailability(
    at time: Seconds, timeToFailure: Seconds, timeToRepair: Seconds
  ) -> Double {
    TwoStateChain(timeToFailure: timeToFailure, timeToRepair: timeToRepair)
      .unavailability(at: time.value)
  }

  /// Mean unavailability over [0, `end`], for exponential up and down times.
  ///
  /// - Source: λ / s · (1 − (1 − exp(−s T)) / (s T)) with s = λ + μ; Trivedi and Bobbio,
  ///   *Reliability and Availability Engineering* (2017).
  package static func meanUnavailability(
    until end: Seconds, timeToFailure: Seconds, timeToRepair: Seconds
  ) -> Double {
    TwoStateChain(timeToFailure: timeToFailure, timeToRepair: timeToRepair)
      .meanUnavailability(until: end.value)
  }

  /// Mean unavailability of a part whose exponential failures stay unnoticed until the next
  /// inspection, which renews it at once.
  ///
  /// - Parameters:
  ///   - timeToFailure: Mean up time, more than 0 s.
  ///   - period: From one inspection to the next, more than 0 s.
  /// - Returns: In 0 ..< 1, precise where it is small.
  /// - Source: The mean probability of failure on demand; Rausand and Høyland, *System Reliability
  ///   Theory* (2004), ch. 10: 1 − (1 − exp(−λ τ)) / (λ τ).
  package static func unavailability(
    timeToFailure: Seconds, inspectedEvery period: Seconds
  ) -> Double {
    precondition(
      timeToFailure.value > 0 && period.value > 0, "times to failure and inspection are positive")
    return TwoStateChain.meanOfApproach(period / timeToFailure)
  }

  /// Expected failures by an instant of a part that is renewed at once and lives for gamma times.
  ///
  /// - Parameters:
  ///   - time: Since it was new, at least 0 s.
  ///   - shape: Of the law of its life, more than 0; of an Erlang law the stages.
  ///   - mean: Of its life, more than 0 s.
  /// - Complexity: O(expected failures)
  /// - Returns: The renewal function at this instant.
  /// - Source: Cox, *Renewal Theory* (1962): the sum over n of the laws of n lives together.
  package static func renewals(by time: Seconds, shape: Double, mean: Seconds) -> Double {
    precondition(time.value >= 0 && shape > 0 && mean.value > 0, "lives and time are positive")
    GSLErrors.disableAbort()
    var sum = 0.0
    var lives = 1.0
    while true {
      let reached = gsl_cdf_gamma_P(time.value, lives * shape, mean.value / shape)
      sum += reached
      // Beyond the mean number of lives the terms fall ever faster.
      guard reached > 1e-18 * sum || lives * mean.value <= time.value else { return sum }
      lives += 1
    }
  }
}
