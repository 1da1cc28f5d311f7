// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the fields of one map: typed access, defaults, unknown and missing names.

package import Diagnostics

/// Reads the declared fields of one map and remembers where each value came from.
///
/// Reading never stops: a mistake is noted and a placeholder returned, about which nobody should
/// complain again (`failed`). `finish` notes the names that nobody asked for.
///
///     var read = FieldReader(node, path: "nat", of: "nat-gateway")
///     let bandwidth = read(Self.bandwidth)
///     let change = read.group("change") { $0(Self.rate) }
///     read.finish(noting: &sink)
package struct FieldReader: Sendable {
  /// The map that is read; a map without entries stands for what is not one.
  package let node: LocatedNode
  /// Before the names of fields in the table of assumptions, such as `nat/a`.
  package let path: String
  /// What is read, for messages, such as `nat-gateway`.
  package let subject: String
  /// Every value that was read, in the order of reading.
  package private(set) var assumptions: [Assumption] = []

  private(set) var findings = DiagnosticSink()
  private var known: [String] = []
  private var failures: Set<String> = []
  /// What is missing, until `finish` knows whether it was only misspelt.
  private var absences: [(name: String, finding: Diagnostic)] = []

  /// Notes at once if the node is no map; an empty one counts as a map without entries.
  package init(_ node: LocatedNode, path: String, of subject: String) {
    self.path = path
    self.subject = subject
    if node.map == nil {
      self.node = LocatedNode(.map([]), at: node.location)
      if !node.isEmpty {
        findings.error(
          "expected a map of the fields of \(subject), not \(node.described)", at: node.location)
        failures.insert("")
      }
    } else {
      self.node = node
    }
  }

  /// The value of a field, its default, or a placeholder after a mistake.
  package mutating func callAsFunction<Value>(_ field: Field<Value>) -> Value {
    guard let written = take(field.name) else { return missing(field) }
    guard !written.isEmpty else {
      fail(field.name, "'\(field.name)' of \(subject) has no value", at: written.location)
      return field.placeholder
    }
    do {
      let value = try Value(reading: written)
      guard field.requirement.holds(value) else {
        fail(
          field.name,
          "'\(field.name)' of \(subject) must be \(field.requirement.text), not \(value.text)",
          at: written.location)
        return field.placeholder
      }
      record(field.name, value.text, ValueOrigin(of: written.location))
      return value
    } catch {
      fail(
        field.name, "'\(field.name)' of \(subject): \(error.message)", at: error.location,
        notes: error.notes)
      return field.placeholder
    }
  }

  /// The value of an entry as it stands; the name counts as known.
  package mutating func take(_ name: String) -> LocatedNode? {
    if !known.contains(name) { known.append(name) }
    return node[name]
  }

  /// Whether a value could not be read, so that nothing more should be said about it.
  package func failed(_ name: String) -> Bool {
    failures.contains(name) || failures.contains("")
  }

  /// Whether anything that was read here was wrong.
  package var hasErrors: Bool { findings.hasErrors || !absences.isEmpty }

  /// The place of a value, or of the whole map when it is not there.
  package func location(of name: String) -> SourceLocation { node[name]?.location ?? node.location }

  /// Notes a mistake in a field that only the caller can see.
  package mutating func fail(
    _ name: String, _ message: String, at location: SourceLocation? = nil, notes: [String] = []
  ) {
    failures.insert(name)
    findings.error(message, at: location ?? self.location(of: name), notes: notes)
  }

  /// Adds a line to the table of assumptions.
  package mutating func record(_ name: String, _ value: String, _ origin: ValueOrigin) {
    assumptions.append(Assumption(path: assumptionPath(name), value: value, origin: origin))
  }

  /// Hands over all findings; a name that nobody asked for is one.
  package mutating func finish(noting sink: inout DiagnosticSink) {
    for entry in node.map ?? [] where !known.contains(entry.key.name) {
      findings.error(
        "unknown field '\(clipped(entry.key.name))' of \(subject)", at: entry.key.location,
        notes: notesForUnknown(entry.key.name, among: known))
      let meant = suggestion(for: entry.key.name, among: known)
      absences.removeAll { $0.name == meant }
    }
    for absence in absences { findings.note(absence.finding) }
    absences = []
    for finding in findings.diagnostics { sink.note(finding) }
    findings = DiagnosticSink()
  }

  private mutating func missing<Value>(_ field: Field<Value>) -> Value {
    switch field.fallback {
    case .required:
      noteAbsence(of: field.name, "field", field.meaning)
    case .absent: break
    case .cited(let cited):
      assumptions.append(
        Assumption(path: assumptionPath(field.name), value: cited.value.text, of: cited))
    }
    return field.placeholder
  }

  /// Notes that something must be given, unless `finish` finds that it was misspelt.
  mutating func noteAbsence(of name: String, _ kind: String, _ meaning: String) {
    guard !failed(name) else { return }
    failures.insert(name)
    let finding = Diagnostic(
      .error, "\(subject) needs the \(kind) '\(name)'", at: node.location,
      notes: ["\(name): \(meaning)"])
    absences.append((name, finding))
  }

  private func assumptionPath(_ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  /// Takes over what a reader of a part has found.
  mutating func absorb(_ part: inout FieldReader) {
    part.finish(noting: &findings)
    assumptions += part.assumptions
  }
}
