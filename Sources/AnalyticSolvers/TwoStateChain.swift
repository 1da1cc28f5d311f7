// SPDX-License-Identifier: GPL-3.0-or-later
// The two-state Markov chain of a part with exponential up and down times.

import CGSL
import Quantities

/// A part that starts up, fails at one rate and is repaired at another.
struct TwoStateChain: Hashable, Sendable {
  let failuresPerSecond: Double
  let repairsPerSecond: Double

  init(timeToFailure: Seconds, timeToRepair: Seconds) {
    precondition(
      timeToFailure.value > 0 && timeToRepair.value > 0, "the means of both times are positive")
    failuresPerSecond = 1 / timeToFailure.value
    repairsPerSecond = 1 / timeToRepair.value
  }

  /// λ + μ, the rate at which the start is forgotten.
  var relaxationPerSecond: Double { failuresPerSecond + repairsPerSecond }

  /// Precise where it is small.
  func unavailability(at seconds: Double) -> Double {
    -failuresPerSecond / relaxationPerSecond * gsl_expm1(-relaxationPerSecond * seconds)
  }

  /// Precise where it is small.
  func availability(at seconds: Double) -> Double {
    (repairsPerSecond + failuresPerSecond * gsl_sf_exp(-min(700, relaxationPerSecond * seconds)))
      / relaxationPerSecond
  }

  /// The mean of the unavailability over the first seconds, precise where these are few.
  func meanUnavailability(until seconds: Double) -> Double {
    let x = relaxationPerSecond * seconds
    // 1 − (1 − e^−x) / x loses its digits for small x, where its series converges at once.
    var share = 1 + gsl_expm1(-x) / x
    if x < 0.5 {
      var term = x / 2
      share = term
      var order = 3.0
      while abs(term) > 1e-18 * share {
        term *= -x / order
        share += term
        order += 1
      }
    }
    return failuresPerSecond / relaxationPerSecond * share
  }
}
