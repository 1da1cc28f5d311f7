// SPDX-License-Identifier: GPL-3.0-or-later
// How a plan cuts replications into batches.

import MonteCarlo
import Quantities
import Testing

@Suite struct ExperimentPlanTests {
  private func plan(_ goal: ExperimentPlan.Goal) -> ExperimentPlan {
    ExperimentPlan(seed: 1, horizon: .zero + SimDuration(.years(1)), goal: goal)
  }

  @Test func `batches have 64 replications where there is no fixed number`() {
    #expect(plan(.precision(0.02)).batchSize == 64)
  }

  // At least forty batches, of at most 64 and at least one.
  @Test(arguments: [(1, 1), (39, 1), (79, 1), (80, 2), (1_000, 25), (2_560, 64), (1_000_000, 64)])
  func `a small fixed number still gives forty batches`(replications: UInt64, size: UInt64) {
    #expect(plan(.replications(replications)).batchSize == size)
  }
}
