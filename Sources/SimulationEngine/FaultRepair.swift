// SPDX-License-Identifier: GPL-3.0-or-later
// The faults that are active, and a state in mind without some of them.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// The cause of the fault by which a unit is failed.
  private mutating func faultCause(of unit: UnitID, in model: FlatModel) -> CauseID {
    CauseID(model.causes.units[unit].rawValue &+ UInt32(units[unit].mode))
  }

  private mutating func cause(of origin: Origin, in model: FlatModel) -> CauseID {
    model.causes.cause(ofOrigin: origin.hash, mode: origin.mode)
  }

  /// Whether a unit comes up again after something that is over.
  private mutating func isRestarting(_ unit: UnitID) -> Bool {
    units[unit].isHealthy && units[unit].restartDue != .max
  }

  private mutating func isFailed(_ unit: UnitID) -> Bool {
    switch units[unit].phase {
    case .healthy, .absent: false
    case .awaitingRepair, .queueing, .assigned, .stepping, .needing, .resuming: true
    }
  }

  /// Whether a slot lacks a member that it ought to have.
  private mutating func isLacking(_ slot: PoolSlotID, in model: FlatModel) -> Bool {
    guard slots[slot].isMissing else { return false }
    return !slots[slot].isTwin || !model.pools[model.slots[slot].pool].launchFirst
  }

  // MARK: Who is in question

  private mutating func name(_ cause: CauseID, began event: UInt32) {
    if charging.scratch.candidates.contains(cause) {
      // Of two faults of one cause, the later; event numbers may wrap around.
      let known = charging.scratch.began[cause]
      if Int32(truncatingIfNeeded: event &- known) < 0 { return }
    }
    charging.scratch.candidates.insert(cause)
    charging.scratch.began[cause] = event
  }

  /// Finds the active faults: failed units by mode, incidents, windows, and what emptied slots.
  mutating func findFaults(in model: FlatModel) {
    charging.scratch.candidates.fill(0)
    for index in 0..<UInt32(units.count) {
      let unit = UnitID(index)
      if isFailed(unit) {
        name(faultCause(of: unit, in: model), began: units[unit].began)
      } else if isRestarting(unit) {
        name(cause(of: charging.restarts[unit], in: model), began: units[unit].began)
      }
    }
    for index in 0..<UInt32(reactions.count) where reactions[Index(index)].isActive {
      let incident = model.reactions[Index(index)].incident
      name(
        CauseID(model.causes.firstIncident &+ incident.rawValue),
        began: incidents[incident].began)
    }
    for index in 0..<UInt32(calendars.count) {
      if case .closed = calendars[Index(index)].phase { continue }
      name(
        CauseID(model.causes.firstCalendar &+ index), began: calendars[Index(index)].began)
    }
    for index in 0..<UInt32(slots.count) where isLacking(PoolSlotID(index), in: model) {
      let slot = slots[Index(index)]
      name(cause(of: slot.origin, in: model), began: slot.began)
    }
  }

  /// Finds the causes of what is pending: reports, switches, launches.
  mutating func findPending(in model: FlatModel) {
    charging.scratch.candidates.fill(0)
    for index in 0..<UInt32(detectors.count) where detectors[Index(index)].isPending {
      let detector = detectors[Index(index)]
      name(cause(of: detector.origin, in: model), began: detector.began)
    }
    for index in 0..<UInt32(failovers.count) where failovers[Index(index)].isPending {
      let failover = failovers[Index(index)]
      name(cause(of: failover.origin, in: model), began: failover.began)
    }
    for index in 0..<UInt32(slots.count) {
      let slot = slots[Index(index)]
      guard slot.isMissing || slot.isCondemned || isInGrace(PoolSlotID(index), in: model) else {
        continue
      }
      name(cause(of: slot.origin, in: model), began: slot.began)
    }
  }

  /// Whether a slot's member is not yet watched.
  mutating func isInGrace(_ slot: PoolSlotID, in model: FlatModel) -> Bool {
    let own = model.slots[slot].detectors
    return slots[slot].isServing && !own.isEmpty
      && detectors[model.slotDetectors[own[0]]].isSuspended
  }

  // MARK: Without a fault

  /// Repairs in mind whatever belongs to a cause: an incident as a whole, and the slots that it or
  /// a failed unit has emptied.
  ///
  /// - Complexity: O(units + reactions + slots)
  mutating func repairInMind(_ cause: CauseID, in model: FlatModel) {
    let row = model.causes.rows[cause]
    switch row.kind {
    case .nobody: return
    case .unit:
      let unit = UnitID(row.owner)
      if isFailed(unit) && units[unit].mode == row.mode {
        units[unit].phase = .healthy
        assumeUnit(unit, in: model)
      }
    case .incident:
      for index in 0..<UInt32(reactions.count)
      where reactions[Index(index)].isActive
        && model.reactions[Index(index)].incident.rawValue == row.owner
      { releaseInMind(Index(index), in: model) }
    case .calendar:
      assume(model.calendars[Index(row.owner)].window, true, in: model)
      assume(model.calendars[Index(row.owner)].announced, true, in: model)
    }
    for index in 0..<UInt32(units.count) where isRestarting(UnitID(index)) {
      guard self.cause(of: charging.restarts[Index(index)], in: model) == cause else { continue }
      units[Index(index)].restartDue = .max
      assumeUnit(Index(index), in: model)
    }
    for index in 0..<UInt32(slots.count) where isLacking(PoolSlotID(index), in: model) {
      guard self.cause(of: slots[Index(index)].origin, in: model) == cause else { continue }
      refillInMind(Index(index), in: model)
    }
  }

  private mutating func releaseInMind(_ reaction: ReactionID, in model: FlatModel) {
    let row = model.reactions[reaction]
    reactions[reaction].isActive = false
    if !row.unit.isNone {
      if units[row.unit].holds > 0 { units[row.unit].holds &-= 1 }
      assumeUnit(row.unit, in: model)
    } else if !row.leaf.isNone {
      leaves[row.leaf] = activeLevel(of: row.leaf, in: model)
    }
  }
}
