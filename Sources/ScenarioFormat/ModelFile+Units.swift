// SPDX-License-Identifier: GPL-3.0-or-later
// Reads crews and units of a model file.

import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling

/// What a clock does while the unit is without power.
enum ClockChoice: String, FieldChoice {
  case pause
  case `continue`

  var clock: RepairableUnit.Clock {
    switch self {
    case .pause: .pause
    case .continue: .continue
    }
  }
}

/// The fields of crews, units, their modes and what they strike.
enum UnitFields {
  static let servers = Field<Int>(
    "servers", orAbsent: 1, "repairs at a time", must: .within(1...1_000_000))

  static let requires = Field<[WrittenSignal]>(
    "requires", orAbsent: [], "signals that power it; without one of them it is down")
  static let clock = Field<ClockChoice>(
    "clock", orAbsent: .pause, "what its failure clocks do without power")
  static let repairClock = Field<ClockChoice>(
    "repairClock", orAbsent: .pause, "what its repair does without power")
  static let restart = Field<DurationLaw>(
    "restart", orAbsent: .constant(Seconds(0)),
    "passes each time it is healthy and powered again, before it is up")
  static let comesBackBroken = Field<Share>(
    "comesBackBroken", orAbsent: Share(0),
    "probability that it comes up in the built-in mode 'broken'",
    must: Requirement("from 0 % to below 100 %") { $0.value < 1 })
  static let crew = Field<String?>(optional: "crew", "the crew that its repairs wait for")
  static let agesWhile = Field<WrittenSignal>(
    "agesWhile", orAbsent: .always, "its failure clocks run only while this is up")

  static let failure = Field<LawOrNever>(
    "failure", "time to failure; 'never' for a mode that only occurs when struck",
    must: Requirement("a law that takes time") { ($0.law?.greatest.value ?? 1) > 0 })
  static let repairWhen = Field<WrittenSignal>(
    "repairWhen", orAbsent: .always, "the repair begins once this is up")
  static let renews = Field<[String]>(
    "renews", orAbsent: [], "modes whose clocks are drawn anew by a failure of this one")
  static let modeName = Field<String>("name", "the name of the mode")

  static let target = Field<String>("target", "the unit that it strikes")
  static let mode = Field<String?>(
    optional: "mode", "the mode in which the target fails; the first one unless given")
  static let probability = Field<Share>(
    "probability", orAbsent: Share(1), "probability that the target fails too",
    must: .moreThan(Share(0)))

  /// The only mode of a unit that is written without `modes`.
  static let onlyMode = "failure"
}

extension ModelReading {
  mutating func readCrews(_ read: inout FieldReader) {
    entries(of: .crews, &read) { model, copy, read in
      model.builder.add(
        RepairCrew(copy.path.text, servers: read(UnitFields.servers)), at: copy.location)
    }
  }

  mutating func readUnits(_ read: inout FieldReader) {
    entries(of: .units, &read) { model, copy, read in
      model.builder.add(model.unit(copy, &read), at: copy.location)
    }
  }

  /// The unit that a map describes; also a pool's slot is one.
  func unit(_ copy: ModelCopy, _ read: inout FieldReader) -> RepairableUnit {
    let modes = modes(copy, &read)
    let crew = read(UnitFields.crew)
    if let crew, !names.crews.contains(crew), !read.failed("crew") {
      read.fail(
        "crew", "there is no crew '\(clipped(crew))'",
        notes: notesForUnknown(crew, among: names.crews))
    }
    return RepairableUnit(
      copy.path, modes: modes,
      requires: read.signals(UnitFields.requires, names, for: copy),
      clock: read(UnitFields.clock).clock, repairClock: read(UnitFields.repairClock).clock,
      restart: read(UnitFields.restart), comesBackBroken: read(UnitFields.comesBackBroken).value,
      brokenRepair: read.action("until", names, for: copy) ?? Action([.operatorReaction]),
      agesWhile: read.signal(UnitFields.agesWhile, names, for: copy), crew: crew,
      strikes: strikes(copy, &read))
  }

  private func modes(_ copy: ModelCopy, _ read: inout FieldReader) -> [FailureMode] {
    guard read.node["modes"] != nil else {
      // Without `modes` the unit's own fields are those of its only mode; it may have none.
      let hasMode = ["failure", "repair", "steps"].contains { read.node[$0] != nil }
      guard hasMode else { return [] }
      return [mode(UnitFields.onlyMode, copy, &read)]
    }
    for name in ["failure", "repair", "steps", "resume", "repairWhen", "renews"]
    where read.take(name) != nil {
      read.fail(name, "'\(name)' of \(read.subject) belongs into one of its 'modes'")
    }
    return read.ordered("modes", of: "mode") { name, read in mode(name, copy, &read) }
  }

  private func mode(
    _ name: String, _ copy: ModelCopy, _ read: inout FieldReader
  ) -> FailureMode {
    let failure = read(UnitFields.failure).law
    var repairWhen = read.signal(UnitFields.repairWhen, names, for: copy)
    let renews = read(UnitFields.renews)
    var repair = Action([.law(.constant(Seconds(0)))])
    if read.node["steps"] != nil {
      if read.take("repair") != nil {
        read.fail("repair", "\(read.subject) has both 'repair' and 'steps'; one of them decides")
      }
      repair = read.stepsAndResume(names, for: copy)
    } else if read.node["repair"]?.scalar == "never" {
      _ = read.take("repair")
      repairWhen = .not(.always)
    } else if let action = read.action("repair", names, for: copy) {
      repair = action
    } else {
      read.noteAbsence(of: "repair", "field", "a law, 'never', or steps")
    }
    return FailureMode(
      name, failure: failure, repair: repair, repairWhen: repairWhen, renews: renews)
  }

  /// What failures strike: names of units, or maps with a mode and a probability.
  func strikes(_ copy: ModelCopy, _ read: inout FieldReader) -> [UnitStrike] {
    guard let written = read.take("strikes"), !written.isOff else { return [] }
    return (written.list ?? [written]).enumerated().flatMap { index, element in
      let map =
        element.map != nil
        ? element
        : LocatedNode(
          .map([.init(.init("target", at: element.location), element)]), at: element.location)
      return read.part(map, named: "strikes.\(index)", of: "a strike of \(read.subject)") { read in
        let mode = read(UnitFields.mode)
        let probability = read(UnitFields.probability).value
        return read.units(UnitFields.target, names, for: copy).map {
          UnitStrike($0, mode: mode, probability: probability)
        }
      }
    }
  }
}

extension FieldReader {
  /// The signals of a list, names resolved; a name of a template stands for its copies.
  mutating func signals(
    _ field: Field<[WrittenSignal]>, _ names: ModelNames, for copy: ModelCopy
  ) -> [Signal] {
    let written = self(field)
    guard !failed(field.name) else { return [] }
    do {
      return try names.signals(written, for: copy.member)
    } catch {
      fail(error, in: field.name)
      return []
    }
  }

  /// The units for which a name stands.
  mutating func units(
    _ field: Field<String>, _ names: ModelNames, for copy: ModelCopy
  ) -> [ComponentPath] {
    let name = self(field)
    guard !failed(field.name) else { return [] }
    guard let paths = names.paths(of: name, for: copy.member) else {
      let unknown = names.unknown(name, at: location(of: field.name))
      fail(field.name, unknown.message, notes: unknown.notes)
      return []
    }
    guard paths.allSatisfy(names.units.contains) else {
      fail(field.name, "'\(clipped(name))' is no unit")
      return []
    }
    return paths.map { ComponentPath($0) }
  }

  /// Named maps whose order counts: a list of maps with `name`, or a map, which is read in the
  /// order of its names because the order of a map's entries never matters.
  mutating func ordered<Result>(
    _ field: String, of subject: String, _ body: (String, inout FieldReader) -> Result
  ) -> [Result] {
    guard let written = take(field), !written.isOff else { return [] }
    if written.list != nil {
      return elements(field, of: "a \(subject) of \(self.subject)") { _, read in
        body(read(Field<String>("name", "the name of the \(subject)")), &read)
      }
    }
    guard let entries = written.map else {
      fail(
        field,
        "'\(field)' of \(self.subject): expected a map of names or a list, not "
          + written.described, at: written.location)
      return []
    }
    return entries.sorted { $0.key.name < $1.key.name }.map { entry in
      let title = "\(subject) '\(clipped(entry.key.name))' of \(self.subject)"
      return part(entry.value, named: "\(field).\(entry.key.name)", of: title) {
        body(entry.key.name, &$0)
      }
    }
  }
}
