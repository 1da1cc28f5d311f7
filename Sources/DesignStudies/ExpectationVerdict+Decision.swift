// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the expectations of a scenario against its assessments.

import OutputAnalysis
import Quantities
package import ScenarioFormat

/// Holds expectations against assessments and their comparison.
package struct ExpectationJudge: Sendable {
  let assessments: [Assessment]
  let comparison: Comparison
  let rule: EstimateRule

  package init(assessments: [Assessment], comparison: Comparison, replications: UInt64) {
    self.assessments = assessments
    self.comparison = comparison
    rule = EstimateRule(replications: replications)
  }

  /// The verdict on an expectation; `nil` when it concerns a design that was left out.
  package func verdict(on expectation: Expectation) -> ExpectationVerdict? {
    let decision: EstimateRule.Decision? =
      switch expectation.form {
      case .value(let measure, let service, let design, let bound):
        figure(measure, of: service, in: design).map {
          rule.decide($0, bound, resolution: expectation.resolution.value)
        }
      case .better(let better, let worse, let service, let minutes):
        saving(of: better, against: worse, for: service).map {
          rule.decideSaving($0, by: minutes, resolution: expectation.resolution.value)
        }
      case .same(let one, let other, let service):
        saving(of: one, against: other, for: service).map(rule.decideSame)
      case .figure, .solved, .moreAvailable, .sameAvailable: nil  // of models
      }
    return decision.map { $0.verdict(on: expectation) }
  }

  private func index(of design: String) -> Int? {
    assessments.firstIndex { $0.design == design }
  }

  private func figure(
    _ measure: ServiceMeasure, of service: String, in design: String
  ) -> Estimate? {
    let figures = index(of: design).flatMap { index in
      assessments[index].services.first { $0.name == service }
    }
    guard let figures else { return nil }
    switch measure {
    case .unavailability: return figures.lostShare
    case .lostMinutesPerYear: return figures.lostMinutesPerYear
    case .shortMinutesPerYear: return figures.shortMinutesPerYear
    case .darkMinutesPerYear: return figures.darkMinutesPerYear
    case .outagesPerYear: return figures.outagesPerYear
    case .darkOutagesPerYear: return figures.darkOutagesPerYear
    case .interruptionsPerYear: return figures.interruptionsPerYear
    }
  }

  /// Lost minutes a year that one design saves against another, paired.
  private func saving(of first: String, against second: String, for service: String) -> Estimate? {
    guard let ranking = comparison.rankings.first(where: { $0.service == service }),
      let one = index(of: first), let other = index(of: second)
    else { return nil }
    guard one != other else {
      return assessments[one].services.first { $0.name == service }.map {
        $0.lostMinutesPerYear.scaled(by: 0)
      }
    }
    for pair in ranking.pairs {
      if (pair.better, pair.worse) == (one, other) { return pair.savedMinutes }
      if (pair.worse, pair.better) == (one, other) { return pair.savedMinutes.scaled(by: -1) }
    }
    return nil
  }
}
