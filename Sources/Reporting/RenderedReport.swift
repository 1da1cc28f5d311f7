// SPDX-License-Identifier: GPL-3.0-or-later
// The last value of the chain: a report in the form in which it leaves the program.

/// The forms that a report can take.
package enum ReportFormat: Hashable, Sendable {
  /// For reading in a terminal: no line is wider than `width` columns.
  case terminal(width: Int = 100, usesColour: Bool = false)
  case markdown
  /// For programs: JSON with stable keys, told apart by its `schemaVersion`.
  case json
}

/// A report as text that ends with a line feed.
package struct RenderedReport: Hashable, Sendable {
  package let text: String

  /// Renders a document.
  package init(_ document: ReportDocument, as format: ReportFormat) {
    switch format {
    case .terminal(let width, let usesColour):
      text = TextRendering(width: width, usesColour: usesColour).text(of: document)
    case .markdown: text = MarkdownRendering().text(of: document)
    case .json: text = document.data.text
    }
  }
}
