// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of what couples units: crews with somebody in them, strikes at units that can fail.

import Diagnostics

extension ModelChecks {
  mutating func checkCrews() {
    var known: Set<String> = []
    for crew in model.crews {
      if !known.insert(crew.name).inserted { report("crew '\(crew.name)' is defined twice", crew) }
      if crew.servers < 1 { report("crew '\(crew.name)' must have at least one server", crew) }
      if crew.servers > RepairCrew.mostServers {
        report("crew '\(crew.name)' has more than \(RepairCrew.mostServers) servers", crew)
      }
    }
    for unit in model.units {
      guard let crew = unit.crew, !known.contains(crew) else { continue }
      report(
        "the repairs of \(unit.path) wait for '\(crew)', which is no crew", unit.path,
        notes: notesForUnknown(crew, among: known.sorted()))
    }
  }

  /// What a failure or a switch of `path` strikes.
  mutating func check(_ strikes: [UnitStrike], of path: ComponentPath) {
    var known: Set<[String]> = []
    for strike in strikes {
      let target = strike.target
      require(
        strike.probability > 0 && strike.probability <= 1,
        "the probability that \(path) strikes '\(target)' must lie in 0 … 1 and not be 0", path)
      require(target != path, "\(path) strikes itself", path)
      require(
        known.insert([target.text, strike.mode ?? ""]).inserted,
        "\(path) strikes '\(target)' twice in one way", path)
      guard let unit = model.units.first(where: { $0.path == target }) else {
        report(
          "\(path) strikes '\(target)', which is no unit", path,
          notes: notesForUnknown(target.text, among: model.units.map(\.path.text)))
        continue
      }
      require(!unit.modes.isEmpty, "\(path) strikes '\(target)', which has no modes", path)
      let names = unit.modes.map(\.name)
      guard let mode = strike.mode, !names.isEmpty, !names.contains(mode) else { continue }
      report(
        "\(path) strikes '\(target)' by '\(mode)', which is no mode of it", path,
        notes: notesForUnknown(mode, among: names))
    }
  }

  private mutating func report(_ message: String, _ crew: RepairCrew) {
    findings.append(Diagnostic(.error, message, at: crewPlaces[crew.name]))
  }
}
