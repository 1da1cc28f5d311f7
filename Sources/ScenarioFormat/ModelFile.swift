// SPDX-License-Identifier: GPL-3.0-or-later
// A model file: a system model said directly in primitives, its experiment and its expectations.

package import Diagnostics
import Quantities
package import ReliabilityModeling

/// A decoded model file, the door to the waist for those who need no component of AWS.
package struct ModelFile: Sendable {
  package let title: String
  package let system: SystemModel
  package let experiment: Experiment
  package let expect: [Expectation]

  /// The sections of a model file.
  package static let sectionNames =
    ["model", "operators"] + ModelSection.allCases.map(\.rawValue) + ["experiment", "expect"]

  private static let title = Field<String>("model", "what is modelled, in one line")

  /// Whether a tree is a model file and no scenario: it has the entry `model`.
  package static func isModel(_ tree: LocatedNode) -> Bool { tree["model"] != nil }

  /// Decodes the sections and checks the model; what is missing or wrong is noted.
  ///
  /// - Parameters:
  ///   - tree: The whole file.
  ///   - sink: With errors in it the model must not be flattened.
  package init(decoding tree: LocatedNode, noting sink: inout DiagnosticSink) {
    var findings = DiagnosticSink()
    var read = FieldReader(tree, path: "", of: "a model")
    title = read(Self.title)
    let names = ModelNames(reading: tree, &read)
    experiment = read.group("experiment", of: "the experiment") { Experiment(&$0) }
    let horizon = SimTime.zero + SimDuration(experiment.horizon)
    var reading = ModelReading(names: names, title: title, horizon: horizon)
    reading.readSections(&read)
    if tree["measures"]?.map?.isEmpty != false, !read.failed("measures") {
      _ = read.take("measures")
      read.noteAbsence(of: "measures", "section", "what the model is asked")
    }
    let measures = reading.measures
    expect = read.elements("expect", of: "an expectation") { _, part in
      Expectation(&part, ofMeasures: measures)
    }.compactMap { $0 }
    let isSound = !read.hasErrors
    read.finish(noting: &findings)
    system = reading.build(over: horizon, isSound: isSound, noting: &findings)
    // Copies of one template share their mistakes.
    var seen: Set<Diagnostic> = []
    for finding in findings.diagnostics where seen.insert(finding).inserted { sink.note(finding) }
  }
}

/// One copy of an entry while it is read; an entry without `each` is its own only copy.
struct ModelCopy {
  let path: ComponentPath
  /// For which member of the template it stands.
  let member: String?
  /// Where the entry stands.
  let location: SourceLocation
}

/// What has been read of a model, and with which names.
struct ModelReading {
  let names: ModelNames
  var builder: SystemModelBuilder
  private(set) var measures: [Measure] = []
  /// End of a replication.
  let horizon: SimTime
  /// What each source wants while every part is healthy.
  var demands: [ComponentPath: (rate: Int64, profile: DemandProfile?)] = [:]
  /// Entries with mistakes, about whose parts nothing more is said.
  private var unsound: Set<SourceLocation> = []

  init(names: ModelNames, title: String, horizon: SimTime) {
    self.names = names
    self.horizon = horizon
    builder = SystemModelBuilder(name: title)
  }

  mutating func add(_ measure: Measure, at place: SourceLocation) {
    measures.append(measure)
    builder.add(measure, at: place)
  }

  /// Reads each copy of each entry of a section, in the order of the file.
  ///
  /// - Parameters:
  ///   - section: Its name and what its entries are.
  ///   - read: The reader of the file.
  ///   - body: Reads one copy and adds its parts.
  mutating func entries(
    of section: ModelSection, _ read: inout FieldReader,
    _ body: (inout Self, ModelCopy, inout FieldReader) -> Void
  ) {
    for entry in read.namedEntries(of: section.rawValue) where names.isAccepted(entry.key) {
      let node = section.expanded(entry.value)
      let members = node["each"].flatMap { try? ModelMembers(reading: $0) }
      let copies = section.allowsEach ? members?.names.map(Optional.some) ?? [nil] : [nil]
      for member in copies {
        let path = ComponentPath(entry.key.name)
        let copy = ModelCopy(
          path: member.map { path / $0 } ?? path, member: member, location: entry.key.location)
        let title = "\(section.subject) '\(clipped(entry.key.name))'"
        read.part(node, named: "\(section.rawValue).\(entry.key.name)", of: title) { part in
          if section.allowsEach { _ = part(ModelMembers.field) }
          body(&self, copy, &part)
          if part.hasErrors { unsound.insert(entry.key.location) }
        }
      }
    }
  }

  /// Checks what was read together; an entry that could not be read is not judged again.
  func build(
    over horizon: SimTime, isSound: Bool, noting sink: inout DiagnosticSink
  ) -> SystemModel {
    var findings = DiagnosticSink()
    let system = builder.build(over: horizon, noting: &findings)
    for finding in findings.diagnostics {
      let isCertain = finding.location.map { !unsound.contains($0) } ?? isSound
      if isCertain { sink.note(finding) }
    }
    return system
  }
}

extension FieldReader {
  /// The entries of a section by name; notes a section that is no map.
  mutating func namedEntries(of name: String) -> [LocatedNode.Entry] {
    guard let written = take(name), !written.isOff else { return [] }
    if written.map == nil, !failed(name) {
      fail(
        name, "the section '\(name)' must be a map of names, not \(written.described)",
        at: written.location)
    }
    return written.map ?? []
  }

  /// The signal of a field, its names resolved for a copy.
  mutating func signal(
    _ field: Field<WrittenSignal>, _ names: ModelNames, for copy: ModelCopy
  ) -> Signal {
    resolved(self(field), field.name, names, for: copy)
  }

  /// A signal that stood in a field, its names resolved for a copy.
  mutating func resolved(
    _ written: WrittenSignal, _ field: String, _ names: ModelNames, for copy: ModelCopy
  ) -> Signal {
    guard !failed(field) else { return .always }
    do {
      return try names.signal(written, for: copy.member)
    } catch {
      fail(error, in: field)
      return .always
    }
  }

  /// Notes why a field could not be read.
  mutating func fail(_ misreading: Misreading, in field: String) {
    fail(
      field, "'\(field)' of \(subject): \(misreading.message)", at: misreading.location,
      notes: misreading.notes)
  }
}
