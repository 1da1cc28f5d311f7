// SPDX-License-Identifier: GPL-3.0-or-later
// Findings for people, with the line and a caret, and for machines, as JSON.

/// The lines of a text to which findings point.
package struct SourceLines: Hashable, Sendable {
  package let name: String
  private let lines: [String]

  /// Cuts a text at the line breaks of YAML.
  package init(name: String, text: String) {
    self.name = name
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
        lines.append(String(line))
        line = String.UnicodeScalarView()
      default: line.append(scalar)
      }
      previous = scalar
    }
    lines.append(String(line))
    self.lines = lines
  }

  /// A line by its number from 1.
  package func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }
}

/// Findings sorted by place, ready to be shown.
package struct DiagnosticRendering: Sendable {
  let diagnostics: [Diagnostic]
  private let texts: [SourceLines]
  private let isColored: Bool

  /// - Parameters:
  ///   - diagnostics: In any order; equal ones are shown once.
  ///   - texts: The texts that they point into, as far as known.
  ///   - isColored: Whether to use the colours of a terminal.
  package init(
    _ diagnostics: [Diagnostic], of texts: [SourceLines] = [], isColored: Bool = false
  ) {
    var seen = Set<Diagnostic>()
    let unique = diagnostics.filter { seen.insert($0).inserted }
    self.diagnostics = unique.enumerated().sorted {
      Self.place($0.element, $0.offset) < Self.place($1.element, $1.offset)
    }.map(\.element)
    self.texts = texts
    self.isColored = isColored
  }

  /// By line and column, in the order of finding where these are equal; options come first.
  private static func place(_ finding: Diagnostic, _ order: Int) -> (Int, Int, Int) {
    (finding.location?.line ?? 0, finding.location?.column ?? 0, order)
  }

  /// Each finding with its line and caret, then a line that counts them; ends with a line break.
  package var text: String {
    diagnostics.isEmpty ? "" : diagnostics.map(block).joined() + summary + "\n"
  }

  /// Such as `3 errors in vpc.yaml`.
  package var summary: String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    var parts: [String] = []
    if errors > 0 { parts.append(errors == 1 ? "1 error" : "\(errors) errors") }
    if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
    if parts.isEmpty {
      parts.append(diagnostics.count == 1 ? "1 note" : "\(diagnostics.count) notes")
    }
    let files = Set(diagnostics.compactMap(\.location?.file).filter { !$0.hasPrefix("--") })
    let place = texts.first?.name ?? (files.count == 1 ? files.first : nil)
    return parts.joined(separator: " and ") + (place.map { " in \($0)" } ?? "")
  }

  private func block(_ finding: Diagnostic) -> String {
    var text = ""
    if let location = finding.location { text += bold("\(prefix(location)): ") }
    text += severity(finding.severity) + bold(finding.message) + "\n"
    if let location = finding.location,
      let line = texts.first(where: { $0.name == location.file })?.line(location.line)
    {
      let excerpt = LineExcerpt(line, column: location.column)
      text += "  \(excerpt.line)\n  \(painted(excerpt.caret, "32"))\n"
    }
    for note in finding.notes { text += "  note: \(note)\n" }
    return text
  }

  private func prefix(_ location: SourceLocation) -> String {
    location.line == 0
      ? location.file : "\(location.file):\(location.line):\(location.column)"
  }

  private func severity(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: painted("error: ", "1;31")
    case .warning: painted("warning: ", "1;35")
    case .note: painted("note: ", "1;36")
    }
  }

  private func bold(_ text: String) -> String { painted(text, "1") }

  private func painted(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// The part of a line around a column, and the caret below it.
struct LineExcerpt {
  /// Characters of a line that are shown.
  static let width = 96

  let line: String
  let caret: String

  init(_ text: String, column: Int) {
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      if scalar == "\t" { return " " }
      return scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
    }
    let target = min(max(0, column - 1), scalars.count)
    var first = 0
    if scalars.count > Self.width, target > Self.width * 2 / 3 {
      first = min(target - Self.width / 2, max(0, scalars.count - Self.width + 1))
    }
    let last = min(scalars.count, first + Self.width)
    let start = first > 0 ? "…" : ""
    let end = last < scalars.count ? "…" : ""
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: scalars[first..<last])
    line = start + String(shown) + end
    let ahead = start + String(String.UnicodeScalarView(scalars[first..<max(first, target)]))
    caret = String(repeating: " ", count: ahead.count) + "^"
  }
}
