// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of what couples units: crews, standby, strikes, and who has its own equilibrium.

import FlatStorage
import Quantities
import RandomVariates

extension SystemModel {
  /// Units that another part may strike.
  var struckUnits: Set<ComponentPath> {
    Set((units.flatMap(\.strikes) + failovers.flatMap(\.strikes)).map(\.target))
  }

  /// Units that an incident may hold.
  fileprivate var heldUnits: Set<ComponentPath> {
    let holding = incidents.flatMap(\.reactions).filter { $0.effect == .hold }
    return Set(holding.flatMap { $0.targets.map(\.leaf) })
  }
}

extension RepairableUnit {
  /// Whether its repairs wait for nothing that is not its own, end well, and renew no other mode.
  fileprivate var hasOwnRepairs: Bool {
    crew == nil && restart == .constant(Seconds(0)) && comesBackBroken == 0
      && modes.allSatisfy { mode in
        mode.repairWhen == .always && mode.renews.isEmpty
          && mode.repair.steps.allSatisfy {
            $0.needs == .always && ($0.success == 1 || $0.onFailure == .again)
          }
      }
  }
}

extension Flattener {
  /// Whether more than what it requires couples a unit to others.
  func isCoupled(_ unit: RepairableUnit) -> Bool {
    unit.crew != nil || unit.agesWhile != .always || !unit.strikes.isEmpty
      || struckUnits.contains(unit.path)
  }

  /// Makes the tables of all units; their rows exist already.
  mutating func flattenCoupling() {
    let held = system.heldUnits
    let slots = Set(system.pools.flatMap { $0.zones.flatMap { $0.slots.map(\.unit) } })
    var rows: [CouplingRow] = []
    var standbys: [UnitID] = []
    var needsWarmUp = !system.pools.isEmpty || system.incidents.contains(where: outlasts)
    for (index, unit) in system.units.enumerated() {
      let agesWhile = id(of: unit.agesWhile)
      observe(agesWhile, .unitAction, index)
      if initialValues[Int(agesWhile.rawValue)] == 0 { standbys.append(UnitID(index)) }
      let isStruck = struckUnits.contains(unit.path)
      let isAlone =
        unit.hasOwnRepairs && unit.agesWhile == .always && !isStruck && !slots.contains(unit.path)
      // Where one clock pauses without power and the other goes on, power enters the equilibrium.
      let isMixed =
        unit.clock != unit.repairClock && (!unit.requires.isEmpty || held.contains(unit.path))
      if !unit.modes.isEmpty || unit.comesBackBroken > 0 || unit.restart != .constant(Seconds(0)),
        !isAlone || isMixed
      {
        needsWarmUp = true
      }
      rows.append(
        CouplingRow(
          agesWhile: agesWhile, crew: crewID(of: unit),
          strikes: flatten(unit.strikes, of: unit.path), isStruck: isStruck,
          startsInEquilibrium: isAlone))
    }
    let crews = crewTables()
    coupling = FlatCoupling(
      units: rows, crews: crews.rows, crewMembers: crews.members,
      standbys: standbys, hasStrikes: !struckUnits.isEmpty, needsWarmUp: needsWarmUp)
  }

  /// Whether a reaction may outlast its incident, so that earlier strikes matter too.
  private func outlasts(_ incident: Incident) -> Bool {
    incident.reactions.contains { $0.lasting != nil }
  }

  private func crewID(of unit: RepairableUnit) -> CrewID {
    let position = system.crews.firstIndex { $0.name == unit.crew }
    return position.map { CrewID($0) } ?? .none
  }

  private func crewTables() -> (rows: [CrewRow], members: [UnitID]) {
    var rows: [CrewRow] = []
    var members: [UnitID] = []
    for crew in system.crews {
      let first = members.count
      members += system.units.indices.filter { system.units[$0].crew == crew.name }
        .map { UnitID($0) }
      rows.append(
        CrewRow(
          servers: UInt32(crew.servers), members: IndexRange(start: first, end: members.count)))
    }
    return (rows, members)
  }
}
