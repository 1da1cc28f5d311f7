// SPDX-License-Identifier: GPL-3.0-or-later
// All designs of a scenario against each other, service by service.

package import MonteCarlo
import OutputAnalysis
import Quantities

/// The paired comparison of designs that lived through the same histories.
package struct Comparison: Hashable, Sendable {
  /// One a service, in the scenario's order.
  package let rankings: [ServiceRanking]

  package init(rankings: [ServiceRanking]) { self.rankings = rankings }

  /// Compares assessments by the experiment that they were read from.
  package init(of assessments: [Assessment], in result: ExperimentResult) {
    let compared = result.comparisons()
    let services = assessments.first?.services.map(\.name) ?? []
    rankings = services.enumerated().map { place, service in
      ServiceRanking(
        of: service, at: place, among: assessments, in: result,
        compared: compared.first { $0.measure == service })
    }
  }
}

extension ServiceRanking {
  /// Ranks by an experiment; without a comparison (one design, or hardly begun) all are equal.
  fileprivate init(
    of service: String, at place: Int, among assessments: [Assessment],
    in result: ExperimentResult, compared: MeasureComparison?
  ) {
    let figures = assessments.indices.map {
      ServiceFigures(of: service, design: $0, in: result)
    }
    let lost = assessments.map { $0.services[place].lostMinutesPerYear.mean }
    let best = lost.indices.min { lost[$0] < lost[$1] } ?? 0
    let equal = lost.map { _ in 1 / Double(lost.count) }
    func difference(_ first: Int, _ second: Int, quantile: Double?) -> Estimate {
      guard let one = figures[first].lost, let other = figures[second].lost else {
        preconditionFailure("a lowered service has its lost output")
      }
      return result.difference(one, other, quantile: quantile)
        .scaled(by: figures[first].lostShareOfUnit * minutesPerYear)
    }
    self.init(
      of: service, lostMinutes: lost, monthlyCosts: assessments.map(\.cost.total),
      excess: lost.indices.map { difference($0, best, quantile: compared?.quantile) },
      probabilityBest: compared?.probabilityBest ?? equal,
      shareOfYearsWon: compared?.shareOfYearsWon ?? equal,
      difference: { difference($0, $1, quantile: nil) })
  }
}
