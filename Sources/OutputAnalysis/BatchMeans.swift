// SPDX-License-Identifier: GPL-3.0-or-later
// The mean of a long run whose observations depend on each other.

import CGSL

/// Non-overlapping batch means of one run in steady state, with a check of what they rest on.
///
/// Observations that follow each other are alike, so their own spread understates the error of the
/// mean. Means of long batches are nearly independent; whether these are is tested, and where they
/// are not the interval is widened as for a process of first order.
///
/// - Source: Law, *Simulation Modeling and Analysis*, section 9.5.3; the widening is that of
///   Tafazzoli and Wilson, *N-Skart* (2011).
package struct BatchMeans: Hashable, Sendable {
  /// Fewest batches of which the spread says enough.
  package static let leastBatches = 20
  /// Correlation of neighbouring batch means beyond which no widening helps.
  package static let mostCorrelation = 0.5

  /// The batch means, each of weight one.
  package let moments: Moments
  /// Correlation of neighbouring batch means, freed of its bias of −1 / b.
  package let lagCorrelation: Double

  /// Cuts a run into batches of equal size; what is left over, at its beginning, is not used.
  ///
  /// - Returns: `nil` for fewer than 20 batches or fewer observations than two a batch.
  package init?(of run: [Double], batches: Int = leastBatches) {
    guard batches >= Self.leastBatches, run.count >= 2 * batches else { return nil }
    let size = run.count / batches
    let means = WarmUpDetection.batchMeans(of: Array(run.suffix(size * batches)), size: size)
    let moments = Moments(of: means)
    var products = 0.0
    for (value, next) in zip(means, means.dropFirst()) {
      products += (value - moments.mean) * (next - moments.mean)
    }
    self.moments = moments
    lagCorrelation = moments.squares > 0 ? products / moments.squares + 1 / Double(batches) : 0
  }

  /// Whether independent batches would show this much correlation less than once in five.
  ///
  /// - Source: Anderson (1942): near normal with variance 1 / b; near von Neumann's test,
  ///   at the level of Skart.
  package var isCorrelated: Bool {
    lagCorrelation * Double(moments.count).squareRoot() > gsl_cdf_ugaussian_Qinv(0.2)
  }

  /// Whether the batches are too short for any interval; a longer run is needed.
  package var isTooShort: Bool { isCorrelated && lagCorrelation > Self.mostCorrelation }

  /// By what the variance of the mean is multiplied, 1 where no correlation shows.
  package var varianceFactor: Double {
    isCorrelated ? (1 + lagCorrelation) / (1 - min(lagCorrelation, 0.99)) : 1
  }

  /// The mean with its interval; without ends when the batches are too short.
  package func estimate(confidence: Double, isNonnegative: Bool) -> Estimate {
    ConfidenceInterval.skewAware(
      moments.mean,
      standardError: isTooShort
        ? .infinity : moments.standardError * varianceFactor.squareRoot(),
      skewness: moments.skewness, count: moments.count,
      quantile: ConfidenceInterval.studentQuantile(
        degreesOfFreedom: moments.count - 1, confidence: confidence),
      confidence: confidence, events: moments.count, isNonnegative: isNonnegative)
  }
}
