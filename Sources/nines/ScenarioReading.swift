// SPDX-License-Identifier: GPL-3.0-or-later
// From the command line to a text, and from wrong input to a message and an exit code.

import ArgumentParser
import Diagnostics
import Foundation
import ScenarioFormat

/// Reads a scenario, or ends with exit code 66 when there is nothing to read.
func readScenario(_ path: String) throws -> SourceText {
  if path != "-", !FileManager.default.isReadableFile(atPath: path) {
    let exists = FileManager.default.fileExists(atPath: path)
    Console.remark(
      "nines: \(path): \(exists ? "this file cannot be read" : "there is no such file")\n")
    throw ExitCode.noSuchFile
  }
  return try explaining([]) { () throws(InvalidInput) in try SourceText(readingFile: path) }
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
