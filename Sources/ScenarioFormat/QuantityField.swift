// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities, laws of them and plain numbers as values of fields.

import Diagnostics
package import Quantities
package import RandomVariates

extension Quantity: FieldValue where Unit: WrittenUnit {
  package static var kind: String { Unit.kind }
  package static var placeholder: Self { Self(0) }
  package init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    let start = node.isQuoted ? node.location.advanced(by: 1) : node.location
    self = try Self(fieldText: text, at: start)
  }

  /// Reads a quantity that may not be negative; a share may not be above one either.
  ///
  /// - Parameters:
  ///   - text: What was written.
  ///   - start: The place of its first character.
  /// - Throws: `Misreading` at the place within the text.
  init(fieldText text: some StringProtocol, at start: SourceLocation) throws(Misreading) {
    do {
      self = try Self(parsing: text)
    } catch {
      throw Misreading(
        "'\(clipped(String(text)))' is not \(Unit.kind): \(error.sentence)",
        at: start.advanced(by: error.offset), notes: error.notes(for: Unit.self))
    }
    guard value >= 0 else {
      throw Misreading("'\(clipped(String(text)))' is negative", at: start)
    }
    guard Unit.self != OneUnit.self || value <= 1 else {
      throw Misreading(
        "'\(clipped(String(text)))' is more than the whole", at: start,
        notes: ["a share is written \(Unit.examples), at most 100 %"])
    }
  }
}

extension Distribution: FieldValue where Unit: WrittenUnit {
  package static var kind: String { "\(Unit.kind) or a law" }
  package static var placeholder: Self { .constant(Quantity(0)) }

  /// Reads a law; a plain quantity is one that never varies.
  package init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    let start = node.isQuoted ? node.location.advanced(by: 1) : node.location
    self = try LawParser<Unit>(text, at: start).law()
    if let problem { throw Misreading("'\(clipped(text))': \(problem)", at: node.location) }
  }

  /// As it is written in a scenario; reading it again gives the same law to six digits.
  package var text: String { written }
}

extension Double: FieldValue {
  package static let kind = "a number"
  package static let placeholder = 0.0
  package init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    do {
      self = try parseNumber(text)
    } catch {
      throw Misreading("'\(clipped(text))' is not a number", at: node.location)
    }
  }
  package var text: String { plainText(self) }
}

extension LocatedNode {
  /// The text stands in quotes, so its characters begin one column later.
  package var isQuoted: Bool {
    guard case .scalar(_, let isQuoted) = value else { return false }
    return isQuoted
  }
}

extension QuantityFault {
  /// The reason in words.
  var sentence: String {
    switch reason {
    case .notANumber: "there is no number"
    case .tooLarge: "the number is too large"
    case .unitMissing: "the unit is missing"
    case .unitUnknown(let name): "there is no unit '\(clipped(name))'"
    case .unitOfAnotherKind(let name, let kind): "'\(name)' is the unit of \(kind)"
    }
  }

  /// The unit that was meant, or how such a quantity is written.
  func notes<Unit: WrittenUnit>(for unit: Unit.Type) -> [String] {
    if case .unitUnknown(let name) = reason, name.count > 1,
      let meant = suggestion(for: name, among: Unit.names.map(\.name))
    {
      return ["did you mean '\(meant)'?"]
    }
    return ["\(Unit.kind) is written \(Unit.examples)"]
  }
}
