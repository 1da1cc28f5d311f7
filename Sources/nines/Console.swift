// SPDX-License-Identifier: GPL-3.0-or-later
// What is written where: answers to standard output, all else to standard error.

import ArgumentParser
import Foundation
import Glibc

/// The two output streams and what is known about their readers.
enum Console {
  /// Writes an answer.
  ///
  /// - Throws: `ExitCode.brokenPipe`, silently, when nobody reads any more.
  static func answer(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw ExitCode.brokenPipe
    }
  }

  /// Writes a remark; a lost remark is no reason to stop.
  static func remark(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  static var answersToTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var remarksToTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Colours go to terminals only, and not where NO_COLOR is set to anything.
  static func usesColour(onTerminal isTerminal: Bool) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }
}
