// SPDX-License-Identifier: GPL-3.0-or-later
// What is checked before a YAML parser sees the text: characters, tabs, depth, names that are no
// text.

import Diagnostics

/// Walks over a text once, telling quotes and comments from the rest.
struct YAMLLimits {
  /// Lists and maps within each other.
  static let mostDepth = 64

  private let source: SourceText
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private var column = 1
  private var flowDepth = 0
  private var indents: [Int] = []
  private var quote: Unicode.Scalar?
  private var isReported = false

  init(_ source: SourceText) {
    self.source = source
    scalars = Array(source.text.unicodeScalars)
  }

  /// Whether the text may be parsed; else the first reason is noted.
  mutating func allow(noting sink: inout DiagnosticSink) -> Bool {
    if let place = collectionAsName() {
      position = 0
      while position < place { advance() }
      report("with anchors in the file, only a plain text may be the name of a field", &sink)
      return false
    }
    while position < scalars.count, !isReported {
      if column == 1, quote == nil { beginLine(noting: &sink) }
      guard position < scalars.count, !isReported else { break }
      step(noting: &sink)
    }
    return !isReported
  }

  /// Looks at the indentation: no tabs, and not too many levels.
  private mutating func beginLine(noting sink: inout DiagnosticSink) {
    var isTabbed = false
    while let scalar = peek(), scalar == " " || scalar == "\t" {
      if scalar == "\t" { isTabbed = true }
      if isTabbed, flowDepth == 0, let next = peek(1), !isBreak(next), next != "#", next != "\t" {
        report("a tab cannot indent in YAML, blanks can", &sink)
        return
      }
      advance()
    }
    guard flowDepth == 0, let scalar = peek(), !isBreak(scalar), scalar != "#" else { return }
    while let last = indents.last, last >= column { indents.removeLast() }
    indents.append(column)
    while peek() == "-" || peek() == "?", peek(1) == " " {
      advance()
      while peek() == " " { advance() }
      indents.append(column)
      if indents.count > Self.mostDepth { break }
    }
    checkDepth(noting: &sink)
  }

  private mutating func step(noting sink: inout DiagnosticSink) {
    let scalar = scalars[position]
    if isControl(scalar) {
      report("the control character U+\(hex(scalar)) cannot stand in a scenario", &sink)
      return
    }
    if let open = quote {
      if scalar == "\\", open == "\"" { advance() }
      if scalar == open { quote = nil }
    } else {
      let begins = position == 0 || "[{,: \t\n\r-".unicodeScalars.contains(scalars[position - 1])
      switch scalar {
      case "\"", "'":
        if begins { quote = scalar }
      case "#":
        if begins { skipComment() }
      case "[", "{":
        if begins { flowDepth += 1 }
        checkDepth(noting: &sink)
      case "]", "}": flowDepth = max(0, flowDepth - 1)
      default: break
      }
    }
    if !isReported { advance() }
  }

  private mutating func checkDepth(noting sink: inout DiagnosticSink) {
    guard flowDepth + indents.count > Self.mostDepth, !isReported else { return }
    report("lists and maps are nested more than \(Self.mostDepth) deep", &sink)
  }

  /// The place of a list, map or alias that stands as a name in a text with anchors, if there is
  /// one.
  ///
  /// Such a name is compared with others, and an alias in it may stand for a tree that grows
  /// without bound. The search ignores quotes on purpose: it may find too much, but misses nothing.
  private func collectionAsName() -> Int? {
    guard scalars.indices.contains(where: { scalars[$0] == "&" && isWord($0 + 1) }) else {
      return nil
    }
    return scalars.indices.first { place in
      switch scalars[place] {
      case "]", "}": scalarBehindBlanks(after: place + 1) == ":"
      case "*": isWord(place + 1) && scalarBehindBlanks(after: endOfWord(place + 1)) == ":"
      case "?":
        (place == 0 || isBlankOrOpening(scalars[place - 1]))
          && (place + 1 == scalars.count || isBlankOrOpening(scalars[place + 1]))
      default: false
      }
    }
  }

  private func isWord(_ place: Int) -> Bool {
    place < scalars.count && !isBlankOrOpening(scalars[place])
  }

  private func endOfWord(_ place: Int) -> Int {
    var end = place
    while isWord(end), scalars[end] != ":" { end += 1 }
    return end
  }

  private func scalarBehindBlanks(after place: Int) -> Unicode.Scalar? {
    scalars[min(place, scalars.count)...].first { $0 != " " && $0 != "\t" }
  }

  private func isBlankOrOpening(_ scalar: Unicode.Scalar) -> Bool {
    " \t\n\r[]{},-".unicodeScalars.contains(scalar) || isBreak(scalar)
  }

  private mutating func skipComment() {
    while let next = peek(1), !isBreak(next) { advance() }
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    position + ahead < scalars.count ? scalars[position + ahead] : nil
  }

  private mutating func advance() {
    guard position < scalars.count else { return }
    let isReturnBeforeFeed = scalars[position] == "\r" && peek(1) == "\n"
    if isBreak(scalars[position]), !isReturnBeforeFeed {
      line += 1
      column = 1
    } else {
      column += 1
    }
    position += 1
  }

  private mutating func report(_ message: String, _ sink: inout DiagnosticSink) {
    isReported = true
    sink.error(message, at: SourceLocation(file: source.name, line: line, column: column))
  }
}

/// The characters that end a line in YAML.
func isBreak(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "\n" || scalar == "\r" || scalar == "\u{85}" || scalar == "\u{2028}"
    || scalar == "\u{2029}"
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 && scalar != "\t" && !isBreak(scalar)
    || scalar.value >= 0x7F && scalar.value < 0xA0 && scalar != "\u{85}"
}

private func hex(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
