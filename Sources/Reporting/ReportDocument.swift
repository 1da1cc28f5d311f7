// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says, in which order, as values; how it looks is decided by the renderings.

/// A report before it has a form: blocks for readers, one value for programs.
package struct ReportDocument: Hashable, Sendable {
  /// One part of a report, from the top down.
  package enum Block: Hashable, Sendable {
    /// The first line: what was asked, and in a few words under which conditions.
    case title(String, aside: String)
    case heading(String)
    case paragraph(ReportText)
    case list([ReportText])
    case table(ReportTable)
    case pairs([ReportPair])
  }

  package var blocks: [Block]
  /// The same content for programs, with its keys in the order of writing.
  package var data: JSONValue

  package init(blocks: [Block], data: JSONValue) {
    self.blocks = blocks
    self.data = data
  }
}

/// Running text, of which parts may be strong.
package struct ReportText: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// A stretch of text of one kind; two of them meet at a space.
  package struct Span: Hashable, Sendable {
    package let text: String
    package let isStrong: Bool
  }

  package private(set) var spans: [Span]

  package init(_ text: String) { spans = [Span(text: text, isStrong: false)] }
  package init(stringLiteral text: String) { self.init(text) }

  /// Text that stands out: the few words that answer the question.
  package static func strong(_ text: String) -> Self {
    var result = Self("")
    result.spans = [Span(text: text, isStrong: true)]
    return result
  }

  package static func + (lhs: Self, rhs: Self) -> Self {
    var sum = lhs
    sum.spans += rhs.spans
    return sum
  }
}

/// A key and what is said about it, one below the other in a column.
package struct ReportPair: Hashable, Sendable {
  package let key: String
  package let value: String
  package init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

/// A table; each row has one cell a column.
package struct ReportTable: Hashable, Sendable {
  /// The side at which the cells of a column are flush.
  package enum Alignment: Hashable, Sendable { case left, right }

  /// A heading, and how the cells below it stand.
  package struct Column: Hashable, Sendable {
    package let title: String
    package let alignment: Alignment
    package init(_ title: String, _ alignment: Alignment = .right) {
      self.title = title
      self.alignment = alignment
    }
  }

  package let columns: [Column]
  package let rows: [[String]]
  /// What must be known to read it, directly below.
  package let notes: [String]

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - columns: At least one; where space is short the first is repeated beside each part.
  ///   - rows: As many cells each as there are columns.
  ///   - notes: One paragraph each.
  package init(columns: [Column], rows: [[String]], notes: [String] = []) {
    precondition(!columns.isEmpty, "a table needs a column")
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "a row needs one cell for each column")
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }
}
