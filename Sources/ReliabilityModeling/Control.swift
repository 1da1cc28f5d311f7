// SPDX-License-Identifier: GPL-3.0-or-later
// Gates, detectors and failovers: what sees and what decides.

package import Quantities
package import RandomVariates

/// A signal by name: up while its expression is.
package struct LogicGate: Hashable, Sendable {
  package let path: ComponentPath
  package let signal: Signal
  package init(_ path: ComponentPath, _ signal: Signal) {
    self.path = path
    self.signal = signal
  }
}

/// Checks its target every `interval` and reports after so many checks in a row.
///
/// The phase of its clock is drawn at every change of the target. It starts up. No check is an
/// event.
package struct Detector: Hashable, Sendable {
  /// A reason of a unit's being down that the detector does not see.
  package enum BlindSpot: Hashable, Sendable {
    case mode(String)
    case broken
    /// A signal that the unit requires.
    case required(Signal)
  }
  package let path: ComponentPath
  package let target: Signal
  package let interval: SimDuration
  /// Checks in a row before a report of down, at least 1.
  package let down: Int
  /// Checks in a row before a report of up, at least 1.
  package let up: Int
  /// From the deciding check to the report of down.
  package let latency: SimDuration
  /// Only for a target that is a unit: down for these reasons alone, it is seen up.
  package let blind: [BlindSpot]
  package init(
    _ path: ComponentPath, target: Signal, interval: SimDuration, down: Int, up: Int,
    latency: SimDuration = .zero, blind: [BlindSpot] = []
  ) {
    self.path = path
    self.target = target
    self.interval = interval
    self.down = down
    self.up = up
    self.latency = latency
    self.blind = blind
  }
}

/// Chooses among candidates in order of preference by what is `seen` of them.
///
/// It takes time to change its mind. The output is that of the active candidate, whose return alone
/// cancels a switch.
package struct Failover: Hashable, Sendable {
  /// One of those among whom it chooses.
  package struct Candidate: Hashable, Sendable {
    /// What it serves by, when the failover's output is read as a signal; in a switch the way of
    /// the same position counts instead.
    package let serves: Signal
    package let seen: Signal
    package init(serves: Signal = .always, seen: Signal) {
      self.serves = serves
      self.seen = seen
    }
  }
  /// One try: its steps, and the probability that it works at their end.
  package struct Attempt: Hashable, Sendable {
    package let steps: [ActionStep]
    package let success: Double
    package init(_ steps: [ActionStep], success: Double = 1) {
      self.steps = steps
      self.success = success
    }
  }
  /// What it takes for the first one that returns to serve again.
  package enum FirstBack: Hashable, Sendable { case immediately, `switch` }

  package let path: ComponentPath
  package let candidates: [Candidate]
  /// Tried in order; the last one repeats.
  package let attempts: [Attempt]
  package let resume: DurationLaw
  /// `nil` never fails back.
  package let failBack: DurationLaw?
  package let firstBack: FirstBack
  /// Whether a change of the active candidate cuts flows that were still carried.
  package let cuts: Bool
  package init(
    _ path: ComponentPath, candidates: [Candidate], attempts: [Attempt],
    resume: DurationLaw = .constant(Seconds(0)), failBack: DurationLaw? = nil,
    firstBack: FirstBack = .immediately, cuts: Bool = true
  ) {
    self.path = path
    self.candidates = candidates
    self.attempts = attempts
    self.resume = resume
    self.failBack = failBack
    self.firstBack = firstBack
    self.cuts = cuts
  }
}
