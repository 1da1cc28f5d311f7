// SPDX-License-Identifier: GPL-3.0-or-later
// A report as it stands in a terminal, never wider than it is told.

/// Writes a document as plain text.
///
/// Spaces inside numbers are printed as plain ones, so that a text can be searched and copied.
struct TextRendering {
  let width: Int
  let usesColour: Bool

  init(width: Int, usesColour: Bool) {
    self.width = max(2, width)
    self.usesColour = usesColour
  }

  /// The text, its lines ended by line feeds.
  func text(of document: ReportDocument) -> String {
    var lines: [String] = []
    var previousIsTitle = false
    for block in document.blocks {
      if !lines.isEmpty, !previousIsTitle { lines.append("") }
      lines += self.lines(of: block)
      if case .title = block { previousIsTitle = true } else { previousIsTitle = false }
    }
    return lines.map { $0.withPlainSpaces + "\n" }.joined()
  }

  private func lines(of block: ReportDocument.Block) -> [String] {
    switch block {
    case .title(let text, let aside): title(text, aside: aside)
    case .heading(let text): wrapped(.strong(text))
    case .paragraph(let text): wrapped(text)
    case .list(let items): items.flatMap { hanging($0, behind: "- ") }
    case .table(let table): self.table(table)
    case .pairs(let pairs): self.pairs(pairs)
    }
  }

  private func title(_ text: String, aside: String) -> [String] {
    let (text, aside) = (text.printable, aside.printable)
    let space = width - text.displayWidth - aside.displayWidth
    guard !aside.isEmpty, space >= 2 else {
      return wrapped(.strong(text)) + (aside.isEmpty ? [] : wrapped(ReportText(aside)))
    }
    return [emphasised(text) + String(repeating: " ", count: space) + aside]
  }

  private func wrapped(_ text: ReportText) -> [String] { wrap(text, to: width).map(line) }

  private func hanging(_ text: ReportText, behind mark: String) -> [String] {
    let indent = String(repeating: " ", count: mark.displayWidth)
    guard width >= indent.count + 2 else { return wrapped(text) }
    return wrap(text, to: width - indent.count).enumerated().map { number, words in
      (number == 0 ? mark : indent) + line(of: words)
    }
  }

  private func pairs(_ pairs: [ReportPair]) -> [String] {
    let keys = pairs.map(\.key.printable)
    let column = (keys.map(\.displayWidth).max() ?? 0) + 2
    return zip(keys, pairs).flatMap { key, pair in
      column * 2 <= width
        ? hanging(ReportText(pair.value), behind: key.padded(to: column, .left))
        : wrapped(ReportText("\(key): \(pair.value)"))
    }
  }

  /// A line, strong words marked by the terminal's bold where colours are wanted.
  private func line(of words: [Word]) -> String {
    var line = ""
    for (index, word) in words.enumerated() {
      let startsStrong = word.isStrong && (index == 0 || !words[index - 1].isStrong)
      let endsStrong =
        word.isStrong && (index + 1 == words.count || !words[index + 1].isStrong)
      if index > 0 { line += " " }
      if usesColour, startsStrong { line += Self.bold }
      line += word.text
      if usesColour, endsStrong { line += Self.plain }
    }
    return line
  }

  private func emphasised(_ text: String) -> String {
    usesColour ? Self.bold + text + Self.plain : text
  }

  private static let bold = "\u{1B}[1m"
  private static let plain = "\u{1B}[0m"
}

extension TextRendering {
  private func table(_ table: ReportTable) -> [String] {
    var lines: [String] = []
    for panel in TableLayout(table, width: width).panels {
      if !lines.isEmpty { lines.append("") }
      lines += row(table.columns.map(\.title), of: table, in: panel, atBottom: true)
      for cells in table.rows { lines += row(cells, of: table, in: panel, atBottom: false) }
    }
    for note in table.notes { lines += wrapped(ReportText(note)) }
    return lines
  }

  /// One row, as high as its highest cell; the others stand at its first line, or `atBottom`.
  private func row(
    _ cells: [String], of table: ReportTable, in panel: TablePanel, atBottom: Bool
  ) -> [String] {
    let wrapped = zip(panel.columns, panel.widths).map { column, width in
      wrap(cells[column], to: max(2, width))
    }
    let height = wrapped.map(\.count).max() ?? 1
    return (0..<height).map { number in
      var line = ""
      for (index, column) in panel.columns.enumerated() {
        let lines = wrapped[index]
        let own = atBottom ? number - (height - lines.count) : number
        let text = lines.indices.contains(own) ? lines[own] : ""
        if index > 0 { line += String(repeating: " ", count: panel.gap) }
        line += text.padded(to: panel.widths[index], table.columns[column].alignment)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
