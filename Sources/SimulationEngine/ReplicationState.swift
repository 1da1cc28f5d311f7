// SPDX-License-Identifier: GPL-3.0-or-later
// All mutable state of one replication; allocates only in its initializer.

import EventScheduling
import FlatStorage
package import Quantities
package import ReliabilityModeling
import RandomVariates

/// What caused an event: the part whose fault, strike or window it is, and the ordinal of that.
struct Origin: BitwiseCopyable {
  /// Seedless hash of the part's path.
  var hash: UInt64 = 0
  var ordinal: UInt32 = 0
  /// Of a unit's fault the mode, counted within the unit.
  var mode: UInt8 = 0
}

/// The state of one replication of one model under one seed, reused for all its replications.
///
/// A replication is a pure function of (model, seed, replication number): nothing is left over
/// from the one before.
///
/// Its methods are `mutating` even where they only read: a borrowing call from a mutating method
/// copies the whole state first, which took an eighth of the time of a design with many faults.
package struct ReplicationState: ~Copyable {
  var scheduler: EventScheduler
  var values: Column<SignalID, UInt8>
  var gates: Column<GateID, GateState>
  var units: Column<UnitID, UnitState>
  /// Failure clocks: the due instant while the unit's clocks run, else what remains, in µs.
  var clocks: Column<ModeID, Int64>
  var crews: Column<CrewID, CrewState>
  /// Since when a repair has waited for a server, in µs; empty in a model without crews.
  var crewArrivals: Column<UnitID, Int64>
  /// Origins of the latest faults; empty in a model without strikes.
  var faultOrigins: Column<UnitID, Origin>
  /// Units that have failed in this event and have yet to strike.
  var strikers: DirtySet<UnitRow>
  var incidents: Column<IncidentID, IncidentState>
  var reactions: Column<ReactionID, ReactionState>
  var calendars: Column<CalendarID, CalendarState>
  var detectors: Column<DetectorID, DetectorState>
  var failovers: Column<FailoverID, FailoverState>
  var pools: Column<PoolID, PoolState>
  var poolZones: Column<PoolZoneID, PoolZoneState>
  var slots: Column<PoolSlotID, PoolSlotState>
  var leaves: Column<LeafID, Int64>
  var ups: Column<Index<UpRow>, UpState>
  var outputs: Column<Index<MeasureOutput>, Int128>
  /// Of each measure the longest outages, also of earlier replications.
  var longest: Column<Index<OutageSlot>, Outage>
  var streams: StreamState
  /// How stationary histories begin; `nil` where every history begins new.
  let equilibrium: EquilibriumStart?
  var network: NetworkState
  var charging: CauseCharging

  var dirtyGates: DirtySet<GateRow>
  var dirtyUnits: DirtySet<UnitRow>
  var dirtyDetectors: DirtySet<DetectorRow>
  var dirtyFailovers: DirtySet<FailoverRow>
  /// Whether units, detectors or failovers may be marked.
  var controlIsMarked = false
  var dirtyMeasures: UInt64 = 0
  var replication: UInt32 = 0
  /// The origin of the event under way.
  var origin = Origin()

  /// Allocates all that replications of `model` need.
  ///
  /// A warm-up precedes only a stationary start of a model that has no closed equilibrium.
  ///
  /// - Parameters:
  ///   - model: A compiled model.
  ///   - seed: Of the experiment.
  ///   - start: How histories begin.
  ///   - warmUp: What precedes a stationary start that needs it.
  ///   - assessmentsKept: Of how many states it is kept who shares in their losses, at least one.
  /// - Complexity: O(parts of the model)
  package init(
    for model: FlatModel, seed: UInt64, start: InitialState = .new,
    warmUp: SimDuration = InitialState.usualWarmUp, assessmentsKept: Int = 512
  ) {
    switch start {
    case .new: equilibrium = nil
    case .stationary:
      equilibrium = EquilibriumStart(of: model, seed: seed, warmUp: warmUp)
    }
    scheduler = EventScheduler(timerCount: model.timerCount)
    values = Column(repeating: 1, count: model.signals.count)
    gates = Column(repeating: GateState(margin: 0, isUp: true), count: model.gates.count)
    units = Column(repeating: UnitState(), count: model.units.count)
    clocks = Column(repeating: 0, count: model.modes.count)
    let coupling = model.coupling
    crews = Column(repeating: CrewState(), count: coupling.crews.count)
    crewArrivals = Column(repeating: 0, count: coupling.crews.count > 0 ? model.units.count : 0)
    faultOrigins = Column(repeating: Origin(), count: coupling.hasStrikes ? model.units.count : 0)
    strikers = DirtySet(capacity: model.units.count)
    incidents = Column(repeating: IncidentState(), count: model.incidents.count)
    reactions = Column(repeating: ReactionState(), count: model.reactions.count)
    calendars = Column(repeating: CalendarState(), count: model.calendars.count)
    detectors = Column(repeating: DetectorState(), count: model.detectors.count)
    failovers = Column(repeating: FailoverState(), count: model.failovers.count)
    pools = Column(repeating: PoolState(), count: model.pools.count)
    poolZones = Column(repeating: PoolZoneState(), count: model.poolZones.count)
    slots = Column(repeating: PoolSlotState(), count: model.slots.count)
    leaves = Column(repeating: FlowMath.one, count: model.leaves.count)
    ups = Column(repeating: UpState(), count: model.upMeasures.count)
    outputs = Column(repeating: 0, count: model.outputs.count)
    longest = Column(
      repeating: Outage(), count: model.outageMeasures.count * Self.outagesKept)
    streams = StreamState(for: model, seed: seed)
    network = NetworkState(for: model.network)
    charging = CauseCharging(for: model, assessmentsKept: assessmentsKept)
    dirtyGates = DirtySet(capacity: model.gates.count)
    dirtyUnits = DirtySet(capacity: model.units.count)
    dirtyDetectors = DirtySet(capacity: model.detectors.count)
    dirtyFailovers = DirtySet(capacity: model.failovers.count)
    reset(replication: 0, in: model)
  }

  /// Events of all replications so far.
  package var dispatchedEvents: UInt64 { scheduler.dispatchedEvents }

  /// Number of the event under way; it wraps around.
  @inline(__always)
  var eventNumber: UInt32 { UInt32(truncatingIfNeeded: scheduler.dispatchedEvents) }

  /// What the replication summed up, valid after `simulate` returned.
  package func output(_ index: Int) -> Int128 { outputs[Index(index)] }

  /// Adds each output to its sum; one call a replication instead of one an output.
  package func addOutputs(to sums: inout MutableSpan<Int128>) {
    for index in 0..<sums.count { sums[index] += outputs[Index(index)] }
  }

  /// Back to the start of `replication`: every part healthy and new, or in equilibrium, and the
  /// first clocks drawn.
  ///
  /// - Complexity: O(parts of the model)
  package mutating func reset(replication: UInt32, in model: FlatModel) {
    self.replication = replication
    scheduler.reset(to: equilibrium?.instant ?? .zero)
    values.copy(model.initialSignals)
    gates.copy(model.initialGates)
    units.fill(UnitState())
    crews.fill(CrewState())
    incidents.fill(IncidentState())
    reactions.fill(ReactionState())
    calendars.fill(CalendarState())
    detectors.fill(DetectorState())
    failovers.fill(FailoverState())
    pools.fill(PoolState())
    poolZones.fill(PoolZoneState())
    slots.fill(PoolSlotState())
    ups.fill(UpState())
    outputs.fill(0)
    dirtyGates.clear()
    dirtyUnits.clear()
    dirtyDetectors.clear()
    dirtyFailovers.clear()
    controlIsMarked = false
    dirtyMeasures = 0
    origin = Origin()
    charging.begin(
      isOn: model.causes.areRecorded && replication % model.causes.stride == 0)
    streams.reset(replication: replication, in: model)
    for leaf in 0..<UInt32(leaves.count) { leaves[Index(leaf)] = model.leaves[Index(leaf)].base }
    if let equilibrium {
      place(equilibrium, in: model)
    } else {
      for unit in 0..<UInt32(units.count) { beginUnit(Index(unit), in: model) }
      for incident in 0..<UInt32(incidents.count) { beginIncident(Index(incident), in: model) }
    }
    for calendar in 0..<UInt32(calendars.count) { beginCalendar(Index(calendar), in: model) }
    for standby in 0..<UInt32(model.coupling.standbys.count) {
      mark(unit: model.coupling.standbys[Index(standby)])
    }
    for detector in 0..<UInt32(detectors.count)
    where model.detectors[Index(detector)].startsUnseen { mark(detector: Index(detector)) }
    for failover in 0..<UInt32(failovers.count)
    where model.failovers[Index(failover)].startsUnseen { mark(failover: Index(failover)) }
    scheduler.beginReplication()
    for slot in 0..<UInt32(slots.count) { beginSlot(Index(slot), in: model) }
    beginNetwork(in: model)
    markMeasuresDown(in: model)
    if controlIsMarked { settle(in: model) }
    if let equilibrium { settle(equilibrium, in: model) }
  }
}
