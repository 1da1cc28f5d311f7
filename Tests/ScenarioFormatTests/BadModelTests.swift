// SPDX-License-Identifier: GPL-3.0-or-later
// Every bad model file gives exactly its diagnostics, and never a trap.

import Diagnostics
import Foundation
import ScenarioFormat
import Testing

/// The model files beside the tests, each `NAME.yaml` with its `NAME.expected`.
private let folder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "BadScenarios/Model")

private let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? [])
  .filter { $0.hasSuffix(".yaml") }.sorted()

/// What is printed about a text.
private func rendered(_ name: String, _ bytes: some Collection<UInt8>) throws -> String {
  let source = try SourceText(name: name, bytes: bytes)
  var sink = DiagnosticSink()
  let tree = LocatedNode(parsing: source, noting: &sink)
  if ModelFile.isModel(tree) { _ = ModelFile(decoding: tree, noting: &sink) }
  return DiagnosticRendering(sink.diagnostics, of: [source.lines]).text
}

@Suite struct BadModelTests {
  @Test func `there are many bad model files`() {
    #expect(names.count >= 25)
  }

  @Test(arguments: names)
  func `a bad model file gives exactly its diagnostics`(_ name: String) throws {
    let bytes = try Data(contentsOf: folder.appending(path: name))
    let expected = folder.appending(path: name.replacing(".yaml", with: ".expected"))
    let found = try rendered(name, bytes)
    if ProcessInfo.processInfo.environment["NINES_RECORD"] != nil {
      try Data(found.utf8).write(to: expected)
    }
    #expect(try found == String(contentsOf: expected, encoding: .utf8))
    #expect(found.contains("error: "))
  }
}
