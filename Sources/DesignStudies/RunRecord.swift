// SPDX-License-Identifier: GPL-3.0-or-later
// How the experiment behind a study went, as far as its readers need it.

package import Quantities

/// What was run, and why it ended.
package struct RunRecord: Hashable, Sendable {
  /// Why the experiment ended.
  package enum Ending: Hashable, Sendable {
    case precisionReached
    case replicationsReached
    /// The cap on events came first; the gaps say what stayed wide.
    case effortSpent
    case interrupted
    /// A replication could not be finished; no figure may be used.
    case failed(String)
  }

  /// A figure whose interval stayed wider than asked.
  package struct Gap: Hashable, Sendable {
    package let design: String
    package let service: String
    /// Relative half-width of the 95 % interval; infinite when nothing was seen.
    package let reached: Double
    package let reason: String
    package init(design: String, service: String, reached: Double, reason: String) {
      self.design = design
      self.service = service
      self.reached = reached
      self.reason = reason
    }
  }

  package let seed: UInt64
  /// Length of one replication.
  package let horizon: Seconds
  package let replications: UInt64
  /// Asked relative half-width; `nil` at a fixed number of replications.
  package let precision: Double?
  package let ending: Ending
  package let gaps: [Gap]
  package let fingerprint: UInt64

  package init(
    seed: UInt64, horizon: Seconds, replications: UInt64, precision: Double?, ending: Ending,
    gaps: [Gap], fingerprint: UInt64
  ) {
    self.seed = seed
    self.horizon = horizon
    self.replications = replications
    self.precision = precision
    self.ending = ending
    self.gaps = gaps
    self.fingerprint = fingerprint
  }

  /// Why there are no quantiles of a year, in words; `nil` where there are.
  package var whyNoQuantiles: String? {
    horizon == .years(1) ? nil : "quantiles of a year need histories of exactly one year"
  }
}
