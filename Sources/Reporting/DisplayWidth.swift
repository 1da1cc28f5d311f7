// SPDX-License-Identifier: GPL-3.0-or-later
// How many columns of a terminal a text takes, and how it is broken into lines.

/// A space at which no line is broken; every rendering prints it as a plain one.
let noBreakSpace: Character = "\u{00A0}"

extension String {
  /// The columns that the text takes in a terminal.
  package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// The text without what could steer a terminal or break a line of a table.
  var printable: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        result += ["\n", "\t", "\r"].contains(scalar) ? " " : "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text as it is printed, with plain spaces.
  var withPlainSpaces: String { String(map { $0 == noBreakSpace ? " " : $0 }) }

  /// The text padded to `width` columns; a longer one stays as it is.
  func padded(to width: Int, _ alignment: ReportTable.Alignment) -> String {
    let padding = String(repeating: " ", count: Swift.max(0, width - displayWidth))
    switch alignment {
    case .left: return self + padding
    case .right: return padding + self
    }
  }
}

extension Character {
  /// Two columns for East Asian wide characters and pictures, none for a lone mark, else one.
  var displayWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }
}

/// Code points of East Asian width W and F, and pictures shown in two columns.
///
/// - Source: Unicode Standard Annex 11, in its blocks; unassigned places are included.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
  0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
  0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
]

/// A part of a line that is broken nowhere.
struct Word: Hashable {
  var text: String
  var isStrong: Bool
}

/// Breaks text at spaces into lines of at most `width` columns, and inside a word only where the
/// word alone is wider; `width` is at least two, so that every character fits.
func wrap(_ text: ReportText, to width: Int) -> [[Word]] {
  precondition(width >= 2, "no character fits into less than two columns")
  var lines: [[Word]] = []
  var line: [Word] = []
  var used = 0
  for word in words(of: text) {
    var pieces = pieces(of: word, width: width)[...]
    guard let first = pieces.popFirst() else { continue }
    if used > 0, used + 1 + first.text.displayWidth > width {
      lines.append(line)
      (line, used) = ([], 0)
    }
    used += (used > 0 ? 1 : 0) + first.text.displayWidth
    line.append(first)
    for piece in pieces {
      lines.append(line)
      (line, used) = ([piece], piece.text.displayWidth)
    }
  }
  if !line.isEmpty || lines.isEmpty { lines.append(line) }
  return lines
}

/// Breaks a cell or a note into plain lines.
func wrap(_ text: String, to width: Int) -> [String] {
  wrap(ReportText(text), to: width).map { $0.map(\.text).joined(separator: " ") }
}

private func words(of text: ReportText) -> [Word] {
  text.spans.flatMap { span in
    span.text.printable.split(separator: " ").map {
      Word(text: String($0), isStrong: span.isStrong)
    }
  }
}

private func pieces(of word: Word, width: Int) -> [Word] {
  var pieces: [Word] = []
  var rest = word.text[...]
  while rest.reduce(0, { $0 + $1.displayWidth }) > width {
    var end = rest.startIndex
    var used = 0
    var afterHyphen: String.Index?
    while end < rest.endIndex, used + rest[end].displayWidth <= width {
      used += rest[end].displayWidth
      let isHyphen = rest[end] == "-" || rest[end] == "/"
      end = rest.index(after: end)
      if isHyphen { afterHyphen = end }
    }
    let cut = afterHyphen ?? end
    pieces.append(Word(text: String(rest[..<cut]), isStrong: word.isStrong))
    rest = rest[cut...]
  }
  pieces.append(Word(text: String(rest), isStrong: word.isStrong))
  return pieces
}
