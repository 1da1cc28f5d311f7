// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says of a study whose figures are known.

import DesignStudies
import Diagnostics
import Quantities
import Reporting
import Testing

private func text(_ study: Study, as subject: ReportSubject = .comparison) -> String {
  let document = ReportDocument(presenting: study, as: subject, elapsed: Seconds(6.21))
  return RenderedReport(document, as: .terminal(width: 100)).text
}

private let tied = study(
  [
    MadeUpDesign(name: "a", lost: 14.5, hours: 200),
    MadeUpDesign(name: "b", lost: 14.9, hours: 90, change: nil),
    MadeUpDesign(name: "c", lost: 14.5, hours: nil),
    MadeUpDesign(name: "d", lost: 31, hours: 80),
  ],
  verdicts: [
    ExpectationVerdict(.pass, of: "a is better than d for egress", finding: "16.5 min"),
    ExpectationVerdict(
      .fail, of: "a egress.lostMinutesPerYear is at most 12", finding: "14.5",
      reason: "the contract says so",
      at: SourceLocation(file: "nat.yaml", line: 31, column: 5)),
  ],
  findings: [
    Diagnostic(
      .warning, "subnet 'x' relies on the main route table",
      at: SourceLocation(file: "nat.yaml", line: 12, column: 5), notes: ["give it one"])
  ], ending: .effortSpent,
  gaps: [.init(design: "a", service: "egress", reached: 0.031, reason: "too few outages")])

private let losslessDesigns = [
  MadeUpDesign(name: "a", lost: 0, half: 0.002, change: nil),
  MadeUpDesign(name: "b", lost: 0.5, half: 0.01),
]

@Suite struct ReportAssemblyTests {
  @Test func `a comparison answers first, in words, then shows the table`() {
    #expect(text(study(threeDesigns)) == golden("comparison"))
  }

  @Test func `a run tells of each design by itself, with its outages and its bill`() {
    #expect(text(study(threeDesigns), as: .designs) == golden("run"))
  }

  @Test func `ties are said as ties, and what was missed is said with its reason`() {
    #expect(text(tied) == golden("ties"))
  }

  @Test func `of a design that lost nothing the upper bound is told`() {
    #expect(text(study(losslessDesigns, half: 0.01)) == golden("lossless"))
  }

  @Test func `a design alone is not compared`() {
    #expect(text(study([threeDesigns[0]], ending: .interrupted)) == golden("one-design"))
  }

  @Test func `of a failed run no figure is shown`() {
    let failed = study(threeDesigns, ending: .failed("10 000 events fell into one instant"))
    #expect(text(failed).hasSuffix("\nFailed: 10 000 events fell into one instant.\n"))
    #expect(!text(failed).contains("min"))
  }
}
