// SPDX-License-Identifier: GPL-3.0-or-later
// The independent binary variables of a structure function, and how likely each is.

import Quantities
import RandomVariates
package import ReliabilityModeling

/// One thing that has happened or not, independent of all others: a unit has failed, an incident is
/// active, a strike turned out so.
package struct BasicEvent: Hashable, Sendable {
  /// What it is about.
  package enum Cause: Hashable, Sendable {
    /// The unit has failed by itself.
    case unit(ComponentPath)
    /// The incident is active.
    case incident(ComponentPath)
    /// A strike of the incident has this outcome, such as `reaches zone b`.
    case outcome(of: ComponentPath, String)
  }
  package let cause: Cause
  let process: EventProcess
}

extension BasicEvent.Cause: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unit(let path), .incident(let path): path.text
    case .outcome(let path, let outcome): "\(path) \(outcome)"
    }
  }
}

/// How likely an event is, as time goes by.
enum EventProcess: Hashable, Sendable {
  /// Up and down spans in turn.
  case renewal(Renewal)
  /// Happens once, by the first of these modes, and is never undone.
  case once([DurationLaw])
  /// Drawn anew by each strike that it belongs to.
  case coin(Double)
}

/// Alternation of up and down spans that is known by its means, and by rates if both spans are
/// exponential.
struct Renewal: Hashable, Sendable {
  let timeToFailure: Seconds
  let timeToRepair: Seconds
  /// If both spans are exponential.
  let chain: TwoStateChain?
  /// The earliest of its modes, new.
  let firstTime: FirstTime
  /// Whether all spans are of fixed length, so that its phase is never forgotten.
  let isRhythmic: Bool
  /// Part of the failures that last longer than no time at all.
  let lasting: Double

  /// Failures that last, in a second of the long run.
  var failuresPerSecond: Double { lasting / (timeToFailure + timeToRepair).value }
}

/// The probability of an event and of its opposite, each with its own digits.
struct EventProbability: Hashable, Sendable {
  let down: Double
  let up: Double
}

extension EventProcess {
  /// In the long run, and from equilibrium at every instant.
  var steady: EventProbability {
    switch self {
    case .renewal(let renewal):
      let cycle = renewal.timeToFailure + renewal.timeToRepair
      return EventProbability(
        down: renewal.timeToRepair / cycle, up: renewal.timeToFailure / cycle)
    case .once: return EventProbability(down: 1, up: 0)
    case .coin(let probability): return EventProbability(down: probability, up: 1 - probability)
    }
  }

  /// So many seconds after a new start.
  ///
  /// - Returns: `nil` where there is no closed form.
  func transient(at seconds: Double) -> EventProbability? {
    switch self {
    case .renewal(let renewal):
      if renewal.timeToRepair.value == 0 { return EventProbability(down: 0, up: 1) }
      guard let chain = renewal.chain else { return nil }
      return EventProbability(
        down: chain.unavailability(at: seconds), up: chain.availability(at: seconds))
    case .once(let laws): return FirstTime(laws).probability(by: seconds)
    case .coin: return steady
    }
  }

  /// Outages that begin in a second, given that the event's turn is independent of the rest.
  ///
  /// - Returns: `nil` where there is no closed form.
  func failuresPerSecond(_ probability: EventProbability, isSteady: Bool) -> Double? {
    switch self {
    case .renewal(let renewal):
      if isSteady { return renewal.failuresPerSecond }
      if renewal.timeToRepair.value == 0 { return 0 }
      guard let chain = renewal.chain else { return nil }
      return chain.failuresPerSecond * probability.up
    case .once: return isSteady ? 0 : nil
    case .coin: return 0
    }
  }

  /// Ends of the event in a second.
  func repairsPerSecond(_ probability: EventProbability, isSteady: Bool) -> Double? {
    switch self {
    case .renewal(let renewal):
      if isSteady { return renewal.failuresPerSecond }
      if renewal.timeToRepair.value == 0 { return 0 }
      guard let chain = renewal.chain else { return nil }
      return chain.repairsPerSecond * probability.down
    case .once, .coin: return 0
    }
  }
}
