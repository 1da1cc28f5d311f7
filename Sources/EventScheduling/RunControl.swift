// SPDX-License-Identifier: GPL-3.0-or-later
// What ends a replication.

public import Quantities

/// Why a replication ended.
public enum ReplicationEnd: Hashable, Sendable, BitwiseCopyable {
  case horizonReached
  /// The signal whose first failure the model waits for is down.
  case firstFailure
  /// The event budget was spent: the replication must not be averaged.
  case eventBudgetSpent
  /// More events fell into one instant than `RunControl.eventsPerInstant`: a loop without time.
  case instantOverloaded
}

/// Bounds of one replication.
public struct RunControl: Hashable, Sendable {
  /// Half-open end of the history: what is due at the horizon does not happen.
  public let horizon: SimTime
  /// Most events of one replication.
  public let eventBudget: UInt64
  /// Most events in one instant.
  public static let eventsPerInstant: UInt32 = 10_000

  /// Bounds with a positive horizon.
  public init(horizon: SimTime, eventBudget: UInt64 = 100_000_000) {
    precondition(horizon > .zero, "the horizon must be positive")
    self.horizon = horizon
    self.eventBudget = eventBudget
  }
}
