// SPDX-License-Identifier: GPL-3.0-or-later
// Closed forms of one part that alternates between up and down, all by itself.

package import Quantities

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
}
