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
    failuresPerSecond / relaxationPerSecond
      * Self.meanOfApproach(relaxationPerSecond * seconds)
  }

  /// The mean of 1 − exp(−y) over 0 … x: 1 − (1 − exp(−x)) / x, precise where it is small.
  static func meanOfApproach(_ x: Double) -> Double {
    guard x < 0.5 else { return 1 + gsl_expm1(-x) / x }
    // The difference would lose its digits, but its series x/2 − x²/6 + … converges at once.
    var term = x / 2
    var sum = term
    var order = 3.0
    while abs(term) > 1e-18 * sum {
      term *= -x / order
      sum += term
      order += 1
    }
    return sum
  }
}
