// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the sorted values enclose a quantile, with what exact probability.

/// Ranks around the quantile of one level among `count` independent values of one law.
///
/// The number of values below the quantile is binomial, so with X₍ᵣ₎ the r-th smallest value
/// P(X₍ᵣ₎ ≤ quantile < X₍ₛ₎) = P(r ≤ Bin(n, q) ≤ s − 1), whatever the law is; with atoms the closed
/// interval covers at least as often.
///
/// - Source: David and Nagaraja, *Order Statistics* (2003), section 7.1.
package struct OrderStatistics: Sendable {
  private let count: UInt64
  private let level: Double
  /// The most probable number of values below the quantile, and its probability.
  private let mode: UInt64
  private let modeProbability: Double
  /// Numbers beyond these are not worth adding up.
  private let least: (number: UInt64, probability: Double)
  private let most: (number: UInt64, probability: Double)

  /// Ranks for a level between 0 and 1.
  ///
  /// - Complexity: O(√n), as are all questions to it.
  package init(count: UInt64, level: Double) {
    precondition(level > 0 && level < 1, "a quantile has a level between 0 and 1")
    self.count = count
    self.level = level
    mode = min(count, UInt64((Double(count) + 1) * level))
    let odds = level / (1 - level)
    // Relative to the mode, outwards until nothing is added: no logarithm of a factorial.
    var (sum, term, place) = (1.0, 1.0, mode)
    while place < count, term > 1e-20 {
      term *= Double(count - place) / Double(place + 1) * odds
      sum += term
      place += 1
    }
    let top = (place, term)
    (term, place) = (1, mode)
    while place > 0, term > 1e-20 {
      term *= Double(place) / (Double(count - place + 1) * odds)
      sum += term
      place -= 1
    }
    least = (place, term / sum)
    most = (top.0, top.1 / sum)
    modeProbability = 1 / sum
  }

  /// The probability of one value more below the quantile, given that of `place` values.
  private func next(_ probability: Double, after place: UInt64) -> Double {
    probability * Double(count - place) / Double(place + 1) * (level / (1 - level))
  }

  /// The probability of one value fewer below the quantile, given that of `place` values.
  private func previous(_ probability: Double, before place: UInt64) -> Double {
    probability * Double(place) / (Double(count - place + 1) * (level / (1 - level)))
  }

  /// The closest two ranks whose values enclose the quantile with at least this probability; of
  /// pairs equally close the one that covers most often.
  ///
  /// - Returns: `nil` when the smallest and the largest value together do not cover enough.
  package func interval(
    confidence: Double
  ) -> (lower: UInt64, upper: UInt64, coverage: Double)? {
    guard count >= 2 else { return nil }
    // Numbers of values below the quantile that the interval stands for: within 1 … n − 1.
    let start = min(max(mode, 1), count - 1)
    var (low, high) = (start, start)
    var coverage = modeProbability
    if start < mode { coverage = previous(modeProbability, before: mode) }
    if start > mode { coverage = next(modeProbability, after: mode) }
    var below = previous(coverage, before: low)
    var above = next(coverage, after: high)
    while coverage < confidence {
      let canLower = low > 1
      let canRaise = high < count - 1
      guard canLower || canRaise else { return nil }
      if canLower && (below >= above || !canRaise) {
        coverage += below
        low -= 1
        below = previous(below, before: low)
      } else {
        coverage += above
        high += 1
        above = next(above, after: high)
      }
      // What no double can add is never going to suffice.
      if max(canLower ? below : 0, canRaise ? above : 0) < 1e-300 { break }
    }
    return coverage < confidence ? nil : (low, high + 1, coverage)
  }

  /// The smallest rank whose value is an upper bound of the quantile with this probability.
  ///
  /// - Returns: `nil` when even the largest value is none.
  package func upperBound(confidence: Double) -> (rank: UInt64, coverage: Double)? {
    guard count > 0 else { return nil }
    // P(Bin ≥ s) may be 1 − confidence at most.
    var (number, probability) = most
    var cut = 0.0
    while number > 0, cut + probability <= 1 - confidence {
      cut += probability
      probability = previous(probability, before: number)
      number -= 1
    }
    return number >= count ? nil : (number + 1, 1 - cut)
  }

  /// The largest rank whose value is a lower bound of the quantile with this probability.
  ///
  /// - Returns: `nil` when even the smallest value is none.
  package func lowerBound(confidence: Double) -> (rank: UInt64, coverage: Double)? {
    guard count > 0 else { return nil }
    // P(Bin < r) may be 1 − confidence at most.
    var (number, probability) = least
    var cut = 0.0
    while number < count, cut + probability <= 1 - confidence {
      cut += probability
      probability = next(probability, after: number)
      number += 1
    }
    return number == 0 ? nil : (number, 1 - cut)
  }
}
