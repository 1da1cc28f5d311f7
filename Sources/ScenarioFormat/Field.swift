// SPDX-License-Identifier: GPL-3.0-or-later
// The declaration of a field: name, default, limits and meaning.

/// What a value must satisfy beyond being of its kind.
package struct Requirement<Value: FieldValue>: Sendable {
  /// As it follows `must be`, such as `more than 0`; empty for no requirement.
  package let text: String
  let holds: @Sendable (Value) -> Bool

  package init(_ text: String, _ holds: @escaping @Sendable (Value) -> Bool) {
    self.text = text
    self.holds = holds
  }

  package static var none: Self { Self("") { _ in true } }
}

extension Requirement where Value: Comparable {
  /// Within two bounds, both allowed.
  package static func within(_ bounds: ClosedRange<Value>) -> Self {
    Self("from \(bounds.lowerBound.text) to \(bounds.upperBound.text)") { bounds.contains($0) }
  }

  /// Above a bound.
  package static func moreThan(_ bound: Value) -> Self {
    Self("more than \(bound.text)") { $0 > bound }
  }

  /// Not below a bound.
  package static func atLeast(_ bound: Value) -> Self {
    Self("at least \(bound.text)") { $0 >= bound }
  }
}

/// One field of a section or a component.
///
/// The declaration is also the reference: `nines components` prints it.
package struct Field<Value: FieldValue>: Sendable {
  enum Fallback: Sendable {
    case required
    /// What holds when nothing is written; no assumption worth a line.
    case absent(Value)
    case cited(Cited<Value>)
  }

  package let name: String
  /// One phrase, without a full stop.
  package let meaning: String
  let fallback: Fallback
  let requirement: Requirement<Value>

  /// A field that must be given.
  package init(_ name: String, _ meaning: String, must requirement: Requirement<Value> = .none) {
    self.init(name, meaning, .required, requirement)
  }

  /// A field with a default from the catalogue.
  package init(
    _ name: String, default cited: Cited<Value>, _ meaning: String,
    must requirement: Requirement<Value> = .none
  ) { self.init(name, meaning, .cited(cited), requirement) }

  /// A field whose default is a judgement of this project.
  package init(
    _ name: String, default value: Value, _ meaning: String,
    must requirement: Requirement<Value> = .none
  ) { self.init(name, meaning, .cited(.judgement(value)), requirement) }

  /// A field that may be left out; its absence is no assumption.
  package init(
    _ name: String, orAbsent value: Value, _ meaning: String,
    must requirement: Requirement<Value> = .none
  ) { self.init(name, meaning, .absent(value), requirement) }

  private init(
    _ name: String, _ meaning: String, _ fallback: Fallback, _ requirement: Requirement<Value>
  ) {
    self.name = name
    self.meaning = meaning
    self.fallback = fallback
    self.requirement = requirement
  }
}

extension Field {
  /// A field that may be left out: then `nil`.
  package init<Wrapped>(
    optional name: String, _ meaning: String, must requirement: Requirement<Wrapped> = .none
  ) where Value == Wrapped? {
    self.init(name, meaning, .absent(nil), requirement.ofOptional)
  }

  /// A field with a default from the catalogue that may be switched off: then `nil`.
  package init<Wrapped>(
    switchable name: String, default cited: Cited<Wrapped>, _ meaning: String,
    must requirement: Requirement<Wrapped> = .none
  ) where Value == Wrapped? {
    self.init(name, meaning, .cited(cited.map { $0 }), requirement.ofOptional)
  }

  /// What stands for a value that could not be read: the default, if there is one.
  package var placeholder: Value {
    switch fallback {
    case .required: Value.placeholder
    case .absent(let value): value
    case .cited(let cited): cited.value
    }
  }
}

extension Requirement {
  /// Nothing is required of a value that is switched off.
  var ofOptional: Requirement<Value?> {
    Requirement<Value?>(text) { [holds] value in value.map(holds) ?? true }
  }
}

/// What `nines components` prints about a field.
package struct FieldReference: Hashable, Sendable {
  package let name: String
  /// What it may hold, such as `a duration`.
  package let kind: String
  /// What may stand in a file.
  package let shape: ValueShape
  /// As it would be written; `required`, or empty when the field may be left out.
  package let defaultText: String
  package let meaning: String
  /// Of the default; empty without one.
  package let source: String
  package let sourceURL: String
  package let date: String
  package let confidence: Confidence?
}

extension Field {
  /// The reference of this field; `group` is the map within the component that holds it, if any.
  package func reference(in group: String? = nil) -> FieldReference {
    let path = group.map { "\($0).\(name)" } ?? name
    guard case .cited(let cited) = fallback else {
      var text = "required"
      if case .absent(let value) = fallback { text = value.text == "none" ? "" : value.text }
      return FieldReference(
        name: path, kind: Value.kind, shape: Value.shape, defaultText: text, meaning: meaning,
        source: "",
        sourceURL: "", date: "", confidence: nil)
    }
    return FieldReference(
      name: path, kind: Value.kind, shape: Value.shape, defaultText: cited.value.text,
      meaning: meaning,
      source: cited.source, sourceURL: cited.sourceURL, date: cited.date,
      confidence: cited.confidence)
  }
}
