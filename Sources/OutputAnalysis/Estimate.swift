// SPDX-License-Identifier: GPL-3.0-or-later
// An estimated number with its interval; the only form in which results leave an experiment.

/// A mean with its confidence interval.
package struct Estimate: Hashable, Sendable {
  package let mean: Double
  /// Of the mean; infinite when fewer than two batches ran.
  package let standardError: Double
  package let low: Double
  package let high: Double
  /// Nominal coverage of low … high, such as 0.95.
  package let confidence: Double
  /// Events behind the mean, such as outages seen.
  package let events: Int
  /// Nothing was seen: the mean is 0 and `high` is a one-sided upper bound, worst case assumed.
  package let isBound: Bool

  package init(
    mean: Double, standardError: Double, low: Double, high: Double, confidence: Double,
    events: Int, isBound: Bool = false
  ) {
    self.mean = mean
    self.standardError = standardError
    self.low = low
    self.high = high
    self.confidence = confidence
    self.events = events
    self.isBound = isBound
  }

  /// The same estimate in another unit, or with the other sign.
  package func scaled(by factor: Double) -> Self {
    let ends = (low * factor, high * factor)
    return Self(
      mean: mean * factor, standardError: standardError * abs(factor),
      low: min(ends.0, ends.1), high: max(ends.0, ends.1), confidence: confidence,
      events: events, isBound: isBound)
  }

  /// Whether there is an interval at all: at least two batches ran, or it is a bound.
  package var hasInterval: Bool { low.isFinite && high.isFinite }

  /// Half the width of the interval over the mean's size; infinite for a mean of 0.
  package var relativeHalfWidth: Double {
    mean == 0 ? .infinity : (high - low) / 2 / abs(mean)
  }

  /// Whether the interval leaves no doubt about the sign: zero lies outside.
  package var excludesZero: Bool { hasInterval && (low > 0 || high < 0) }
}
