// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a file, for schemas and editors: what may stand where, from the declared fields.

/// What may stand at a place of a file.
package indirect enum ValueShape: Hashable, Sendable {
  /// A text, a number or a word such as `yes`; its language is told by the kind of value.
  case scalar
  case integer
  case choice([String])
  /// A list.
  case array(ValueShape)
  /// A list, or one element by itself.
  case list(ValueShape)
  case oneOf([ValueShape])
  /// A map of these fields and no others.
  case fields([FieldShape])
  /// A map from names that the file chooses.
  case named(ValueShape)
  /// A shape that stands elsewhere, such as one that contains itself.
  case reference(String)
}

/// A field of a map: its name and what it holds.
package struct FieldShape: Hashable, Sendable {
  package let name: String
  package let meaning: String
  package let isRequired: Bool
  package let shape: ValueShape

  package init(
    _ name: String, _ meaning: String, isRequired: Bool = false, _ shape: ValueShape
  ) {
    self.name = name
    self.meaning = meaning
    self.isRequired = isRequired
    self.shape = shape
  }
}

/// A whole kind of file.
package struct DocumentShape: Hashable, Sendable {
  package let title: String
  package let root: [FieldShape]
  /// Shapes to which others refer, by name.
  package let definitions: [FieldShape]

  package init(title: String, root: [FieldShape], definitions: [FieldShape] = []) {
    self.title = title
    self.root = root
    self.definitions = definitions
  }
}

extension Field {
  /// The field as a part of its map's shape; the kind of value is told with its meaning.
  package var shape: FieldShape {
    FieldShape(
      name, "\(meaning) (\(Value.kind))", isRequired: reference().defaultText == "required",
      Value.shape)
  }
}

extension ValueShape {
  /// A map of fields whose references may lie in groups, such as `zone.planes.region`.
  ///
  /// A group in capitals, such as `subnets.NAME.size`, stands for names that the file chooses. A
  /// group may also be written as one word, such as `never`.
  package static func fields(of references: [FieldReference]) -> ValueShape {
    .fields(members(of: references.map { ($0.name.split(separator: ".").map(String.init), $0) }))
  }

  private typealias Placed = (path: [String], reference: FieldReference)

  private static func members(of placed: [Placed]) -> [FieldShape] {
    var order: [String] = []
    for entry in placed where !order.contains(entry.path[0]) { order.append(entry.path[0]) }
    return order.map { name in
      let own = placed.filter { $0.path[0] == name }
      let inner = own.filter { $0.path.count > 1 }
        .map { (path: Array($0.path.dropFirst()), reference: $0.reference) }
      let direct = own.first { $0.path.count == 1 }?.reference
      guard !inner.isEmpty else {
        return FieldShape(
          name, direct.map { "\($0.meaning) (\($0.kind))" } ?? "",
          isRequired: direct?.defaultText == "required", direct?.shape ?? .scalar)
      }
      let group = map(of: inner)
      return FieldShape(
        name, direct?.meaning ?? "", .oneOf([direct?.shape ?? .scalar, group]))
    }
  }

  private static func map(of placed: [Placed]) -> ValueShape {
    guard let first = placed.first?.path[0], first == first.uppercased(), first.count > 1 else {
      return .fields(members(of: placed))
    }
    let inner = placed.filter { $0.path.count > 1 }
      .map { (path: Array($0.path.dropFirst()), reference: $0.reference) }
    return .named(inner.isEmpty ? placed[0].reference.shape : map(of: inner))
  }
}
