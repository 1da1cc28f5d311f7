// SPDX-License-Identifier: GPL-3.0-or-later
// Crews: repairs wait for a server, first come first served, ties by path.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

/// How many servers of a crew are at work; while one is idle, nobody waits.
struct CrewState: BitwiseCopyable {
  var busy: UInt32 = 0
}

extension ReplicationState {
  /// Gives a unit whose repair may begin a server of its crew, or lets it wait for one.
  mutating func findServer(for unit: UnitID, in model: FlatModel) -> Bool {
    let crew = model.coupling.units[unit].crew
    guard !crew.isNone else { return true }
    if crews[crew].busy < model.coupling.crews[crew].servers {
      crews[crew].busy &+= 1
      return true
    }
    units[unit].phase = .queueing
    crewArrivals[unit] = scheduler.now.microseconds
    return false
  }

  /// A repair is over, or is given up: its server goes to the repair that has waited longest.
  ///
  /// Handed over at once, so that nobody who comes in this instant can go first. The repair itself
  /// begins after settling, for what its first step needs is read then.
  ///
  /// - Complexity: O(members of the crew)
  @inline(never)
  mutating func releaseServer(of unit: UnitID, in model: FlatModel) {
    let crew = model.coupling.units[unit].crew
    guard !crew.isNone else { return }
    let members = model.coupling.crews[crew].members
    var next = UnitID.none
    var earliest = Int64.max
    for position in members.start..<members.end {
      let member = model.coupling.crewMembers[Index(position)]
      // Members stand in order of path, so that the first of equals goes first.
      if case .queueing = units[member].phase, crewArrivals[member] < earliest {
        earliest = crewArrivals[member]
        next = member
      }
    }
    if next.isNone {
      crews[crew].busy &-= 1
    } else {
      units[next].phase = .assigned
      mark(unit: next)
    }
  }

  /// Ends whatever a failed unit has to do with its crew, because it will not be repaired.
  mutating func leaveCrew(_ unit: UnitID, in model: FlatModel) {
    switch units[unit].phase {
    case .healthy, .awaitingRepair, .queueing, .absent: break
    case .assigned, .stepping, .needing, .resuming: releaseServer(of: unit, in: model)
    }
  }
}
