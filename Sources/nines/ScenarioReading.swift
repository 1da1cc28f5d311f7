// SPDX-License-Identifier: GPL-3.0-or-later
// From the command line to a text, and from wrong input to a message and an exit code.

import ArgumentParser
import Diagnostics
import Foundation
import ScenarioFormat

/// Reads a scenario, or ends with exit code 66 when there is nothing to read.
func readScenario(_ path: String) throws -> SourceText {
  if path != "-", let reason = refusal(toRead: path) {
    Console.remark("nines: \(path): \(reason)\n")
    throw ExitCode.noSuchFile
  }
  return try explaining([]) { () throws(InvalidInput) in try SourceText(readingFile: path) }
}

private func refusal(toRead path: String) -> String? {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    return "there is no such file"
  }
  if isFolder.boolValue { return "this is a folder" }
  return FileManager.default.isReadableFile(atPath: path) ? nil : "this file cannot be read"
}

/// Runs `body`, and turns wrong input into findings on standard error and exit code 65.
func explaining<Result>(
  _ texts: [SourceLines], _ body: () throws(InvalidInput) -> Result
) throws -> Result {
  do {
    return try body()
  } catch {
    show(error.diagnostics, of: texts)
    throw ExitCode.wrongInput
  }
}

/// Writes findings to standard error, with the lines that they concern.
func show(_ findings: [Diagnostic], of texts: [SourceLines]) {
  let isColored = Console.usesColour(onTerminal: Console.remarksToTerminal)
  Console.remark(DiagnosticRendering(findings, of: texts, isColored: isColored).text)
}
