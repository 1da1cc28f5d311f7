// SPDX-License-Identifier: GPL-3.0-or-later
// What may leave a module, and the documentation that it owes.

/// Access levels and documentation comments.
enum AccessRules {
  /// What the loop uses across a module border has to be `public` to be specialised.
  static let publicModules: Set = ["Quantities", "FlatStorage", "EventScheduling"]

  static func accessLevel(_ file: SourceFile) -> [Violation] {
    guard file.isSwift, let module = file.module else { return [] }
    let banned: Set =
      publicModules.contains(module) && !file.isTest
      ? ["package", "open"] : ["public", "open"]
    let tokens = file.tokens
    return tokens.indices.compactMap { index in
      let token = tokens[index]
      guard token.kind == .word, banned.contains(token.text) else { return nil }
      let before = index > 0 ? tokens[index - 1].text : ""
      let after = index + 1 < tokens.count ? tokens[index + 1] : token
      // As a name (`.package(url:)`, `package:`, `let open`) the word is no access level.
      guard before != ".", ![":", ",", ")", "="].contains(after.text), after.kind == .word else {
        return nil
      }
      guard Declaration.modifiers.contains(after.text) || declares(after.text) else { return nil }
      return file.violation(token.line, "'\(token.text)' is not an access level of \(module)")
    }
  }

  private static func declares(_ word: String) -> Bool {
    Declaration.typeKeywords.contains(word) || Declaration.functionKeywords.contains(word)
      || ["var", "let", "extension", "import", "case", "macro"].contains(word)
  }

  static func testableImports(_ file: SourceFile) -> [Violation] {
    zip(file.tokens, file.tokens.dropFirst()).filter {
      $0.text == "@" && $1.text == "testable"
    }.map { file.violation($0.0.line, "a test that needs the inside asks for a smaller type") }
  }

  /// Types and functions that leave their module without a documentation comment.
  ///
  /// Spared are witnesses of protocols, which are documented at the requirement, operators that
  /// mean what they mean for numbers, and initialisers that only store what they are given.
  static func documentation(
    _ file: SourceFile, sparing requirements: Set<String>
  ) -> [Violation] {
    guard file.isSwift, !file.isTest else { return [] }
    return Declaration.all(in: file).compactMap { declaration in
      let owes =
        declaration.isType && declaration.keyword != "typealias"
        || ["func", "init", "subscript"].contains(declaration.keyword)
      guard owes, declaration.isExported, !declaration.isDocumented else { return nil }
      guard declaration.isType || !requirements.contains(declaration.signature) else { return nil }
      guard !["+", "-", "*", "/", "<", "=="].contains(declaration.name) else { return nil }
      if declaration.keyword == "init", onlyStores(declaration) { return nil }
      return file.violation(
        declaration.firstLine, "\(declaration.keyword) '\(declaration.title)' is undocumented")
    }
  }

  private static func onlyStores(_ declaration: Declaration) -> Bool {
    let thinking: Set = [
      "if", "guard", "for", "while", "repeat", "switch", "let", "var", "precondition", "throw",
      "try", "preconditionFailure", "fatalError",
    ]
    return declaration.hasBody && !declaration.body.contains { thinking.contains($0.text) }
  }

  /// What the protocols of the package and of the standard library ask for.
  static func requirements(of files: [SourceFile]) -> Set<String> {
    var found: Set = [
      "hash(into:)", "encode(to:)",
      "init(from:)", "next()", "makeIterator()", "index(after:)", "init(rawValue:)",
      "init(stringLiteral:)", "init(integerLiteral:)", "init(floatLiteral:)",
      "init(arrayLiteral:)", "init(dictionaryLiteral:)", "subscript(position:)",
    ]
    for file in files where file.isSwift {
      let all = Declaration.all(in: file)
      for outer in all where outer.keyword == "protocol" {
        let inside = all.filter {
          $0.firstLine > outer.firstLine && $0.firstLine < outer.lastLine && !$0.isType
        }
        found.formUnion(inside.map(\.signature))
      }
    }
    return found
  }
}
