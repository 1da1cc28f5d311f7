// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of random spans and shares, with parameters that carry their unit.

import CGSL
package import Quantities

/// The law of a random quantity that is never negative.
package indirect enum Distribution<Unit: UnitOfMeasure>: Hashable, Sendable {
  /// Always the same value; an atom.
  case constant(Quantity<Unit>)
  case exponential(mean: Quantity<Unit>)
  /// The logarithm is normal; `sigma` is its standard deviation, more than 0.
  case lognormal(median: Quantity<Unit>, sigma: Double)
  case uniform(from: Quantity<Unit>, to: Quantity<Unit>)
  case triangular(least: Quantity<Unit>, likeliest: Quantity<Unit>, most: Quantity<Unit>)
  /// One of several laws, chosen by weight; the weights are positive and need not add to one.
  case mixture([Component])

  /// One law of a mixture.
  package struct Component: Hashable, Sendable {
    package let weight: Double
    package let law: Distribution
    package init(weight: Double, law: Distribution) {
      self.weight = weight
      self.law = law
    }
  }

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
}

package typealias DurationLaw = Distribution<SecondUnit>
package typealias ShareLaw = Distribution<OneUnit>

extension Distribution {
  /// The laws of a mixture with weights that add to one, without mixtures among them; any other law
  /// as the only one.
  var components: [Component] {
    guard case .mixture(let parts) = self else { return [Component(weight: 1, law: self)] }
    let total = parts.reduce(0) { $0 + $1.weight }
    return parts.flatMap { part in
      part.law.components.map {
        Component(weight: part.weight / total * $0.weight, law: $0.law)
      }
    }
  }
}
