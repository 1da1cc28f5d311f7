// SPDX-License-Identifier: GPL-3.0-or-later
// How much of the beginning of a long run to leave out, or that it was too short to tell.

/// Finds the warm-up of a run by the marginal standard error rule.
package enum WarmUpDetection {
  /// What the rule says of a run.
  package enum Finding: Hashable, Sendable {
    /// The first batches are warm-up; the mean is that of the rest.
    case truncate(batches: Int, observations: Int, mean: Double)
    /// The least marginal standard error lies at half of the run or behind it, so the run has not
    /// shown that it ever settles.
    case tooShort
  }

  /// Fewest batches of which the rule says anything.
  package static let leastBatches = 10

  /// The point after which the squared standard error of the mean of the rest is least.
  ///
  /// - Parameters:
  ///   - series: Observations in their order; an incomplete last batch is left out.
  ///   - batchSize: Observations whose mean counts as one, 5 by custom.
  /// - Returns: The truncation; `tooShort` when its place is half of the run or there are fewer
  ///   than 10 batches.
  /// - Complexity: O(n)
  /// - Source: White (1997); Spratt (1998) for batches of five.
  package static func mser(_ series: [Double], batchSize: Int = 5) -> Finding {
    precondition(batchSize > 0, "a batch has an observation")
    let means = batchMeans(of: series, size: batchSize)
    guard means.count >= leastBatches else { return .tooShort }
    let errors = statistics(of: means)
    let half = means.count / 2
    // Of equal ones the first: no more is left out than must be.
    let best = (0...half).reduce(0) { errors[$1] < errors[$0] ? $1 : $0 }
    guard best < half else { return .tooShort }
    let rest = Moments(of: Array(means[best...]))
    return .truncate(batches: best, observations: best * batchSize, mean: rest.mean)
  }

  /// Σ (yᵢ − mean)² / (n − d)² over the batch means after the first d, for each d below n.
  ///
  /// - Complexity: O(n), from the end
  package static func statistics(of batchMeans: [Double]) -> [Double] {
    var moments = Moments()
    var result = batchMeans
    for index in batchMeans.indices.reversed() {
      moments.add(batchMeans[index])
      result[index] = moments.squares / (moments.weight * moments.weight)
    }
    return result
  }

  /// The means of batches that follow each other; the incomplete last one is left out.
  package static func batchMeans(of series: [Double], size: Int) -> [Double] {
    stride(from: 0, through: series.count - size, by: size).map { start in
      series[start..<(start + size)].reduce(0, +) / Double(size)
    }
  }
}
