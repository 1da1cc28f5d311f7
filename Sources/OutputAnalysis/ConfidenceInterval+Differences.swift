// SPDX-License-Identifier: GPL-3.0-or-later
// The difference of two means: paired by common luck, or each with its own.

extension ConfidenceInterval {
  /// First minus second, where each pair of values met the same luck.
  ///
  /// - Source: Law, *Simulation Modeling and Analysis*, section 10.2.1.
  package static func paired(
    _ first: [Double], _ second: [Double], confidence: Double
  ) -> Estimate {
    precondition(first.count == second.count, "pairs have two values")
    let moments = Moments(of: zip(first, second).map { $0 - $1 })
    return around(
      moments.mean, standardError: moments.standardError,
      quantile: studentQuantile(degreesOfFreedom: moments.count - 1, confidence: confidence),
      confidence: confidence, events: moments.count, isNonnegative: false)
  }

  /// First minus second, where the values are independent and may differ in number and spread.
  ///
  /// - Source: Welch (1938).
  package static func unpaired(
    _ first: [Double], _ second: [Double], confidence: Double
  ) -> Estimate {
    let moments = (Moments(of: first), Moments(of: second))
    let variances = (moments.0.variance / moments.0.weight, moments.1.variance / moments.1.weight)
    return around(
      moments.0.mean - moments.1.mean,
      standardError: (variances.0 + variances.1).squareRoot(),
      quantile: studentQuantile(
        effectiveDegrees: welchDegrees(
          variances, degrees: (first.count - 1, second.count - 1)),
        confidence: confidence),
      confidence: confidence, events: min(first.count, second.count), isNonnegative: false)
  }

  /// Degrees of freedom of the sum of two estimated variances of means.
  ///
  /// - Source: Welch (1938), Satterthwaite (1946).
  package static func welchDegrees(
    _ variances: (Double, Double), degrees: (Int, Int)
  ) -> Double {
    let sum = variances.0 + variances.1
    let spread =
      variances.0 * variances.0 / Double(degrees.0) + variances.1 * variances.1 / Double(degrees.1)
    return spread > 0 && sum.isFinite
      ? sum * sum / spread : Double(max(0, min(degrees.0, degrees.1)))
  }
}

extension Moments {
  /// The moments of values of weight one.
  package init(of values: [Double]) {
    self.init()
    for value in values { add(value) }
  }
}
