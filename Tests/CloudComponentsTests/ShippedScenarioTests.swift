// SPDX-License-Identifier: GPL-3.0-or-later
// Every shipped scenario becomes models without a finding.

import CloudComponents
import Diagnostics
import Foundation
import ReliabilityModeling
import ScenarioFormat
import Testing

private let folder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scenarios")

private let names = ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path())) ?? [])
  .filter { $0.hasSuffix(".yaml") }.sorted()

@Suite struct ShippedScenarioTests {
  @Test func `scenarios are shipped`() {
    #expect(names.contains("nat-designs.yaml") && names.contains("az-replay.yaml"))
  }

  @Test(arguments: names)
  func `a shipped scenario becomes models without a finding`(_ name: String) throws {
    let source = try SourceText(readingFile: folder.appending(path: name).path())
    var sink = DiagnosticSink()
    let tree = LocatedNode(parsing: source, noting: &sink)
    if ModelFile.isModel(tree) {
      _ = ModelFile(decoding: tree, noting: &sink)
    } else {
      let scenario = Scenario(decoding: tree, noting: &sink)
      for section in scenario.designs {
        let design = Design(elaborating: section, of: scenario, with: .aws, noting: &sink)
        _ = SystemModel(lowering: design, noting: &sink)
      }
    }
    #expect(DiagnosticRendering(sink.diagnostics, of: [source.lines]).text == "")
  }
}
