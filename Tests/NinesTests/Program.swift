// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the program that was built beside the tests, as a user would.

import Foundation
import Testing

/// What came of one run.
struct Outcome {
  let status: Int32
  let output: String
  let remarks: String
}

/// The built program and the repository around it.
enum Program {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// SwiftPM puts programs and the bundle of tests into one folder.
  static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "nines").path

  static func scenario(_ name: String) -> String {
    root.appending(path: "scenarios/\(name).yaml").path
  }

  /// Runs the program with these words and this standard input, from the root of the repository.
  static func run(
    _ words: String..., input: String = "", interruptedAfter delay: Duration? = nil
  ) throws -> Outcome {
    try start(path, words, input: input) { process in
      guard let delay else { return }
      Thread.sleep(forTimeInterval: delay / .seconds(1))
      process.interrupt()
    }
  }

  /// Runs a line of a shell, in which `nines` is the program.
  static func shell(_ line: String) throws -> Outcome {
    try start("/bin/sh", ["-c", "nines() { '\(path)' \"$@\"; }; \(line)"], input: "")
  }

  private static func start(
    _ path: String, _ words: [String], input: String, meanwhile: (Process) -> Void = { _ in }
  ) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files instead of pipes, so that neither side can wait for the other.
    let names = ["input", "output", "remarks"].map { folder.appending(path: $0) }
    for name in names { try Data(input.utf8).write(to: name) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = words
    process.currentDirectoryURL = root
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    let outputs = try names.dropFirst().map { name in
      let handle = try FileHandle(forWritingTo: name)
      try handle.truncate(atOffset: 0)
      return handle
    }
    process.standardOutput = outputs[0]
    process.standardError = outputs[1]
    try process.run()
    meanwhile(process)
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOf: names[1], encoding: .utf8),
      remarks: try String(contentsOf: names[2], encoding: .utf8))
  }
}

/// Compares a text with the file of this name in `Golden`, line by line.
///
/// With NINES_RECORD set, the file is written instead; whoever sets it reads the difference.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
  if ProcessInfo.processInfo.environment["NINES_RECORD"] != nil {
    try Data(text.utf8).write(to: file)
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  #expect(
    text.split(separator: "\n", omittingEmptySubsequences: false)
      == expected.split(separator: "\n", omittingEmptySubsequences: false),
    "differs from Golden/\(name)", sourceLocation: sourceLocation)
}
