// SPDX-License-Identifier: GPL-3.0-or-later
// Erlang's formulas against values evaluated with 40 digits.

import AnalyticSolvers
import Testing

@Suite struct ErlangFormulaTests {
  // The recursion with 40 digits; the second and third rows are the ports of one NAT gateway
  // address, 55 000, held for 350 s at 157 and 160 connections a second.
  @Test(arguments: [
    (7.0, 10, 0.078_740_882_969_570_26), (54_950, 55_000, 0.002_839_807_616_812_801),
    (56_000, 55_000, 0.018_751_446_085_242_467),
  ])
  func `Erlang B is the tabled blocking`(load: Double, servers: Int, tabled: Double) {
    #expect(agree(ErlangFormulas.blocking(load: load, servers: servers), tabled, within: 1e-12))
  }
}
