// SPDX-License-Identifier: GPL-3.0-or-later
// What years lose that are not average: medians and bad years, with their intervals.

package import OutputAnalysis

/// Quantiles of one figure of a year, such as the minutes that a service loses.
///
/// A mean hides what matters to an objective: most years may lose nothing and a few very much.
package struct YearlyQuantiles: Hashable, Sendable {
  /// Half of the years have at most this.
  package let p50: QuantileEstimate
  /// Nineteen of twenty years have at most this.
  package let p95: QuantileEstimate
  /// Ninety-nine of a hundred years have at most this.
  package let p99: QuantileEstimate

  package init(p50: QuantileEstimate, p95: QuantileEstimate, p99: QuantileEstimate) {
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
  }

  /// Reads them off a distribution over years, in another unit; `nil` when it is empty.
  package init?(of distribution: SketchedDistribution, times factor: Double) {
    let confidence = SequentialStopping.confidence
    func estimate(_ level: Double) -> QuantileEstimate? {
      distribution.estimate(quantile: level, confidence: confidence)?.scaled(by: factor)
    }
    guard let p50 = estimate(0.5), let p95 = estimate(0.95), let p99 = estimate(0.99) else {
      return nil
    }
    self.init(p50: p50, p95: p95, p99: p99)
  }
}
