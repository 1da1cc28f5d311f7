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
  /// How long a check of a failed target waits for its answer.
  package struct Latency: Hashable, Sendable {
    package let usual: SimDuration
    /// By what caused the failure, the more exact key first: a mode of one leaf, or a mode of any.
    package let byCause: [Cause]
    /// Modes whose failures are answered sooner or later than usual.
    package struct Cause: Hashable, Sendable {
      /// `nil` is any leaf.
      package let leaf: ComponentPath?
      package let mode: String
      package let latency: SimDuration
      package init(leaf: ComponentPath? = nil, mode: String, _ latency: SimDuration) {
        self.leaf = leaf
        self.mode = mode
        self.latency = latency
      }
    }
    package init(_ usual: SimDuration, byCause: [Cause] = []) {
      self.usual = usual
      self.byCause = byCause
    }
  }
  /// When it notices a change.
  package enum Timing: Hashable, Sendable {
    case checks(Checks)
    /// One draw at each change away from the reported state; no streak.
    case delay(DurationLaw)
  }
  /// Checks at a fixed interval.
  package struct Checks: Hashable, Sendable {
    package let interval: SimDuration
    /// Whether the interval begins with the answer: while the target fails, checks are
    /// interval + latency apart.
    package let fromResponse: Bool
    /// Checks in a row before a report of down, at least 1.
    package let down: Int
    /// Checks in a row before a report of up, at least 1.
    package let up: Int
    /// From the deciding check to the report of down.
    package let latency: Latency
    package init(
      every interval: SimDuration, fromResponse: Bool = false, down: Int, up: Int,
      latency: Latency = Latency(.zero)
    ) {
      self.interval = interval
      self.fromResponse = fromResponse
      self.down = down
      self.up = up
      self.latency = latency
    }
  }
  /// What a detector shows when it comes alive again.
  package enum Revival: Hashable, Sendable { case frozen, up }

  package let path: ComponentPath
  package let target: Signal
  package let timing: Timing
  /// Only for a target that is a unit: down for these reasons alone, it is seen up.
  package let blind: [BlindSpot]
  /// A dead detector drops what is pending and freezes its output.
  package let alive: Signal
  package let revival: Revival

  package init(
    _ path: ComponentPath, target: Signal, timing: Timing, blind: [BlindSpot] = [],
    alive: Signal = .always, revival: Revival = .frozen
  ) {
    self.path = path
    self.target = target
    self.timing = timing
    self.blind = blind
    self.alive = alive
    self.revival = revival
  }

  /// One that checks at an interval, always alive.
  package init(
    _ path: ComponentPath, target: Signal, interval: SimDuration, down: Int, up: Int,
    latency: SimDuration = .zero, blind: [BlindSpot] = []
  ) {
    self.init(
      path, target: target,
      timing: .checks(Checks(every: interval, down: down, up: up, latency: Latency(latency))),
      blind: blind)
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
  /// What a switch that an attempt completes fails (fencing).
  package let strikes: [UnitStrike]
  package init(
    _ path: ComponentPath, candidates: [Candidate], attempts: [Attempt],
    resume: DurationLaw = .constant(Seconds(0)), failBack: DurationLaw? = nil,
    firstBack: FirstBack = .immediately, cuts: Bool = true,
    strikes: [UnitStrike] = []
  ) {
    self.path = path
    self.candidates = candidates
    self.attempts = attempts
    self.resume = resume
    self.failBack = failBack
    self.firstBack = firstBack
    self.cuts = cuts
    self.strikes = strikes
  }
}
