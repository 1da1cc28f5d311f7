// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of random spans and shares, with parameters that carry their unit.

import CGSL
package import Quantities

/// The law of a random quantity that is never negative.
package indirect enum Distribution<Unit: UnitOfMeasure>: Hashable, Sendable {
  /// Always the same value; an atom.
  case constant(Quantity<Unit>)
  case exponential(mean: Quantity<Unit>)
  /// Survives x with probability exp(−(x/scale)^shape).
  case weibull(shape: Double, scale: Quantity<Unit>)
  /// The logarithm is normal; `sigma` is its standard deviation, more than 0.
  case lognormal(median: Quantity<Unit>, sigma: Double)
  /// Of density ∝ x^(shape − 1)·exp(−x·shape/mean).
  case gamma(shape: Double, mean: Quantity<Unit>)
  /// The sum of exponential stages of equal mean; `mean` is that of the sum.
  case erlang(stages: Int, mean: Quantity<Unit>)
  /// One of several exponentials, chosen by weight; the weights are positive and need not add to
  /// one.
  case hyperexponential([Phase])
  /// Survives x ≥ least with probability (least/x)^shape.
  case pareto(shape: Double, least: Quantity<Unit>)
  /// A Pareto law moved to begin at zero: survives x with probability (1 + x/scale)^−shape.
  case lomax(shape: Double, scale: Quantity<Unit>)
  case uniform(from: Quantity<Unit>, to: Quantity<Unit>)
  case triangular(least: Quantity<Unit>, likeliest: Quantity<Unit>, most: Quantity<Unit>)
  /// The beta law of project planning: mean (least + 4·likeliest + most)/6.
  case pert(least: Quantity<Unit>, likeliest: Quantity<Unit>, most: Quantity<Unit>)
  /// Quantiles from probability 0 to 1, joined by straight lines; equal values make an atom.
  case empirical([QuantilePoint])
  /// One of several laws, chosen by weight; the weights are positive and need not add to one.
  case mixture([Component])
  /// A law given that its value is within bounds, which belong to it; `to` may be infinite.
  case truncated(Distribution, from: Quantity<Unit>, to: Quantity<Unit>)
  /// A law plus a constant.
  case shifted(Distribution, by: Quantity<Unit>)

  /// One law of a mixture.
  package struct Component: Hashable, Sendable {
    package let weight: Double
    package let law: Distribution
    package init(weight: Double, law: Distribution) {
      self.weight = weight
      self.law = law
    }
  }

  /// One exponential of a hyperexponential law.
  package struct Phase: Hashable, Sendable {
    package let weight: Double
    package let mean: Quantity<Unit>
    package init(weight: Double, mean: Quantity<Unit>) {
      self.weight = weight
      self.mean = mean
    }
  }

  /// One quantile of an empirical law.
  package struct QuantilePoint: Hashable, Sendable {
    /// The probability of at most `value`, from 0 to 1.
    package let probability: Double
    package let value: Quantity<Unit>
    package init(probability: Double, value: Quantity<Unit>) {
      self.probability = probability
      self.value = value
    }
  }
}

package typealias DurationLaw = Distribution<SecondUnit>
package typealias ShareLaw = Distribution<OneUnit>

extension Distribution {
  /// The lognormal law of a given mean, whose logarithm has the standard deviation `sigma`.
  package static func lognormal(mean: Quantity<Unit>, sigma: Double) -> Self {
    GSLErrors.disableAbort()
    return .lognormal(median: mean * gsl_sf_exp(-sigma * sigma / 2), sigma: sigma)
  }

  /// The lognormal law of a given median and 95 % quantile; a quantile that is not above the median
  /// becomes a `problem` of the law.
  package static func lognormal(median: Quantity<Unit>, p95: Quantity<Unit>) -> Self {
    GSLErrors.disableAbort()
    return .lognormal(
      median: median, sigma: gsl_sf_log(p95 / median) / gsl_cdf_ugaussian_Pinv(0.95))
  }

  /// The Weibull law of a given mean; its scale is mean/Γ(1 + 1/shape).
  package static func weibull(shape: Double, mean: Quantity<Unit>) -> Self {
    GSLErrors.disableAbort()
    return .weibull(shape: shape, scale: mean * (1 / gsl_sf_gamma(1 + 1 / shape)))
  }

  /// The gamma law of a given scale; its mean is shape·scale.
  package static func gamma(shape: Double, scale: Quantity<Unit>) -> Self {
    .gamma(shape: shape, mean: scale * shape)
  }
}
