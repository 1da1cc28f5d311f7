// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles of laws that stand for themselves, and their inverse cumulative hazards.

import CGSL

extension CompiledSampler {
  /// The smallest value with at least `lower` at or below it, and so at most `upper` above it.
  ///
  /// The two add to one. Both are given because the smaller one carries the precision.
  func inverse(lower: Double, upper: Double) -> Double {
    switch kind {
    case .constant: a
    case .exponential, .weibull, .pareto, .lomax:
      closedDelay(negativeLog(lower: lower, upper: upper))
    case .lognormal: lognormalInverse(lower: lower, upper: upper)
    case .gamma: c * Self.gammaInverse(shape: a, lower: lower, upper: upper)
    case .uniform: lower < 0.5 ? a + lower * (b - a) : b - upper * (b - a)
    case .triangular: triangularInverse(lower: lower, upper: upper)
    case .pert: pertInverse(lower: lower, upper: upper)
    case .empirical, .mixture, .truncated, .shifted:
      preconditionFailure("a composed law is asked through its table")
    }
  }

  /// The delay at which a cumulative hazard is reached, of a law that has it in closed form by
  /// itself: exponential, Weibull, Pareto and Lomax.
  func closedDelay(_ budget: Double) -> Double {
    switch kind {
    case .exponential: return budget * a
    case .weibull: return budget <= 0 ? 0 : c * gsl_sf_exp(b * gsl_sf_log(budget))
    case .pareto: return c * gsl_sf_exp(budget / a)
    case .lomax: return c * gsl_expm1(budget / a)
    case .constant, .lognormal, .gamma, .uniform, .triangular, .pert, .empirical, .mixture,
      .truncated, .shifted:
      preconditionFailure("this law's hazard goes by its quantile")
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

  /// The quantile of a gamma law of scale 1.
  ///
  /// - Source: for the guesses, the first term of the series of the lower tail, and Wilson,
  ///   Hilferty, "The distribution of chi-square", PNAS 17 (1931).
  static func gammaInverse(shape: Double, lower: Double, upper: Double) -> Double {
    if lower <= 0 { return 0 }
    if upper <= 0 { return .infinity }
    let normal = lower < 0.5 ? gsl_cdf_ugaussian_Pinv(lower) : gsl_cdf_ugaussian_Qinv(upper)
    let root = 1 - 1 / (9 * shape) + normal / (3 * shape.squareRoot())
    let cubic = shape * root * root * root
    if lower < 0.5 {
      let series = gsl_sf_exp((gsl_sf_log(lower) + gsl_sf_lngamma(shape + 1)) / shape)
      return tailInverse(
        of: lower, isUpper: false, near: max(series, root > 0 ? cubic : 0), within: 0...(.infinity)
      ) {
        LawTail(
          probability: gsl_cdf_gamma_P($0, shape, 1), density: gsl_ran_gamma_pdf($0, shape, 1))
      }
    }
    return tailInverse(
      of: upper, isUpper: true, near: max(cubic, shape * 0x1p-10), within: 0...(.infinity)
    ) {
      LawTail(
        probability: gsl_cdf_gamma_Q($0, shape, 1), density: gsl_ran_gamma_pdf($0, shape, 1))
    }
  }

  /// The quantile of a PERT law, measured from the end whose tail is the smaller.
  private func pertInverse(lower: Double, upper: Double) -> Double {
    let shapes = betaShapes
    return lower < 0.5
      ? a + (b - a) * Self.betaInverse(lower, shapes.lower, shapes.upper)
      : b - (b - a) * Self.betaInverse(upper, shapes.upper, shapes.lower)
  }

  /// The value with the probability `lower`, at most a half, below it, under a beta law.
  private static func betaInverse(_ lower: Double, _ first: Double, _ second: Double) -> Double {
    if lower <= 0 { return 0 }
    let logarithm = gsl_sf_log(lower * first) + gsl_sf_lnbeta(first, second)
    return tailInverse(
      of: lower, isUpper: false, near: min(gsl_sf_exp(logarithm / first), 0.5), within: 0...1
    ) {
      LawTail(
        probability: gsl_cdf_beta_P($0, first, second),
        density: gsl_ran_beta_pdf($0, first, second))
    }
  }
}
