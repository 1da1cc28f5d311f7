// SPDX-License-Identifier: GPL-3.0-or-later
// Signals from text such as `zone & 2 of nat`; errors point into the text.

import Diagnostics

/// Reads one expression by recursive descent: `|` (or), `&` (and), `!` (not), brackets,
/// `2 of nat`, `2 of (a, b, c)`, `all of nat`, `any of nat`.
struct SignalExpression {
  /// Brackets and negations within each other.
  private static let mostDepth = 64

  private struct Token {
    let text: String
    let offset: Int
  }

  private let tokens: [Token]
  private let start: SourceLocation
  private let end: Int
  private var position = 0
  private var depth = 0

  /// - Parameters:
  ///   - text: The whole text of the signal.
  ///   - start: The place of its first character.
  init(_ text: String, at start: SourceLocation) {
    self.start = start
    var tokens: [Token] = []
    var word = ""
    var offset = 0
    for character in text {
      let isSign = "&|!(),".contains(character)
      if isSign || character.isWhitespace {
        if !word.isEmpty { tokens.append(Token(text: word, offset: offset - word.count)) }
        word = ""
        if isSign { tokens.append(Token(text: String(character), offset: offset)) }
      } else {
        word.append(character)
      }
      offset += 1
    }
    if !word.isEmpty { tokens.append(Token(text: word, offset: offset - word.count)) }
    self.tokens = tokens
    end = offset
  }

  /// The signal that the whole text describes.
  ///
  /// - Throws: `Misreading` at the place of the fault.
  mutating func signal() throws(Misreading) -> WrittenSignal {
    let signal = try alternatives()
    guard position == tokens.count else {
      throw fault("a '&' or a '|' is missing before '\(clipped(tokens[position].text))'")
    }
    return signal
  }

  private mutating func alternatives() throws(Misreading) -> WrittenSignal {
    depth += 1
    guard depth <= Self.mostDepth else {
      throw fault("a signal is nested more than \(Self.mostDepth) deep")
    }
    var inputs = [try conjunction()]
    while take("|") || take("or") { inputs.append(try conjunction()) }
    depth -= 1
    return inputs.count == 1 ? inputs[0] : .any(inputs)
  }

  private mutating func conjunction() throws(Misreading) -> WrittenSignal {
    var inputs = [try operand()]
    while take("&") || take("and") { inputs.append(try operand()) }
    return inputs.count == 1 ? inputs[0] : .all(inputs)
  }

  private mutating func operand() throws(Misreading) -> WrittenSignal {
    if take("!") || take("not") {
      depth += 1
      guard depth <= Self.mostDepth else {
        throw fault("a signal is nested more than \(Self.mostDepth) deep")
      }
      let inner = try operand()
      depth -= 1
      return .not(inner)
    }
    if take("(") {
      let inner = try alternatives()
      try expect(")")
      return inner
    }
    guard let token = peek else { throw fault("a name is missing here") }
    if tokens.indices.contains(position + 1), tokens[position + 1].text == "of" {
      position += 2
      let inputs = try counted()
      if token.text == "all" { return .all(inputs) }
      if token.text == "any" { return .any(inputs) }
      guard let count = Int(token.text) else {
        throw fault(
          "'\(clipped(token.text))' is no number of signals", at: token.offset,
          notes: ["such as 2 of nat, all of nat or any of nat"])
      }
      return .atLeast(count, of: inputs, place(token.offset))
    }
    let (name, place) = try word()
    return .name(name, place)
  }

  /// What stands behind `of`: one name, or a list in brackets.
  private mutating func counted() throws(Misreading) -> [WrittenSignal] {
    guard take("(") else {
      let (name, place) = try word()
      return [.copies(of: name, place)]
    }
    var inputs = [try alternatives()]
    while take(",") { inputs.append(try alternatives()) }
    try expect(")")
    return inputs
  }

  private mutating func word() throws(Misreading) -> (String, SourceLocation) {
    guard let token = peek, !"&|!(),".contains(token.text) else {
      throw fault("a name is missing here")
    }
    position += 1
    return (token.text, place(token.offset))
  }

  private var peek: Token? { position < tokens.count ? tokens[position] : nil }

  private mutating func take(_ text: String) -> Bool {
    guard peek?.text == text else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ sign: String) throws(Misreading) {
    guard take(sign) else { throw fault("a '\(sign)' is missing here") }
  }

  private func place(_ offset: Int) -> SourceLocation { start.advanced(by: offset) }

  private func fault(
    _ message: String, at offset: Int? = nil, notes: [String] = []
  ) -> Misreading {
    Misreading(message, at: place(offset ?? peek?.offset ?? end), notes: notes)
  }
}
