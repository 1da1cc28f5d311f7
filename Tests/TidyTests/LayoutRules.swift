// SPDX-License-Identifier: GPL-3.0-or-later
// Shape: length of files, functions and lines, and the header of each file.

/// Sizes and headers; without exceptions from the first commit.
enum LayoutRules {
  static let mostLines = 250
  static let mostFunctionLines = 50
  static let mostColumns = 100
  static let licence = "SPDX-License-Identifier: GPL-3.0-or-later"

  static func fileLength(_ file: SourceFile) -> [Violation] {
    let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    guard file.isCode, count > mostLines else { return [] }
    return [file.violation(count, "\(count) lines, at most \(mostLines)")]
  }

  static func lineLength(_ file: SourceFile) -> [Violation] {
    guard file.isCode || isHashed(file) || file.fileExtension == "modulemap" else { return [] }
    // What stands between the quotes of a text over several lines is quoted, not written.
    let quoted = file.tokens.filter { $0.lastLine > $0.line + 1 }.map {
      ($0.line + 1)..<$0.lastLine
    }
    return file.lines.enumerated().compactMap { offset, line in
      guard line.count > mostColumns, !quoted.contains(where: { $0.contains(offset + 1) }) else {
        return nil
      }
      return file.violation(offset + 1, "\(line.count) columns, at most \(mostColumns)")
    }
  }

  static func functionLength(_ file: SourceFile) -> [Violation] {
    guard file.isSwift else { return cFunctionLength(file) }
    return Declaration.all(in: file).compactMap { declaration in
      let length = declaration.lastLine - declaration.firstLine + 1
      guard !declaration.isType, declaration.hasBody, length > mostFunctionLines else { return nil }
      return file.violation(
        declaration.firstLine,
        "'\(declaration.signature)' has \(length) lines, at most \(mostFunctionLines)")
    }
  }

  /// Every block of the outermost level that follows a parenthesis.
  private static func cFunctionLength(_ file: SourceFile) -> [Violation] {
    guard file.isC else { return [] }
    var found: [Violation] = []
    var depth = 0
    var firstLine: Int?
    for (index, token) in file.tokens.enumerated() {
      if token.text == "{" {
        if depth == 0, index > 0, file.tokens[index - 1].text == ")" { firstLine = token.line }
        depth += 1
      } else if token.text == "}" {
        depth -= 1
        guard depth == 0, let first = firstLine else { continue }
        let length = token.line - first + 1
        if length > mostFunctionLines {
          found.append(
            file.violation(first, "function of \(length) lines, at most \(mostFunctionLines)"))
        }
        firstLine = nil
      }
    }
    return found
  }

  /// Files of ours whose comments begin with a hash; scenarios that tests break on purpose are not.
  private static func isHashed(_ file: SourceFile) -> Bool {
    file.path == "Makefile"
      || ["yaml", "yml"].contains(file.fileExtension) && file.path.hasPrefix("scenarios/")
  }

  /// The licence, then one sentence that says what the file is for.
  static func header(_ file: SourceFile) -> [Violation] {
    guard file.isCode || isHashed(file) || file.fileExtension == "modulemap" else { return [] }
    let mark = isHashed(file) ? "# " : "// "
    var lines = file.lines[...]
    if lines.first?.hasPrefix("// swift-tools-version") == true { lines = lines.dropFirst() }
    guard lines.first == mark + licence else {
      return [file.violation(1, "the first line must be '\(mark)\(licence)'")]
    }
    let purpose = lines.dropFirst().prefix { $0.hasPrefix(mark) }
    let words = purpose.joined(separator: " ").split(separator: " ")
    guard words.count >= 4, words.last?.hasSuffix(".") == true else {
      return [file.violation(2, "a sentence of purpose, with its full stop, must follow")]
    }
    return []
  }
}
