// SPDX-License-Identifier: GPL-3.0-or-later
// Probabilities, hazards and quantiles of compiled laws, composed ones included.

import CGSL

extension SamplerTable {
  /// The places of a composed law's parts or points.
  func range(_ law: CompiledSampler) -> Range<Int> {
    Int(law.first)..<Int(law.first) + Int(law.count)
  }

  private func base(_ law: CompiledSampler) -> CompiledSampler { parts[Int(law.first)] }

  /// The bounds of a truncated law, as a uniform.
  private func limits(_ law: CompiledSampler) -> CompiledSampler { parts[Int(law.first) + 1] }

  /// A sum over a mixture's laws.
  private func weighted(
    _ mixture: CompiledSampler, _ value: (CompiledSampler) -> Double
  ) -> Double {
    var sum = 0.0
    for index in range(mixture) { sum += weights[index] * value(parts[index]) }
    return sum
  }

  /// The probability of at most `x`.
  func lower(_ law: CompiledSampler, _ x: Double) -> Double {
    switch law.kind {
    case .empirical: empiricalLower(law, x)
    case .mixture: weighted(law) { lower($0, x) }
    case .truncated:
      x < limits(law).a
        ? 0 : x >= limits(law).b ? 1 : probability(base(law), from: limits(law).a, to: x) / law.c
    case .shifted: lower(base(law), x - law.a)
    case .constant, .exponential, .weibull, .lognormal, .gamma, .pareto, .lomax, .uniform,
      .triangular, .pert:
      law.lowerProbability(x)
    }
  }

  /// The probability of more than `x`.
  func upper(_ law: CompiledSampler, _ x: Double) -> Double {
    switch law.kind {
    case .empirical: 1 - empiricalLower(law, x)
    case .mixture: weighted(law) { upper($0, x) }
    case .truncated:
      x < limits(law).a
        ? 1 : x >= limits(law).b ? 0 : probability(base(law), from: x, to: limits(law).b) / law.c
    case .shifted: upper(base(law), x - law.a)
    case .constant, .exponential, .weibull, .lognormal, .gamma, .pareto, .lomax, .uniform,
      .triangular, .pert:
      law.upperProbability(x)
    }
  }

  /// The probability of a value above `from` and at most `to`.
  ///
  /// It is a difference, taken in the tail where it loses least.
  func probability(_ law: CompiledSampler, from: Double, to: Double) -> Double {
    let below = lower(law, from)
    return below > 0.5 ? upper(law, from) - upper(law, to) : lower(law, to) - below
  }

  /// The density at `x`; infinite at an atom.
  func density(_ law: CompiledSampler, _ x: Double) -> Double {
    switch law.kind {
    case .empirical: empiricalDensity(law, x)
    case .mixture: weighted(law) { density($0, x) }
    case .truncated:
      x >= limits(law).a && x <= limits(law).b ? density(base(law), x) / law.c : 0
    case .shifted: density(base(law), x - law.a)
    case .constant, .exponential, .weibull, .lognormal, .gamma, .pareto, .lomax, .uniform,
      .triangular, .pert:
      law.density(x)
    }
  }

  /// The negative logarithm of the survival at `x`; infinite where nothing survives.
  func cumulativeHazard(_ law: CompiledSampler, _ x: Double) -> Double {
    switch law.kind {
    case .mixture: mixtureHazard(law, x).cumulative
    case .shifted: cumulativeHazard(base(law), x - law.a)
    case .empirical, .truncated:
      negativeLog(lower: lower(law, x), upper: upper(law, x))
    case .constant, .exponential, .weibull, .lognormal, .gamma, .pareto, .lomax, .uniform,
      .triangular, .pert:
      law.cumulativeHazard(x)
    }
  }

  /// The rate of failure at age `x` of what has lived so long; infinite at an atom.
  func hazard(_ law: CompiledSampler, _ x: Double) -> Double {
    switch law.kind {
    case .mixture: mixtureHazard(law, x).rate
    case .shifted: hazard(base(law), x - law.a)
    case .empirical, .truncated:
      density(law, x) == 0 ? 0 : density(law, x) / upper(law, x)
    case .constant, .exponential, .weibull, .lognormal, .gamma, .pareto, .lomax, .uniform,
      .triangular, .pert:
      law.hazard(x)
    }
  }

  /// The hazard of a mixture: the laws count by their weight and by how likely each has survived,
  /// relative to the likeliest, which does not underflow.
  private func mixtureHazard(
    _ mixture: CompiledSampler, _ x: Double
  ) -> (cumulative: Double, rate: Double) {
    var least = Double.infinity
    for index in range(mixture) { least = min(least, cumulativeHazard(parts[index], x)) }
    guard least < .infinity else { return (.infinity, density(mixture, x) > 0 ? .infinity : 0) }
    let alive = weighted(mixture) { gsl_sf_exp(least - cumulativeHazard($0, x)) }
    let dying = weighted(mixture) { part in
      let share = gsl_sf_exp(least - cumulativeHazard(part, x))
      return share > 0 ? share * hazard(part, x) : density(part, x) == .infinity ? .infinity : 0
    }
    let total = least < 0.5 ? lower(mixture, x) : 1
    let cumulative = total < 0.5 ? -gsl_log1p(-total) : least - gsl_sf_log(alive)
    return (cumulative, dying / alive)
  }
}

extension SamplerTable {
  /// The smallest value with at least `lower` at or below it, and so at most `upper` above it.
  ///
  /// The two add to one. Both are given because the smaller one carries the precision.
  func inverse(_ law: CompiledSampler, lower: Double, upper: Double) -> Double {
    switch law.kind {
    case .empirical: return empiricalInverse(law, lower: lower, upper: upper)
    case .mixture: return mixtureInverse(law, lower: lower, upper: upper)
    case .truncated:
      let value = inverse(
        base(law), lower: law.a + lower * law.c, upper: law.b + upper * law.c)
      return min(max(value, limits(law).a), limits(law).b)
    case .shifted: return law.a + inverse(base(law), lower: lower, upper: upper)
    case .constant, .exponential, .weibull, .lognormal, .gamma, .pareto, .lomax, .uniform,
      .triangular, .pert:
      return law.inverse(lower: lower, upper: upper)
    }
  }

  /// The quantile of a mixture's marginal law.
  ///
  /// It lies between the least and the greatest quantile of the laws.
  private func mixtureInverse(
    _ mixture: CompiledSampler, lower: Double, upper: Double
  ) -> Double {
    var (low, high) = (Double.infinity, 0.0)
    for index in range(mixture) {
      let quantile = inverse(parts[index], lower: lower, upper: upper)
      low = min(low, quantile)
      high = max(high, quantile)
    }
    if low == high || upper == 0 { return high }
    if isSmooth(mixture) && lower > 0 {
      let target = lower < 0.5 ? lower : upper
      return tailInverse(
        of: target, isUpper: lower >= 0.5, near: low.squareRoot() * high.squareRoot(),
        within: low...high
      ) { x in
        let tail = lower < 0.5 ? self.lower(mixture, x) : self.upper(mixture, x)
        return LawTail(probability: tail, density: density(mixture, x))
      }
    }
    return smallestRoot(from: low, to: high, tolerance: max(low * 0x1p-52, high * 0x1p-80)) { x in
      lower < 0.5 ? self.lower(mixture, x) - lower : upper - self.upper(mixture, x)
    }
  }

  /// Whether no law of a mixture has a corner: Newton's method passes over none.
  private func isSmooth(_ mixture: CompiledSampler) -> Bool {
    for index in range(mixture) {
      switch parts[index].kind {
      case .exponential, .weibull, .lognormal, .gamma, .lomax: continue
      case .constant, .pareto, .uniform, .triangular, .pert, .empirical, .mixture, .truncated,
        .shifted:
        return false
      }
    }
    return true
  }
}
