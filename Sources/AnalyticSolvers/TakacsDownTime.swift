// SPDX-License-Identifier: GPL-3.0-or-later
// The law of the time that one unit is down in [0, T].

import CGSL
package import Quantities
import RandomVariates

/// Down time D in [0, T] of a unit that starts up and new, fails exponentially and is repaired by a
/// law whose sums are known.
///
/// P(D ≤ x) = Σₙ Pois(n; λ (T − x)) · Fₙ(x), where Fₙ is the law of the sum of n repairs: D ≤ x if
/// and only if the repairs of all failures in the first T − x of operation fit into x. D has an
/// atom at 0.
///
/// - Source: Takács, *On certain sojourn time problems in the theory of stochastic processes*, Acta
///   Mathematica Hungarica 8 (1957), 169–191.
package struct TakacsDownTime: Hashable, Sendable {
  /// Laws of a repair whose sums are known.
  package enum Repair: Hashable, Sendable {
    case fixed(Seconds)
    /// The exponential law is of shape 1, the Erlang law of whole shapes.
    case gamma(shape: Double, mean: Seconds)

    /// The exponential law.
    package static func exponential(mean: Seconds) -> Self { .gamma(shape: 1, mean: mean) }

    /// Of one repair.
    package var mean: Seconds {
      switch self {
      case .fixed(let span): span
      case .gamma(_, let mean): mean
      }
    }
  }

  /// Mean up time, more than 0 s.
  package let timeToFailure: Seconds
  /// Of a mean of more than 0 s.
  package let repair: Repair
  /// T, more than 0 s.
  package let horizon: Seconds

  /// Most failures expected in [0, T]: the sum has a term for each.
  package static let mostFailures = 1e6

  /// Checks the signs, and that the sum has an end.
  package init(timeToFailure: Seconds, repair: Repair, horizon: Seconds) {
    precondition(
      timeToFailure.value > 0 && repair.mean.value > 0 && horizon.value > 0,
      "times to failure and repair and the horizon are positive")
    precondition(
      horizon / timeToFailure <= Self.mostFailures, "the expected failures are too many to sum up")
    GSLErrors.disableAbort()
    self.timeToFailure = timeToFailure
    self.repair = repair
    self.horizon = horizon
  }

  /// P(D ≤ x).
  ///
  /// - Complexity: O(√ of the expected number of failures)
  package func cdf(_ x: Seconds) -> Double {
    guard x.value >= 0 else { return 0 }
    guard x < horizon else { return 1 }
    return sum(x) { fitting($0, x.value) }
  }

  /// P(D > x), precise where it is small.
  ///
  /// - Complexity: O(√ of the expected number of failures)
  package func survival(_ x: Seconds) -> Double {
    guard x.value >= 0 else { return 1 }
    guard x < horizon else { return 0 }
    return sum(x) { exceeding($0, x.value) }
  }

  /// What rounding may do to a probability, relative to it: the error of the logarithm of a
  /// Poisson probability, which grows with the expected number of failures.
  package var relativeError: Double {
    let failures = horizon / timeToFailure
    return (64 + 4 * failures * max(1, gsl_log1p(failures))) * .ulpOfOne
  }

  /// Σₙ Pois(n; λ (T − x)) · part(n), over all n that count.
  private func sum(_ x: Seconds, _ part: (Int) -> Double) -> Double {
    let expected = (horizon - x) / timeToFailure
    let spread = 40 * expected.squareRoot() + 60
    let first = max(0, Int(expected - spread))
    var sum = 0.0
    for count in first...Int(expected + spread) {
      let probability = gsl_ran_poisson_pdf(UInt32(count), expected)
      sum += probability * part(count)
      // Twice the mean on, the probabilities halve at least from one to the next.
      if Double(count) > 2 * expected && probability < 1e-18 * sum { break }
    }
    return sum
  }

  /// That so many repairs together take at most x.
  private func fitting(_ count: Int, _ x: Double) -> Double {
    guard count > 0 else { return 1 }
    switch repair {
    case .fixed(let span): return Double(count) * span.value <= x ? 1 : 0
    case .gamma(let shape, let mean):
      return gsl_cdf_gamma_P(x, Double(count) * shape, mean.value / shape)
    }
  }

  private func exceeding(_ count: Int, _ x: Double) -> Double {
    guard count > 0 else { return 0 }
    switch repair {
    case .fixed(let span): return Double(count) * span.value <= x ? 0 : 1
    case .gamma(let shape, let mean):
      return gsl_cdf_gamma_Q(x, Double(count) * shape, mean.value / shape)
    }
  }
}
