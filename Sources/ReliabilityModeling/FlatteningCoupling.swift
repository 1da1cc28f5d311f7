// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of what couples units: crews, standby, strikes.

import FlatStorage

extension SystemModel {
  /// Units that another part may strike.
  var struckUnits: Set<ComponentPath> {
    Set((units.flatMap(\.strikes) + failovers.flatMap(\.strikes)).map(\.target))
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
    var rows: [CouplingRow] = []
    var standbys: [UnitID] = []
    for (index, unit) in system.units.enumerated() {
      let agesWhile = id(of: unit.agesWhile)
      observe(agesWhile, .unitAction, index)
      if initialValues[Int(agesWhile.rawValue)] == 0 { standbys.append(UnitID(index)) }
      rows.append(
        CouplingRow(
          agesWhile: agesWhile, crew: crewID(of: unit),
          strikes: flatten(unit.strikes, of: unit.path),
          isStruck: struckUnits.contains(unit.path)))
    }
    let crews = crewTables()
    coupling = FlatCoupling(
      units: rows, crews: crews.rows, crewMembers: crews.members, standbys: standbys,
      hasStrikes: !struckUnits.isEmpty)
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
