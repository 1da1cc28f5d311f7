// SPDX-License-Identifier: GPL-3.0-or-later
// Decides expectations by intervals, and says what effort would decide the others.

import OutputAnalysis
import Quantities
package import ScenarioFormat

/// Holds expectations against assessments and their comparison.
package struct ExpectationJudge: Sendable {
  let assessments: [Assessment]
  let comparison: Comparison
  let replications: UInt64

  package init(assessments: [Assessment], comparison: Comparison, replications: UInt64) {
    self.assessments = assessments
    self.comparison = comparison
    self.replications = replications
  }

  /// The verdict on an expectation; `nil` when it concerns a design that was left out.
  package func verdict(on expectation: Expectation) -> ExpectationVerdict? {
    let decision: Decision? =
      switch expectation.form {
      case .value(let measure, let service, let design, let bound):
        figure(measure, of: service, in: design).map {
          decide($0, bound, resolution: expectation.resolution.value)
        }
      case .better(let better, let worse, let service, let minutes):
        saving(of: better, against: worse, for: service).map {
          decideSaving($0, by: minutes, resolution: expectation.resolution.value)
        }
      case .same(let one, let other, let service):
        saving(of: one, against: other, for: service).map(decideSame)
      }
    return decision.map { decision in
      ExpectationVerdict(
        decision.outcome, of: expectation.text, finding: decision.finding,
        reason: expectation.because ?? "", at: expectation.location)
    }
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

/// An outcome and the words for it.
private struct Decision {
  let outcome: ExpectationVerdict.Outcome
  let finding: String
}

extension ExpectationJudge {
  /// Events that a verdict needs behind it.
  private static let requiredEvents = SequentialStopping.requiredEvents

  private func decide(
    _ estimate: Estimate, _ bound: Expectation.Bound, resolution: Double
  ) -> Decision {
    switch bound {
    case .equal(let value, let tolerance):
      return decide(estimate, isNear: value, within: tolerance, resolution: resolution)
    case .atMost(let value):
      return decide(estimate, isOn: .below, of: value)
    case .atLeast(let value):
      return decide(estimate, isOn: .above, of: value)
    }
  }

  private func decide(
    _ estimate: Estimate, isNear value: Double, within tolerance: Expectation.Tolerance,
    resolution: Double
  ) -> Decision {
    let error = estimate.standardError
    let distance = abs(estimate.mean - value)
    // Without chance in it there is nothing to resolve: all histories gave the same.
    if error > 0 || estimate.isBound {
      let size = max(abs(estimate.mean), abs(value))
      let width = error / (resolution * size)
      if estimate.isBound, value == 0 { return Decision(outcome: .pass, finding: found(estimate)) }
      let factor = max(width * width, factorForEvents(estimate))
      if factor > 1 { return inconclusive(estimate, factor: factor) }
    }
    let allowed =
      switch tolerance {
      case .standardErrors(let count): count * error
      case .relative(let share): share * abs(value)
      }
    let isNear = distance <= max(allowed, 1e-12 * abs(value))
    return Decision(outcome: isNear ? .pass : .fail, finding: found(estimate))
  }

  private enum Side { case below, above }

  private func decide(_ estimate: Estimate, isOn side: Side, of value: Double) -> Decision {
    let isRight = side == .below ? estimate.high <= value : estimate.low >= value
    let isWrong = side == .below ? estimate.low > value : estimate.high < value
    // A bound rests on no event by nature; an interval needs its events.
    let events = estimate.isBound || estimate.standardError == 0 ? 1 : factorForEvents(estimate)
    if isRight || isWrong, events <= 1 {
      return Decision(outcome: isRight ? .pass : .fail, finding: found(estimate))
    }
    let distance = abs(estimate.mean - value)
    let half = (estimate.high - estimate.low) / 2
    return inconclusive(
      estimate, factor: max(events, distance > 0 ? (half / distance) * (half / distance) : 1))
  }

  private func decideSaving(
    _ saving: Estimate, by minutes: Double?, resolution: Double
  ) -> Decision {
    if let minutes {
      return decide(saving, isNear: minutes, within: .standardErrors(4), resolution: resolution)
    }
    if saving.mean == 0, saving.standardError == 0 {
      return Decision(outcome: .fail, finding: "they lose exactly the same")
    }
    return decide(saving, isOn: .above, of: 0)
  }

  private func decideSame(_ saving: Estimate) -> Decision {
    saving.mean == 0 && saving.standardError == 0
      ? Decision(outcome: .pass, finding: "no difference in any history")
      : Decision(outcome: .fail, finding: "differ by \(found(saving))")
  }

  /// By what factor the run must grow to see enough events; infinite when it saw none.
  private func factorForEvents(_ estimate: Estimate) -> Double {
    estimate.events == 0 ? .infinity : Double(Self.requiredEvents) / Double(estimate.events)
  }

  private func inconclusive(_ estimate: Estimate, factor: Double) -> Decision {
    let needed = Double(replications) * max(factor, 1) * 1.1
    let effort =
      needed.isFinite && needed < 4e9
      ? "; about \(Int(roundedUp(needed))) histories would decide"
      : "; plain simulation would not decide it in any reasonable time"
    return Decision(
      outcome: .inconclusive, finding: "\(found(estimate)), \(estimate.events) events\(effort)")
  }

  /// Two significant digits, never less than what is needed.
  private func roundedUp(_ count: Double) -> Double {
    var unit = 1.0
    while count / unit >= 100 { unit *= 10 }
    return (count / unit).rounded(.up) * unit
  }

  private func found(_ estimate: Estimate) -> String {
    let mean = shortText(estimate.mean)
    guard estimate.standardError > 0 || estimate.isBound, estimate.hasInterval else { return mean }
    return "\(mean) (95 %: \(shortText(estimate.low)) to \(shortText(estimate.high)))"
  }
}

/// A number in four significant digits, plainly.
private func shortText(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return value == 0 ? "0" : "unknown" }
  var scale = 1.0
  while abs(value) * scale < 1_000 { scale *= 10 }
  while abs(value) * scale >= 10_000 { scale /= 10 }
  let rounded = (value * scale).rounded()
  return scale >= 1 ? "\(rounded / scale)" : "\(rounded * (1 / scale))"
}
