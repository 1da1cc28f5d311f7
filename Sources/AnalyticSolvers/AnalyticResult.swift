// SPDX-License-Identifier: GPL-3.0-or-later
// What an exact method answers: a value with its error bound, or why there is none.

package import Quantities
package import ReliabilityModeling

/// What a model is asked about one signal; an exact value is of the same kind or none.
package struct AnalyticQuestion: Hashable, Sendable {
  /// Its being down is what is asked about.
  package let signal: Signal
  package let kind: ValueKind
  package let start: InitialState
  /// T, the end of averages and of down time that is summed up; more than 0.
  package let horizon: SimTime

  package init(
    _ signal: Signal, kind: ValueKind, start: InitialState, horizon: SimTime
  ) {
    self.signal = signal
    self.kind = kind
    self.start = start
    self.horizon = horizon
  }
}

/// A value that is computed and not estimated.
package struct ExactValue: Hashable, Sendable {
  /// Seconds for a mean time to first failure, otherwise a probability: never an availability,
  /// whose small complement would have lost its digits.
  package let value: Double
  package let kind: ValueKind
  /// In the field's words, such as `structure function`.
  package let method: String
  /// Bound on the relative error of `value` by rounding and by what the method cuts off.
  package let relativeError: Double
  /// Expected outages in a year of 8 760 h, of the same kind as the value (in the long run, or over
  /// [0, T]); `nil` where the method does not give them.
  package let outagesPerYear: Double?

  package init(
    _ value: Double, kind: ValueKind, method: String, relativeError: Double,
    outagesPerYear: Double? = nil
  ) {
    self.value = value
    self.kind = kind
    self.method = method
    self.relativeError = relativeError
    self.outagesPerYear = outagesPerYear
  }
}

/// Why a method does not answer.
package struct Refusal: Error, Hashable, Sendable {
  package let method: String
  /// What stands in the way, such as `detector nat-watch has a fixed interval`.
  package let reason: String
  package init(method: String, reason: String) {
    self.method = method
    self.reason = reason
  }
}

/// The exact value of a measure, or why no method gives it.
package enum AnalyticResult: Hashable, Sendable {
  case solved(ExactValue)
  /// One refusal of each method that was tried.
  case refused([Refusal])

  /// The value, if there is one.
  package var exact: ExactValue? {
    if case .solved(let value) = self { value } else { nil }
  }

  /// Why there is no value, in words; `nil` if there is one.
  package var whyNot: String? {
    guard case .refused(let refusals) = self else { return nil }
    var reasons: [String] = []
    for refusal in refusals where !reasons.contains(refusal.reason) {
      reasons.append(refusal.reason)
    }
    // What all methods give as their reason needs no names of methods.
    guard reasons.count > 1 else { return reasons.first ?? "no method applies" }
    return refusals.map { "\($0.method): \($0.reason)" }.joined(separator: "; ")
  }
}
