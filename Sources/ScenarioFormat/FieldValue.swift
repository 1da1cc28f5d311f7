// SPDX-License-Identifier: GPL-3.0-or-later
// What a field may hold: how it is read, written, and named in messages.

package import Diagnostics

/// Why a value cannot be read.
package struct Misreading: Error, Hashable, Sendable {
  /// Without a full stop; begins with the value, such as `'5 apples' is not a duration`.
  package let message: String
  package let location: SourceLocation
  package let notes: [String]
  package init(_ message: String, at location: SourceLocation, notes: [String] = []) {
    self.message = message
    self.location = location
    self.notes = notes
  }
}

/// A kind of value that a field may hold.
package protocol FieldValue: Sendable {
  /// What is expected, with its article, such as `a duration`.
  static var kind: String { get }
  /// What stands for a value that could not be read.
  static var placeholder: Self { get }
  /// Reads the value of a field.
  ///
  /// - Throws: `Misreading` with the place of the fault, which may lie within the value.
  init(reading node: LocatedNode) throws(Misreading)
  /// As it is written in a scenario, with its unit.
  var text: String { get }
  /// What may stand in a file, for its schema.
  static var shape: ValueShape { get }
}

extension FieldValue {
  package static var shape: ValueShape { .scalar }

  /// The text of a scalar, or the complaint that it is something else.
  ///
  /// - Throws: `Misreading` if the node is a list, a map or empty.
  package static func scalar(_ node: LocatedNode) throws(Misreading) -> String {
    guard let text = node.scalar, !node.isEmpty else {
      throw Misreading("expected \(kind), not \(node.described)", at: node.location)
    }
    return text
  }
}

/// A choice between words.
package protocol FieldChoice: FieldValue, CaseIterable, RawRepresentable
where RawValue == String, AllCases == [Self] {}

extension FieldChoice {
  package static var kind: String {
    "one of \(allCases.map(\.rawValue).joined(separator: ", "))"
  }
  package static var placeholder: Self { allCases[0] }
  package static var shape: ValueShape { .choice(allCases.map(\.rawValue)) }
  package init(reading node: LocatedNode) throws(Misreading) {
    let word = try Self.scalar(node)
    guard let choice = Self(rawValue: word) else {
      let words = Self.allCases.map(\.rawValue)
      throw Misreading(
        "'\(clipped(word))' is not known here", at: node.location,
        notes: notesForUnknown(word, among: words))
    }
    self = choice
  }
  package var text: String { rawValue }
}

extension String: FieldValue {
  package static let kind = "a text"
  package static let placeholder = ""
  package init(reading node: LocatedNode) throws(Misreading) { self = try Self.scalar(node) }
  package var text: String { self }
}

extension Bool: FieldValue {
  package static let kind = "'yes' or 'no'"
  package static let placeholder = false
  package init(reading node: LocatedNode) throws(Misreading) {
    switch try Self.scalar(node) {
    case "yes", "true", "on": self = true
    case "no", "false", "off": self = false
    case let other:
      throw Misreading("'\(clipped(other))' is not 'yes' or 'no'", at: node.location)
    }
  }
  package var text: String { self ? "yes" : "no" }
}

extension Int: FieldValue {
  package static let kind = "a whole number"
  package static let shape = ValueShape.integer
  package static let placeholder = 0
  package init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    guard let number = Int(text), number.magnitude <= 1_000_000_000_000 else {
      throw Misreading("'\(clipped(text))' is not a whole number", at: node.location)
    }
    self = number
  }
  package var text: String { "\(self)" }
}

extension Optional: FieldValue where Wrapped: FieldValue {
  package static var kind: String { "\(Wrapped.kind), or 'never' or 'none'" }
  package static var placeholder: Wrapped? { nil }
  package static var shape: ValueShape {
    .oneOf([Wrapped.shape, .choice(["never", "none", "0"])])
  }
  /// `never`, `none` and a bare 0 switch off what the field describes.
  package init(reading node: LocatedNode) throws(Misreading) {
    self = node.isOff ? nil : try Wrapped(reading: node)
  }
  package var text: String { map(\.text) ?? "none" }
}

extension Array: FieldValue where Element: FieldValue {
  package static var kind: String { "a list of \(Element.kind)" }
  package static var placeholder: [Element] { [] }
  package static var shape: ValueShape { .list(Element.shape) }
  /// A single value is a list of one.
  package init(reading node: LocatedNode) throws(Misreading) {
    guard let elements = node.list else {
      self = [try Element(reading: node)]
      return
    }
    var values: [Element] = []
    for element in elements { values.append(try Element(reading: element)) }
    self = values
  }
  package var text: String { "[\(map(\.text).joined(separator: ", "))]" }
}
