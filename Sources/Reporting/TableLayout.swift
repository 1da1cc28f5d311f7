// SPDX-License-Identifier: GPL-3.0-or-later
// Fits a table into a number of columns without losing a character of it.

/// A part of a table as it stands in a terminal.
struct TablePanel {
  /// Which columns of the table it shows.
  let columns: [Int]
  /// Their widths, in the same order.
  let widths: [Int]
  let gap: Int
}

/// Decides the widths of a table's columns.
///
/// Where space is short it gives up, in this order: wide gaps, headings on one line, names on one
/// line, one row for all. What is left is panels below each other that repeat the first column.
struct TableLayout {
  let panels: [TablePanel]

  init(_ table: ReportTable, width: Int) {
    let cells = table.columns.indices.map { column in
      table.rows.map { $0[column].printable.displayWidth }.max() ?? 0
    }
    let titles = table.columns.map(\.title.printable)
    let widths = (1...3).map { lines in
      zip(cells, titles).map { max($0, leastWidth(of: $1, inLines: lines), 1) }
    }
    let all = Array(table.columns.indices)
    let attempts = [(0, 3), (0, 2), (1, 3), (1, 2), (2, 2)].map { (widths[$0], $1) }
    for (widths, gap) in attempts where total(widths, gap: gap) <= width {
      panels = [TablePanel(columns: all, widths: widths, gap: gap)]
      return
    }
    var narrow = widths[2]
    shrinkNames(&narrow, of: table, by: total(narrow, gap: 2) - width)
    panels = split(narrow.map { min($0, max(2, width)) }, width: width)
  }
}

private func total(_ widths: [Int], gap: Int) -> Int {
  widths.reduce(0, +) + gap * max(0, widths.count - 1)
}

/// The least width at which a heading takes at most `lines` lines, no word of it broken.
private func leastWidth(of title: String, inLines lines: Int) -> Int {
  guard title.displayWidth > 2 else { return title.displayWidth }
  let longestWord = title.split(separator: " ").map { String($0).displayWidth }.max() ?? 0
  let widths = max(2, longestWord)...max(2, title.displayWidth)
  return widths.first { wrap(title, to: $0).count <= lines } ?? widths.upperBound
}

/// A name that is broken into parts shorter than this is hard to read.
private let leastNameWidth = 14

/// Takes `excess` columns from the widest columns of text, as far as they stay readable.
private func shrinkNames(_ widths: inout [Int], of table: ReportTable, by excess: Int) {
  let names = table.columns.indices.filter { table.columns[$0].alignment == .left }
  for _ in 0..<max(0, excess) {
    guard let widest = names.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > leastNameWidth
    else { return }
    widths[widest] -= 1
  }
}

/// Fills panel after panel; the first column stands in each where there is room for it.
private func split(_ widths: [Int], width: Int) -> [TablePanel] {
  let gap = 2
  var panels: [TablePanel] = []
  var columns = [0]
  for column in widths.indices.dropFirst() {
    let extended = columns + [column]
    if total(extended.map { widths[$0] }, gap: gap) > width {
      if columns != [0] || panels.isEmpty {
        panels.append(TablePanel(columns: columns, widths: columns.map { widths[$0] }, gap: gap))
      }
      columns = total([widths[0], widths[column]], gap: gap) <= width ? [0, column] : [column]
    } else {
      columns = extended
    }
  }
  panels.append(TablePanel(columns: columns, widths: columns.map { widths[$0] }, gap: gap))
  return panels
}
