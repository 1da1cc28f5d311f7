// SPDX-License-Identifier: GPL-3.0-or-later
// Splits Swift and C into tokens and comments, so that no rule is fooled by a string or a comment.

/// A word, a string literal or a mark of a source text.
struct Token: Hashable {
  enum Kind { case word, string, mark }

  let kind: Kind
  /// The word or mark itself; a string with one quote at each end, so that it equals no mark.
  let text: String
  let line: Int
  /// Where a string ends; else the same line.
  var lastLine: Int
}

/// One comment; a run of `//` lines is as many comments.
struct Comment: Hashable {
  let text: String
  let firstLine: Int
  let lastLine: Int

  var isDocumentation: Bool { text.hasPrefix("///") || text.hasPrefix("/**") }
}

/// Reads a text once, from front to back.
struct SourceLexer {
  private let bytes: [UInt8]
  /// Whether an apostrophe opens a character, as in C.
  private let readsCharacters: Bool
  private var next = 0
  private var line = 1
  private(set) var tokens: [Token] = []
  private(set) var comments: [Comment] = []

  init(_ text: String, readsCharacters: Bool = false) {
    bytes = Array(text.utf8)
    self.readsCharacters = readsCharacters
    readCode(untilClosed: false)
  }

  private func at(_ word: String, from start: Int? = nil) -> Bool {
    bytes[min(start ?? next, bytes.count)...].starts(with: word.utf8)
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<min(next, bytes.count)], as: UTF8.self)
  }

  private mutating func skip() {
    if next < bytes.count, bytes[next] == UInt8(ascii: "\n") { line += 1 }
    next += 1
  }

  /// Reads code; inside an interpolation only to the parenthesis that closes it.
  private mutating func readCode(untilClosed: Bool) {
    var depth = 0
    while next < bytes.count {
      let byte = bytes[next]
      if at("//") || at("/*") {
        readComment()
      } else if at("\"") || byte == UInt8(ascii: "#") && opensRawString() {
        readString()
      } else if byte == UInt8(ascii: "`") || readsCharacters && byte == UInt8(ascii: "'") {
        readQuoted(by: byte)
      } else if isWordByte(byte) {
        readWord()
      } else if byte <= UInt8(ascii: " ") {
        skip()
      } else {
        if at("(") { depth += 1 }
        if at(")") { depth -= 1 }
        if untilClosed, depth < 0 { return }
        tokens.append(
          Token(kind: .mark, text: String(UnicodeScalar(byte)), line: line, lastLine: line))
        skip()
      }
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...:
      true
    default: false
    }
  }

  private mutating func readWord() {
    let start = next
    while next < bytes.count, isWordByte(bytes[next]) { next += 1 }
    tokens.append(Token(kind: .word, text: text(from: start), line: line, lastLine: line))
  }

  private mutating func readQuoted(by quote: UInt8) {
    let start = next
    let first = line
    skip()
    while next < bytes.count, bytes[next] != quote {
      if readsCharacters, at("\\") { skip() }
      skip()
    }
    skip()
    tokens.append(Token(kind: .word, text: text(from: start), line: first, lastLine: line))
  }

  private mutating func readComment() {
    let start = next
    let first = line
    if at("//") {
      while next < bytes.count, !at("\n") { next += 1 }
    } else {
      var depth = 0
      repeat {
        if at("/*") { depth += readsCharacters && depth > 0 ? 0 : 1 }
        if at("*/") { depth -= 1 }
        skip()
      } while depth > 0 && next < bytes.count
      skip()
    }
    comments.append(Comment(text: text(from: start), firstLine: first, lastLine: line))
  }

  private func opensRawString() -> Bool {
    let afterHashes = bytes[next...].firstIndex { $0 != UInt8(ascii: "#") } ?? bytes.count
    return at("\"", from: afterHashes)
  }

  private mutating func readString() {
    let first = line
    var hashes = ""
    while at("#") {
      hashes += "#"
      skip()
    }
    let quotes = at("\"\"\"") ? "\"\"\"" : "\""
    for _ in quotes { skip() }
    let start = next
    while next < bytes.count, !at(quotes + hashes) {
      guard at("\\" + hashes) else {
        skip()
        continue
      }
      next += 1 + hashes.count
      if at("(") {
        skip()
        readCode(untilClosed: true)
      }
      skip()
    }
    tokens.append(
      Token(kind: .string, text: "\"\(text(from: start))\"", line: first, lastLine: line))
    for _ in quotes + hashes { skip() }
  }
}
