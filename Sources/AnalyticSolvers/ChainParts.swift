// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a model as a chain knows them: laws as phases, signals by number, facts by place.

import ReliabilityModeling

/// One step of an action.
struct ChainStep: Sendable {
  var law: PhaseLaw
  var needs: ChainSignal
  var success: Double
  /// Whether its failure ends the action in the mode `broken`.
  var breaks: Bool
}

/// Steps in order, and the delay after a wait.
struct ChainAction: Sendable {
  var steps: [ChainStep]
  var resume: PhaseLaw
}

/// Where a state keeps how far an action is.
struct ActionSlots: Sendable {
  var stage: StateSlot
  var step: StateSlot
  var phase: StateSlot
}

/// What the owner of an action is about, in the `stage` slot.
enum Stage: UInt8, Sendable {
  case idle
  /// About to test what the step needs.
  case asking
  case waiting, resuming, working
  // The rest is a unit's alone.
  /// Healthy and without power, or just repaired.
  case offline
  case restarting
  /// As the two before, after a repair from `broken` that ends with power: no second draw.
  case offlineMended, restartingMended
  /// Failed, and the repair has not begun.
  case awaiting
  case queued
}

extension ActionSlots {
  /// What the state says that the owner is about.
  func stage(in state: ChainState) -> Stage { Stage(rawValue: state[stage]) ?? .idle }
}

/// One way in which a unit fails.
struct ChainMode: Sendable {
  var failure: PhaseLaw?
  /// `nil` if the law has one phase, in which the clock always is.
  var clock: StateSlot?
  var repair: ChainAction
  var repairWhen: ChainSignal
  /// Positions of modes drawn anew at its failure.
  var renews: [Int]
}

/// A unit's effect on another one.
struct ChainStrike: Sendable {
  var unit: Int
  var mode: Int
  var probability: Double
}

/// A repairable unit.
struct ChainUnit: Sendable {
  /// 0 is healthy, then modes in order, then `broken`.
  var condition: StateSlot
  var action: ActionSlots
  var modes: [ChainMode]
  var requires: [ChainSignal]
  /// Not 0 while an incident holds it.
  var holds: [StateSlot]
  var failurePauses: Bool
  var repairPauses: Bool
  var restart: PhaseLaw
  var comesBackBroken: Double
  var brokenRepair: ChainAction
  var agesWhile: ChainSignal
  var crew: Int?
  /// Its place in the queue of its crew from 1, or 0.
  var queue: StateSlot?
  var strikes: [ChainStrike]
  /// Its slot of a pool.
  var membership: Membership?

  struct Membership: Sendable {
    var pool: Int
    var slot: Int
  }
  var broken: UInt8 { UInt8(modes.count + 1) }
}

/// Those who repair.
struct ChainCrew: Sendable {
  var servers: Int
  /// In order of path.
  var units: [Int]
}

/// A detector with an exponential delay, or none.
struct ChainDetector: Sendable {
  var target: ChainSignal
  /// The unit whose reasons of being down are read, if there are blind spots.
  var blind: BlindUnit?
  var law: PhaseLaw
  var alive: ChainSignal
  var revivesUp: Bool
  /// 1 for up.
  var reported: StateSlot
  /// 0, or the phase of the report under way and one; or `due`.
  var pending: StateSlot
  /// 1 while it is dead.
  var dead: StateSlot
  var membership: ChainUnit.Membership?

  struct BlindUnit: Sendable {
    var unit: Int
    var conditions: [UInt8]
    var signals: [ChainSignal]
  }
}

/// A failover whose steps are phases.
struct ChainFailover: Sendable {
  var serves: [ChainSignal]
  var seen: [ChainSignal]
  var attempts: [ChainAction]
  var successes: [Double]
  var failBack: ChainAction?
  var firstBackSwitches: Bool
  var strikes: [ChainStrike]
  var active: StateSlot
  var phase: StateSlot
  var attempt: StateSlot
  var action: ActionSlots
}

/// What a failover is about, in its `phase` slot.
enum FailoverPhase: UInt8, Sendable {
  case serving, switching, failingBack, none
}

/// An incident and the units that it holds.
struct ChainIncident: Sendable {
  /// Per second, from an end to the next strike.
  var rate: Double
  var duration: PhaseLaw
  /// 0, or the phase of its duration and one; or `due`.
  var active: StateSlot
  /// Every place that its end clears.
  var holds: [StateSlot]
  var outcomes: [Outcome]

  /// Which units a strike holds, by the places of their holds.
  struct Outcome: Sendable {
    var probability: Double
    var holds: [StateSlot]
  }
}
