// SPDX-License-Identifier: GPL-3.0-or-later
// A report as Markdown, with the pipe tables that common viewers know.

/// Writes a document as Markdown; one paragraph is one line.
struct MarkdownRendering {
  /// The text, its lines ended by line feeds.
  func text(of document: ReportDocument) -> String {
    document.blocks.map { lines(of: $0).joined(separator: "\n") }
      .joined(separator: "\n\n").withPlainSpaces + "\n"
  }

  private func lines(of block: ReportDocument.Block) -> [String] {
    switch block {
    case .title(let text, let aside):
      ["# " + escaped(text)] + (aside.isEmpty ? [] : ["", "*" + escaped(aside) + "*"])
    case .heading(let text): ["## " + escaped(text)]
    case .paragraph(let text): [inline(text)]
    case .list(let items): items.map { "- " + inline($0) }
    case .table(let table): self.table(table)
    case .pairs(let pairs): pairs.map { "- \(escaped($0.key)): \(escaped($0.value))" }
    }
  }

  private func inline(_ text: ReportText) -> String {
    text.spans.filter { !$0.text.isEmpty }.map { span in
      span.isStrong ? "**\(escaped(span.text))**" : escaped(span.text)
    }.joined()
  }

  private func table(_ table: ReportTable) -> [String] {
    let marks = table.columns.map { $0.alignment == .left ? "---" : "---:" }
    var lines = [row(table.columns.map { escaped($0.title) }), row(marks)]
    lines += table.rows.map { row($0.map(escaped)) }
    for note in table.notes { lines += ["", escaped(note)] }
    return lines
  }

  private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// Text that means itself: what Markdown or HTML would read as a mark is escaped.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text.printable {
      if "\\`*_[]<>|#&~".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
