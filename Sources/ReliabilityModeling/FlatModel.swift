// SPDX-License-Identifier: GPL-3.0-or-later
// A system model as immutable tables: typed indices, fan-out in compressed rows.

package import EventScheduling
package import FlatStorage
package import RandomVariates

/// A compiled model: what the engine reads and never writes.
///
/// Signal 0 is `always`; then come units, gates in topological order, detectors, calendars (two
/// each) and failover outputs. Timers are numbered by class: incidents and calendars, targets with
/// a span of their own, units, detectors, failovers, slots of pools, pools; within a class by path.
package struct FlatModel: Sendable {
  package let name: String
  package internal(set) var timers: Table<TimerID, TimerRow>
  package internal(set) var signals: Table<SignalID, SignalRow>
  package internal(set) var gateEdges: Table<Index<GateEdge>, GateEdge>
  package internal(set) var observers: Table<Index<Observer>, Observer>
  package internal(set) var gates: Table<GateID, GateRow>
  package internal(set) var selectors: Table<Index<SelectorRow>, SelectorRow>
  package internal(set) var units: Table<UnitID, UnitRow>
  package internal(set) var coupling: FlatCoupling
  package internal(set) var equilibrium: FlatEquilibrium
  package internal(set) var modes: Table<ModeID, ModeRow>
  package internal(set) var actions: Table<ActionID, ActionRow>
  package internal(set) var steps: Table<StepID, StepRow>
  package internal(set) var blindDetectors: Table<Index<BlindRow>, BlindRow>
  package internal(set) var incidents: Table<IncidentID, IncidentRow>
  package internal(set) var reactions: Table<ReactionID, ReactionRow>
  package internal(set) var conditions: Table<Index<ConditionRow>, ConditionRow>
  package internal(set) var strikes: Table<Index<StrikeRow>, StrikeRow>
  package internal(set) var calendars: Table<CalendarID, CalendarRow>
  package internal(set) var detectors: Table<DetectorID, DetectorRow>
  package internal(set) var latencies: Table<Index<LatencyRow>, LatencyRow>
  package internal(set) var failovers: Table<FailoverID, FailoverRow>
  package internal(set) var candidates: Table<Index<CandidateRow>, CandidateRow>
  package internal(set) var attempts: Table<Index<AttemptRow>, AttemptRow>
  package internal(set) var unitStrikes: Table<Index<UnitStrikeRow>, UnitStrikeRow>
  package internal(set) var pools: Table<PoolID, PoolRow>
  package internal(set) var poolZones: Table<PoolZoneID, PoolZoneRow>
  package internal(set) var slots: Table<PoolSlotID, PoolSlotRow>
  package internal(set) var slotDetectors: Table<Index<DetectorID>, DetectorID>
  package internal(set) var slotHolds: Table<Index<ReactionID>, ReactionID>
  package internal(set) var leaves: Table<LeafID, LeafRow>
  package internal(set) var leafFactors: Table<Index<ReactionRow>, ReactionID>
  package internal(set) var network: FlatNetwork
  package internal(set) var upMeasures: Table<Index<UpRow>, UpRow>
  package internal(set) var causes: FlatCauses
  /// By number of the cause.
  package internal(set) var causeNames: [CauseName]
  /// What a replication sums up, in order of the measures.
  package internal(set) var outputs: [MeasureOutput]
  /// Streams of unit exponentials: those of failures and strikes, padded to a multiple of eight,
  /// then those of exponential delays.
  package internal(set) var exponentialStreams: Table<ExponentialID, UInt64>
  /// How many of them are drawn at the start of a replication; a multiple of eight.
  package internal(set) var firstExponentials: Int
  /// Streams of all other draws.
  package internal(set) var streams: Table<StreamID, UInt64>
  package internal(set) var samplers: SamplerTable
  /// Values of all signals while every part is healthy.
  package internal(set) var initialSignals: Table<SignalID, UInt8>
  package internal(set) var initialGates: Table<GateID, GateState>
  package internal(set) var operatorReaction: Draw
  /// Seedless hash of the path from which every page's reaction is drawn.
  package internal(set) var operatorHash: UInt64

  package var timerCount: Int { timers.count }

  /// Names of the measures that have outages: of signals, then of services.
  package var outageMeasures: [String] {
    upMeasures.elements.map { outputs[Int($0.firstOutput)].measure }
      + network.services.elements.map { outputs[Int($0.firstOutput)].measure }
  }

  /// Whether a replication ends when a signal is first down; its other measures are void then.
  package var endsAtFirstFailure: Bool {
    upMeasures.elements.contains { if case .timeToFailure = $0.kind { true } else { false } }
  }
}

package typealias SignalID = Index<SignalRow>
package typealias GateID = Index<GateRow>
package typealias UnitID = Index<UnitRow>
package typealias ModeID = Index<ModeRow>
package typealias ActionID = Index<ActionRow>
package typealias StepID = Index<StepRow>
package typealias IncidentID = Index<IncidentRow>
package typealias ReactionID = Index<ReactionRow>
package typealias CalendarID = Index<CalendarRow>
package typealias DetectorID = Index<DetectorRow>
package typealias FailoverID = Index<FailoverRow>
package typealias LeafID = Index<LeafRow>
package typealias LevelID = Index<LevelRow>
package typealias ElementID = Index<ElementRow>
/// What an index of a stream of unit exponentials points at.
package enum ExponentialStream {}
package typealias ExponentialID = Index<ExponentialStream>
/// What an index of any other stream points at.
package enum PlainStream {}
package typealias StreamID = Index<PlainStream>

extension SignalID {
  /// The signal that is never down.
  package static var always: Self { Self(0 as UInt32) }
}

/// What a timer belongs to; `owner` counts within that kind.
package struct TimerRow: BitwiseCopyable, Sendable {
  /// What fires.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case incidentEdge, calendarEdge, reactionEnd, unitChange, detectorReport, failoverStep,
      launchStep, poolDecision
  }
  package let owner: UInt32
  package let kind: Kind
}

/// Who listens to a signal.
package struct SignalRow: BitwiseCopyable, Sendable {
  /// Gates, at every change.
  package let gates: IndexRange<GateEdge>
  /// Everybody else: rare, walked only on a change.
  package let observers: IndexRange<Observer>
  /// Mixed into the hash of the flow network's inputs; 0 if the network does not read it.
  package let networkKey: UInt64
}

/// An input of a gate, seen from the signal.
package struct GateEdge: BitwiseCopyable, Sendable {
  package let gate: GateID
  /// +1, or −1 for an inverted input.
  package let sign: Int32
}

/// A part that reacts when a signal changes.
package struct Observer: BitwiseCopyable, Sendable {
  /// Who reacts, and how.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// `detail` is the position among the required signals.
    case unitPower
    /// Up measure; `index` counts them.
    case measure
    /// A failover's output that follows this candidate; `detail` is its position.
    case selector
    /// Read after settling: a repair that waits for it, a detector.
    case unitAction, detector
    /// Read after settling: a failover, by the candidate `detail` that it sees by the signal, and
    /// one whose step may need the signal.
    case failover, failoverNeed
    /// A pool one of whose zones may open; a slot whose launch may need the signal.
    case poolZone, launchNeed
  }
  package let kind: Kind
  package let detail: UInt8
  package let index: UInt32
}

/// A gate's signal; its inputs are in the rows of the signals that they are.
package struct GateRow: BitwiseCopyable, Sendable {
  package let signal: SignalID
}

/// A gate is up while `margin` = inputs that hold − k is not negative.
package struct GateState: BitwiseCopyable, Sendable {
  package var margin: Int32
  package var isUp: Bool
  package init(margin: Int32, isUp: Bool) {
    self.margin = margin
    self.isUp = isUp
  }
}

/// The output of a failover, read as a signal.
package struct SelectorRow: BitwiseCopyable, Sendable {
  package let failover: FailoverID
  package let signal: SignalID
}

/// How one delay is drawn.
package struct Draw: BitwiseCopyable, Sendable {
  /// Where the delay comes from.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// `value` microseconds, always.
    case constant
    /// A unit exponential of stream `stream` times `value` microseconds.
    case exponential
    /// A draw of `sampler` from stream `stream`.
    case sampled
    /// The reaction to the origin's page.
    case operatorReaction
  }
  package let kind: Kind
  package let stream: UInt32
  package let sampler: SamplerID
  package let value: Double
}

/// A measure of a signal and where its sums stand among the outputs.
package struct UpRow: BitwiseCopyable, Sendable {
  /// What is recorded of the signal.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// Time down, then outages.
    case average
    /// Whether it was down at `bound`; before `bound`; for `bound` at most.
    case downAt, failedBefore, downAtMost
    /// When it was first down; the replication ends there.
    case timeToFailure
  }
  package let signal: SignalID
  package let firstOutput: UInt32
  package let kind: Kind
  /// An instant or a span in µs.
  package let bound: Int64
}
