// SPDX-License-Identifier: GPL-3.0-or-later
// Findings about a user's input, each with its place, collected in one sink.

/// A place in a text: name of the text, line and column, both counted from one.
package struct SourceLocation: Hashable, Sendable {
  package let file: String
  package let line: Int
  package let column: Int
  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// One finding about the input.
package struct Diagnostic: Hashable, Sendable {
  /// How bad it is; only an error stops a study.
  package enum Severity: String, Hashable, Sendable { case error, warning, note }

  package let severity: Severity
  /// One sentence without a full stop, in words a user knows.
  package let message: String
  /// Where; `nil` for what concerns no place, such as a command-line option.
  package let location: SourceLocation?
  /// Hints below it, such as `did you mean 'bandwidth'?`.
  package let notes: [String]

  package init(
    _ severity: Severity, _ message: String, at location: SourceLocation?, notes: [String] = []
  ) {
    self.severity = severity
    self.message = message
    self.location = location
    self.notes = notes
  }
}

/// Collects findings; reading never stops at the first one.
package struct DiagnosticSink: Sendable {
  package private(set) var diagnostics: [Diagnostic] = []
  package init() {}

  /// Adds a finding.
  package mutating func note(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Adds an error.
  package mutating func error(
    _ message: String, at location: SourceLocation?, notes: [String] = []
  ) { note(Diagnostic(.error, message, at: location, notes: notes)) }

  /// Adds a warning.
  package mutating func warning(
    _ message: String, at location: SourceLocation?, notes: [String] = []
  ) { note(Diagnostic(.warning, message, at: location, notes: notes)) }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Throws all that was found if any of it is an error; the last line of the front half.
  ///
  /// - Throws: `InvalidInput` with every finding.
  package func throwIfErrors() throws(InvalidInput) {
    guard hasErrors else { return }
    throw InvalidInput(diagnostics)
  }
}

/// The one error of the front half: the input cannot be used, and why.
package struct InvalidInput: Error, Sendable {
  package let diagnostics: [Diagnostic]
  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
