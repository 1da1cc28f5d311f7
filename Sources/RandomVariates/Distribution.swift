// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of random spans and shares, with parameters that carry their unit.

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
}

package typealias DurationLaw = Distribution<SecondUnit>
package typealias ShareLaw = Distribution<OneUnit>
