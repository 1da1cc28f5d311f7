// SPDX-License-Identifier: GPL-3.0-or-later
// Mean, spread and quantiles of the time that one unit is down in [0, T].

import CGSL
package import Quantities

extension TakacsDownTime {
  /// E[D] = ∫ P(D > x) dx over [0, T].
  package var mean: Seconds {
    Seconds(Quadrature().integral(between: panels) { survival(Seconds($0)) }.value)
  }

  /// The standard deviation of D, by integrals of what lies below and above the mean.
  package var standardDeviation: Seconds {
    let mean = mean.value
    let quadrature = Quadrature()
    let ends = (panels + [mean]).sorted()
    let below = quadrature.integral(between: ends.filter { $0 <= mean }) {
      2 * (mean - $0) * cdf(Seconds($0))
    }
    let above = quadrature.integral(between: ends.filter { $0 >= mean }) {
      2 * ($0 - mean) * survival(Seconds($0))
    }
    return Seconds((below.value + above.value).squareRoot())
  }

  /// Ends where the law of D has kinks, or about as far apart as it changes.
  private var panels: [Double] {
    let failures = horizon / timeToFailure
    let end = horizon.value
    switch repair {
    case .gamma(_, let mean):
      return Quadrature.doubling(from: min(end, mean.value / 4), to: end)
    case .fixed(let span):
      // Beyond so many repairs nothing is left.
      let most = Int(min(end / span.value, failures + 40 * failures.squareRoot() + 60))
      let ends = (0...most).map { Double($0) * span.value }
      return ends.last == end ? ends : ends + [min(end, Double(most + 1) * span.value)]
    }
  }

  /// The least x with P(D ≤ x) ≥ p.
  ///
  /// - Parameter p: In 0 ≤ p < 1.
  /// - Returns: 0 s if the atom at 0 reaches p; a multiple of a fixed repair if its step does.
  /// - Complexity: O(√ of the expected number of failures), about 60 times.
  package func quantile(_ p: Double) -> Seconds {
    precondition(p >= 0 && p < 1, "a quantile's probability must be in 0 ..< 1")
    if cdf(Seconds(0)) >= p { return Seconds(0) }
    switch repair {
    case .gamma: return bisect(p, from: 0, to: horizon.value)
    case .fixed(let span):
      // The steps first: between them the law is continuous.
      var (low, high) = (0, Int(horizon / span) + 1)
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if cdf(Seconds(Double(middle) * span.value)) >= p { high = middle } else { low = middle }
      }
      let step = min(Double(high) * span.value, horizon.value)
      return bisect(p, from: Double(low) * span.value, to: step)
    }
  }

  /// The least x with P(D ≤ x) ≥ p in (low, high], where high has it and low has not.
  private func bisect(_ p: Double, from low: Double, to high: Double) -> Seconds {
    // Just below a step nothing may have it: then the step is the quantile, exactly.
    if cdf(Seconds(high.nextDown)) < p { return Seconds(high) }
    var (low, high) = (low, high)
    while true {
      let middle = low + (high - low) / 2
      guard middle > low && middle < high && high - low > 1e-15 * high else { break }
      if cdf(Seconds(middle)) >= p { high = middle } else { low = middle }
    }
    return Seconds(high)
  }
}
