// SPDX-License-Identifier: GPL-3.0-or-later
// What a YAML parser found wrong, in words that say what to change.

import Diagnostics
import Yams

/// An error of Yams.
struct YAMLFault {
  private let error: any Error

  init(_ error: any Error) { self.error = error }

  /// The finding with its place.
  func diagnostic(of source: SourceText) -> Diagnostic {
    let file = source.name
    guard let error = error as? YamlError else { return plain("it cannot be read", file) }
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return located(problem, context, mark, source)
    case .reader(let problem, _, _, _): return plain(problem, file)
    case .memory: return plain("lists and maps are nested too deep", file)
    case .no, .writer, .emitter, .representer, .dataCouldNotBeDecoded, .duplicatedKeysInMapping:
      return plain("it cannot be read", file)
    }
  }

  private func plain(_ problem: String, _ file: String) -> Diagnostic {
    Diagnostic(.error, "not valid YAML: \(problem)", at: .whole(file))
  }

  private func located(
    _ problem: String, _ context: YamlError.Context?, _ mark: Mark, _ source: SourceText
  ) -> Diagnostic {
    if problem == "found unexpected end of stream", let begin = context?.mark {
      return Diagnostic(
        .error, "not valid YAML: the text that begins with this quote never ends",
        at: SourceLocation(file: source.name, line: begin.line, column: begin.column))
    }
    var notes: [String] = []
    if let begin = context?.mark, begin.line != mark.line, begin.line > 1 || begin.column > 1 {
      notes.append("what is being read begins in line \(begin.line), column \(begin.column)")
    }
    return Diagnostic(
      .error, "not valid YAML: \(Self.words[problem] ?? problem)",
      at: Self.place(mark, in: source), notes: notes)
  }

  /// What is missing at the end is missing behind the last line that says something.
  private static func place(_ mark: Mark, in source: SourceText) -> SourceLocation {
    let lines = source.lines
    var (line, column) = (mark.line, mark.column)
    while line > 1, lines.line(line + 1) == nil, lines.line(line)?.isEmpty ?? true {
      line -= 1
      column = (lines.line(line)?.unicodeScalars.count ?? 0) + 1
    }
    return SourceLocation(file: source.name, line: line, column: column)
  }

  private static let words = [
    "mapping values are not allowed in this context":
      "a ':' cannot stand here; a text that holds one needs quotes",
    "found character that cannot start any token":
      "a value cannot begin with this character; put the text in quotes",
    "did not find expected key":
      "this does not fit the lines above; look at the indentation, commas and quotes",
    "could not find expected ':'": "a ':' is missing behind the name of a field",
    "did not find expected ',' or '}'": "a ',' or the closing '}' is missing",
    "did not find expected ',' or ']'": "a ',' or the closing ']' is missing",
    "did not find expected '-' indicator":
      "an element of the list, which begins with '-', is expected here",
    "did not find expected node content": "a value is expected here",
    "found undefined alias": "there is no anchor of this name above",
    "but found another document": "a scenario is one document, and a second one begins here",
    "block sequence entries are not allowed in this context":
      "a list cannot begin here; give it a line of its own",
  ]
}
