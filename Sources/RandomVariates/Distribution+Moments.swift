// SPDX-License-Identifier: GPL-3.0-or-later
// Means, variances and ranges of laws.

import CGSL
package import Quantities

extension Distribution {
  /// The expected value; infinite for a Pareto or Lomax law of shape 1 or less.
  ///
  /// Asks for a law without a `problem`, as `variance` does.
  package var mean: Quantity<Unit> {
    switch self {
    case .constant(let value): return value
    case .exponential(let mean), .gamma(_, let mean), .erlang(_, let mean): return mean
    case .weibull(let shape, let scale):
      GSLErrors.disableAbort()
      return scale * gsl_sf_gamma(1 + 1 / shape)
    case .lognormal(let median, let sigma):
      GSLErrors.disableAbort()
      return median * gsl_sf_exp(sigma * sigma / 2)
    case .pareto(let shape, let least):
      return least * (shape > 1 ? shape / (shape - 1) : .infinity)
    case .lomax(let shape, let scale): return scale * (shape > 1 ? 1 / (shape - 1) : .infinity)
    case .uniform(let from, let to): return (from + to) * 0.5
    case .triangular(let least, let likeliest, let most):
      return (least + likeliest + most) * (1 / 3.0)
    case .pert(let least, let likeliest, let most):
      return (least + likeliest * 4 + most) * (1 / 6.0)
    case .empirical(let points):
      return Quantity(
        zip(points, points.dropFirst()).reduce(0) { sum, piece in
          sum + (piece.1.probability - piece.0.probability)
            * (piece.0.value + piece.1.value).value / 2
        })
    case .hyperexponential, .mixture, .truncated, .shifted:
      return Quantity(components.reduce(0) { $0 + $1.weight * $1.law.simpleMean })
    }
  }

  /// The variance, in the square of the unit; infinite for a Pareto or Lomax law of shape ≤ 2.
  package var variance: Double {
    switch self {
    case .constant: return 0
    case .exponential(let mean): return mean.value * mean.value
    case .weibull(let shape, _):
      GSLErrors.disableAbort()
      // Γ(1 + 2/k)/Γ(1 + 1/k)² − 1, which is small for large shapes.
      let logarithm = gsl_sf_lngamma(1 + 2 / shape) - 2 * gsl_sf_lngamma(1 + 1 / shape)
      return mean.value * mean.value * gsl_expm1(logarithm)
    case .lognormal(_, let sigma):
      return gsl_expm1(sigma * sigma) * mean.value * mean.value
    case .gamma(let shape, let mean): return mean.value * mean.value / shape
    case .erlang(let stages, let mean): return mean.value * mean.value / Double(stages)
    case .pareto(let shape, let least): return Self.paretoVariance(shape, scale: least.value)
    case .lomax(let shape, let scale): return Self.paretoVariance(shape, scale: scale.value)
    case .uniform(let from, let to):
      let width = (to - from).value
      return width * width / 12
    case .triangular(let least, let likeliest, let most):
      let lower = (likeliest - least).value
      let upper = (most - likeliest).value
      return (lower * lower + lower * upper + upper * upper) / 18
    case .pert(let least, _, let most):
      return (mean - least).value * (most - mean).value / 7
    case .empirical(let points): return Self.variance(of: points, around: mean.value)
    case .hyperexponential, .mixture, .truncated, .shifted:
      let center = mean.value
      return components.reduce(0) {
        let offset = $1.law.simpleMean - center
        return $0 + $1.weight * ($1.law.simpleVariance + offset * offset)
      }
    }
  }

  private static func paretoVariance(_ shape: Double, scale: Double) -> Double {
    guard shape > 2 else { return .infinity }
    let reduced = scale / (shape - 1)
    return reduced * reduced * shape / (shape - 2)
  }

  private static func variance(of points: [QuantilePoint], around center: Double) -> Double {
    zip(points, points.dropFirst()).reduce(0) { sum, piece in
      let (low, high) = (piece.0.value.value - center, piece.1.value.value - center)
      let share = piece.1.probability - piece.0.probability
      return sum + share * (low * low + low * high + high * high) / 3
    }
  }
}

extension Distribution {
  /// The mean of a component.
  private var simpleMean: Double {
    switch self {
    case .shifted(let law, let by): by.value + law.simpleMean
    case .truncated: expectation { $0 }
    case .constant, .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto,
      .lomax, .uniform, .triangular, .pert, .empirical, .mixture:
      mean.value
    }
  }

  /// The variance of a component.
  private var simpleVariance: Double {
    switch self {
    case .shifted(let law, _): return law.simpleVariance
    case .truncated:
      let center = simpleMean
      return expectation { ($0 - center) * ($0 - center) }
    case .constant, .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto,
      .lomax, .uniform, .triangular, .pert, .empirical, .mixture:
      return variance
    }
  }

  /// The expectation of a function of a continuous law, as the integral over its quantiles.
  ///
  /// The trapezoidal rule after the substitution p = 1/(1 + exp(−π·sinh t)), which tames what is
  /// infinite at the ends; right to about 1e-13 where the quantiles have no corner.
  ///
  /// - Source: Takahasi, Mori, "Double exponential formulas for numerical integration", 1974.
  private func expectation(of function: (Double) -> Double) -> Double {
    var table = SamplerTable()
    let id = table.compile(trusted: self, scale: 1)
    let law = table[id]
    var sum = 0.0
    for step in -200...200 {
      let power = gsl_sf_exp(Double(step) / 32)
      let odds = Double.pi * (power - 1 / power) / 2
      let lower = 1 / (1 + gsl_sf_exp(-odds))
      let upper = 1 / (1 + gsl_sf_exp(odds))
      let weight = Double.pi * (power + 1 / power) / 2 * lower * upper / 32
      if weight > 0 {
        sum += weight * function(table.inverse(law, lower: lower, upper: upper))
      }
    }
    return sum
  }
}

extension Distribution {
  /// The least value that can occur, or its infimum.
  package var least: Quantity<Unit> {
    switch self {
    case .constant(let value): value
    case .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .lomax:
      Quantity(0)
    case .pareto(_, let least): least
    case .uniform(let from, _): from
    case .triangular(let least, _, _), .pert(let least, _, _): least
    case .empirical(let points): points.last { $0.probability == 0 }?.value ?? Quantity(0)
    case .mixture(let parts): parts.map(\.law.least).min() ?? Quantity(0)
    case .truncated(let law, let from, _): max(law.least, from)
    case .shifted(let law, let by): law.least + by
    }
  }

  /// The greatest value that can occur, or infinity.
  package var greatest: Quantity<Unit> {
    switch self {
    case .constant(let value): value
    case .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto, .lomax:
      Quantity(.infinity)
    case .uniform(_, let to): to
    case .triangular(_, _, let most), .pert(_, _, let most): most
    case .empirical(let points): points.first { $0.probability == 1 }?.value ?? Quantity(0)
    case .mixture(let parts): parts.map(\.law.greatest).max() ?? Quantity(0)
    case .truncated(let law, _, let to): min(law.greatest, to)
    case .shifted(let law, let by): law.greatest + by
    }
  }
}
