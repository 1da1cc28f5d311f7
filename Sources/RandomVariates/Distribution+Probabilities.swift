// SPDX-License-Identifier: GPL-3.0-or-later
// Probabilities, quantiles and hazards of laws; all ask for a law without a `problem`.

package import Quantities

extension Distribution {
  /// The probability of at most `value`.
  package func cdf(_ value: Quantity<Unit>) -> Double {
    compiled { $0.lower($1, value.value) }
  }

  /// The probability of more than `value`, precise where it is small.
  package func survival(_ value: Quantity<Unit>) -> Double {
    compiled { $0.upper($1, value.value) }
  }

  /// The probability per unit of measure at `value`; infinite at an atom.
  package func density(_ value: Quantity<Unit>) -> Double {
    compiled { $0.density($1, value.value) }
  }

  /// The rate, per unit of measure, at which what has survived `value` ends there.
  ///
  /// At an atom it is infinite, and so is it at the end of a bounded law; elsewhere without
  /// probability it is 0.
  package func hazard(_ value: Quantity<Unit>) -> Double {
    compiled { $0.hazard($1, value.value) }
  }

  /// The hazard used up at `value`: the negative logarithm of the survival.
  ///
  /// Precise where it is small, and of exponential, Weibull, Pareto, Lomax and lognormal laws and
  /// mixtures of them also where the survival underflows.
  package func cumulativeHazard(_ value: Quantity<Unit>) -> Double {
    compiled { $0.cumulativeHazard($1, value.value) }
  }

  /// The value at which a cumulative hazard is used up; of a failure law, when the clock fires.
  ///
  /// - Parameter unitExponential: The budget, 0 or more; beyond 700 only closed forms are finite.
  /// - Returns: The same value as of a compiled failure law, which may be rounded to 1e-12.
  package func failureDelay(unitExponential: Double) -> Quantity<Unit> {
    precondition(unitExponential >= 0, "a budget is not negative")
    var table = SamplerTable()
    let law = table.compile(self, scale: 1)
    return Quantity(table.failureDelay(law, unitExponential: unitExponential))
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

  /// The probability of a value between two, of a law that need not be checked yet.
  func probability(from: Quantity<Unit>, to: Quantity<Unit>) -> Double {
    var table = SamplerTable()
    let law = table.compile(trusted: self, scale: 1)
    return table.probability(table[law], from: from.value, to: to.value)
  }

  private func inverse(lower: Double, upper: Double) -> Quantity<Unit> {
    Quantity(compiled { $0.inverse($1, lower: lower, upper: upper) })
  }

  private func compiled(_ value: (SamplerTable, CompiledSampler) -> Double) -> Double {
    var table = SamplerTable()
    let law = table.compile(self, scale: 1)
    return value(table, table[law])
  }
}
