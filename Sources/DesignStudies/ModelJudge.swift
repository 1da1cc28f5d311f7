// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the expectations of a model file against what was simulated and solved.

import AnalyticSolvers
import MonteCarlo
import OutputAnalysis
import Quantities
import ReliabilityModeling
import ScenarioFormat

/// Holds expectations against the answers about measures and the experiment behind them.
struct ModelJudge {
  let answers: [MeasureAnswer]
  let result: ModelResult

  private func rule(for measure: String) -> EstimateRule {
    EstimateRule(replications: answer(measure)?.replications ?? 0)
  }

  /// The verdict on an expectation; `nil` for one of a scenario.
  func verdict(on expectation: Expectation) -> ExpectationVerdict? {
    let resolution = expectation.resolution.value
    let decision: EstimateRule.Decision? =
      switch expectation.form {
      case .figure(let figure, let measure, let bound):
        answer(measure)?.estimate(figure).map {
          rule(for: measure).decide($0, bound, resolution: resolution)
        } ?? notSimulated(measure)
      case .solved(let measure, let bound): solved(measure, bound)
      case .moreAvailable(let better, let worse, let share):
        saving(of: better, against: worse).map {
          rule(for: better).decideSaving($0, by: share, resolution: resolution)
        } ?? notSimulated(better)
      case .sameAvailable(let one, let other):
        saving(of: one, against: other).map(rule(for: one).decideSame) ?? notSimulated(one)
      case .value, .better, .same: nil
      }
    return decision.map { $0.verdict(on: expectation) }
  }

  private func answer(_ measure: String) -> MeasureAnswer? {
    answers.first { $0.name == measure }
  }

  private func notSimulated(_ measure: String) -> EstimateRule.Decision {
    EstimateRule.Decision(
      outcome: .inconclusive, finding: "\(measure) has no simulated value of its kind")
  }

  /// An exact value has no chance in it, so that it is right or wrong, or there is none.
  private func solved(_ measure: String, _ bound: Expectation.Bound) -> EstimateRule.Decision {
    guard let exact = answer(measure)?.exact.exact else {
      let reason = answer(measure)?.exact.whyNot ?? "no method applies"
      return EstimateRule.Decision(outcome: .fail, finding: "not solved: \(reason)")
    }
    let isMet =
      switch bound {
      case .equal(let value, .relative(let share)): abs(exact.value - value) <= share * abs(value)
      case .equal(let value, .standardErrors): exact.value == value
      case .atMost(let value): exact.value <= value
      case .atLeast(let value): exact.value >= value
      }
    return EstimateRule.Decision(
      outcome: isMet ? .pass : .fail, finding: "\(exact.value) by \(exact.method)")
  }

  /// The share of time by which one signal is down less than another, paired.
  private func saving(of first: String, against second: String) -> Estimate? {
    // Measures in one group lived through the same histories.
    guard let group = self.result.group(of: first), group == self.result.group(of: second) else {
      return nil
    }
    let result = self.result.results[group]
    guard let one = result.output(design: 0, measure: first, .down),
      let other = result.output(design: 0, measure: second, .down)
    else { return nil }
    let scale = 1 / Double(result.plan.horizon.microseconds)
    return result.difference(other, one).scaled(by: scale)
  }
}
