// SPDX-License-Identifier: GPL-3.0-or-later
// What an experiment shall do: seed, horizon, and when it is done.

import EventScheduling
import OutputAnalysis
package import Quantities
package import ReliabilityModeling

/// Everything that decides the result of an experiment besides its models.
package struct ExperimentPlan: Hashable, Sendable {
  /// When an experiment is done.
  package enum Goal: Hashable, Sendable {
    /// Every precise output of every design has at most this relative half-width at 95 %; asked at
    /// fixed checkpoints only.
    case precision(Double)
    /// Exactly so many replications, whatever they show.
    case replications(UInt64)
  }

  /// Replication numbers are 32 bits wide.
  package static let mostReplications: UInt64 = 1 << 32
  /// What setting up one replication of one design costs, in events; keeps models in which nothing
  /// happens from running forever.
  package static let effortOfReplication: UInt64 = 20
  /// Effort after which an experiment gives up on its precision, of the order of ten seconds.
  package static let usualEffortCap: UInt64 = 300_000_000

  /// Of a design's replications, those whose number is a multiple of this record causes.
  ///
  /// If all did, a design with many short faults would take much longer.
  package static let usualChargingStride: UInt32 = 16
  /// The same where a replication is long and a batch by itself.
  package static let longChargingStride: UInt32 = 4

  package let seed: UInt64
  /// End of each replication; what is due then does not happen.
  package let horizon: SimTime
  /// How each replication begins.
  package let start: InitialState
  /// What precedes a stationary start of models without a closed equilibrium, unmeasured.
  package let warmUp: SimDuration
  package let goal: Goal
  /// Effort after which an unreached precision is reported as such.
  ///
  /// Counted in events, and 20 for each replication of a design. A fixed number of replications is
  /// not capped.
  package let effortCap: UInt64
  /// Most events of one replication; more is a failure and never averaged.
  package let eventBudget: UInt64
  /// Most replications of one batch, at least 1; a long replication is a batch by itself.
  package let largestBatch: UInt64

  /// A plan; a fixed number of replications lies in 1 … 2³².
  package init(
    seed: UInt64, horizon: SimTime, goal: Goal, effortCap: UInt64 = usualEffortCap,
    eventBudget: UInt64 = 100_000_000, start: InitialState = .new,
    warmUp: SimDuration = InitialState.usualWarmUp, largestBatch: UInt64 = 64
  ) {
    precondition(largestBatch >= 1, "a batch has at least one replication")
    if case .replications(let count) = goal {
      precondition(
        count >= 1 && count <= Self.mostReplications, "replications lie in 1 … 4 294 967 296")
    }
    self.seed = seed
    self.horizon = horizon
    self.goal = goal
    self.effortCap = effortCap
    self.eventBudget = eventBudget
    self.start = start
    self.warmUp = warmUp
    self.largestBatch = largestBatch
  }

  /// Replications of one batch: the most, or fewer where a small fixed number would otherwise give
  /// fewer than 40 batches for the interval.
  package var batchSize: UInt64 {
    switch goal {
    case .precision: largestBatch
    case .replications(let count):
      min(largestBatch, max(1, count / SequentialStopping.firstCheckpoint))
    }
  }

  /// Whether a replication is one year of 8 760 hours, so that its quantiles are those of a year.
  package var spansOneYear: Bool { horizon == .zero + SimDuration(.years(1)) }

  /// Batches that the replication numbers allow; the last may be a partial one.
  var batchLimit: UInt64 {
    switch goal {
    case .precision: Self.mostReplications / batchSize
    case .replications(let count): (count + batchSize - 1) / batchSize
    }
  }

  /// The replication numbers of one batch, the same whoever runs it.
  func replications(ofBatch batch: UInt64) -> Range<UInt64> {
    let first = batch * batchSize
    switch goal {
    case .precision: return first..<(first + batchSize)
    case .replications(let count): return first..<min(first + batchSize, count)
    }
  }
}

extension ExperimentPlan {
  /// The longest horizon that the event list can tell apart for every one of these models.
  package static func longestHorizon(for systems: [SystemModel]) -> SimTime {
    systems.map {
      EventScheduler.latestInstant(timerCount: FlatModel(flattening: $0).timerCount)
    }.min() ?? .never
  }
}
