// SPDX-License-Identifier: GPL-3.0-or-later
// Expectations about estimates, each with the probability that it fails although all is right.

import CGSL
package import Testing

/// Expects an estimate to be within a number of standard errors of the truth.
///
/// False alarms, if the estimate is normal: 4 standard errors 6.3e-5, 5 standard errors 5.7e-7. A
/// seed is fixed in every test, so this is the chance that a new seed or a harmless change fails,
/// not the chance that a run does. Skewed estimates from few events fail more often.
package func expectMean(
  _ mean: Double, standardError: Double, equals expected: Double, within sigmas: Double = 5,
  _ what: String = "mean", sourceLocation: SourceLocation = #_sourceLocation
) {
  let score = (mean - expected) / standardError
  let falseAlarm = 2 * gsl_cdf_ugaussian_Q(sigmas)
  #expect(
    score.magnitude <= sigmas,
    """
    \(what) \(mean) ± \(standardError) against \(expected): z = \(score), \
    false alarm \(falseAlarm)
    """,
    sourceLocation: sourceLocation)
}

/// Expects the mean of samples to be within a number of standard errors of the truth.
package func expectMean(
  _ samples: [Double], equals expected: Double, within sigmas: Double = 5,
  _ what: String = "mean", sourceLocation: SourceLocation = #_sourceLocation
) {
  let moments = SampleMoments(of: samples)
  expectMean(
    moments.mean, standardError: moments.standardError, equals: expected, within: sigmas, what,
    sourceLocation: sourceLocation)
}

/// Expects independent samples to follow a continuous law, by the test of Kolmogorov and Smirnov.
///
/// The bound 2.7 on √n·D has a false-alarm probability of 2·exp(−2 · 2.7²) = 9.3e-7.
///
/// - Complexity: O(n log n)
package func expectLaw(
  _ samples: [Double], follows cdf: (Double) -> Double, _ what: String = "law",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let count = Double(samples.count)
  var distance = 0.0
  for (position, sample) in samples.sorted().enumerated() {
    let probability = cdf(sample)
    distance = max(
      distance, probability - Double(position) / count, Double(position + 1) / count - probability)
  }
  let scaled = distance * count.squareRoot()
  #expect(
    scaled <= 2.7, "\(what): √n·D = \(scaled), false alarm 9.3e-7",
    sourceLocation: sourceLocation)
}

/// Mean and variance of samples, with their standard errors.
package struct SampleMoments: Sendable {
  package let mean: Double
  package let variance: Double
  package let standardError: Double
  /// Standard error of the variance, by the fourth moment.
  package let standardErrorOfVariance: Double

  package init(of samples: [Double]) {
    precondition(samples.count > 1, "moments need two samples")
    let count = Double(samples.count)
    let mean = samples.reduce(0, +) / count
    var (second, fourth) = (0.0, 0.0)
    for sample in samples {
      let square = (sample - mean) * (sample - mean)
      second += square
      fourth += square * square
    }
    self.mean = mean
    variance = second / (count - 1)
    standardError = (variance / count).squareRoot()
    standardErrorOfVariance = ((fourth / count - variance * variance) / count).squareRoot()
  }
}
