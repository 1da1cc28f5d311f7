// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the declarations of a Swift file: what they are called, where they begin and end.

/// One declaration with its modifiers, its body and its documentation.
struct Declaration: Hashable {
  /// `func`, `init`, `struct`, and so on.
  let keyword: String
  let name: String
  /// Argument labels, such as `(of:in:)`; empty for what takes no arguments.
  let labels: String
  let modifiers: Set<String>
  let firstLine: Int
  /// Line of the closing brace, or of the keyword where there is no body.
  let lastLine: Int
  let isDocumented: Bool
  /// What stands between the braces.
  let body: ArraySlice<Token>
  let hasBody: Bool

  var signature: String { name + labels }
  /// How findings call it.
  var title: String { isType ? name : signature }
  var isExported: Bool { modifiers.contains("public") || modifiers.contains("package") }
  var isType: Bool { Self.typeKeywords.contains(keyword) }

  static let typeKeywords: Set = ["struct", "class", "enum", "protocol", "actor", "typealias"]
  static let functionKeywords: Set = ["func", "init", "deinit", "subscript"]
  static let modifiers: Set = [
    "public", "package", "internal", "private", "fileprivate", "open", "static", "final",
    "mutating", "nonmutating", "borrowing", "consuming", "override", "indirect", "nonisolated",
    "convenience", "required", "lazy", "weak", "prefix", "postfix", "infix", "isolated", "unowned",
  ]
  private static let starters = typeKeywords.union(functionKeywords).union(modifiers)
    .union(["var", "let", "case", "import", "extension", "associatedtype", "}", "@", ";"])

  /// All functions, computed properties and types of `file`, outermost first.
  static func all(in file: SourceFile) -> [Declaration] {
    let kept = typeKeywords.union(functionKeywords).union(["var"])
    return file.tokens.indices.compactMap { index in
      let token = file.tokens[index]
      guard token.kind == .word, kept.contains(token.text) else { return nil }
      return Declaration(at: index, in: file)
    }
  }

  private init?(at index: Int, in file: SourceFile) {
    let tokens = file.tokens
    keyword = tokens[index].text
    let before = index > 0 ? tokens[index - 1].text : ""
    let after = index + 1 < tokens.count ? tokens[index + 1].text : ""
    // `.init(…)`, `\.init`, an argument label, and `class` in an inheritance clause.
    guard before != ".", after != ":", !(keyword == "class" && before == ":") else { return nil }
    let isNamed = !["init", "deinit", "subscript"].contains(keyword)
    if !isNamed, !["(", "<", "?", "!", "{"].contains(after) { return nil }
    name = isNamed ? Self.name(in: tokens, after: index) : keyword

    let opening = Self.openingBrace(of: keyword, in: tokens, after: index)
    let closing = opening.map { Self.partner(of: $0, in: tokens) }
    hasBody = opening != nil
    if let opening, let closing {
      body = tokens[min(opening + 1, closing)..<closing]
    } else {
      body = []
    }
    firstLine = tokens[index].line
    lastLine = closing.map { tokens[min($0, tokens.count - 1)].line } ?? firstLine
    labels = Self.argumentLabels(in: tokens, after: index)

    let start = Self.start(of: index, in: tokens)
    modifiers = Set(tokens[start..<index].map(\.text))
    isDocumented = file.comments.contains {
      $0.isDocumentation && $0.lastLine == tokens[start].line - 1
    }
  }

  /// The word after the keyword, or all marks of an operator.
  private static func name(in tokens: [Token], after index: Int) -> String {
    var name = ""
    for token in tokens[(index + 1)...] {
      if token.text == "(" || token.text == "<" && !name.isEmpty { break }
      if token.kind == .word { return name.isEmpty ? token.text : name }
      name += token.text
    }
    return name
  }

  /// Steps back over modifiers and attributes to where the declaration begins.
  private static func start(of index: Int, in tokens: [Token]) -> Int {
    var start = index
    while start > 0 {
      let text = tokens[start - 1].text
      if modifiers.contains(text) {
        start -= 1
      } else if start > 1, tokens[start - 2].text == "@" {
        start -= 2
      } else if text == ")" {
        // `private(set)`, or an attribute with arguments.
        var opening = start - 1
        while opening > 0, tokens[opening].text != "(" { opening -= 1 }
        let isAttribute = opening > 1 && tokens[opening - 2].text == "@"
        guard isAttribute || opening > 0 && modifiers.contains(tokens[opening - 1].text) else {
          break
        }
        start = isAttribute ? opening - 2 : opening - 1
      } else {
        break
      }
    }
    return start
  }

  private static func openingBrace(
    of keyword: String, in tokens: [Token], after index: Int
  ) -> Int? {
    var depth = 0
    for position in tokens.indices[(index + 1)...] {
      let text = tokens[position].text
      switch text {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "{" where depth <= 0: return position
      case "=" where depth == 0 && keyword == "var": return nil
      default:
        if depth == 0, position > index + 1, tokens[position].kind != .string,
          starters.contains(text)
        {
          return nil
        }
      }
    }
    return nil
  }

  private static func argumentLabels(in tokens: [Token], after index: Int) -> String {
    guard let opening = tokens.indices[index...].first(where: { tokens[$0].text == "(" }) else {
      return ""
    }
    var depth = 0
    var labels = ""
    for position in opening..<tokens.count {
      switch tokens[position].text {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case ":" where depth == 1:
        let two = position > 1 && !["(", ","].contains(tokens[position - 2].text)
        labels += tokens[two ? position - 2 : position - 1].text + ":"
      default: break
      }
      if depth == 0 { break }
    }
    return "(\(labels))"
  }

  private static func partner(of opening: Int, in tokens: [Token]) -> Int {
    var depth = 0
    for position in opening..<tokens.count {
      if tokens[position].text == "{", tokens[position].kind == .mark { depth += 1 }
      if tokens[position].text == "}", tokens[position].kind == .mark { depth -= 1 }
      if depth == 0 { return position }
    }
    return tokens.count - 1
  }
}
