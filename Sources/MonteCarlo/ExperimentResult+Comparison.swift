// SPDX-License-Identifier: GPL-3.0-or-later
// Which design is best, how sure that is, and by how much: intervals that hold together.

package import OutputAnalysis

/// One precise measure (lost of a service, down of a signal) over all designs.
package struct MeasureComparison: Sendable {
  package let measure: String
  /// For each design, the output that competes.
  package let outputs: [OutputReference]
  /// The design with the lowest mean; of ties, the first.
  package let best: Int
  /// For each design, the probability that its true mean is the lowest, from the joint normal law
  /// of the means; identical designs share.
  package let probabilityBest: [Double]
  /// For each design, the share of replications that it won; tied ones are split equally.
  package let shareOfYearsWon: [Double]
  /// Share of replications in which more than one design had the lowest output.
  package let shareOfYearsTied: Double
  /// Standard errors to each side that make all differences, of all pairs and of all measures that
  /// were compared together, hold at once with 95 %.
  package let quantile: Double
  /// For each design, how much more it has than the best, with simultaneous intervals; the best
  /// itself has exactly zero.
  package let excess: [Estimate]
}

extension ExperimentResult {
  /// Compares all designs in each precise measure that all of them have.
  ///
  /// The differences of all pairs are held together, not only those with the best: which design is
  /// best was read off the same data.
  ///
  /// - Returns: Comparisons in the first design's order; none for a single design, or before two
  ///   batches are done.
  package func comparisons() -> [MeasureComparison] {
    guard totals.batches >= 2 else { return [] }
    let contests = totals.layout.contests.map { contest in
      contest.outputs.enumerated().map { OutputReference(design: $0.offset, output: $0.element) }
    }
    let quantile = simultaneousQuantile(over: contests)
    return contests.indices.map { contest in
      compare(contests[contest], contest: contest, quantile: quantile)
    }
  }

  private func compare(
    _ outputs: [OutputReference], contest: Int, quantile: Double
  ) -> MeasureComparison {
    let sums = outputs.map { totals.sum($0) }
    let best = sums.indices.reduce(0) { sums[$1] < sums[$0] ? $1 : $0 }
    let (won, tied) = yearsWon(contest: contest)
    return MeasureComparison(
      measure: totals.layout.contests[contest].measure, outputs: outputs, best: best,
      probabilityBest: probabilityBest(of: outputs), shareOfYearsWon: won, shareOfYearsTied: tied,
      quantile: quantile,
      excess: outputs.map { difference($0, outputs[best], quantile: quantile) })
  }

  /// For each of several outputs, the probability that its true mean is the lowest.
  package func probabilityBest(of outputs: [OutputReference]) -> [Double] {
    let places = outputs.map { totals.layout.place(of: $0) }
    let covariance = SymmetricMatrix(size: places.count) { row, column in
      totals.moments.covariance(places[row], places[column]) / Double(max(replications, 1))
    }
    return BestSelection.probabilities(
      means: outputs.map { totals.mean($0) }, covariance: covariance)
  }

  private func yearsWon(contest: Int) -> (shares: [Double], tied: Double) {
    let layout = totals.layout
    let all = Double(replications)
    var tied = 0.0
    let shares = (0..<layout.designs).map { design in
      (1...layout.designs).reduce(0.0) { sum, size in
        let place = layout.winPlace(contest: contest, design: design, tied: size)
        let share = Double(totals.wins[place]) / Double(size) / all
        if size > 1 { tied += share }
        return sum + share
      }
    }
    return (shares, tied)
  }

  /// The multiple of each standard error that makes all pairwise differences hold at once.
  private func simultaneousQuantile(over contests: [[OutputReference]]) -> Double {
    var pairs: [(Int, Int)] = []
    for outputs in contests {
      let places = outputs.map { totals.layout.place(of: $0) }
      for second in places.indices {
        for first in 0..<second
        where totals.moments.differenceVariance(places[first], places[second]) > 0 {
          pairs.append((places[first], places[second]))
        }
      }
    }
    let deviations = pairs.map { totals.moments.differenceVariance($0.0, $0.1).squareRoot() }
    let correlation = SymmetricMatrix(size: pairs.count) { row, column in
      row == column
        ? 1
        : totals.moments.covariance(of: pairs[row], with: pairs[column])
          / (deviations[row] * deviations[column])
    }
    return SimultaneousInterval.quantile(
      correlation: correlation, degreesOfFreedom: Int(totals.batches) - 1,
      confidence: SequentialStopping.confidence)
  }
}
