// SPDX-License-Identifier: GPL-3.0-or-later
// The schemas accept what the readers accept, and know every field that stands in a file.

import CloudComponents
import Diagnostics
import Foundation
import Reporting
import ScenarioFormat
import Testing

/// Says where a file does not fit a schema; as much of JSON Schema as the schemas use.
private struct SchemaCheck {
  let root: JSONValue

  /// The path of the first part that does not fit; `nil` if all fit.
  func misfit(_ node: LocatedNode, _ schema: JSONValue, at path: String = "") -> String? {
    if case .string(let reference)? = schema["$ref"] {
      let name = String(reference.split(separator: "/").last ?? "")
      guard let inner = root["$defs"]?[name] else { return "\(path): no \(reference)" }
      return misfit(node, inner, at: path)
    }
    if case .array(let choices)? = schema["anyOf"] {
      let found = choices.map { misfit(node, $0, at: path) }
      // The choice that got furthest tells most.
      return found.contains(nil) ? nil : found.compactMap { $0 }.max { $0.count < $1.count }
    }
    if case .array(let words)? = schema["enum"] {
      let fits = words.contains { $0 == .string(node.scalar ?? "") || "\($0)".contains("(0)") }
      return fits ? nil : "\(path): no such word"
    }
    switch node.value {
    case .scalar(let text, _):
      switch schema["type"] {
      case .array: return nil
      case "integer": return Int(text) == nil ? "\(path): no integer" : nil
      default: return "\(path): a scalar"
      }
    case .list(let elements):
      guard schema["type"] == "array", let inner = schema["items"] else { return "\(path): a list" }
      return elements.enumerated().lazy.compactMap { misfit($1, inner, at: "\(path)/\($0)") }.first
    case .map(let entries):
      guard schema["type"] == "object" else { return "\(path): a map" }
      return misfit(entries, schema, at: path)
    }
  }

  private func misfit(
    _ entries: [LocatedNode.Entry], _ schema: JSONValue, at path: String
  ) -> String? {
    let names = entries.map(\.key.name)
    if case .array(let required)? = schema["required"] {
      for case .string(let name) in required where !names.contains(name) {
        return "\(path)/\(name): missing"
      }
    }
    for entry in entries {
      let name = entry.key.name
      if let inner = schema["properties"]?[name] {
        if let misfit = misfit(entry.value, inner, at: "\(path)/\(name)") { return misfit }
      } else if let others = schema["additionalProperties"], others != .bool(false) {
        if let misfit = misfit(entry.value, others, at: "\(path)/\(name)") { return misfit }
      } else {
        return "\(path)/\(name): unknown"
      }
    }
    return nil
  }
}

private let repository = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

private let files: [String] = {
  let folder = repository.appending(path: "scenarios").path()
  let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
  return all.filter { $0.hasSuffix(".yaml") }.sorted().map { "scenarios/\($0)" }
    + ["Tests/ScenarioFormatTests/Models/everything.yaml"]
}()

private func misfit(_ source: SourceText) -> String? {
  var sink = DiagnosticSink()
  let tree = LocatedNode(parsing: source, noting: &sink)
  let schema = JSONValue(schemaOf: ModelFile.isModel(tree) ? ModelFile.shape : Scenario.shape)
  return SchemaCheck(root: schema).misfit(tree, schema)
}

@Suite struct SchemaTests {
  @Test(arguments: files)
  func `a file that can be run fits its schema`(_ name: String) throws {
    let source = try SourceText(readingFile: repository.appending(path: name).path())
    #expect(misfit(source) == nil)
  }

  @Test(arguments: [
    (
      "model: x\nunits: { a: { failure: 1 d, repairs: 2 h } }\nmeasures: { a: a }",
      "/units/a/repairs: unknown"
    ),
    (
      "model: x\nunits: { a: { clock: stop } }\nmeasures: { a: a }",
      "/units/a/clock: no such word"
    ),
    (
      "model: x\ndetectors: { a: { target: b, interval: 1 s, down: many } }\nmeasures: { a: a }",
      "/detectors/a/down: no integer"
    ),
    ("model: x\nmeasures: { a: { all: [b], kind: average } }", "/measures/a/"),
    ("scenario: x", "/world: missing"),
  ])
  func `a file that cannot be run does not fit`(text: String, place: String) {
    let found = misfit(SourceText(name: "bad.yaml", text: text))
    #expect(found?.hasPrefix(place) == true, "\(found ?? "it fits")")
  }

  @Test func `a schema says its draft, and tells what fields mean`() {
    for shape in [ModelFile.shape, Scenario.shape] {
      let schema = JSONValue(schemaOf: shape)
      #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    }
    let schema = JSONValue(schemaOf: ModelFile.shape)
    let unit = schema["$defs"]?["unit"]?["properties"]
    #expect(
      unit?["crew"]?["description"]
        == "the crew that its repairs wait for (a text, or 'never' or 'none')")
  }
}
