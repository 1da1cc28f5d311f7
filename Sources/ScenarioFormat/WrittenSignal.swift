// SPDX-License-Identifier: GPL-3.0-or-later
// A signal as a model file writes it: a name, an expression, a list or a map; names unresolved.

package import Diagnostics

/// A combination of names with their places; `ModelNames` makes a signal of it.
package indirect enum WrittenSignal: Hashable, Sendable {
  case name(String, SourceLocation)
  case not(WrittenSignal)
  case all([WrittenSignal])
  case any([WrittenSignal])
  /// Up while so many of those listed are.
  case atLeast(Int, of: [WrittenSignal], SourceLocation)
}

extension WrittenSignal: FieldValue {
  package static let kind = "a signal"
  package static let placeholder = Self.always
  package static let shape = ValueShape.reference("signal")

  /// Never down.
  static let always = Self.name("always", .whole(""))

  private static let forms = ["all", "any", "atLeast", "not"]

  /// A name or an expression, a list of signals that must all be up, or a map with one of the
  /// fields `all`, `any`, `not`, or `atLeast` with `of`.
  package init(reading node: LocatedNode) throws(Misreading) {
    switch node.value {
    case .scalar:
      let text = try Self.scalar(node)
      let start = node.isQuoted ? node.location.advanced(by: 1) : node.location
      var parser = SignalExpression(text, at: start)
      self = try parser.signal()
    case .list(let elements): self = .all(try Self.inputs(elements, of: node))
    case .map(let entries): self = try Self.combination(entries, of: node)
    }
  }

  private static func combination(
    _ entries: [LocatedNode.Entry], of node: LocatedNode
  ) throws(Misreading) -> Self {
    let known = forms + ["of"]
    for entry in entries where !known.contains(entry.key.name) {
      throw Misreading(
        "a signal has no field '\(clipped(entry.key.name))'", at: entry.key.location,
        notes: notesForUnknown(entry.key.name, among: known))
    }
    let given = entries.filter { forms.contains($0.key.name) }
    guard given.count == 1 else {
      throw Misreading(
        "a signal has one of the fields all, any, atLeast and not, not \(given.count)",
        at: node.location)
    }
    let (form, value) = (given[0].key.name, given[0].value)
    guard form == "atLeast" else {
      if let of = entries.first(where: { $0.key.name == "of" }) {
        throw Misreading("'of' belongs to 'atLeast', not to '\(form)'", at: of.key.location)
      }
      if form == "not" { return .not(try Self(reading: value)) }
      let inputs = try inputs(value)
      return form == "all" ? .all(inputs) : .any(inputs)
    }
    guard let of = node["of"] else {
      throw Misreading(
        "'atLeast' needs 'of', the signals that are counted", at: given[0].key.location)
    }
    let count = try Int(reading: value)
    return .atLeast(count, of: try inputs(of), value.location)
  }

  /// A list of signals; a name by itself stands for its copies, also within a copy.
  private static func inputs(_ node: LocatedNode) throws(Misreading) -> [Self] {
    if let elements = node.list { return try inputs(elements, of: node) }
    let signal = try Self(reading: node)
    if case .name(let name, let place) = signal { return [.copies(of: name, place)] }
    return [signal]
  }

  /// All copies of a template, whoever asks.
  static func copies(of name: String, _ place: SourceLocation) -> Self {
    .name(name.hasSuffix("/*") || name == "always" ? name : name + "/*", place)
  }

  private static func inputs(
    _ elements: [LocatedNode], of node: LocatedNode
  ) throws(Misreading) -> [Self] {
    guard !elements.isEmpty else {
      throw Misreading("a signal of nothing is no signal", at: node.location)
    }
    var signals: [Self] = []
    for element in elements { signals.append(try Self(reading: element)) }
    return signals
  }

  package var text: String {
    switch self {
    case .name(let name, _): name
    case .not(let signal): "!\(signal.text)"
    case .all(let inputs): "(\(inputs.map(\.text).joined(separator: " & ")))"
    case .any(let inputs): "(\(inputs.map(\.text).joined(separator: " | ")))"
    case .atLeast(let count, let inputs, _):
      "\(count) of (\(inputs.map(\.text).joined(separator: ", ")))"
    }
  }
}
