// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles of a year out of real runs, where the law of a year is known.

import MonteCarlo
import OutputAnalysis
import Quantities
import ReliabilityModeling
import Testing

@Suite struct QuantileTests {
  @Test func `repairs of fixed length give a year in steps, with an atom at nothing`() throws {
    // The k-th outage begins once 180-day clocks have rung k times within a year less the repairs
    // so far: a Poisson count of mean 2.02. P(none) = 0.132, P(≤ 1) = 0.40, P(≤ 2) = 0.67,
    // P(≤ 3) = 0.855, P(≤ 4) = 0.946.
    let model = SmallDesign.fixed("steps", every: .days(180), repair: .hours(3))
    let result = ExperimentResult(.year(.replications(4_000)), [model])
    let down = result.reference(0, "nat", .down)
    let step = 3 * 3_600e6
    // The nearest of these probabilities is 0.032 off a level, 6 standard deviations of 4 000
    // years.
    for (level, steps) in [(0.1, 0.0), (0.5, 2), (0.9, 4)] {
      let found = try #require(result.quantile(level, of: down))
      #expect(found.value == steps * step && found.low == found.value && found.high == found.value)
      #expect(found.coverage >= 0.95 && found.count == 4_000 && found.rankError == 0)
    }
    // What the service loses is its demand as long as the unit is down.
    let lost = try #require(result.quantile(0.9, of: result.reference(0, "egress", .lost)))
    #expect(lost.value == 4 * step * Double(SmallDesign.demand))
  }

  @Test func `an interval covers the quantile of an exponential year as often as it says`() throws {
    // One failure every 30 years on average, of exponential length: a year's loss beyond x has
    // probability near exp(−x) / 31. Of 60 runs of 1 000 years the 98 % quantile must lie in all
    // but a few intervals: with coverage 0.95 more than 10 misses happen once in 3 000.
    let model = SmallDesign.exponential("rare", every: .years(30), repair: .hours(4))
    let down = ExperimentResult(.year(.replications(1)), [model]).reference(0, "nat", .down)
    let whole = ExperimentResult(.year(seed: 999, .replications(150_000)), [model])
    let exact = try #require(whole.quantile(0.98, of: down)?.value)
    let missed = (1...60).count { seed in
      let few = ExperimentResult(.year(seed: UInt64(seed), .replications(1_000)), [model])
      guard let found = few.quantile(0.98, of: down), let low = found.low, let high = found.high
      else { return true }
      return exact < low || exact > high
    }
    #expect(missed <= 10, "\(missed) of 60")
  }

  @Test(arguments: [1, 3])
  func `threads change no quantile, kept exactly or not`(threads: Int) throws {
    let model = SmallDesign.exponential("many", every: .days(60), repair: .hours(4))
    func run(_ threads: Int) -> ExperimentResult {
      ExperimentResult(
        running: .year(.replications(30_000)), on: [model], using: WorkerPool(threads: threads))
    }
    let (first, second) = (run(2), run(threads))
    let down = first.reference(0, "nat", .down)
    for level in [0.5, 0.95, 0.99] {
      let found = try #require(first.quantile(level, of: down))
      #expect(found == second.quantile(level, of: down))
      #expect(found.rankError > 0 && found.rankError < 10)
    }
  }

  @Test func `the values of other outputs are not kept, and nothing run has no quantile`() {
    let model = SmallDesign.fixed("one", every: .days(20), repair: .hours(1))
    let result = ExperimentResult(.year(.replications(50)), [model])
    #expect(result.quantile(0.5, of: result.reference(0, "nat", .outages)) == nil)
    #expect(result.plan.spansOneYear)
    let flag = CancelFlag()
    flag.raise()
    let stopped = ExperimentResult(
      running: .year(.replications(50)), on: [model], using: WorkerPool(threads: 1),
      cancelledBy: flag)
    #expect(stopped.quantile(0.5, of: stopped.reference(0, "nat", .down)) == nil)
  }

  @Test func `a history of two years has no quantiles of a year`() {
    let plan = ExperimentPlan(
      seed: 1, horizon: .zero + SimDuration(.years(2)), goal: .replications(10))
    #expect(!plan.spansOneYear)
  }
}
