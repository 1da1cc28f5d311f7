// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an expectation of a scenario is met, missed, or not decided yet.

package import Diagnostics

/// An expectation held against the results.
package struct ExpectationVerdict: Hashable, Sendable {
  /// How an expectation fared.
  package enum Outcome: String, Hashable, Sendable {
    case pass
    case fail
    /// Too few events, or too wide an interval, to tell; counts as missed.
    case inconclusive
  }

  package let outcome: Outcome
  /// The expectation in words, such as `one-instance egress.lostMinutesPerYear is 47.7`.
  package let expectation: String
  /// What was found, and for an undecided one the effort that would decide.
  package let finding: String
  /// Why it is expected; empty when the scenario does not say.
  package let reason: String
  package let location: SourceLocation?

  package init(
    _ outcome: Outcome, of expectation: String, finding: String, reason: String = "",
    at location: SourceLocation? = nil
  ) {
    self.outcome = outcome
    self.expectation = expectation
    self.finding = finding
    self.reason = reason
    self.location = location
  }
}
