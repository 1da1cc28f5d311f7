// SPDX-License-Identifier: GPL-3.0-or-later
// How long, how often and how precisely a scenario is simulated.

package import Quantities

/// The section `experiment:`.
package struct Experiment: Hashable, Sendable {
  /// In which state a history begins.
  package enum Start: String, FieldChoice {
    /// All units are healthy and of age 0.
    case new
    /// Each unit and incident is in its own equilibrium, control settled on that.
    case stationary
  }

  /// The simulated time of one replication.
  package let horizon: Seconds
  /// Relative half-width of the 95 % interval at which the experiment stops.
  package let precision: Share
  package let seed: UInt64
  /// A fixed number instead of a precision.
  package let replications: Int?
  /// Events of all replications together, after which the experiment stops short of its precision.
  package let maxEvents: Int?
  package let start: Start
  /// What precedes a stationary start of models without a closed equilibrium, unmeasured.
  package let warmUp: Seconds

  package static let horizonField = Field<Seconds>(
    "horizon", default: .years(1), "Simulated time of one replication",
    must: .within(.hours(1) ... .years(1_000)))
  package static let precisionField = Field<Share>(
    "precision", default: Share(0.02), "Relative half-width of the 95 % intervals at the stop",
    must: .within(Share(0.0001)...Share(0.5)))
  package static let seedField = Field<Int>(
    "seed", default: 1, "Chooses the random numbers; equal seeds give equal results",
    must: .atLeast(0))
  package static let replicationsField = Field<Int?>(
    optional: "replications", "A fixed number of replications instead of a precision",
    must: .within(1...1_000_000_000))
  package static let maxEventsField = Field<Int?>(
    optional: "maxEvents", "Most events of all replications together", must: .atLeast(1_000))
  package static let startField = Field<Start>(
    "start", default: .new, "State in which a history begins")
  package static let warmUpField = Field<Seconds>(
    "warmUp", default: .years(1),
    "Unmeasured time before a stationary start, where parts depend on each other",
    must: .within(Seconds(0) ... .years(1_000)))

  /// Reads the section; absent fields have their defaults.
  package init(_ read: inout FieldReader) {
    horizon = read(Self.horizonField)
    precision = read(Self.precisionField)
    seed = UInt64(max(0, read(Self.seedField)))
    replications = read(Self.replicationsField)
    maxEvents = read(Self.maxEventsField)
    start = read(Self.startField)
    warmUp = read(Self.warmUpField)
  }

  /// The reference of the section.
  package static let references = [
    horizonField.reference(), precisionField.reference(), seedField.reference(),
    replicationsField.reference(), maxEventsField.reference(), startField.reference(),
    warmUpField.reference(),
  ]
}
