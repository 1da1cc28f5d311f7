// SPDX-License-Identifier: GPL-3.0-or-later
// Every bad scenario that takes knowledge of AWS to judge gives exactly its diagnostics.

import CloudComponents
import Diagnostics
import Foundation
import ReliabilityModeling
import ScenarioFormat
import Testing

/// The scenarios beside the tests, each `NAME.yaml` with its `NAME.expected`.
private let folder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "BadScenarios/Design")

private let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? [])
  .filter { $0.hasSuffix(".yaml") }.sorted()

/// What is printed about a scenario; one without errors is lowered too.
private func rendered(_ name: String) throws -> String {
  let source = try SourceText(name: name, bytes: Data(contentsOf: folder.appending(path: name)))
  var sink = DiagnosticSink()
  let tree = LocatedNode(parsing: source, noting: &sink)
  let scenario = Scenario(decoding: tree, noting: &sink)
  let designs = scenario.designs.map {
    Design(elaborating: $0, of: scenario, with: .aws, noting: &sink)
  }
  if !sink.hasErrors {
    for design in designs { _ = SystemModel(lowering: design, noting: &sink) }
  }
  return DiagnosticRendering(sink.diagnostics, of: [source.lines]).text
}

@Suite struct BadDesignTests {
  @Test func `there are many bad designs`() {
    #expect(names.count >= 70)
  }

  @Test(arguments: names)
  func `a bad design gives exactly its diagnostics`(_ name: String) throws {
    let expected = folder.appending(path: name.replacing(".yaml", with: ".expected"))
    // With NINES_RECORD set the file is written; whoever sets it reads the difference.
    if ProcessInfo.processInfo.environment["NINES_RECORD"] != nil {
      try Data(rendered(name).utf8).write(to: expected)
    }
    #expect(try rendered(name) == String(contentsOf: expected, encoding: .utf8))
  }
}
