// SPDX-License-Identifier: GPL-3.0-or-later
// Every exact answer that ships is held against simulation and solver; neither contradicts it.

import DesignStudies
import Foundation
import MonteCarlo
import ScenarioFormat
import Testing

/// Seeds stand in the files, so that a chance of failing is taken once.
///
/// A right value is off by more than 4 standard errors with a
/// probability of 6e-5, so that one of the hundred numbers fails at a new seed with 0.6 %.
@Suite struct OracleValidation {
  static var files: [String] {
    ScenarioValidation.allFiles.filter { $0.hasPrefix("oracles/") }
  }

  /// A tenth of what the command spends, so that all take a minute at most.
  static let effortCap = OracleStudy.usualEffortCap / 10

  @Test(arguments: files)
  func `no exact answer is contradicted by simulation or solver`(
    name: String
  ) throws {
    let path = ScenarioValidation.folder.appending(path: name).path
    let checked = try CheckedInput(
      of: SourceText(readingFile: path), settings: StudySettings())
    #expect(checked.findings.isEmpty)
    guard case .model(let model) = checked else {
      Issue.record("\(name) is no model file")
      return
    }
    let study = OracleStudy(
      of: model, effortCap: Self.effortCap, on: WorkerPool(threads: 2))
    #expect(!study.findings.isEmpty && study.otherExpectations.isEmpty)
    for finding in study.findings {
      #expect(finding.verdict != .fail, "\(name): \(finding)")
    }
  }
}
