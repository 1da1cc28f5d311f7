// SPDX-License-Identifier: GPL-3.0-or-later
// Reads incidents and calendars of a model file.

import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling

/// Which leaves a reaction concerns.
enum ScopeChoice: String, FieldChoice {
  case here, others, everywhere

  var scope: Incident.Scope {
    switch self {
    case .here: .here
    case .others: .others
    case .everywhere: .everywhere
    }
  }
}

/// The fields of incidents, their reactions and their dated strikes.
enum IncidentFields {
  static let mtbf = Field<Seconds>(
    "mtbf", "mean from an end to the next strike, drawn exponentially", must: .moreThan(Seconds(0)))
  static let duration = Field<DurationLaw>("duration", "how long a strike lasts")
  static let severity = Field<ShareLaw>(
    "severity", orAbsent: .constant(Share(1)), "h, one draw a strike")
  static let home = Field<String?>(optional: "home", "the group in which it begins")
  static let spread = Field<Share>(
    "spread", orAbsent: Share(0), "probability that it strikes each other group too")

  static let target = Field<[String]>("target", "units that it holds, or levels that it multiplies")
  static let scope = Field<ScopeChoice>(
    "in", orAbsent: .everywhere, "here: groups struck, others: groups not struck, or everywhere")
  static let conditions = Field<[ReactionCondition]>(
    "when", orAbsent: [], "conditions that must all hold")
  static let factor = Field<SeverityFactor?>(
    optional: "factor", "multiplies levels, such as '1 - 0.6 h'; without it units are held")
  static let lasting = Field<DurationLaw?>(
    optional: "for", "one draw a target, in place of the incident's duration")

  static let instant = Field<Seconds>("at", "when it strikes, from the start of a history")
  static let span = Field<Seconds?>(optional: "duration", "in place of a draw")
  static let fixedSeverity = Field<Share?>(optional: "severity", "in place of a draw")
  static let mark = Field<Share?>(optional: "mark", "in place of a draw")
  static let struck = Field<StruckGroups>(
    "groups", orAbsent: .none, "names of groups, or how many are drawn, such as '1 of 6'")
}

/// The fields of calendars.
enum CalendarFields {
  static let first = Field<Seconds>("first", "when the first window opens, from Monday 00:00")
  static let every = Field<Seconds>(
    "every", "from one opening to the next", must: .moreThan(Seconds(0)))
  static let length = Field<DurationLaw>("for", "how long a window stays open")
  static let lead = Field<Seconds>(
    "lead", orAbsent: Seconds(0), "how long before a window it is announced")
}

extension ModelReading {
  mutating func readCalendars(_ read: inout FieldReader) {
    entries(of: .calendars, &read) { model, copy, read in
      model.builder.add(
        Calendar(
          copy.path, first: .zero + SimDuration(read(CalendarFields.first)),
          every: SimDuration(read(CalendarFields.every)), length: read(CalendarFields.length),
          lead: SimDuration(read(CalendarFields.lead))),
        at: copy.location)
    }
  }

  mutating func readIncidents(_ read: inout FieldReader) {
    entries(of: .incidents, &read) { model, copy, read in
      model.builder.add(model.incident(copy, &read), at: copy.location)
    }
  }

  private func incident(_ copy: ModelCopy, _ read: inout FieldReader) -> Incident {
    let groups = leafGroups(copy, &read)
    let home = read(IncidentFields.home)
    if let home, !groups.names.contains(home), !read.failed("groups") {
      read.fail(
        "home", "there is no group '\(clipped(home))' in \(read.subject)",
        notes: notesForUnknown(home, among: groups.names))
    }
    let strikes = strikes(&read, among: groups)
    let reactions = read.elements("reactions", of: "a reaction of \(read.subject)") { _, part in
      reaction(copy, &part, among: groups)
    }
    return Incident(
      copy.path, strikes: strikes, duration: read(IncidentFields.duration),
      severity: read(IncidentFields.severity), groups: groups.names,
      home: home.flatMap { groups.names.firstIndex(of: $0) },
      spread: read(IncidentFields.spread).value, reactions: reactions)
  }

  /// Drawn by `mtbf`, or replayed by the list `at`.
  private func strikes(
    _ read: inout FieldReader, among groups: LeafGroups
  ) -> Incident.Strikes {
    guard read.node["at"] != nil else {
      _ = read.take("at")
      return .drawn(mtbf: read(IncidentFields.mtbf))
    }
    if read.take("mtbf") != nil {
      read.fail("mtbf", "\(read.subject) has both 'mtbf' and 'at'; one of them decides")
    }
    return .replayed(
      read.elements("at", of: "a strike of \(read.subject)") { _, part in
        ReplayedStrike(
          at: .zero + SimDuration(part(IncidentFields.instant)),
          duration: part(IncidentFields.span).map { SimDuration($0) },
          severity: part(IncidentFields.fixedSeverity)?.value,
          mark: part(IncidentFields.mark).map { .fixed($0.value) } ?? .drawn(below: 1),
          groups: struck(&part, among: groups))
      })
  }

  private func struck(
    _ read: inout FieldReader, among groups: LeafGroups
  ) -> ReplayedStrike.Groups {
    switch read(IncidentFields.struck) {
    case .none: return .none
    case .drawn(let count, let population): return .drawn(count: count, population: population)
    case .named(let names):
      for name in names where !groups.names.contains(name) {
        read.fail(
          "groups", "there is no group '\(clipped(name))'",
          notes: notesForUnknown(name, among: groups.names))
      }
      return .named(names.compactMap { groups.names.firstIndex(of: $0) })
    }
  }

  private func reaction(
    _ copy: ModelCopy, _ read: inout FieldReader, among groups: LeafGroups
  ) -> Incident.Reaction {
    let factor = read(IncidentFields.factor)
    let targets = read(IncidentFields.target).flatMap { name -> [String] in
      guard let paths = leaves(named: name, for: copy.member, areLevels: factor != nil) else {
        let kind = factor == nil ? "unit" : "level"
        let known = factor == nil ? names.signals.written : names.levels.written
        read.fail(
          "target", "there is no \(kind) '\(clipped(name))'",
          notes: known.count <= 1_000 ? notesForUnknown(name, among: known) : [])
        return []
      }
      return paths
    }
    return Incident.Reaction(
      of: targets.map { Incident.Target(ComponentPath($0), group: groups.group(of: $0)) },
      in: read(IncidentFields.scope).scope,
      when: read(IncidentFields.conditions).map(\.condition),
      effect: factor.map { .factor(slope: $0.slope) } ?? .hold,
      lasting: read(IncidentFields.lasting))
  }

  private func leaves(named name: String, for member: String?, areLevels: Bool) -> [String]? {
    if areLevels { return names.levels.paths(of: name, for: member) }
    guard let paths = names.paths(of: name, for: member), paths.allSatisfy(names.units.contains)
    else { return nil }
    return paths
  }

  /// A list of names, each the group of all leaves that have it in their path, or a map of groups
  /// with their leaves.
  private func leafGroups(_ copy: ModelCopy, _ read: inout FieldReader) -> LeafGroups {
    guard let written = read.take("groups") else { return LeafGroups() }
    guard let map = written.map else {
      do {
        return LeafGroups(named: try [String](reading: written))
      } catch {
        read.fail(error, in: "groups")
        return LeafGroups()
      }
    }
    var groups = LeafGroups(named: map.map(\.key.name).sorted(), isListed: true)
    read.part(written, named: "groups", of: "the groups of \(read.subject)") { part in
      for entry in map {
        let name = entry.key.name
        for leaf in part(Field<[String]>(name, "the leaves of a group")) {
          let paths =
            leaves(named: leaf, for: copy.member, areLevels: false)
            ?? names.levels.paths(of: leaf, for: copy.member)
          if paths == nil { part.fail(names.unknown(leaf, at: entry.value.location), in: name) }
          for path in paths ?? [] where !groups.put(path, into: name) {
            part.fail(name, "'\(path)' is in two groups", at: entry.value.location)
          }
        }
      }
    }
    return groups
  }
}
