// SPDX-License-Identifier: GPL-3.0-or-later
// Every bad scenario that the format alone can judge gives exactly its diagnostics.

import Diagnostics
import Foundation
import ScenarioFormat
import Testing

/// The scenarios beside the tests, each `NAME.yaml` with its `NAME.expected`.
private let folder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "BadScenarios/Format")

/// What is printed about a text.
private func rendered(_ name: String, _ bytes: some Collection<UInt8>) -> String {
  do {
    let source = try SourceText(name: name, bytes: bytes)
    var sink = DiagnosticSink()
    let tree = LocatedNode(parsing: source, noting: &sink)
    _ = Scenario(decoding: tree, noting: &sink)
    return DiagnosticRendering(sink.diagnostics, of: [source.lines]).text
  } catch {
    return DiagnosticRendering(error.diagnostics).text
  }
}

/// The names of all scenarios that have an expectation of this level.
private let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? [])
  .filter { $0.hasSuffix(".yaml") }.sorted()

@Suite struct BadScenarioTests {
  @Test func `there are many bad scenarios`() {
    #expect(names.count >= 25)
  }

  @Test(arguments: names)
  func `a bad scenario gives exactly its diagnostics`(_ name: String) throws {
    let expected = name.replacing(".yaml", with: ".expected")
    let bytes = try Data(contentsOf: folder.appending(path: name))
    let text = try String(contentsOf: folder.appending(path: expected), encoding: .utf8)
    #expect(rendered(name, bytes) == text)
  }
}
