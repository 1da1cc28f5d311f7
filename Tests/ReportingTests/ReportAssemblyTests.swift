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
    #expect(
      text(study(threeDesigns)) == """
        NAT designs for a VPC over three zones                                       1 year, egress 1.2 Gbps
        Best: gateway-per-zone loses 14.5 min a year (of which change 10.8), 16.3 fewer than one-gateway
        (95 %: 15.6 to 17.0), and costs $2 562 a month less (cross-zone traffic). Probability of being best
        83.3 %, given the rates. Cheapest: one-instance, 80.0 min at $40 a month.

                             lost a                                         flows      $ a       $ per
        design                 year           95 %   nines   short   dark     cut    month   saved min
        gateway-per-zone   14.5 min   14.2 to 14.8     4.6    21.8   10.9    12.4   17 877       3 268
        one-gateway        30.8 min   30.5 to 31.1     4.2    46.2   23.1    12.4   20 439       4 975
        one-instance       80.0 min   78.9 to 81.1     3.8     120   60.0    12.4       40           –

                           loses more   95 %, all at     probability    share of
        design                 a year           once   of being best   years won
        gateway-per-zone            –              –          83.3 %      33.3 %
        one-gateway          16.3 min   15.6 to 17.0          16.7 %      33.3 %
        one-instance         65.5 min   64.8 to 66.2          16.7 %      33.3 %

        3 designs, 214 000 years each, common random numbers, seed 1, 6.2 s; precision reached on 3 of 3;
        4 assumptions, 1 of them judgement (nines components)

        """)
  }

  @Test func `a run tells of each design by itself, with its outages and its bill`() {
    #expect(
      text(study(threeDesigns), as: .designs) == """
        NAT designs for a VPC over three zones                                       1 year, egress 1.2 Gbps
        - one-instance loses 80.0 min a year (95 %: 78.9 to 81.1; of which change 10.8) and costs $40 a
          month.
        - one-gateway loses 30.8 min a year (95 %: 30.5 to 31.1; of which change 10.8) and costs $20 439 a
          month.
        - gateway-per-zone loses 14.5 min a year (95 %: 14.2 to 14.8; of which change 10.8) and costs
          $17 877 a month.

        design            lost a year          95 %  nines  short  dark  outages  dark outages  flows cut
        one-instance         80.0 min  78.9 to 81.1    3.8    120  60.0     0.44          0.32       12.4
        one-gateway          30.8 min  30.5 to 31.1    4.2   46.2  23.1     0.44          0.32       12.4
        gateway-per-zone     14.5 min  14.2 to 14.8    4.6   21.8  10.9     0.44          0.32       12.4

        design             $ a month    hours   processing   cross-zone   addresses   outbound (apart)
        one-instance              40       40         0.00         0.00        0.00               0.00
        one-gateway           20 439   17 811         0.00        2 628        0.00               0.00
        gateway-per-zone      17 877   17 877         0.00         0.00        0.00               0.00

        3 designs, 214 000 years each, common random numbers, seed 1, 6.2 s; precision reached on 3 of 3;
        4 assumptions, 1 of them judgement (nines components)

        """)
  }

  @Test func `ties are said as ties, and what was missed is said with its reason`() {
    #expect(
      text(tied) == """
        NAT designs for a VPC over three zones                                       1 year, egress 1.2 Gbps
        Cannot be told apart: b, a, c (95 %). b loses 14.9 min a year; a 0.40 min less (95 %: -0.30 to
        1.10), and costs $110 a month more (hours); c 0.40 min less (95 %: -0.30 to 1.10). Next: d, 16.5 min
        more than a (95 %: 15.8 to 17.2). Probability of being best, given the rates: b 12.5 %, a 87.5 %, c
        87.5 %. Cheapest: d, 31.0 min at $80 a month.

        design   lost a year           95 %   nines   short   dark   flows cut   $ a month   $ per saved min
        a           14.5 min   14.2 to 14.8     4.6    21.8   10.9        12.4         200                87
        c           14.5 min   14.2 to 14.8     4.6    21.8   10.9        12.4           –                 –
        b           14.9 min   14.6 to 15.2     4.5    22.4   11.2        12.4          90              7.45
        d           31.0 min   30.7 to 31.3     4.2    46.5   23.2        12.4          80                 –

        design   loses more a year   95 %, all at once   probability of being best   share of years won
        a                        –                   –                      87.5 %               25.0 %
        c                    0 min              0 to 0                      87.5 %               25.0 %
        b                 0.40 min       -0.30 to 1.10                      12.5 %               25.0 %
        d                 16.5 min        15.8 to 17.2                      12.5 %               25.0 %

        Expectations: 1 of 2 met.

        - Missed: nat.yaml:31: a egress.lostMinutesPerYear is at most 12: 14.5 (expected because: the
          contract says so)

        - nat.yaml:12: warning: subnet 'x' relies on the main route table (give it one)
        - no price is known in this region for: hours

        - precision not reached: a egress, ±3.1 %: too few outages

        4 designs, 214 000 years each, common random numbers, seed 1, 6.2 s; precision reached on 3 of 4,
        then the cap on events was reached; 5 assumptions, 1 of them judgement (nines components)

        """)
  }

  @Test func `of a design that lost nothing the upper bound is told`() {
    #expect(
      text(study(losslessDesigns, half: 0.01)) == """
        NAT designs for a VPC over three zones                                       1 year, egress 1.2 Gbps
        Best: a lost nothing (at most 0.120 s a year, 95 %), 30.0 s fewer than b (95 %: 29.4 to 30.6).
        Probability of being best 75.0 %, given the rates.

        design  lost a year            95 %  nines  short  dark  flows cut  $ a month  $ per saved min
        a           0.000 s  0.000 to 0.120   ≥8.4      0     0       12.4          –                –
        b            30.0 s    29.4 to 30.6    6.0   45.0  22.5       12.4          –                –

        design   loses more a year   95 %, all at once   probability of being best   share of years won
        a                        –                   –                      75.0 %               50.0 %
        b                   30.0 s        29.4 to 30.6                      25.0 %               50.0 %

        - no price is known in this region for: hours

        2 designs, 214 000 years each, common random numbers, seed 1, 6.2 s; precision reached on 2 of 2;
        3 assumptions, 1 of them judgement (nines components)

        """)
  }

  @Test func `a design alone is not compared`() {
    #expect(
      text(study([threeDesigns[0]], ending: .interrupted)) == """
        NAT designs for a VPC over three zones                                       1 year, egress 1.2 Gbps
        - one-instance loses 80.0 min a year (95 %: 78.9 to 81.1; of which change 10.8) and costs $40 a
          month.

        design        lost a year          95 %  nines  short  dark  outages  dark outages  flows cut
        one-instance     80.0 min  78.9 to 81.1    3.8    120  60.0     0.44          0.32       12.4

        design         $ a month   hours   processing   cross-zone   addresses   outbound (apart)
        one-instance          40      40         0.00         0.00        0.00               0.00

        1 design, 214 000 years, seed 1, 6.2 s; interrupted; precision reached on 1 of 1; 2 assumptions, 1
        of them judgement (nines components)

        """)
  }

  @Test func `of a failed run no figure is shown`() {
    let failed = study(threeDesigns, ending: .failed("10 000 events fell into one instant"))
    #expect(text(failed).hasSuffix("\nFailed: 10 000 events fell into one instant.\n"))
    #expect(!text(failed).contains("min"))
  }
}
