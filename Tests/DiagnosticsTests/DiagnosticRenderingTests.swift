// SPDX-License-Identifier: GPL-3.0-or-later
// Findings as text and as JSON, to the letter.

import Diagnostics
import Testing

@Suite struct DiagnosticRenderingTests {
  private static let lines = SourceLines(
    name: "vpc.yaml", text: "designs:\n  one: { bandwith: 5 Gbps }\r\n\ttwo: 3\n")

  private static func finding(
    _ message: String, _ line: Int, _ column: Int, _ severity: Diagnostic.Severity = .error,
    notes: [String] = []
  ) -> Diagnostic {
    let place = SourceLocation(file: "vpc.yaml", line: line, column: column)
    return Diagnostic(severity, message, at: place, notes: notes)
  }

  @Test func `a finding shows its place, its line, a caret and its notes`() {
    let finding = Self.finding(
      "unknown field 'bandwith' of nat-gateway", 2, 10, notes: ["did you mean 'bandwidth'?"])
    #expect(
      DiagnosticRendering([finding], of: [Self.lines]).text == """
        vpc.yaml:2:10: error: unknown field 'bandwith' of nat-gateway
            one: { bandwith: 5 Gbps }
                   ^
          note: did you mean 'bandwidth'?
        1 error in vpc.yaml

        """)
  }

  @Test func `findings stand in the order of their places, equal ones once`() {
    let findings = [
      Self.finding("third", 3, 2), Self.finding("second", 2, 3, .warning),
      Self.finding("third", 3, 2),
      Diagnostic(.error, "first", at: SourceLocation(file: "--set a.b=c", line: 0, column: 0)),
    ]
    #expect(
      DiagnosticRendering(findings, of: [Self.lines]).text == """
        --set a.b=c: error: first
        vpc.yaml:2:3: warning: second
            one: { bandwith: 5 Gbps }
            ^
        vpc.yaml:3:2: error: third
           two: 3
           ^
        2 errors and 1 warning in vpc.yaml

        """)
  }

  @Test func `without the text the place remains`() {
    let text = DiagnosticRendering([Self.finding("bad", 9, 9), Self.finding("worse", 9, 9)]).text
    #expect(
      text == "vpc.yaml:9:9: error: bad\nvpc.yaml:9:9: error: worse\n2 errors in vpc.yaml\n")
    #expect(
      DiagnosticRendering([Diagnostic(.note, "so it is", at: nil)]).text
        == "note: so it is\n1 note\n")
    #expect(DiagnosticRendering([]).text.isEmpty)
  }

  @Test(arguments: [1, 60, 97, 150, 200, 201, 4_000])
  func `a long line is cut around the caret`(_ column: Int) throws {
    let letters = (0..<200).map { String($0 % 10) }.joined()
    let lines = SourceLines(name: "vpc.yaml", text: letters)
    let text = DiagnosticRendering([Self.finding("here", 1, column)], of: [lines]).text
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    let caret = try #require(rows[2].firstIndex(of: "^"))
    #expect(rows[1].count <= 100)
    let shown = Array(rows[1])
    let position = rows[2].distance(from: rows[2].startIndex, to: caret)
    if column <= 200 { #expect(String(shown[position]) == String((column - 1) % 10)) }
    #expect(position <= rows[1].count)
  }

  @Test func `control characters of a line are not sent to a terminal`() {
    let lines = SourceLines(name: "vpc.yaml", text: "a\u{1B}[31m\u{7}b")
    let text = DiagnosticRendering([Self.finding("bad", 1, 8)], of: [lines]).text
    #expect(text.contains("  a\u{FFFD}[31m\u{FFFD}b\n         ^\n"))
  }

  @Test func `colours are an option`() {
    let finding = Self.finding("bad", 2, 3)
    let plain = DiagnosticRendering([finding], of: [Self.lines]).text
    let colored = DiagnosticRendering([finding], of: [Self.lines], isColored: true).text
    #expect(colored.contains("\u{1B}[1;31merror: \u{1B}[0m"))
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func `the JSON form carries the same findings`() {
    let findings = [
      Self.finding("a \"quoted\"\tword\u{1}", 2, 3, notes: ["one\\two"]),
      Diagnostic(.warning, "file", at: SourceLocation(file: "x", line: 0, column: 0)),
      Diagnostic(.note, "nowhere", at: nil),
    ]
    #expect(
      DiagnosticRendering(findings).json == #"""
        {"schemaVersion": 1, "diagnostics": [
          {"severity": "warning", "message": "file", "file": "x", "notes": []},
          {"severity": "note", "message": "nowhere", "notes": []},
          {"severity": "error", "message": "a \"quoted\"\tword\u0001", "file": "vpc.yaml", \#
        "line": 2, "column": 3, "notes": ["one\\two"]}
        ]}

        """#)
    #expect(DiagnosticRendering([]).json == "{\"schemaVersion\": 1, \"diagnostics\": []}\n")
  }
}
