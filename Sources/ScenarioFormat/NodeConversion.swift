// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes of Yams to located nodes: limits on what aliases expand to, names once, laws in one piece.

import Diagnostics
import Yams

/// Converts one document.
struct NodeConversion {
  /// Values in a file, an alias counted as often as it is used.
  static let mostNodes = 100_000

  private(set) var findings = DiagnosticSink()
  private let file: String
  private let names: KeyedText
  private var count = 0
  private(set) var isExcessive = false

  init(of file: String, names: KeyedText) {
    self.file = file
    self.names = names
  }

  /// The located tree below a node.
  mutating func node(_ node: Node, depth: Int = 0) -> LocatedNode {
    let place = location(node.mark)
    let nothing = LocatedNode(.scalar("", isQuoted: false), at: place)
    count += 1
    guard !isExcessive, count <= Self.mostNodes, depth <= YAMLLimits.mostDepth else {
      refuse(at: place, isDeep: depth > YAMLLimits.mostDepth)
      return nothing
    }
    switch node {
    case .scalar(let scalar):
      noteTag(scalar.tag, at: place)
      let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
      return LocatedNode(.scalar(text(scalar), isQuoted: isQuoted), at: place)
    case .sequence(let sequence):
      noteTag(sequence.tag, at: place)
      var elements: [LocatedNode] = []
      for element in sequence {
        let next = self.node(element, depth: depth + 1)
        if let last = elements.last, let joined = last.continued(by: next) {
          elements[elements.count - 1] = joined
        } else {
          elements.append(next)
        }
      }
      return LocatedNode(.list(elements), at: place)
    case .mapping(let mapping):
      return LocatedNode(.map(entries(of: mapping, depth: depth)), at: place)
    case .alias:
      return nothing
    }
  }

  /// The entries in the order of the file, each name once.
  private mutating func entries(of mapping: Node.Mapping, depth: Int) -> [LocatedNode.Entry] {
    var entries: [LocatedNode.Entry] = []
    var merged: [LocatedNode.Entry] = []
    for (name, value) in mapping {
      guard case .scalar(let scalar) = name else {
        findings.error("the name of a field must be a plain text", at: location(name.mark))
        continue
      }
      let key = LocatedNode.Key(text(scalar), at: location(scalar.mark))
      let written = node(value, depth: depth + 1)
      let keyNode = LocatedNode(.scalar(key.name, isQuoted: false), at: key.location)
      if written.isEmpty, let last = entries.last, let joined = last.value.continued(by: keyNode) {
        entries[entries.count - 1].value = joined
      } else if key.name == "<<" {
        for map in written.list ?? [written] { merged += map.map ?? [] }
      } else {
        entries.append(LocatedNode.Entry(key, written))
      }
    }
    entries = withoutDuplicates(entries)
    let own = Set(entries.map(\.key.name))
    var inherited = Set<String>()
    for entry in merged where !own.contains(entry.key.name) {
      if inherited.insert(entry.key.name).inserted { entries.append(entry) }
    }
    return entries
  }

  /// Notes every name that stands twice and keeps its first entry.
  private mutating func withoutDuplicates(
    _ entries: [LocatedNode.Entry]
  ) -> [LocatedNode.Entry] {
    var firstPlaces: [String: SourceLocation] = [:]
    var kept: [LocatedNode.Entry] = []
    for entry in entries {
      guard let first = firstPlaces[entry.key.name] else {
        firstPlaces[entry.key.name] = entry.key.location
        kept.append(entry)
        continue
      }
      findings.error(
        "'\(clipped(entry.key.name))' is given twice", at: entry.key.location,
        notes: ["first given in line \(first.line), column \(first.column)"])
    }
    return kept
  }

  private func text(_ scalar: Node.Scalar) -> String {
    scalar.mark.flatMap { names.original(at: $0) } ?? scalar.string
  }

  private func location(_ mark: Mark?) -> SourceLocation {
    guard let mark else { return .whole(file) }
    return SourceLocation(file: file, line: mark.line, column: mark.column)
  }

  private mutating func noteTag(_ tag: Tag, at place: SourceLocation) {
    guard tag.description.hasPrefix("!"), tag.description != "!" else { return }
    findings.error("the tag \(clipped(tag.description)) means nothing in a scenario", at: place)
  }

  private mutating func refuse(at place: SourceLocation, isDeep: Bool) {
    guard !isExcessive else { return }
    isExcessive = true
    findings.error(
      isDeep
        ? "lists and maps are nested more than \(YAMLLimits.mostDepth) deep, aliases included"
        : "more than \(Self.mostNodes) values, each alias counted as often as it is used",
      at: place)
  }
}

extension LocatedNode {
  /// The text of a law that a comma has cut in two: within `{ }` and `[ ]`, YAML ends a plain text
  /// at each comma, also within `uniform(1 s, 5 s)`.
  ///
  /// Blanks keep the columns of what follows, so that errors point to the right place.
  fileprivate func continued(by next: LocatedNode) -> LocatedNode? {
    guard case .scalar(let start, isQuoted: false) = value,
      case .scalar(let rest, isQuoted: false) = next.value, !rest.isEmpty,
      start.count(where: { $0 == "(" }) > start.count(where: { $0 == ")" })
    else { return nil }
    var joined = start + ","
    if next.location.line == location.line {
      let gap = next.location.column - location.column - joined.unicodeScalars.count
      joined += String(repeating: " ", count: max(0, min(gap, 200)))
    } else {
      joined += " "
    }
    return LocatedNode(.scalar(joined + rest, isQuoted: false), at: location)
  }
}
