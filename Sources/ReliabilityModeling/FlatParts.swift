// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a compiled model: units, actions, incidents, calendars, detectors, failovers.

package import EventScheduling
package import FlatStorage
package import RandomVariates

/// A unit.
package struct UnitRow: BitwiseCopyable, Sendable {
  package let signal: SignalID
  package let timer: TimerID
  package let modes: IndexRange<ModeRow>
  /// Detectors with blind spots that look at this unit's reasons.
  package let blindDetectors: IndexRange<BlindRow>
  /// One mode, one unconditional repair step, no restart, no broken return.
  package let isSimple: Bool
  /// A crew, standby or strikes: its row of `FlatModel.coupling` says which.
  package let isCoupled: Bool
  /// Of a simple unit: its one repair step, clock and the clock's scale.
  package let simpleRepair: Draw
  package let simpleClock: ExponentialID
  package let simpleScale: Double
  package let clockPauses: Bool
  package let repairClockPauses: Bool
  package let brokenProbability: Double
  package let brokenStream: StreamID
  package let brokenRepair: ActionID
  package let restarts: Bool
  package let restart: Draw
  /// Seedless hash of the path, as origin of its faults.
  package let originHash: UInt64
  /// Bits of the required signals that are down while every part is healthy.
  package let initialMissing: UInt32
}

/// A failure mode of a unit.
package struct ModeRow: BitwiseCopyable, Sendable {
  /// Stream of its failure clock, or none for a mode that only strikes cause.
  package let clock: ExponentialID
  /// Mean in microseconds of an exponential clock, 0 for another law.
  package let scale: Double
  package let sampler: SamplerID
  package let repairWhen: SignalID
  package let repair: ActionID
  /// Bits of the modes, counted within the unit, that are drawn anew at its failure.
  package let renews: UInt32
}

/// An action: its steps and its backlog.
package struct ActionRow: BitwiseCopyable, Sendable {
  package let steps: IndexRange<StepRow>
  package let resume: Draw
}

/// A step of an action.
package struct StepRow: BitwiseCopyable, Sendable {
  package let draw: Draw
  package let needs: SignalID
  package let success: Double
  package let successStream: StreamID
  package let onFailureBroken: Bool
}

/// A detector that does not see some reasons of a unit's being down.
package struct BlindRow: BitwiseCopyable, Sendable {
  package let detector: DetectorID
  package let unit: UnitID
  /// Bits of modes counted within the unit; `broken` is the bit after the last.
  package let modes: UInt32
  /// Bits of the required signals.
  package let requires: UInt32
}

/// An incident.
package struct IncidentRow: BitwiseCopyable, Sendable {
  package let timer: TimerID
  /// Stream of its strikes, or none when it is replayed.
  package let clock: ExponentialID
  package let meanMicroseconds: Double
  package let replay: IndexRange<StrikeRow>
  package let duration: Draw
  /// Constant severity if `severityStream` is none.
  package let severity: Double
  package let severityStream: StreamID
  package let severitySampler: SamplerID
  /// None if no reaction reads the mark.
  package let markStream: StreamID
  /// Bit of the home group, 0 for none.
  package let home: UInt64
  /// Bits of all groups.
  package let groups: UInt64
  package let spread: Double
  package let spreadStream: StreamID
  package let reactions: IndexRange<ReactionRow>
  package let originHash: UInt64
}

/// One reaction of one target.
package struct ReactionRow: BitwiseCopyable, Sendable {
  /// Which groups a reaction strikes.
  package enum Scope: UInt8, BitwiseCopyable, Sendable { case here, others, everywhere }
  package let incident: IncidentID
  package let scope: Scope
  /// Bit of the target's group, 0 for none.
  package let group: UInt64
  package let conditions: IndexRange<ConditionRow>
  package let coinStream: StreamID
  /// The unit that is held, or none.
  package let unit: UnitID
  /// The leaf level that is multiplied, or none.
  package let leaf: LeafID
  package let slope: Double
  /// Ends by a timer of its own, after a draw of `lasting`; none: with the incident.
  package let timer: TimerID
  package let lasting: Draw
}

/// One condition of a reaction.
package struct ConditionRow: BitwiseCopyable, Sendable {
  /// What it tests.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case coinOfSeverity, coin, severityAtLeast, markIn
  }
  package let kind: Kind
  package let low: Double
  package let high: Double
}

/// One replayed strike; a negative number stands for what is drawn.
package struct StrikeRow: BitwiseCopyable, Sendable {
  package let at: Int64
  package let duration: Int64
  package let severity: Double
  package let mark: Double
  package let markLimit: Double
  /// Bits of the groups that it names.
  package let groups: UInt64
  /// So many distinct groups are drawn among `population`.
  package let drawnGroups: UInt32
  package let population: UInt32
}

/// A calendar.
package struct CalendarRow: BitwiseCopyable, Sendable {
  package let timer: TimerID
  package let window: SignalID
  package let announced: SignalID
  package let first: Int64
  package let every: Int64
  package let lead: Int64
  package let length: Draw
  package let originHash: UInt64
}

/// A detector.
package struct DetectorRow: BitwiseCopyable, Sendable {
  package let timer: TimerID
  package let output: SignalID
  package let target: SignalID
  /// Set if the target is a unit of which it does not see every reason.
  package let blind: Index<BlindRow>
  package let alive: SignalID
  /// It has no checks: a change is reported after one draw of `delay`.
  package let isMemoryless: Bool
  /// While the target fails, checks are interval + latency apart.
  package let fromResponse: Bool
  package let revivesUp: Bool
  /// Its target is down at the start, or it is dead.
  package let startsUnseen: Bool
  package let interval: Int64
  package let down: Int64
  package let up: Int64
  package let latency: Int64
  /// Latencies by the mode of the origin, where they are not the usual one.
  package let causes: IndexRange<LatencyRow>
  package let phaseStream: StreamID
  package let delay: Draw
  /// The slot whose health it watches, or none.
  package let slot: PoolSlotID
}

/// How long the checks of a failure by one mode of one unit wait for their answer, in µs.
package struct LatencyRow: BitwiseCopyable, Sendable {
  package let originHash: UInt64
  package let mode: UInt8
  package let latency: Int64
}

/// A failover.
package struct FailoverRow: BitwiseCopyable, Sendable {
  package let timer: TimerID
  package let candidates: IndexRange<CandidateRow>
  package let attempts: IndexRange<AttemptRow>
  package let resume: Draw
  package let failsBack: Bool
  package let failBack: StepID
  /// A fail-back takes no time.
  package let failsBackAtOnce: Bool
  package let firstBackImmediately: Bool
  package let cuts: Bool
  /// Mixed into the hash of the flow network's inputs by the active candidate; 0 if unread.
  package let networkKey: UInt64
  package let selector: Index<SelectorRow>
  /// What a switch that an attempt completes fails.
  package let strikes: IndexRange<UnitStrikeRow>
  /// Its first candidate is not seen at the start.
  package let startsUnseen: Bool
}

/// A unit that fails with something else.
package struct UnitStrikeRow: BitwiseCopyable, Sendable {
  package let unit: UnitID
  /// The mode, counted within the unit.
  package let mode: UInt8
  package let probability: Double
  /// None where it is certain.
  package let coinStream: StreamID
}

/// A candidate of a failover.
package struct CandidateRow: BitwiseCopyable, Sendable {
  package let serves: SignalID
  package let seen: SignalID
}

/// An attempt of a failover.
package struct AttemptRow: BitwiseCopyable, Sendable {
  package let action: ActionID
  package let success: Double
  package let successStream: StreamID
}

/// A leaf level.
package struct LeafRow: BitwiseCopyable, Sendable {
  package let base: Int64
  package let networkKey: UInt64
  /// Reactions that multiply it.
  package let factors: IndexRange<ReactionRow>
}
