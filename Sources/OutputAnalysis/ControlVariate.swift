// SPDX-License-Identifier: GPL-3.0-or-later
// A mean made sharper by another variate whose mean is known, such as a number of incidents.

/// The mean of X corrected by how far the mean of C, from the same replications, is off its known
/// value.
package struct ControlVariate: Hashable, Sendable {
  /// The regression coefficient of X on C.
  package let coefficient: Double
  /// Squared correlation of both: the share of the variance that is taken away.
  package let squaredCorrelation: Double
  /// The corrected mean; its interval allows for the coefficient being estimated.
  package let estimate: Estimate

  /// Regresses `values` on `controls`; `nil` where there is nothing to regress on.
  ///
  /// - Parameters:
  ///   - values: One a replication; at least three.
  ///   - controls: One a replication, not all the same.
  ///   - expected: The known mean of a control.
  ///   - confidence: Between 0 and 1.
  /// - Source: Lavenberg and Welch (1981), for one control.
  package init?(
    _ values: [Double], controls: [Double], expected: Double, confidence: Double
  ) {
    precondition(values.count == controls.count, "each value has its control")
    var moments = JointMoments(dimension: 2)
    for (value, control) in zip(values, controls) { moments.add([value, control]) }
    let n = Double(values.count)
    guard values.count > 2, moments.variance(1) > 0 else { return nil }
    coefficient = moments.covariance(0, 1) / moments.variance(1)
    let spread = moments.variance(0)
    squaredCorrelation =
      spread > 0 ? min(1, coefficient * moments.covariance(0, 1) / spread) : 0
    let off = moments.means[1] - expected
    // What C does not explain, with one degree of freedom less for the coefficient.
    let rest = spread * (1 - squaredCorrelation) * (n - 1) / (n - 2)
    let leverage = 1 / n + off * off / ((n - 1) * moments.variance(1))
    estimate = ConfidenceInterval.around(
      moments.means[0] - coefficient * off, standardError: (rest * leverage).squareRoot(),
      quantile: ConfidenceInterval.studentQuantile(
        degreesOfFreedom: values.count - 2, confidence: confidence),
      confidence: confidence, events: values.count, isNonnegative: false)
  }
}
