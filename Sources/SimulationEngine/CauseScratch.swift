// SPDX-License-Identifier: GPL-3.0-or-later
// What-if: a copy of leaves and control, so that a state may be tried and taken back.

import FlatStorage
import ReliabilityModeling

enum CauseWord {}

/// Everything that an assessment needs besides the state that it changes and puts back.
struct CauseScratch: ~Copyable {
  var values: Column<SignalID, UInt8>
  var gates: Column<GateID, GateState>
  var units: Column<UnitID, UnitState>
  var reactions: Column<ReactionID, ReactionState>
  var leaves: Column<LeafID, Int64>
  var detectors: Column<DetectorID, DetectorState>
  var failovers: Column<FailoverID, FailoverState>
  var pools: Column<PoolID, PoolState>
  var poolZones: Column<PoolZoneID, PoolZoneState>
  var slots: Column<PoolSlotID, PoolSlotState>

  /// Losses by charge: now, with control completed, and in the state that is being tried.
  var now: Column<ChargeID, Int64>
  var completed: Column<ChargeID, Int64>
  var tried: Column<ChargeID, Int64>

  /// Bits of the causes that may act, while control is completed in part.
  var allowed: Column<Index<CauseWord>, UInt64>
  var allowsAll = true
  /// The origin of what they bring about.
  var actor = Origin()
  /// Bits of the causes in question, and the event in which each began last.
  var candidates: Column<Index<CauseWord>, UInt64>
  var began: Column<CauseID, UInt32>
  /// Bits of a set of causes that is tried together.
  var chosen: Column<Index<CauseWord>, UInt64>
  var isAnyJoint = false

  init(for model: FlatModel, words: Int) {
    let isOn = model.causes.areRecorded
    func size(_ count: Int) -> Int { isOn ? count : 0 }
    values = Column(repeating: 0, count: size(model.signals.count))
    gates = Column(repeating: GateState(margin: 0, isUp: true), count: size(model.gates.count))
    units = Column(repeating: UnitState(), count: size(model.units.count))
    reactions = Column(repeating: ReactionState(), count: size(model.reactions.count))
    leaves = Column(repeating: 0, count: size(model.leaves.count))
    detectors = Column(repeating: DetectorState(), count: size(model.detectors.count))
    failovers = Column(repeating: FailoverState(), count: size(model.failovers.count))
    pools = Column(repeating: PoolState(), count: size(model.pools.count))
    poolZones = Column(repeating: PoolZoneState(), count: size(model.poolZones.count))
    slots = Column(repeating: PoolSlotState(), count: size(model.slots.count))
    let charges = model.causes.charges.count
    now = Column(repeating: 0, count: charges)
    completed = Column(repeating: 0, count: charges)
    tried = Column(repeating: 0, count: charges)
    allowed = Column(repeating: 0, count: words)
    candidates = Column(repeating: 0, count: words)
    began = Column(repeating: 0, count: model.causes.rows.count)
    chosen = Column(repeating: 0, count: words)
  }
}

extension Column<Index<CauseWord>, UInt64> {
  /// Whether a cause is in the set.
  func contains(_ cause: CauseID) -> Bool {
    self[Index(cause.rawValue &>> 6)] & (1 &<< UInt64(cause.rawValue & 63)) != 0
  }

  mutating func insert(_ cause: CauseID) {
    self[Index(cause.rawValue &>> 6)] |= 1 &<< UInt64(cause.rawValue & 63)
  }

  mutating func remove(_ cause: CauseID) {
    self[Index(cause.rawValue &>> 6)] &= ~(1 &<< UInt64(cause.rawValue & 63))
  }

  /// The first cause of the set from `start` on; none if there is none.
  func first(from start: UInt32) -> CauseID {
    var word = start &>> 6
    guard word < UInt32(count) else { return .none }
    var bits = self[Index(word)] & (UInt64.max &<< UInt64(start & 63))
    while bits == 0 {
      word &+= 1
      if word == UInt32(count) { return .none }
      bits = self[Index(word)]
    }
    return CauseID(word &* 64 &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount))
  }
}

extension ReplicationState {
  /// Keeps leaves and control, so that they may be changed in mind.
  mutating func keepControl() {
    charging.scratch.values.copy(values)
    charging.scratch.gates.copy(gates)
    charging.scratch.units.copy(units)
    charging.scratch.reactions.copy(reactions)
    charging.scratch.leaves.copy(leaves)
    charging.scratch.detectors.copy(detectors)
    charging.scratch.failovers.copy(failovers)
    charging.scratch.pools.copy(pools)
    charging.scratch.poolZones.copy(poolZones)
    charging.scratch.slots.copy(slots)
  }

  /// Puts back what was kept.
  mutating func restoreControl() {
    values.copy(charging.scratch.values)
    gates.copy(charging.scratch.gates)
    units.copy(charging.scratch.units)
    reactions.copy(charging.scratch.reactions)
    leaves.copy(charging.scratch.leaves)
    detectors.copy(charging.scratch.detectors)
    failovers.copy(charging.scratch.failovers)
    pools.copy(charging.scratch.pools)
    poolZones.copy(charging.scratch.poolZones)
    slots.copy(charging.scratch.slots)
  }

  /// What every charged measure loses in the state that is being tried, a µs.
  ///
  /// - Complexity: O(flows)
  mutating func findTriedLosses(in model: FlatModel) {
    if model.network.cycleHours > 0 {
      bind(NetworkState.triedRow, in: model)
    } else if model.network.services.count > 0 {
      evaluateNetwork(into: NetworkState.triedRow, in: model)
    }
    for index in 0..<UInt32(model.causes.charges.count) {
      let row = model.causes.charges[Index(index)]
      charging.scratch.tried[Index(index)] =
        row.isService
        ? lossRate(ofService: row.index, in: NetworkState.triedRow, in: model)
        : values[model.upMeasures[Index(row.index)].signal] != 0 ? 0 : 1
    }
  }
}
