// SPDX-License-Identifier: GPL-3.0-or-later
// A hash of all that decides who shares in a loss: leaves, and where control stands.

import FlatStorage
import ReliabilityModeling

/// Words of a state, each with the place that it stands for; their order is immaterial.
private struct StateHash {
  private(set) var value: UInt64

  init(_ value: UInt64) { self.value = value }

  @inline(__always)
  mutating func add(_ kind: UInt64, _ index: UInt32, _ detail: UInt64) {
    var mixed = (kind &<< 32 | UInt64(index)) &* 0x9e37_79b9_7f4a_7c15 ^ detail
    mixed = (mixed ^ (mixed &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94d0_49bb_1331_11eb
    value &+= mixed ^ (mixed &>> 31)
  }

  @inline(__always)
  mutating func add(_ kind: UInt64, _ index: UInt32, _ origin: Origin) {
    add(kind, index, origin.hash &+ UInt64(origin.mode))
  }
}

extension ReplicationState {
  /// A hash of the state that decides who shares; all signals follow from what it is made of.
  ///
  /// - Complexity: O(parts)
  mutating func causeKey(in model: FlatModel) -> UInt64 {
    var hash = StateHash(network.hash)
    for index in 0..<UInt32(units.count) {
      let unit = units[Index(index)]
      if unit.isHealthy {
        if unit.restartDue != .max { hash.add(1, index, charging.restarts[Index(index)]) }
      } else {
        var isAbsent: UInt64 = 0
        if case .absent = unit.phase { isAbsent = 1 }
        hash.add(2, index, isAbsent &<< 8 | UInt64(unit.mode))
      }
    }
    for index in 0..<UInt32(reactions.count) where reactions[Index(index)].isActive {
      hash.add(3, index, 1)
    }
    for index in 0..<UInt32(calendars.count) {
      let phase = UInt64(calendars[Index(index)].phase.rawValue)
      if phase != 0 { hash.add(4, index, phase) }
    }
    addControl(to: &hash, in: model)
    return hash.value
  }

  /// A hash of a state with what is wanted in the hour that is assessed; hours of equal demand are
  /// one.
  mutating func demandKey(of state: UInt64, in model: FlatModel) -> UInt64 {
    var hash = StateHash(state)
    for source in 0..<UInt32(model.network.sources.count) {
      let first = model.network.sources[Index(source)].factors
      guard !first.isNone else { continue }
      let factor = model.network.factors[Index(first.rawValue &+ UInt32(charging.hour))]
      hash.add(11, source, UInt64(bitPattern: factor))
    }
    return hash.value
  }

  private mutating func addControl(to hash: inout StateHash, in model: FlatModel) {
    for index in 0..<UInt32(detectors.count) {
      let detector = detectors[Index(index)]
      if detector.isPending { hash.add(5, index, detector.origin) }
      if !detector.logic.reported || detector.isSuspended {
        hash.add(6, index, detector.isSuspended ? (detector.logic.reported ? 2 : 3) : 1)
      }
    }
    for index in 0..<UInt32(failovers.count) {
      let failover = failovers[Index(index)]
      let phase = UInt64(failover.logic.phase.rawValue)
      if failover.logic.active != 0 || phase != 0 {
        let action = UInt64(failover.logic.attempt) &<< 8 | UInt64(failover.step)
        let state = UInt64(failover.waiting.rawValue) &<< 8 | phase
        hash.add(
          7, index,
          (failover.isPending ? action &<< 24 : 0) | state &<< 8
            | UInt64(failover.logic.active))
      }
      if failover.isPending { hash.add(8, index, failover.origin) }
    }
    for index in 0..<UInt32(slots.count) {
      let slot = slots[Index(index)]
      let isPlain = slot.isServing && !slot.isCondemned
      if isPlain && !isInGrace(PoolSlotID(index), in: model) { continue }
      hash.add(9, index, slot.origin)
      let progress = UInt64(slot.phase.rawValue) &<< 8 | UInt64(slot.step)
      hash.add(
        10, index,
        UInt64(slot.twinOf.rawValue) &<< 24 | progress &<< 1
          | (slot.isCondemned ? 1 : 0))
    }
  }
}
