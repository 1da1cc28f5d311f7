// SPDX-License-Identifier: GPL-3.0-or-later
// Why an experiment ended, and what it says on the way.

package import EventScheduling
package import OutputAnalysis

/// Why an experiment ended.
package enum StopReason: Hashable, Sendable {
  case precisionReached
  case replicationsReached
  /// The effort was spent before these outputs were precise enough.
  case effortSpent(unreached: [UnreachedOutput])
  /// Somebody raised the flag; what was finished until then is reported. Not repeatable.
  case interrupted
  /// A replication could not be finished. The batches before its own are reported; it is in none.
  case failed(ReplicationFailure)
}

/// One output of one design, by position.
package struct OutputReference: Hashable, Sendable {
  package let design: Int
  /// Index into the outputs of the design's model.
  package let output: Int
  package init(design: Int, output: Int) {
    self.design = design
    self.output = output
  }
}

/// An output that is not precise enough, and why.
package struct UnreachedOutput: Hashable, Sendable {
  package let output: OutputReference
  package let shortfall: PrecisionShortfall
}

/// A replication that ended before its horizon.
package struct ReplicationFailure: Hashable, Sendable {
  package let design: Int
  package let replication: UInt32
  package let end: ReplicationEnd
}

/// How far an experiment is; said after batches, in their order.
package struct ExperimentProgress: Hashable, Sendable {
  /// Replications of each design.
  package let replications: UInt64
  /// Events of all designs.
  package let events: UInt64
  /// The wanted relative half-width; `nil` for a fixed number of replications.
  package let target: Double?
  /// The widest relative half-width of all precise outputs; `nil` while one has seen nothing.
  package let reached: Double?
  /// A rough guess of the part done, in 0 … 1; may fall when a variance turns out larger.
  package let fraction: Double
}

/// Hears of progress on the thread that runs the experiment.
package typealias ProgressHandler = @Sendable (ExperimentProgress) -> Void
