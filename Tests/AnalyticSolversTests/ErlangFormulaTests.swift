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

  // a^−f exp(a) Γ(f + 1, a) and its recursion with 40 digits (Jagerman 1974).
  @Test(arguments: [
    (7, 10.5, 0.061_790_645_580_665_49), (0.3, 0.25, 0.725_668_714_929_799_3),
    (1.2, 2.75, 0.118_018_691_174_582_75), (900, 880.5, 0.041_107_191_194_871_107),
    (54_950, 55_000.5, 0.002_834_475_256_343_114_4), (2, 0.5, 0.825_978_944_395_874_7),
  ])
  func `Erlang B goes on between whole servers`(load: Double, servers: Double, exact: Double) {
    #expect(agree(ErlangFormulas.blocking(load: load, servers: servers), exact, within: 1e-12))
  }

  @Test func `whole numbers of servers are no exception`() {
    let whole = ErlangFormulas.blocking(load: 7, servers: 10)
    #expect(agree(ErlangFormulas.blocking(load: 7, servers: 10.0), whole, within: 1e-15))
    #expect(agree(ErlangFormulas.blocking(load: 7, servers: 10 + 1e-9), whole, within: 1e-8))
    #expect(agree(ErlangFormulas.blocking(load: 7, servers: 10 - 1e-9), whole, within: 1e-8))
  }

  @Test func `without load nothing is lost, without servers everything`() {
    #expect(ErlangFormulas.blocking(load: 0, servers: 3) == 0)
    #expect(ErlangFormulas.blocking(load: 4, servers: 0) == 1)
    #expect(ErlangFormulas.blocking(load: 0, servers: 2.5) == 0)
  }

  @Test func `Erlang C is Erlang B of those who may wait`() {
    // B / (1 − ρ (1 − B)) with 40 digits.
    #expect(agree(ErlangFormulas.waiting(load: 7, servers: 10), 0.221_731_215_883_815_45))
    #expect(ErlangFormulas.waiting(load: 10, servers: 10) == 1)
  }
}
