// SPDX-License-Identifier: GPL-3.0-or-later
// Probabilities and quantiles of compiled laws, precise at both ends.

import CGSL

extension CompiledSampler {
  /// The probability of at most `x`; not for mixtures.
  func lowerProbability(_ x: Double) -> Double {
    switch kind {
    case .constant: x >= a ? 1 : 0
    case .exponential: x <= 0 ? 0 : -gsl_expm1(-x / a)
    case .lognormal: x <= 0 ? 0 : gsl_cdf_ugaussian_P(gsl_sf_log(x / c) / b)
    case .uniform: min(max((x - a) / (b - a), 0), 1)
    case .triangular: triangularLower(x)
    case .mixture: preconditionFailure("a mixture's probability is a weighted sum")
    }
  }

  /// The probability of more than `x`; not for mixtures.
  func upperProbability(_ x: Double) -> Double {
    switch kind {
    case .constant: x >= a ? 0 : 1
    case .exponential: x <= 0 ? 1 : gsl_sf_exp(-x / a)
    case .lognormal: x <= 0 ? 1 : gsl_cdf_ugaussian_Q(gsl_sf_log(x / c) / b)
    case .uniform: min(max((b - x) / (b - a), 0), 1)
    case .triangular: triangularUpper(x)
    case .mixture: preconditionFailure("a mixture's probability is a weighted sum")
    }
  }

  /// The smallest value with at least `lower` at or below it, and so at most `upper` above it.
  ///
  /// The two add to one. Both are given because the smaller one carries the precision.
  func inverse(lower: Double, upper: Double, in table: SamplerTable) -> Double {
    switch kind {
    case .constant: a
    case .exponential: a * (lower < 0.5 ? -gsl_log1p(-lower) : -gsl_sf_log(upper))
    case .lognormal: lognormalInverse(lower: lower, upper: upper)
    case .uniform: lower < 0.5 ? a + lower * (b - a) : b - upper * (b - a)
    case .triangular: triangularInverse(lower: lower, upper: upper)
    case .mixture: table.mixtureInverse(self, lower: lower, upper: upper)
    }
  }

  private func lognormalInverse(lower: Double, upper: Double) -> Double {
    let normal = lower < 0.5 ? gsl_cdf_ugaussian_Pinv(lower) : gsl_cdf_ugaussian_Qinv(upper)
    return c * gsl_sf_exp(b * normal)
  }

  /// The quantile of the triangular law.
  func triangularInverse(lower: Double, upper: Double) -> Double {
    let rising = c - a
    let falling = b - c
    return lower * (b - a) < rising
      ? a + (lower * (b - a) * rising).squareRoot()
      : b - (upper * (b - a) * falling).squareRoot()
  }

  private func triangularLower(_ x: Double) -> Double {
    if x <= a { return 0 }
    if x >= b { return 1 }
    return x < c ? (x - a) * (x - a) / ((b - a) * (c - a)) : 1 - triangularUpper(x)
  }

  private func triangularUpper(_ x: Double) -> Double {
    if x <= a { return 1 }
    if x >= b { return 0 }
    return x < c ? 1 - triangularLower(x) : (b - x) * (b - x) / ((b - a) * (b - c))
  }
}

/// The smallest argument between two at which a rising function is not negative.
///
/// Found to `tolerance` by the ITP method: as fast as the secant where the function is smooth,
/// never more than one step slower than halving. At a jump it finds the jump.
///
/// The result has an excess that is not negative, or is `high` if there is none.
///
/// - Complexity: O(log((high − low) / tolerance)) evaluations.
/// - Source: Oliveira, Takahashi, "An enhancement of the bisection method average performance
///   preserving minmax optimality", ACM TOMS 47 (2020).
func smallestRoot(
  from low: Double, to high: Double, tolerance: Double, of excess: (Double) -> Double
) -> Double {
  var (a, b) = (low, high)
  var excessAtA = excess(a)
  if excessAtA >= 0 { return a }
  var excessAtB = excess(b)
  if excessAtB < 0 { return b }
  let slack = 0.2 / (b - a)
  var radius = tolerance
  while radius < b - a { radius *= 2 }
  while b - a > 2 * tolerance {
    let middle = a + (b - a) / 2
    let width = b - a
    let secant = (excessAtB * a - excessAtA * b) / (excessAtB - excessAtA)
    let side: Double = middle >= secant ? 1 : -1
    let nudge = slack * width * width
    let inner = nudge <= (middle - secant).magnitude ? secant + side * nudge : middle
    let reach = max(0, radius - width / 2)
    let guess = (inner - middle).magnitude <= reach ? inner : middle - side * reach
    let x = guess > a && guess < b ? guess : middle
    guard x > a && x < b else { break }
    let excessAtX = excess(x)
    if excessAtX >= 0 { (b, excessAtB) = (x, excessAtX) } else { (a, excessAtA) = (x, excessAtX) }
    radius /= 2
  }
  return b
}
