// SPDX-License-Identifier: GPL-3.0-or-later
// What a second thread brings, by the clock on the wall.

import MonteCarlo
import Quantities
import ReliabilityModeling

/// The same experiment with one thread and with two, alternating.
struct ThreadScaling {
  /// Median speed of two threads over that of one.
  let ratio: Double

  init(rounds: Int = 5) throws {
    let model = FlatModel(flattening: try ReferenceModel.eightOfTen(years: 10).model)
    let plan = ExperimentPlan(
      seed: 1, horizon: .zero + SimDuration(Seconds.years(10)), goal: .replications(8_000))
    func seconds(threads: Int) -> Double {
      let start = wallSeconds()
      let result = ExperimentResult(
        running: plan, on: [model], using: WorkerPool(threads: threads))
      precondition(result.replications == 8_000, "every replication is run")
      return wallSeconds() - start
    }
    _ = seconds(threads: 2)
    ratio = median((0..<rounds).map { _ in seconds(threads: 1) / seconds(threads: 2) })
  }
}
