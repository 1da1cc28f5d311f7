// SPDX-License-Identifier: GPL-3.0-or-later
// One document in all its forms, compared letter by letter.

import Reporting
import Testing

private let columns: [ReportTable.Column] = [
  .init("design", .left), .init("lost a year"), .init("95 %"), .init("nines"), .init("short"),
  .init("dark"), .init("flows cut"), .init("$ a month"), .init("$ per saved min"),
]

private let document = ReportDocument(
  blocks: [
    .title("NAT designs for a VPC over three zones", aside: "1 year, egress 1.2\u{00A0}Gbps"),
    .paragraph(
      .strong("Best: gateway-per-zone")
        + " loses 14.5\u{00A0}min a year (of which change 10.8), 16.3 fewer than one-gateway."),
    .table(
      ReportTable(
        columns: columns,
        rows: [
          [
            "gateway-per-zone", "14.5 min", "14.2 to 14.8", "4.6", "22.1", "11.0", "0.4",
            "17\u{00A0}849", "–",
          ],
          [
            "instance-per-zone", "0.4 min", "0 to 0.5", "≥6.0", "1.3", "0", "25.2", "123", "-1.52",
          ],
        ], notes: ["2 designs, 214\u{00A0}000 years each."])),
    .heading("Findings"),
    .list(["one", "two words"]),
    .pairs([ReportPair("seed", "1"), ReportPair("stopped", "precision reached")]),
  ], data: ["schemaVersion": .integer(1), "designs": []])

private func terminal(_ width: Int, usesColour: Bool = false) -> String {
  RenderedReport(document, as: .terminal(width: width, usesColour: usesColour)).text
}

@Suite struct RenderingTests {
  @Test func `at 110 columns all stands side by side`() {
    #expect(terminal(110) == golden("terminal-110"))
  }

  @Test func `at 100 columns long headings take two lines`() {
    #expect(terminal(100) == golden("terminal-100"))
  }

  @Test func `at 80 columns long names take two lines`() {
    #expect(terminal(80) == golden("terminal-80"))
  }

  @Test func `at 60 columns the table is cut into parts that repeat the names`() {
    #expect(terminal(60) == golden("terminal-60"))
  }

  @Test func `Markdown escapes what it would read as a mark`() {
    #expect(RenderedReport(document, as: .markdown).text == golden("markdown"))
    let text = RenderedReport(
      ReportDocument(blocks: [.paragraph("a|b *c* <d> [e]")], data: .null), as: .markdown
    ).text
    #expect(text == #"a\|b \*c\* \<d\> \[e\]"# + "\n")
  }
}
