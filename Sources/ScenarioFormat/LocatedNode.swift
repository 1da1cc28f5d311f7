// SPDX-License-Identifier: GPL-3.0-or-later
// The neutral tree of a file: scalars, lists and maps, each with its place.

package import Diagnostics

/// A value of a file and where it stands.
package struct LocatedNode: Hashable, Sendable {
  /// The name of an entry and where it stands.
  package struct Key: Hashable, Sendable {
    package let name: String
    package let location: SourceLocation
    package init(_ name: String, at location: SourceLocation) {
      self.name = name
      self.location = location
    }
  }

  /// One entry of a map.
  package struct Entry: Hashable, Sendable {
    package let key: Key
    package var value: LocatedNode
    package init(_ key: Key, _ value: LocatedNode) {
      self.key = key
      self.value = value
    }
  }

  /// What was written.
  package enum Value: Hashable, Sendable {
    /// A text, with its quotes removed; nothing is guessed about what it means.
    case scalar(String, isQuoted: Bool)
    case list([LocatedNode])
    /// In the order of the file; no name occurs twice.
    case map([Entry])
  }

  package var value: Value
  package let location: SourceLocation

  package init(_ value: Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

extension LocatedNode {
  /// The text of a scalar.
  package var scalar: String? {
    guard case .scalar(let text, _) = value else { return nil }
    return text
  }

  /// The elements of a list.
  package var list: [LocatedNode]? {
    guard case .list(let elements) = value else { return nil }
    return elements
  }

  /// The entries of a map.
  package var map: [Entry]? {
    guard case .map(let entries) = value else { return nil }
    return entries
  }

  /// The value of an entry of a map.
  package subscript(name: String) -> LocatedNode? {
    map?.first { $0.key.name == name }?.value
  }

  /// Nothing was written: `field:` with an empty value, or `~`.
  package var isEmpty: Bool {
    guard case .scalar(let text, let isQuoted) = value else { return false }
    return !isQuoted && (text.isEmpty || text == "~" || text == "null")
  }

  /// One of the words that switch a trouble off: `never`, `none` or `0`.
  package var isOff: Bool {
    guard case .scalar(let text, let isQuoted) = value else { return false }
    return !isQuoted && ["never", "none", "0"].contains(text)
  }

  /// What it is, for a message: `a list`, `a map`, `nothing` or the quoted text.
  package var described: String {
    switch value {
    case .scalar(let text, _): isEmpty ? "nothing" : "'\(clipped(text))'"
    case .list: "a list"
    case .map: "a map"
    }
  }
}

/// A user's text on one line of a message, at most 60 characters of it.
func clipped(_ text: String) -> String {
  let line = text.unicodeScalars.prefix(200).map { scalar in
    scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
  }.joined()
  return line.count > 60 ? line.prefix(57) + "…" : line
}

extension SourceLocation {
  /// A whole text, or a command-line option: line and column 0.
  package static func whole(_ name: String) -> Self { Self(file: name, line: 0, column: 0) }

  /// The same line, further right; a whole text stays whole.
  package func advanced(by characters: Int) -> Self {
    line == 0 ? self : Self(file: file, line: line, column: column + characters)
  }
}
