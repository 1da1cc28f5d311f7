// SPDX-License-Identifier: GPL-3.0-or-later
// Pools at their end, in mind: what is condemned is replaced, what is missing is launched.

import FlatStorage
import ReliabilityModeling

extension PoolSlotState {
  /// The step of a member that was launched in mind, and is not replaced a second time.
  static var launchedInMind: UInt8 { .max }

  /// Whether a launch is under way or owed here.
  var isMissing: Bool {
    switch phase {
    case .owing, .waiting, .returning, .stepping, .needing, .resuming: true
    case .empty, .serving: false
    }
  }

  /// Whether a member is replaced only because a member elsewhere goes.
  var isTwin: Bool { !twinOf.isNone }
}

extension ReplicationState {
  /// Replaces what is condemned and launches what is missing as far as zones are open; returns
  /// whether anything changed.
  ///
  /// Twins move members and cure nothing: they wait, unless a member went before its twin came.
  mutating func fillInMind(_ pool: PoolID, in model: FlatModel) -> Bool {
    let row = model.pools[pool]
    var hasMoved = false
    for position in row.slots.start..<row.slots.end {
      let slot = PoolSlotID(position)
      if slots[slot].isServing {
        if endGrace(of: slot, in: model) { hasMoved = true }
        if isCondemnedInMind(slot, in: model), pools[pool].serving >= row.gate {
          emptyInMind(slot, in: model)
          hasMoved = true
        }
      }
    }
    for position in row.slots.start..<row.slots.end {
      let slot = PoolSlotID(position)
      guard slots[slot].isMissing, !isFrozen(slots[slot].origin, in: model) else { continue }
      switch slots[slot].phase {
      case .owing, .waiting, .returning:
        let zone = launchZone(of: row, replacing: model.slots[slot].zone, in: model)
        if zone.isNone { continue }
        launchInMind(owedBy: slot, in: zone, in: model)
        hasMoved = true
      case .stepping, .needing, .resuming:
        if slots[slot].isTwin && row.launchFirst { continue }
        if canServe(slot, in: model) {
          serveInMind(slot, in: model)
          hasMoved = true
        }
      case .empty, .serving: continue
      }
    }
    return hasMoved
  }

  /// Whether a detector of a slot says down, or has said so.
  private mutating func isCondemnedInMind(_ slot: PoolSlotID, in model: FlatModel) -> Bool {
    guard slots[slot].step != PoolSlotState.launchedInMind else { return false }
    if slots[slot].isCondemned { return !isFrozen(slots[slot].origin, in: model) }
    let own = model.slots[slot].detectors
    for position in own.start..<own.end {
      let detector = model.slotDetectors[Index(position)]
      if values[model.detectors[detector].output] == 0 && !detectors[detector].isSuspended {
        let before = charging.scratch.detectors[detector]
        slots[slot].origin = before.isPending ? before.origin : charging.scratch.actor
        return true
      }
    }
    return false
  }

  /// The grace of a member is over: its detectors live, and show up first.
  private mutating func endGrace(of slot: PoolSlotID, in model: FlatModel) -> Bool {
    let own = model.slots[slot].detectors
    guard !own.isEmpty, detectors[model.slotDetectors[own[0]]].isSuspended,
      !isFrozen(slots[slot].origin, in: model)
    else { return false }
    for position in own.start..<own.end {
      let detector = model.slotDetectors[Index(position)]
      detectors[detector].isSuspended = false
      if values[model.detectors[detector].alive] != 0 {
        assume(model.detectors[detector].output, true, in: model)
      }
    }
    return true
  }

  private mutating func emptyInMind(_ slot: PoolSlotID, in model: FlatModel) {
    let row = model.slots[slot]
    pools[row.pool].serving &-= 1
    poolZones[row.zone].used &-= 1
    slots[slot].isCondemned = false
    slots[slot].phase = .owing
    for position in row.detectors.start..<row.detectors.end {
      detectors[model.slotDetectors[Index(position)]].isSuspended = true
    }
    units[row.unit].phase = .absent
    units[row.unit].restartDue = .max
    assumeUnit(row.unit, in: model)
  }

  private mutating func launchInMind(
    owedBy slot: PoolSlotID, in zone: PoolZoneID, in model: FlatModel
  ) {
    let cause = slots[slot].origin
    let place = freeSlot(of: zone, in: model)
    if place.rawValue != slot.rawValue {
      // A launch that is owed in that place is from now on owed in this one.
      slots[slot].phase = slots[place].phase
      slots[slot].origin = slots[place].origin
    }
    slots[place].phase = .needing
    slots[place].origin = cause
    slots[place].twinOf = .none
    slots[place].step = 0
    poolZones[zone].used &+= 1
  }

  /// Whether nothing that the rest of a launch needs is down.
  private mutating func canServe(_ slot: PoolSlotID, in model: FlatModel) -> Bool {
    let steps = model.actions[model.slots[slot].launch].steps
    var isStarted = false
    if case .stepping = slots[slot].phase { isStarted = true }
    for step in Int(slots[slot].step)..<steps.count {
      let isUnderWay = isStarted && step == Int(slots[slot].step)
      if !isUnderWay && values[model.steps[steps[step]].needs] == 0 { return false }
    }
    return true
  }

  private mutating func serveInMind(_ slot: PoolSlotID, in model: FlatModel) {
    slots[slot].twinOf = .none
    pools[model.slots[slot].pool].serving &+= 1
    putMember(in: slot, in: model)
  }

  /// A missing slot is as if nothing had emptied it.
  mutating func refillInMind(_ slot: PoolSlotID, in model: FlatModel) {
    let row = model.slots[slot]
    if slots[slot].isFree { poolZones[row.zone].used &+= 1 }
    pools[row.pool].serving &+= 1
    putMember(in: slot, in: model)
  }

  /// A new member, free of every hold and known to be well.
  private mutating func putMember(in slot: PoolSlotID, in model: FlatModel) {
    let row = model.slots[slot]
    slots[slot].phase = .serving
    slots[slot].isCondemned = false
    slots[slot].step = PoolSlotState.launchedInMind
    units[row.unit].holds = 0
    units[row.unit].phase = .healthy
    units[row.unit].restartDue = .max
    assumeUnit(row.unit, in: model)
    for position in row.detectors.start..<row.detectors.end {
      let detector = model.slotDetectors[Index(position)]
      detectors[detector].isSuspended = false
      if values[model.detectors[detector].alive] != 0 {
        assume(model.detectors[detector].output, true, in: model)
      }
    }
  }
}
