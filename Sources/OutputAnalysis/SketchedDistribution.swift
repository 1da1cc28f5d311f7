// SPDX-License-Identifier: GPL-3.0-or-later
// What a sketch answers: values at ranks, and quantiles with intervals that allow for its error.

/// The sorted content of a sketch.
package struct SketchedDistribution: Sendable {
  /// Values behind it.
  package let count: UInt64
  /// The rank of a kept value is too low by at most this; 0 while nothing was compacted.
  package let underestimate: UInt64
  /// The rank of a kept value is too high by at most this.
  package let overestimate: UInt64
  /// Smallest and largest value, exactly.
  package let least: Double
  package let most: Double
  /// What is kept, ascending.
  private let values: [Double]
  /// For each kept value, how many are not greater.
  private let ranks: [UInt64]

  init(
    count: UInt64, underestimate: UInt64, overestimate: UInt64, least: Double, most: Double,
    values: [Double], ranks: [UInt64]
  ) {
    self.count = count
    self.underestimate = underestimate
    self.overestimate = overestimate
    self.least = least
    self.most = most
    self.values = values
    self.ranks = ranks
  }

  /// The larger of both rank errors.
  package var rankError: UInt64 { max(underestimate, overestimate) }

  /// The value of a rank in 1 … `count`, within the rank errors; outside, the extreme value.
  ///
  /// - Complexity: O(log n)
  package func value(atRank rank: UInt64) -> Double {
    if rank <= 1 { return least }
    if rank >= count { return most }
    var (low, high) = (0, ranks.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ranks[middle] >= rank { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }

  /// The quantile of a level in 0 … 1: the least value with at least this share at or below it.
  package func quantile(_ level: Double) -> Double {
    value(atRank: UInt64((Double(count) * level).rounded(.up)))
  }

  /// A quantile with its interval by order statistics, made wider by the rank errors.
  ///
  /// Where no interval with two ends exists, there is the one-sided one from below, and no upper
  /// end: some quantiles need more values than were seen.
  ///
  /// - Parameters:
  ///   - level: Between 0 and 1, such as 0.95.
  ///   - confidence: Least coverage of the interval.
  /// - Returns: The estimate; `nil` when there are no values.
  /// - Complexity: O(√n)
  package func estimate(quantile level: Double, confidence: Double) -> QuantileEstimate? {
    guard count > 0 else { return nil }
    let ranks = OrderStatistics(count: count, level: level)
    if let both = ranks.interval(confidence: confidence) {
      return QuantileEstimate(
        level: level, value: quantile(level), low: low(of: both.lower),
        high: value(atRank: both.upper + overestimate), confidence: confidence,
        coverage: both.coverage, count: count, rankError: rankError)
    }
    let below = ranks.lowerBound(confidence: confidence)
    return QuantileEstimate(
      level: level, value: quantile(level), low: below.map { low(of: $0.rank) }, high: nil,
      confidence: confidence, coverage: below?.coverage ?? 0, count: count, rankError: rankError)
  }

  /// A value that is not above the order statistic of this rank.
  private func low(of rank: UInt64) -> Double {
    value(atRank: rank > underestimate ? rank - underestimate : 0)
  }
}

/// A quantile of what was seen, with an interval for that of the law behind it.
package struct QuantileEstimate: Hashable, Sendable {
  /// Such as 0.95.
  package let level: Double
  package let value: Double
  /// `nil` where too few values were seen for a lower end.
  package let low: Double?
  /// `nil` where too few values were seen for an upper end: any larger value may be the quantile.
  package let high: Double?
  /// The coverage that was asked for.
  package let confidence: Double
  /// The coverage that the order statistics have for a continuous law; at least as much with atoms.
  package let coverage: Double
  /// Values behind it.
  package let count: UInt64
  /// By how many ranks the ends were moved outwards because not all values were kept.
  package let rankError: UInt64

  package init(
    level: Double, value: Double, low: Double?, high: Double?, confidence: Double,
    coverage: Double, count: UInt64, rankError: UInt64
  ) {
    self.level = level
    self.value = value
    self.low = low
    self.high = high
    self.confidence = confidence
    self.coverage = coverage
    self.count = count
    self.rankError = rankError
  }

  /// The same quantile in another unit; the factor is more than 0.
  package func scaled(by factor: Double) -> Self {
    Self(
      level: level, value: value * factor, low: low.map { $0 * factor },
      high: high.map { $0 * factor }, confidence: confidence, coverage: coverage, count: count,
      rankError: rankError)
  }
}
