// SPDX-License-Identifier: GPL-3.0-or-later
// YAML to the located tree: values, places, limits.

import Diagnostics
import RandomVariates
import ScenarioFormat
import Testing

@Suite struct YAMLParsingTests {
  @Test func `values and names keep their places, counted from one`() throws {
    let (tree, found) = parsed("a: 1\nb:\n  - x\n  - { ü: 'y z' }\n")
    #expect(found.isEmpty)
    #expect(sketch(tree) == "{a: 1; b: [x; {ü: \"y z\"}]}")
    let inner = try #require(tree["b"]?.list?[1])
    #expect(inner.map?[0].key.location == SourceLocation(file: "test.yaml", line: 4, column: 7))
    #expect(inner["ü"]?.location == SourceLocation(file: "test.yaml", line: 4, column: 10))
  }

  @Test func `a law within braces is one value in spite of its commas`() throws {
    let (tree, found) = parsed(
      "o: { reaction: lognormal(median 12 min,  p95 60 min), fix: 10 min }\n"
        + "l: [uniform(1 s, 5 s), 3 s]\n"
        + "m: { a: mixture(75 % uniform(0.02, 0.3), 25 % 1), b: uniform(0.1, 0.3) }\n"
    )
    #expect(found.isEmpty)
    #expect(
      sketch(tree)
        == "{o: {reaction: lognormal(median 12 min,  p95 60 min); fix: 10 min}; "
        + "l: [uniform(1 s, 5 s); 3 s]; "
        + "m: {a: mixture(75 % uniform(0.02, 0.3), 25 % 1); b: uniform(0.1, 0.3)}}"
    )
  }

  @Test func `an error in the second part of such a law points to its column`() throws {
    let text = "o: { reaction: lognormal(median 12 min,  p95 60 mon), fix: 10 min }"
    let node = try #require(parsed(text).tree["o"]?["reaction"])
    var read = FieldReader(
      LocatedNode(.map([.init(.init("law", at: node.location), node)]), at: node.location),
      path: "", of: "a test")
    _ = read(Field<DurationLaw>("law", "any"))
    var sink = DiagnosticSink()
    read.finish(noting: &sink)
    #expect(
      lines(sink.diagnostics) == [
        "1:49 'law' of a test: '60 mon' is not a duration: there is no unit 'mon' "
          + "| did you mean 'min'?"
      ])
  }

  @Test func `equal names are all found, with the first place`() {
    let (tree, found) = parsed("a: { x: 1, x: 2 }\nb: 3\na: 4\n'b': 5\na: 6\n")
    #expect(sketch(tree) == "{a: {x: 1}; b: 3}")
    #expect(
      lines(found) == [
        "1:12 'x' is given twice | first given in line 1, column 6",
        "3:1 'a' is given twice | first given in line 1, column 1",
        "4:1 'b' is given twice | first given in line 2, column 1",
        "5:1 'a' is given twice | first given in line 1, column 1",
      ])
  }

  @Test func `aliases and merged maps stand for what they name`() {
    let (tree, found) = parsed("a: &a { x: 1, y: 2 }\nb: *a\nc: { <<: *a, y: 3 }\n")
    #expect(found.isEmpty)
    #expect(sketch(tree) == "{a: {x: 1; y: 2}; b: {x: 1; y: 2}; c: {y: 3; x: 1}}")
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "a:\n ", "\"\n- "])
  func `deep nesting is refused or read, never followed without end`(_ opening: String) {
    for depth in [60, 70, 5_000] {
      let (_, found) = parsed(String(repeating: opening, count: depth))
      if depth > 64 { #expect(!found.isEmpty) }
    }
    var text = ""
    for depth in 0..<900 { text += String(repeating: " ", count: depth) + "a:\n" }
    #expect(lines(parsed(text).found) == ["65:65 lists and maps are nested more than 64 deep"])
  }

  @Test(arguments: ["[*a]: 1", "*a : 1", "? *a\n: 1", "{ {x: *a}: 1 }", "{ ? [*a] : 1 }"])
  func `with anchors, only text is a name`(_ line: String) {
    let (_, found) = parsed("x: &a [1, 2]\ny:\n  \(line)\n")
    #expect(lines(found).contains { $0.contains("only a plain text may be the name of a field") })
  }

  @Test func `what aliases expand to is limited`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let one = "*a\(level - 1)"
      text +=
        "a\(level): &a\(level) [\(Array(repeating: one, count: 10).joined(separator: ", "))]\n"
    }
    let (tree, found) = parsed(text)
    #expect(tree.isEmpty)
    #expect(found.count == 1)
    #expect(found[0].message.hasPrefix("more than 100000 values"))
  }

  @Test func `five megabytes are refused before they are read as text`() throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 5_000_000)
    #expect {
      try SourceText(name: "big.yaml", bytes: bytes)
    } throws: { error in
      DiagnosticRendering((error as? InvalidInput)?.diagnostics ?? []).text == """
        big.yaml: error: more than 1 MiB of text, which no scenario needs: \
        a scenario has a few kilobytes
        1 error in big.yaml

        """
    }
  }

  @Test func `a byte order mark and every kind of line break are read`() throws {
    let source = try SourceText(name: "x", bytes: Array("\u{FEFF}a: 1\r\nb: 2\rc: x\n".utf8))
    var sink = DiagnosticSink()
    let tree = LocatedNode(parsing: source, noting: &sink)
    #expect(sketch(tree) == "{a: 1; b: 2; c: x}")
    #expect(tree["c"]?.location.line == 3)
    #expect(source.lines.line(3) == "c: x")
  }

  @Test func `a missing file and a folder say so`() {
    for (path, message) in [
      ("/nowhere/at.yaml", "there is no such file"), ("/", "this cannot be read as a file"),
    ] {
      #expect {
        try SourceText(readingFile: path)
      } throws: { error in
        (error as? InvalidInput)?.diagnostics.map(\.message) == [message]
      }
    }
  }
}
