// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a model file: parts, copies of templates, and what a name means where it stands.

import Diagnostics
import ReliabilityModeling

/// All names that signals may use, known before any signal is read.
///
/// A template is an entry with `each`; its copies are the parts `name/member`. What a name means:
/// 1. Within a copy for a member m, the name of a template that has m too means its copy for m.
/// 2. A part of that name.
/// 3. A template or a pool: it stands for its copies or slots; as one signal it is up while all of
///    them are, in a list of signals it stands for them one by one.
/// 4. `nat/*`, and a name by itself behind `of`, `all` or `any`, stands for all copies, also within
///    a copy.
struct ModelNames: Sendable {
  /// Parts with a signal.
  var signals = NameTable()
  /// Leaf levels.
  var levels = NameTable()
  /// Sources.
  var sources = NameTable()
  /// Nodes, splits and switches.
  var elements = NameTable()
  /// Failovers, among the parts with a signal.
  var failovers: Set<String> = []
  var crews: [String] = []
  var units: Set<String> = []
  /// Entries whose name another one has already.
  var repeated: Set<SourceLocation> = []

  /// Whether an entry has a name of its own, so that it is worth reading.
  func isAccepted(_ key: LocatedNode.Key) -> Bool {
    isPlainName(key.name) && !repeated.contains(key.location)
  }

  /// The paths of signals for which a name stands, one by one; `nil` for an unknown name.
  func paths(of name: String, for member: String?) -> [String]? {
    signals.paths(of: name, for: member)
  }

  /// The signal that was written, or why it is none.
  ///
  /// - Throws: `Misreading` at a name that nobody has, or at a count that cannot be reached.
  func signal(_ written: WrittenSignal, for member: String?) throws(Misreading) -> Signal {
    switch written {
    case .name("always", _): return .always
    case .name(let name, let place):
      switch signals.meaning(of: name, for: member) {
      case .part(let path): return .part(ComponentPath(path))
      case .group(let paths): return .all(paths.map { .part(ComponentPath($0)) })
      case nil: throw unknown(name, at: place)
      }
    case .not(let inner): return .not(try signal(inner, for: member))
    case .all(let inputs): return .all(try signals(inputs, for: member))
    case .any(let inputs): return .any(try signals(inputs, for: member))
    case .atLeast(let count, let inputs, let place):
      let signals = try signals(inputs, for: member)
      guard count >= 1, count <= signals.count else {
        throw Misreading(
          "\(count) of \(signals.count) signals is no count: from 1 to \(signals.count)", at: place)
      }
      return .atLeast(count, of: signals)
    }
  }

  /// Signals of a list, in which a name stands for all parts that it means.
  func signals(
    _ written: [WrittenSignal], for member: String?
  ) throws(Misreading) -> [Signal] {
    var signals: [Signal] = []
    for input in written {
      guard case .name(let name, let place) = input, name != "always" else {
        signals.append(try signal(input, for: member))
        continue
      }
      guard let paths = paths(of: name, for: member) else { throw unknown(name, at: place) }
      signals += paths.map { .part(ComponentPath($0)) }
    }
    return signals
  }

  /// The complaint about a name that nobody has.
  func unknown(_ name: String, at place: SourceLocation) -> Misreading {
    signals.unknown(name, at: place)
  }
}

/// Names of one kind of part, and what each stands for.
struct NameTable: Sendable {
  /// What a name stands for.
  enum Meaning: Hashable {
    case part(String)
    /// In the order of the template's members.
    case group([String])
  }

  private var parts: Set<String> = []
  private var groups: [String: [String]] = [:]
  /// Names as a file writes them, for suggestions.
  private(set) var written: [String] = []

  /// Adds a part that others may name.
  mutating func add(part path: String) { parts.insert(path) }
  /// Makes a name stand for parts.
  mutating func add(group name: String, of paths: [String]) { groups[name] = paths }
  mutating func add(written name: String) { written.append(name) }

  /// What a name means to the copy of a member; `nil` for an unknown name.
  func meaning(of name: String, for member: String?) -> Meaning? {
    if name.hasSuffix("/*") {
      let base = String(name.dropLast(2))
      return groups[base].map { .group($0) } ?? (parts.contains(base) ? .part(base) : nil)
    }
    if let member, let own = plainMeaning(of: "\(name)/\(member)") { return own }
    return plainMeaning(of: name)
  }

  private func plainMeaning(of name: String) -> Meaning? {
    parts.contains(name) ? .part(name) : groups[name].map { .group($0) }
  }

  /// The paths for which a name stands, one by one; `nil` for an unknown name.
  func paths(of name: String, for member: String?) -> [String]? {
    switch meaning(of: name, for: member) {
    case .part(let path): [path]
    case .group(let paths): paths
    case nil: nil
    }
  }

  /// The complaint about a name that nobody has.
  func unknown(_ name: String, at place: SourceLocation, _ kind: String? = nil) -> Misreading {
    let base = name.hasSuffix("/*") ? String(name.dropLast(2)) : name
    return Misreading(
      "there is no \(kind.map { $0 + " " } ?? "")'\(clipped(base))' in this model", at: place,
      notes: written.count <= 1_000 ? notesForUnknown(base, among: written) : [])
  }
}
