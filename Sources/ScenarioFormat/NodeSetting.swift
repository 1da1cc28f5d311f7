// SPDX-License-Identifier: GPL-3.0-or-later
// Values that the command line puts into the tree before it is decoded: `--set PATH=VALUE`.

package import Diagnostics

extension LocatedNode {
  /// The tree with the value of an assignment such as `designs.one.nat.instance=c7gn.large`.
  package func setting(
    _ assignment: String, noting sink: inout DiagnosticSink
  ) -> LocatedNode {
    guard let sign = assignment.firstIndex(of: "="), sign > assignment.startIndex else {
      sink.error(
        "a value is set as PATH=VALUE", at: .whole(commandLinePrefix + clipped(assignment)),
        notes: ["such as --set experiment.seed=7"])
      return self
    }
    return setting(
      path: String(assignment[..<sign]),
      to: String(assignment[assignment.index(after: sign)...]), noting: &sink)
  }

  /// The tree with a value created or replaced.
  ///
  /// - Parameters:
  ///   - path: Names and, in lists, indices from 0, joined by dots; a name may hold dots itself.
  ///   - value: Read as YAML.
  ///   - sink: Notes a path that leads nowhere, and a value that is no YAML.
  /// - Returns: The changed tree, or this one after an error.
  package func setting(
    path: String, to value: String, noting sink: inout DiagnosticSink
  ) -> LocatedNode {
    let place = SourceLocation.whole("\(commandLinePrefix)\(clipped("\(path)=\(value)"))")
    guard !isEmpty else { return self }
    var findings = DiagnosticSink()
    let parsed =
      value.isEmpty
      ? LocatedNode(.scalar("", isQuoted: false), at: place)
      : LocatedNode(parsing: SourceText(name: "value", text: value), noting: &findings)
    for finding in findings.diagnostics {
      sink.note(Diagnostic(finding.severity, finding.message, at: place, notes: finding.notes))
    }
    guard !findings.hasErrors else { return self }
    do {
      let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      return try replacing(names[...], by: parsed.placed(at: place), within: [])
    } catch {
      sink.error(error.message, at: place, notes: error.notes)
      return self
    }
  }

  private func replacing(
    _ names: ArraySlice<String>, by new: LocatedNode, within parents: [String]
  ) throws(Misreading) -> LocatedNode {
    guard !names.isEmpty else { return new }
    guard parents.count < YAMLLimits.mostDepth, names.allSatisfy({ !$0.isEmpty }) else {
      throw Misreading("this is no path of names joined by dots", at: new.location)
    }
    switch value {
    case .list(let elements): return try replacing(names, in: elements, by: new, within: parents)
    case .map(let entries): return try replacing(names, in: entries, by: new, within: parents)
    case .scalar:
      return try LocatedNode(.map([]), at: new.location).replacing(names, by: new, within: parents)
    }
  }

  private func replacing(
    _ names: ArraySlice<String>, in elements: [LocatedNode], by new: LocatedNode,
    within parents: [String]
  ) throws(Misreading) -> LocatedNode {
    let name = names[names.startIndex]
    guard let index = Int(name), elements.indices.contains(index) else {
      throw Misreading(
        "'\(clipped(name))' is no element of a list of \(elements.count)", at: new.location,
        notes: ["elements are counted from 0"])
    }
    var changed = elements
    changed[index] = try elements[index].replacing(
      names.dropFirst(), by: new, within: parents + [name])
    return LocatedNode(.list(changed), at: location)
  }

  private func replacing(
    _ names: ArraySlice<String>, in entries: [Entry], by new: LocatedNode, within parents: [String]
  ) throws(Misreading) -> LocatedNode {
    var changed = entries
    // A name may hold dots itself, such as 0.0.0.0/0: the longest that is there is meant.
    for count in stride(from: names.count, through: 1, by: -1) {
      let name = names.prefix(count).joined(separator: ".")
      guard let index = entries.firstIndex(where: { $0.key.name == name }) else { continue }
      changed[index].value = try entries[index].value.replacing(
        names.dropFirst(count), by: new, within: parents + [name])
      return LocatedNode(.map(changed), at: location)
    }
    let name = names[names.startIndex]
    if names.count > 1 {
      try checkCreation(of: name, beside: entries.map(\.key.name), within: parents, by: new)
    }
    let inner = try LocatedNode(.map([]), at: new.location)
      .replacing(names.dropFirst(), by: new, within: parents + [name])
    changed.append(Entry(Key(name, at: new.location), inner))
    return LocatedNode(.map(changed), at: location)
  }

  /// Refuses to create what is probably misspelt: a section, a design or a service, or a name that
  /// resembles one that is there.
  private func checkCreation(
    of name: String, beside known: [String], within parents: [String], by new: LocatedNode
  ) throws(Misreading) {
    let sections = known.contains("model") ? ModelFile.sectionNames : Scenario.sectionNames
    let choices = parents.isEmpty ? sections : known
    if parents.isEmpty, choices.contains(name) { return }
    let isNamed = parents.isEmpty || parents == ["designs"] || parents == ["services"]
    guard isNamed || suggestion(for: name, among: choices) != nil else { return }
    throw Misreading(
      "there is no '\(clipped(name))' to set something in", at: new.location,
      notes: notesForUnknown(name, among: choices))
  }

  /// This tree, all of it at one place.
  private func placed(at place: SourceLocation) -> LocatedNode {
    switch value {
    case .scalar: LocatedNode(value, at: place)
    case .list(let elements): LocatedNode(.list(elements.map { $0.placed(at: place) }), at: place)
    case .map(let entries):
      LocatedNode(
        .map(
          entries.map { Entry(Key($0.key.name, at: place), $0.value.placed(at: place)) }),
        at: place)
    }
  }
}
