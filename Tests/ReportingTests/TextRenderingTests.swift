// SPDX-License-Identifier: GPL-3.0-or-later
// What a terminal must never see: lines that are too wide, columns out of line, foreign controls.

import Reporting
import Testing

private func rendered(
  _ blocks: [ReportDocument.Block], width: Int = 40, usesColour: Bool = false
) -> String {
  RenderedReport(
    ReportDocument(blocks: blocks, data: .null),
    as: .terminal(width: width, usesColour: usesColour)
  ).text
}

@Suite struct TextRenderingTests {
  @Test(arguments: [
    ("…", 1), ("≥", 1), ("–", 1), ("ü", 1), ("u\u{308}", 1), ("可用区", 6), ("ﾊﾝｶｸ", 4), ("🙂", 2),
    ("", 0),
  ])
  func `a character takes the columns that a terminal gives it`(text: String, columns: Int) {
    #expect(text.displayWidth == columns)
  }

  @Test func `columns stay in line behind wide characters, ellipses and bounds`() {
    let table = ReportTable(
      columns: [.init("name", .left), .init("nines")],
      rows: [["可用区", "≥6.0"], ["abc…", "4.6"], ["–", "–"]])
    #expect(
      rendered([.table(table)]) == """
        name     nines
        可用区    ≥6.0
        abc…       4.6
        –            –

        """)
  }

  @Test func `a table without rows keeps its headings and its notes`() {
    let table = ReportTable(columns: [.init("name", .left), .init("x")], rows: [], notes: ["none"])
    #expect(rendered([.table(table)]) == "name   x\nnone\n")
  }

  @Test(arguments: 2...120)
  func `no line is wider than asked, whatever stands in it`(width: Int) {
    let long = String(repeating: "可用-long/name", count: 12)
    let table = ReportTable(
      columns: [.init(long, .left), .init("a b c"), .init(long)],
      rows: [[long, "1 234 567.9", "可"], ["", "", long]], notes: [long + " x"])
    let text = rendered(
      [
        .title(long, aside: long), .heading(long), .paragraph("x \(long) y"), .list(["a \(long)"]),
        .table(table), .pairs([ReportPair(long, long), ReportPair("k", "v v v v v")]),
      ], width: width)
    let widest = text.split(separator: "\n").map { String($0).displayWidth }.max() ?? 0
    #expect(widest <= width)
  }

  @Test func `of a broken name no character is lost`() {
    let name = "instance-per-zone-with-take-over-and-gateway-fallback"
    let table = ReportTable(columns: [.init("d", .left), .init("x")], rows: [[name, "123456789"]])
    let text = rendered([.table(table)], width: 30)
    let letters = text.filter { !" \n".contains($0) }
    #expect(letters == "dx" + "instance-per-zone-" + "123456789" + name.dropFirst(18))
  }

  @Test func `numbers are not broken from their units, and are printed with plain spaces`() {
    let text = rendered([.paragraph("costs $2\u{00A0}562 a month")], width: 8)
    #expect(text == "costs\n$2 562 a\nmonth\n")
  }

  @Test func `bold only where colours are wanted, and over whole words`() {
    let blocks: [ReportDocument.Block] = [.paragraph(.strong("Best: a") + " loses 1 min")]
    #expect(rendered(blocks, width: 9) == "Best: a\nloses 1\nmin\n")
    #expect(
      rendered(blocks, width: 5, usesColour: true)
        == "\u{1B}[1mBest:\u{1B}[0m\n\u{1B}[1ma\u{1B}[0m\nloses\n1 min\n")
  }

  @Test func `a text of the user's cannot steer the terminal`() {
    let text = rendered([.title("a\u{1B}[31mb\nc\u{7}", aside: "")])
    #expect(text == "a\u{FFFD}[31mb c\u{FFFD}\n")
  }
}

@Suite struct JSONValueTests {
  @Test func `members keep their order, numbers their shortest digits`() {
    let value: JSONValue = [
      "b": .number(0.1), "a": [.integer(-3), .null, .bool(true)], "empty": .object([]),
      "fingerprint": .unsigned(.max), "none": .number(.infinity), "zero": .number(-0.0),
      "text": "quote \" backslash \\ line\nbell\u{7} é可",
    ]
    #expect(
      value.text == #"""
        {
          "b": 0.1,
          "a": [
            -3,
            null,
            true
          ],
          "empty": {},
          "fingerprint": 18446744073709551615,
          "none": null,
          "zero": 0.0,
          "text": "quote \" backslash \\ line\nbell\u0007 é可"
        }

        """#)
    #expect(value["b"] == .number(0.1))
    #expect(value["c"] == nil)
  }
}
