// SPDX-License-Identifier: GPL-3.0-or-later
// Moments, probabilities and quantiles of laws; all ask for a law without a `problem`.

import CGSL
package import Quantities

extension Distribution {
  /// The expected value.
  package var mean: Quantity<Unit> {
    switch self {
    case .constant(let value): return value
    case .exponential(let mean): return mean
    case .lognormal(let median, let sigma):
      GSLErrors.disableAbort()
      return median * gsl_sf_exp(sigma * sigma / 2)
    case .uniform(let from, let to): return (from + to) * 0.5
    case .triangular(let least, let likeliest, let most):
      return (least + likeliest + most) * (1 / 3.0)
    case .mixture:
      return Quantity(components.reduce(0) { $0 + $1.weight * $1.law.mean.value })
    }
  }

  /// The variance, in the square of the unit.
  package var variance: Double {
    switch self {
    case .constant: return 0
    case .exponential(let mean): return mean.value * mean.value
    case .lognormal(_, let sigma):
      return gsl_expm1(sigma * sigma) * mean.value * mean.value
    case .uniform(let from, let to):
      let width = (to - from).value
      return width * width / 12
    case .triangular(let least, let likeliest, let most):
      let lower = (likeliest - least).value
      let upper = (most - likeliest).value
      return (lower * lower + lower * upper + upper * upper) / 18
    case .mixture:
      let center = mean.value
      return components.reduce(0) {
        let offset = $1.law.mean.value - center
        return $0 + $1.weight * ($1.law.variance + offset * offset)
      }
    }
  }

  /// The probability of at most `value`.
  package func cdf(_ value: Quantity<Unit>) -> Double {
    weighted { $0.lowerProbability(value.value) }
  }

  /// The probability of more than `value`, precise where it is small.
  package func survival(_ value: Quantity<Unit>) -> Double {
    weighted { $0.upperProbability(value.value) }
  }

  /// The smallest value with at least the probability `p` at or below it.
  ///
  /// `p` is in 0 ≤ p < 1; near 1, `upperQuantile` is precise.
  package func quantile(_ p: Double) -> Quantity<Unit> {
    precondition(p >= 0 && p < 1, "a quantile's probability must be in 0 ..< 1")
    return inverse(lower: p, upper: 1 - p)
  }

  /// The smallest value with at most the probability `survival` above it, precise in the tail.
  ///
  /// `survival` is in 0 < s ≤ 1.
  package func upperQuantile(_ survival: Double) -> Quantity<Unit> {
    precondition(survival > 0 && survival <= 1, "a survival probability must be in 0 <..= 1")
    return inverse(lower: 1 - survival, upper: survival)
  }

  private func weighted(_ probability: (CompiledSampler) -> Double) -> Double {
    GSLErrors.disableAbort()
    return components.reduce(0) { sum, part in
      sum + part.weight * probability(CompiledSampler(simple: part.law, scale: 1))
    }
  }

  private func inverse(lower: Double, upper: Double) -> Quantity<Unit> {
    var table = SamplerTable()
    let law = table.add(self, scale: 1)
    return Quantity(table[law].inverse(lower: lower, upper: upper, in: table))
  }
}
