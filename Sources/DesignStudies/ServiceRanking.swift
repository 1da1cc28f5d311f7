// SPDX-License-Identifier: GPL-3.0-or-later
// The designs side by side for one service: who is best, who cannot be told apart, at what price.

package import OutputAnalysis
package import Quantities

/// What is known about the lost minutes of several designs that lived through the same histories.
///
/// Designs are named by their place in the scenario, 0 ..< count.
package struct ServiceRanking: Hashable, Sendable {
  package let service: String
  /// Designs from the fewest lost minutes to the most; equals in the scenario's order.
  package let order: [Int]
  /// The best design alone, or all that cannot be told apart from it, the cheapest of them first.
  package let leaders: [Int]
  /// Lost minutes a year of each design less those of the one with the fewest, by intervals that
  /// hold all at once; exactly zero for that one itself.
  package let excess: [Estimate]
  /// Every two designs once, the one with fewer lost minutes first.
  package let pairs: [DesignPair]
  /// Probability that a design's true mean is the lowest, given the rates.
  package let probabilityBest: [Double]
  /// Share of the simulated years in which a design lost least; years won by several are shared.
  package let shareOfYearsWon: [Double]
  /// Dollars a year for each lost minute a year that a design avoids against the cheapest one;
  /// `nil` for that one, for those that surely avoid none, and without prices.
  package let dollarsPerSavedMinute: [Double?]
}

/// Two designs, and what one saves against the other.
package struct DesignPair: Hashable, Sendable {
  package let better: Int
  package let worse: Int
  /// Lost minutes a year of `worse` less those of `better`; a single, paired interval.
  package let savedMinutes: Estimate
  /// Whether the interval leaves no doubt which of the two loses less.
  package var isDistinguishable: Bool { savedMinutes.excludesZero }

  package init(better: Int, worse: Int, savedMinutes: Estimate) {
    self.better = better
    self.worse = worse
    self.savedMinutes = savedMinutes
  }
}

/// The difference of two designs' lost minutes, first less second.
package typealias LostDifference = (_ first: Int, _ second: Int) -> Estimate

extension ServiceRanking {
  /// Ranks the designs of a study.
  ///
  /// - Parameters:
  ///   - service: Its name.
  ///   - lostMinutes: Mean a year of each design; at least one.
  ///   - monthlyCosts: Of each design; `nil` without prices.
  ///   - excess: Of each design against the one with the lowest mean, simultaneous.
  ///   - probabilityBest: Of each design.
  ///   - shareOfYearsWon: Of each design.
  ///   - difference: The single paired interval of two designs.
  package init(
    of service: String, lostMinutes: [Double], monthlyCosts: [USDollars?], excess: [Estimate],
    probabilityBest: [Double], shareOfYearsWon: [Double], difference: LostDifference
  ) {
    precondition(!lostMinutes.isEmpty, "a ranking needs a design")
    precondition(
      [monthlyCosts.count, excess.count, probabilityBest.count, shareOfYearsWon.count]
        .allSatisfy { $0 == lostMinutes.count }, "every design needs every figure")
    self.service = service
    self.excess = excess
    self.probabilityBest = probabilityBest
    self.shareOfYearsWon = shareOfYearsWon
    let order = lostMinutes.indices.sorted { (lostMinutes[$0], $0) < (lostMinutes[$1], $1) }
    self.order = order
    let inOrder = order.filter { $0 == order[0] || !excess[$0].excludesZero }
    leaders = inOrder.enumerated().sorted { first, second in
      let costs = (monthlyCosts[first.element], monthlyCosts[second.element])
      let dear = USDollars(.infinity)
      return (costs.0 ?? dear, first.offset) < (costs.1 ?? dear, second.offset)
    }.map(\.element)
    pairs = order.indices.flatMap { first in
      order.indices.dropFirst(first + 1).map { second in
        DesignPair(
          better: order[first], worse: order[second],
          savedMinutes: difference(order[second], order[first]))
      }
    }
    dollarsPerSavedMinute = Self.prices(
      monthlyCosts: monthlyCosts, lostMinutes: lostMinutes, difference: difference)
  }

  private static func prices(
    monthlyCosts: [USDollars?], lostMinutes: [Double], difference: LostDifference
  ) -> [Double?] {
    let priced = monthlyCosts.indices.compactMap { index in monthlyCosts[index].map { (index, $0) }
    }
    // Of equally cheap designs the one that loses least is what others are held against.
    let cheapest = priced.min { ($0.1, lostMinutes[$0.0]) < ($1.1, lostMinutes[$1.0]) }
    guard let (reference, least) = cheapest else { return monthlyCosts.map { _ in nil } }
    return monthlyCosts.enumerated().map { design, cost in
      guard let cost, design != reference else { return nil }
      let saved = difference(reference, design)
      guard saved.excludesZero, saved.mean > 0 else { return nil }
      return (cost - least).value * 12 / saved.mean
    }
  }
}
