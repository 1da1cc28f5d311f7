// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of single parts: ranges of their numbers, and names within them.

import Quantities
import RandomVariates

extension ModelChecks {
  mutating func check(_ unit: RepairableUnit) {
    let path = unit.path
    require(unit.requires.count <= 32, "\(path) requires more than 32 signals", path)
    require(unit.modes.count <= 31, "\(path) has more than 31 modes", path)
    require(
      unit.comesBackBroken >= 0 && unit.comesBackBroken < 1,
      "the probability that \(path) comes back broken must lie in 0 … 1", path)
    check(unit.restart, "the restart of \(path)", path)
    check(unit.brokenRepair, "the repair of \(path) from 'broken'", path)
    check(unit.strikes, of: path)
    let names = unit.modes.map(\.name)
    require(Set(names).count == names.count, "\(path) has two modes of one name", path)
    for mode in unit.modes {
      require(mode.name != "broken", "'broken' is a built-in mode of \(path)", path)
      if let law = mode.failure { check(law, "the failure of \(path) by '\(mode.name)'", path) }
      check(mode.repair, "the repair of \(path) from '\(mode.name)'", path)
      for other in mode.renews where !names.contains(other) {
        report("'\(mode.name)' of \(path) renews '\(other)', which is no mode of it", path)
      }
    }
  }

  mutating func check(_ law: DurationLaw, _ what: String, _ path: ComponentPath) {
    if let problem = law.problem { report("\(what): \(problem)", path) }
  }

  mutating func check(_ action: Action, _ what: String, _ path: ComponentPath) {
    require(!action.steps.isEmpty, "\(what) has no steps", path)
    require(action.steps.count <= 255, "\(what) has more than 255 steps", path)
    check(action.resume, "the resumption of \(what)", path)
    for step in action.steps {
      require(
        step.success > 0 && step.success <= 1,
        "the success of a step of \(what) must lie in 0 … 1 and not be 0", path)
      if case .law(let law) = step.duration { check(law, "a step of \(what)", path) }
    }
  }

  mutating func check(_ incident: Incident) {
    let path = incident.path
    require(incident.groups.count <= 64, "\(path) has more than 64 groups", path)
    require(
      incident.spread >= 0 && incident.spread <= 1, "the spread of \(path) must lie in 0 … 1", path)
    check(incident.duration, "the duration of \(path)", path)
    if let problem = incident.severity.problem {
      report("the severity of \(path): \(problem)", path)
    }
    switch incident.strikes {
    case .drawn(let mtbf):
      require(mtbf.value > 0, "the mean time between strikes of \(path) must be positive", path)
    case .replayed(let rows):
      for row in rows { check(row, of: incident) }
      for (row, next) in zip(rows, rows.dropFirst()) {
        let end = row.at + (row.duration ?? .zero)
        require(next.at >= end, "the replayed strikes of \(path) overlap", path)
      }
    }
    for reaction in incident.reactions {
      if let law = reaction.lasting { check(law, "a reaction to \(path)", path) }
      for target in reaction.targets {
        guard let group = target.group else { continue }
        require(
          incident.groups.indices.contains(group), "\(path) knows no group of '\(target.leaf)'",
          path)
      }
    }
  }

  private mutating func check(_ strike: ReplayedStrike, of incident: Incident) {
    let path = incident.path
    require(strike.at >= .zero, "a replayed strike of \(path) precedes the start", path)
    if let severity = strike.severity {
      require(
        severity >= 0 && severity <= 1, "a replayed severity of \(path) must lie in 0 … 1", path)
    }
    switch strike.groups {
    case .none: break
    case .named(let groups):
      require(
        groups.allSatisfy(incident.groups.indices.contains),
        "a replayed strike of \(path) names a group that it does not have", path)
    case .drawn(let count, let population):
      require(
        count >= 0 && count <= population && population >= incident.groups.count,
        "a replayed strike of \(path) draws more groups than there are", path)
    }
  }

  mutating func check(_ calendar: Calendar) {
    let path = calendar.path
    require(calendar.every > .zero, "the period of \(path) must be positive", path)
    require(
      calendar.first >= .zero && calendar.lead >= .zero,
      "the first window of \(path) and its lead must not be negative", path)
    check(calendar.length, "the windows of \(path)", path)
  }
}
