// SPDX-License-Identifier: GPL-3.0-or-later
// The repository as the rules see it: its files, each with its module and its tokens.

import Foundation

/// One place that breaks a rule.
struct Violation: Hashable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  var description: String { "\(path):\(line): \(message)" }
}

/// One text file with what the lexer found in it.
struct SourceFile: Sendable {
  /// Path from the root of the repository, such as `Sources/Quantities/SimTime.swift`.
  let path: String
  let text: String
  let lines: [String]
  let tokens: [Token]
  let comments: [Comment]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isCode = ["swift", "c", "h"].contains(Self.fileExtension(path))
    let lexer = SourceLexer(isCode ? text : "", readsCharacters: !path.hasSuffix(".swift"))
    tokens = lexer.tokens
    comments = lexer.comments
  }

  private static func fileExtension(_ path: String) -> String {
    String(path.split(separator: ".").last ?? "")
  }

  var fileExtension: String { Self.fileExtension(path) }
  var isSwift: Bool { fileExtension == "swift" }
  var isC: Bool { ["c", "h"].contains(fileExtension) }
  var isCode: Bool { isSwift || isC }
  var isTest: Bool { path.hasPrefix("Tests/") }

  /// The target that the file belongs to; `nil` outside of `Sources` and `Tests`.
  var module: String? {
    let parts = path.split(separator: "/")
    guard parts.count > 2, parts[0] == "Sources" || parts[0] == "Tests" else { return nil }
    return String(parts[1])
  }

  func violation(_ line: Int, _ message: String) -> Violation {
    Violation(path: path, line: line, message: message)
  }
}

/// All text files of the repository, in the order of their paths.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let files: [SourceFile] = {
    let places = [
      "Package.swift", "README.md", "Makefile", ".ci", ".editorconfig", ".gitignore", "Sources",
      "Tests", "scenarios", "results",
    ]
    return places.flatMap(paths).sorted().compactMap { path in
      guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else {
        return nil
      }
      return SourceFile(path: path, text: text)
    }
  }()

  static var code: [SourceFile] { files.filter(\.isCode) }

  static func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

  /// The files at or below `place`, links not followed.
  private static func paths(at place: String) -> [String] {
    let url = root.appending(path: place)
    let values = try? url.resourceValues(forKeys: [.isDirectoryKey])
    guard values?.isDirectory == true else { return values == nil ? [] : [place] }
    let below = FileManager.default.enumerator(atPath: url.path)
    return (below?.allObjects as? [String] ?? []).map { "\(place)/\($0)" }
  }
}
