// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a file as JSON Schema, for editors and other programs.

package import ScenarioFormat

extension JSONValue {
  /// The schema of a kind of file, in draft 2020-12.
  package init(schemaOf document: DocumentShape) {
    var members: [Member] = [
      Member("$schema", "https://json-schema.org/draft/2020-12/schema"),
      Member("title", .string(document.title)),
    ]
    members += Self.object(of: document.root)
    if !document.definitions.isEmpty {
      members.append(
        Member(
          "$defs",
          .object(
            document.definitions.map {
              Member($0.name, .object(Self.described($0.meaning) + Self.members(of: $0.shape)))
            })))
    }
    self = .object(members)
  }

  private static func described(_ meaning: String) -> [Member] {
    meaning.isEmpty ? [] : [Member("description", .string(meaning))]
  }

  private static func schema(of shape: ValueShape) -> JSONValue { .object(members(of: shape)) }

  private static func members(of shape: ValueShape) -> [Member] {
    switch shape {
    case .scalar: [Member("type", ["string", "number", "boolean"])]
    case .integer: [Member("type", "integer")]
    case .choice(let words): [Member("enum", .array(words.map(word)))]
    case .array(let element):
      [Member("type", "array"), Member("items", schema(of: element))]
    case .list(let element):
      [
        Member(
          "anyOf",
          [schema(of: element), ["type": "array", "items": schema(of: element)]])
      ]
    case .oneOf(let shapes): [Member("anyOf", .array(shapes.map(schema)))]
    case .fields(let fields): object(of: fields)
    case .named(let shape):
      [Member("type", "object"), Member("additionalProperties", schema(of: shape))]
    case .reference(let name): [Member("$ref", .string("#/$defs/\(name)"))]
    }
  }

  /// A word of a choice; a reader of YAML takes 0 for a number.
  private static func word(_ word: String) -> JSONValue {
    word == "0" ? .integer(0) : .string(word)
  }

  private static func object(of fields: [FieldShape]) -> [Member] {
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    return [
      Member("type", "object"),
      Member(
        "properties",
        .object(
          fields.map {
            Member($0.name, .object(described($0.meaning) + members(of: $0.shape)))
          })),
      Member("additionalProperties", .bool(false)),
    ] + (required.isEmpty ? [] : [Member("required", .array(required))])
  }
}
