// SPDX-License-Identifier: GPL-3.0-or-later
// Steps: how repairs and failovers take time, wait for planes, and fail.

import Quantities
package import RandomVariates

/// One step of an action.
package struct ActionStep: Hashable, Sendable {
  /// How long it takes.
  package enum Duration: Hashable, Sendable {
    case law(DurationLaw)
    /// The reaction of an operator: one page an origin, in every design and every action.
    case operatorReaction
  }
  /// What follows when the step fails at its end.
  package enum Failure: Hashable, Sendable {
    /// The step starts again, with new draws.
    case again
    /// The action ends; what it repairs comes back in the built-in mode `broken`.
    case broken
  }

  package let duration: Duration
  /// Tested when the step starts, and only then: a started step finishes.
  package let needs: Signal
  /// Probability that the step succeeds, in 0 < p ≤ 1.
  package let success: Double
  package let onFailure: Failure

  package init(
    _ duration: Duration, needs: Signal = .always, success: Double = 1,
    onFailure: Failure = .again
  ) {
    self.duration = duration
    self.needs = needs
    self.success = success
    self.onFailure = onFailure
  }

  /// A step of this duration.
  package static func law(_ law: DurationLaw, needs: Signal = .always) -> Self {
    Self(.law(law), needs: needs)
  }
  package static var operatorReaction: Self { Self(.operatorReaction) }
}

/// A list of steps in order; a step whose `needs` is down waits, takes one draw of `resume` when
/// the signal returns, and tests again.
package struct Action: Hashable, Sendable {
  package let steps: [ActionStep]
  package let resume: DurationLaw
  package init(_ steps: [ActionStep], resume: DurationLaw = .constant(Seconds(0))) {
    self.steps = steps
    self.resume = resume
  }
}
