// SPDX-License-Identifier: GPL-3.0-or-later
// Decides expectations by intervals, and says what effort would decide the others.

import OutputAnalysis
import Quantities
import ScenarioFormat

/// Decides by intervals, and says what effort would decide the rest.
struct EstimateRule: Sendable {
  /// An outcome and the words for it.
  struct Decision {
    let outcome: ExpectationVerdict.Outcome
    let finding: String

    /// As the verdict on an expectation.
    func verdict(on expectation: Expectation) -> ExpectationVerdict {
      ExpectationVerdict(
        outcome, of: expectation.text, finding: finding, reason: expectation.because ?? "",
        at: expectation.location)
    }
  }

  /// Behind the estimates.
  let replications: UInt64

  /// Events that a verdict needs behind it.
  private static let requiredEvents = SequentialStopping.requiredEvents

  /// Whether an estimate is what it must be.
  func decide(
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

  /// Whether a difference is above zero, or as large as it must be.
  func decideSaving(
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

  /// Whether a difference is exactly zero.
  func decideSame(_ saving: Estimate) -> Decision {
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
func shortText(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return value == 0 ? "0" : "unknown" }
  var scale = 1.0
  while abs(value) * scale < 1_000 { scale *= 10 }
  while abs(value) * scale >= 10_000 { scale /= 10 }
  let rounded = (value * scale).rounded()
  return scale >= 1 ? "\(rounded / scale)" : "\(rounded * (1 / scale))"
}
