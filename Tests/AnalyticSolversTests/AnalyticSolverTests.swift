// SPDX-License-Identifier: GPL-3.0-or-later
// The front door: an answer of the right kind, or reasons in words.

import AnalyticSolvers
import Testing

@Suite struct AnalyticSolverTests {
  @Test func `a reason that all methods give is said once and without their names`() {
    let result = AnalyticResult.refused([
      Refusal(method: "structure function", reason: "detector watch has a fixed interval"),
      Refusal(method: "Markov chain", reason: "detector watch has a fixed interval"),
    ])
    #expect(result.whyNot == "detector watch has a fixed interval" && result.exact == nil)
  }

  @Test func `different reasons stand behind the names of their methods`() {
    let result = AnalyticResult.refused([
      Refusal(method: "structure function", reason: "crew day is shared"),
      Refusal(method: "Markov chain", reason: "unit a has a lognormal repair"),
    ])
    #expect(
      result.whyNot
        == "structure function: crew day is shared; Markov chain: unit a has a lognormal repair")
  }
}
