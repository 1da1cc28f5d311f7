// SPDX-License-Identifier: GPL-3.0-or-later
// Probabilities and densities of laws that stand for themselves, precise at both ends.

import CGSL

extension CompiledSampler {
  /// The probability of at most `x`.
  func lowerProbability(_ x: Double) -> Double {
    switch kind {
    case .constant: x >= a ? 1 : 0
    case .exponential: x <= 0 ? 0 : 0 - gsl_expm1(-x / a)
    case .weibull, .pareto, .lomax: 0 - gsl_expm1(-cumulativeHazard(x))
    case .lognormal: x <= 0 ? 0 : gsl_cdf_ugaussian_P(gsl_sf_log(x / c) / b)
    case .gamma: x <= 0 ? 0 : x == .infinity ? 1 : gsl_cdf_gamma_P(x, a, c)
    case .uniform: min(max((x - a) / (b - a), 0), 1)
    case .triangular: triangularLower(x)
    case .pert: x <= a ? 0 : x >= b ? 1 : betaLower(x)
    case .empirical, .mixture, .truncated, .shifted: composed()
    }
  }

  /// The probability of more than `x`.
  func upperProbability(_ x: Double) -> Double {
    switch kind {
    case .constant: x >= a ? 0 : 1
    case .exponential: x <= 0 ? 1 : gsl_sf_exp(-x / a)
    case .weibull, .pareto, .lomax: gsl_sf_exp(-cumulativeHazard(x))
    case .lognormal: x <= 0 ? 1 : gsl_cdf_ugaussian_Q(gsl_sf_log(x / c) / b)
    case .gamma: x <= 0 ? 1 : x == .infinity ? 0 : gsl_cdf_gamma_Q(x, a, c)
    case .uniform: min(max((b - x) / (b - a), 0), 1)
    case .triangular: triangularUpper(x)
    case .pert: x <= a ? 1 : x >= b ? 0 : betaUpper(x)
    case .empirical, .mixture, .truncated, .shifted: composed()
    }
  }

  /// The density at `x`; infinite at an atom.
  func density(_ x: Double) -> Double {
    switch kind {
    case .constant: x == a ? .infinity : 0
    case .exponential: x < 0 ? 0 : gsl_sf_exp(-x / a) / a
    case .weibull, .lomax, .pareto: hazard(x) * upperProbability(x)
    case .lognormal: x <= 0 ? 0 : gsl_ran_ugaussian_pdf(gsl_sf_log(x / c) / b) / (b * x)
    case .gamma: x < 0 ? 0 : gsl_ran_gamma_pdf(x, a, c)
    case .uniform: x >= a && x <= b ? 1 / (b - a) : 0
    case .triangular: triangularDensity(x)
    case .pert: betaDensity(x)
    case .empirical, .mixture, .truncated, .shifted: composed()
    }
  }

  /// The negative logarithm of the survival at `x`, where it underflows too if it is closed.
  func cumulativeHazard(_ x: Double) -> Double {
    if x == .infinity { return x }
    switch kind {
    case .exponential: return max(x, 0) / a
    case .weibull: return x <= 0 ? 0 : gsl_sf_exp(a * gsl_sf_log(x / c))
    case .pareto: return x <= c ? 0 : a * gsl_log1p((x - c) / c)
    case .lomax: return x <= 0 ? 0 : a * gsl_log1p(x / c)
    case .lognormal where x > c:
      let normal = gsl_sf_log(x / c) / b
      return M_LN2 - gsl_sf_log_erfc(normal * M_SQRT1_2)
    case .constant, .lognormal, .gamma, .uniform, .triangular, .pert:
      return negativeLog(lower: lowerProbability(x), upper: upperProbability(x))
    case .empirical, .mixture, .truncated, .shifted: composed()
    }
  }

  /// The rate of failure at age `x` of what has lived so long.
  func hazard(_ x: Double) -> Double {
    switch kind {
    case .exponential: return x < 0 ? 0 : 1 / a
    case .weibull:
      if x <= 0 { return x < 0 || a > 1 ? 0 : a < 1 ? .infinity : 1 / c }
      return a / c * gsl_sf_exp((a - 1) * gsl_sf_log(x / c))
    case .pareto: return x < c ? 0 : a / x
    case .lomax: return x < 0 ? 0 : a / (c + x)
    case .lognormal: return x <= 0 ? 0 : gsl_sf_hazard(gsl_sf_log(x / c) / b) / (b * x)
    case .constant, .gamma, .uniform, .triangular, .pert:
      let density = density(x)
      return density == 0 ? 0 : density / upperProbability(x)
    case .empirical, .mixture, .truncated, .shifted: composed()
    }
  }

  private func composed() -> Never {
    preconditionFailure("a composed law is asked through its table")
  }
}

/// −log of a survival probability, from it or its complement, whichever is precise.
func negativeLog(lower: Double, upper: Double) -> Double {
  if lower < 0.5 { return -gsl_log1p(-lower) }
  return upper > 0 ? -gsl_sf_log(upper) : .infinity
}

extension CompiledSampler {
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

  private func triangularDensity(_ x: Double) -> Double {
    if x < a || x > b { return 0 }
    if x == c { return 2 / (b - a) }
    return x < c ? 2 * (x - a) / ((b - a) * (c - a)) : 2 * (b - x) / ((b - a) * (b - c))
  }

  /// Between the ends, each measured from the nearer one.
  private func betaLower(_ x: Double) -> Double {
    let (lower, upper) = betaShapes
    return x - a < b - x
      ? gsl_cdf_beta_P((x - a) / (b - a), lower, upper)
      : gsl_cdf_beta_Q((b - x) / (b - a), upper, lower)
  }

  private func betaUpper(_ x: Double) -> Double {
    let (lower, upper) = betaShapes
    return x - a < b - x
      ? gsl_cdf_beta_Q((x - a) / (b - a), lower, upper)
      : gsl_cdf_beta_P((b - x) / (b - a), upper, lower)
  }

  private func betaDensity(_ x: Double) -> Double {
    guard x >= a && x <= b else { return 0 }
    let (lower, upper) = betaShapes
    return x - a < b - x
      ? gsl_ran_beta_pdf((x - a) / (b - a), lower, upper) / (b - a)
      : gsl_ran_beta_pdf((b - x) / (b - a), upper, lower) / (b - a)
  }
}
