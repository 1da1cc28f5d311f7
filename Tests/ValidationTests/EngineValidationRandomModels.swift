// SPDX-License-Identifier: GPL-3.0-or-later
// Random models, simulated and solved: two programs that share nothing but the model.

import RandomModels
import Testing

@Suite struct EngineValidationRandomModels {
  @Test func `200 random models agree with the solvers`() {
    var summary = AgreementSummary()
    for seed: UInt64 in 1...200 { summary.take(seed: seed, replications: 2_000) }
    // Each of some 1 000 values within 4.5 standard errors: false alarm 0.7 % for all together.
    #expect(summary.off.isEmpty, "\(summary.off.joined(separator: "\n"))")
    #expect(
      summary.refused.count <= 20, "\(summary.refused.map { "\($0.seed): \($0.reason)" })")
    // Chi-square within 4.5 of its standard deviations, each √(2n): false alarm below 1e-4.
    let count = Double(summary.firstDeviations.count)
    #expect(count >= 140)
    #expect(abs(summary.chiSquare - count) <= 4.5 * (2 * count).squareRoot())
  }
}
