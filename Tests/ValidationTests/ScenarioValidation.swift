// SPDX-License-Identifier: GPL-3.0-or-later
// Every scenario that ships meets what its `expect:` says.

import DesignStudies
import Foundation
import MonteCarlo
import ScenarioFormat
import Testing

/// Seeds stand in the files, where a chance of failing can be chosen once.
///
/// An `is:` fails a right model with a probability of 6e-5 where at least
/// 1 000 events stand behind it; the files have about 25 of them, and pass at their seeds.
@Suite struct ScenarioValidation {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scenarios")

  /// All but the exact answers, which are a suite by themselves.
  static var files: [String] { allFiles.filter { !$0.hasPrefix("oracles/") } }

  static var allFiles: [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]
    return (all ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test func `the repository has scenarios, the cases worked out by hand among them`() {
    #expect(Self.files.contains("nat-designs.yaml"))
    #expect(Self.files.count { $0.hasPrefix("cases/") } >= 4)
  }

  @Test(arguments: files)
  func `a shipped scenario meets its expectations`(name: String) throws {
    let source = try SourceText(readingFile: Self.folder.appending(path: name).path)
    let checked = try CheckedInput(of: source, settings: StudySettings())
    #expect(checked.findings.isEmpty)
    let workers = WorkerPool(threads: 2)
    let verdicts =
      switch checked {
      case .scenario(let scenario): Study(of: scenario, on: workers).verdicts
      case .model(let model): ModelStudy(of: model, on: workers).verdicts
      }
    #expect(!verdicts.isEmpty, "a scenario without expectations proves nothing")
    for verdict in verdicts {
      #expect(verdict.outcome == .pass, "\(name): \(verdict)")
    }
  }
}
