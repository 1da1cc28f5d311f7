// SPDX-License-Identifier: GPL-3.0-or-later
// Maps within maps: groups of fields, named entries, and lists of maps.

extension FieldReader {
  /// Reads a map that stands at `node` as a part of this one.
  ///
  /// - Parameters:
  ///   - node: The map.
  ///   - name: Added to the path of assumptions.
  ///   - subject: What it is, for messages.
  ///   - body: Reads the fields; unknown names are noted behind it.
  /// - Returns: What `body` returns.
  package mutating func part<Result>(
    _ node: LocatedNode, named name: String, of subject: String,
    _ body: (inout FieldReader) -> Result
  ) -> Result {
    var reader = FieldReader(
      node, path: path.isEmpty ? name : "\(path).\(name)", of: subject)
    let result = body(&reader)
    absorb(&reader)
    return result
  }

  /// Reads a group of fields; all its defaults hold when it is not written.
  package mutating func group<Result>(
    _ name: String, of title: String? = nil, _ body: (inout FieldReader) -> Result
  ) -> Result {
    let written = take(name) ?? LocatedNode(.map([]), at: node.location)
    return part(written, named: name, of: title ?? "\(name) of \(subject)", body)
  }

  /// Reads a group of fields if it is written, else returns `nil`.
  package mutating func groupIfPresent<Result>(
    _ name: String, _ body: (inout FieldReader) -> Result
  ) -> Result? {
    guard let written = take(name), !written.isOff else { return nil }
    return part(written, named: name, of: "\(name) of \(subject)", body)
  }

  /// Reads a group that may be switched off by `never`, `none` or 0: then `nil`.
  ///
  /// All its defaults hold when it is not written.
  package mutating func switchableGroup<Result>(
    _ name: String, _ body: (inout FieldReader) -> Result
  ) -> Result? {
    if let written = take(name), written.isOff {
      record(name, "none", ValueOrigin(of: written.location))
      return nil
    }
    return group(name, body)
  }

  /// Reads a map of maps, entry by entry in the order of the file.
  package mutating func entries<Result>(
    _ name: String, of subject: String,
    _ body: (LocatedNode.Key, inout FieldReader) -> Result
  ) -> [Result] {
    guard let written = take(name), !written.isOff else { return [] }
    guard let entries = written.map else {
      fail(
        name, "'\(name)' of \(self.subject): expected a map of names, not \(written.described)",
        at: written.location)
      return []
    }
    return entries.map { entry in
      let title = "\(subject) '\(clipped(entry.key.name))'"
      return part(entry.value, named: "\(name).\(entry.key.name)", of: title) {
        body(entry.key, &$0)
      }
    }
  }

  /// Reads a list of maps in order, counted from 0.
  package mutating func elements<Result>(
    _ name: String, of subject: String, _ body: (Int, inout FieldReader) -> Result
  ) -> [Result] {
    guard let written = take(name), !written.isOff else { return [] }
    guard let elements = written.list else {
      fail(
        name, "'\(name)' of \(self.subject): expected a list, not \(written.described)",
        at: written.location)
      return []
    }
    return elements.enumerated().map { index, element in
      part(element, named: "\(name).\(index)", of: subject) { body(index, &$0) }
    }
  }
}
