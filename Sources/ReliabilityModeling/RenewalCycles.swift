// SPDX-License-Identifier: GPL-3.0-or-later
// How long the parts of a model take to come round, and to forget how they began.

package import Quantities
import RandomVariates

/// The alternating renewal processes of a model's parts, each by itself: what a long replication
/// must outlast.
package struct RenewalCycles: Hashable, Sendable {
  /// The longest mean time from a failure, strike or window to the next of its kind.
  package private(set) var longest = Seconds(0)
  /// Sum over the parts of the mean time after which a part has forgotten that it began new.
  ///
  /// An exponential clock has no age, so only the repair is to be forgotten: E[R²]/E[R]. Any other
  /// part has met a renewal after E[C²]/E[C] on the mean, C being its cycle. Infinite when a law
  /// has no variance.
  ///
  /// - Source: Lorden (1970), "On excess over the boundary", for the mean residual life.
  package private(set) var forgetting = Seconds(0)
  /// Failures, repairs, strikes, ends and windows a second, at least; those that nothing wakes
  /// add none.
  package private(set) var eventsPerSecond = 0.0

  /// The cycles of all parts that return by themselves.
  ///
  /// - Complexity: O(parts)
  package init(of model: SystemModel) {
    for unit in model.units {
      for mode in unit.modes {
        // One that is never repaired has no cycle.
        guard let failure = mode.failure, mode.repairWhen != .not(.always) else { continue }
        var back = Moments(of: mode.repair, reaction: model.operatorReaction)
        back.add(Moments(of: unit.restart))
        add(failure, back)
      }
    }
    for incident in model.incidents {
      guard case .drawn(let mtbf) = incident.strikes else { continue }
      add(.exponential(mean: mtbf), Moments(of: incident.duration))
    }
    for calendar in model.calendars {
      add(.constant(calendar.every.seconds), Moments(mean: 0, variance: 0))
    }
  }

  private mutating func add(_ up: DurationLaw, _ down: Moments) {
    var cycle = Moments(of: up)
    cycle.add(down)
    longest = max(longest, Seconds(cycle.mean))
    if cycle.mean > 0 { eventsPerSecond += 2 / cycle.mean }
    if case .exponential = up {
      forgetting = forgetting + Seconds(down.biasedMean)
    } else {
      forgetting = forgetting + Seconds(cycle.biasedMean)
    }
  }
}

/// Mean and variance of a span, in seconds.
private struct Moments {
  var mean: Double
  var variance: Double

  init(mean: Double, variance: Double) {
    self.mean = mean
    self.variance = variance
  }

  init(of law: DurationLaw) { self.init(mean: law.mean.value, variance: law.variance) }

  /// An action whose steps never wait; a step that fails is taken again.
  init(of action: Action, reaction: DurationLaw) {
    self.init(mean: 0, variance: 0)
    for step in action.steps {
      let once =
        switch step.duration {
        case .law(let law): Moments(of: law)
        case .operatorReaction: Moments(of: reaction)
        }
      let tries = 1 / step.success
      let varianceOfTries = (1 - step.success) / (step.success * step.success)
      add(
        Moments(
          mean: tries * once.mean,
          variance: tries * once.variance + varianceOfTries * once.mean * once.mean))
    }
  }

  mutating func add(_ other: Moments) {
    mean += other.mean
    variance += other.variance
  }

  /// E[X²]/E[X], the mean of the span in which a given instant lies.
  var biasedMean: Double { mean > 0 ? variance / mean + mean : 0 }
}
