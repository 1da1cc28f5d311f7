// SPDX-License-Identifier: GPL-3.0-or-later
// Designs under common random numbers: ties, winners, paired and simultaneous intervals.

import MonteCarlo
import OutputAnalysis
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct ComparisonTests {
  /// The same failures, repaired in 10, 20 and 40 minutes, and the first one again.
  private static let models = [
    SmallDesign.fixed("slow", every: .years(1), repair: .minutes(40)),
    SmallDesign.fixed("quick", every: .years(1), repair: .minutes(10)),
    SmallDesign.fixed("middling", every: .years(1), repair: .minutes(20)),
    SmallDesign.fixed("quick-again", every: .years(1), repair: .minutes(10)),
  ]
  private static let result = ExperimentResult(.year(.replications(5_000)), models)

  private func egress() throws -> MeasureComparison {
    let comparisons = Self.result.comparisons()
    #expect(comparisons.map(\.measure) == ["egress", "nat"])
    return try #require(comparisons.first)
  }

  @Test func `a design compared with itself differs by exactly zero`() throws {
    let comparison = try egress()
    let difference = Self.result.difference(comparison.outputs[1], comparison.outputs[3])
    #expect(difference.mean == 0 && difference.standardError == 0)
    #expect(difference.low == 0 && difference.high == 0)
    #expect(Self.result.isTie(comparison.outputs[1], comparison.outputs[3]))
    #expect(!Self.result.isTie(comparison.outputs[1], comparison.outputs[2]))
  }

  @Test func `identical designs share the probability of being best`() throws {
    let comparison = try egress()
    #expect(comparison.best == 1)
    let won = comparison.probabilityBest
    #expect(won[0] < 1e-6 && won[1] == 0.5 && won[2] < 1e-6 && won[3] == 0.5)
  }

  @Test func `years without a failure are ties of all, the others of the two quick ones`() throws {
    let comparison = try egress()
    // A year is clean with probability e⁻¹ = 0.36788: 4 binomial standard deviations are 0.0273,
    // a false alarm in 16 000. All four share a clean year, the two quick ones any other.
    #expect(abs(comparison.shareOfYearsWon[0] - 0.367_88 / 4) < 0.006_9)
    #expect(comparison.shareOfYearsWon[0] == comparison.shareOfYearsWon[2])
    #expect(comparison.shareOfYearsWon[1] == comparison.shareOfYearsWon[3])
    #expect(abs(comparison.shareOfYearsWon.reduce(0, +) - 1) < 1e-12)
    #expect(abs(comparison.shareOfYearsTied - 1) < 1e-12)
  }

  @Test func `the excess over the best is that of the repairs`() throws {
    let comparison = try egress()
    // One failure a year, but repairs pause the clock by 1e-4 at most, and a repair at the year's
    // end is cut short: 30 and 10 minutes to 1e-3.
    let minutes = comparison.excess.map { $0.scaled(by: 1 / (60e6 * Double(SmallDesign.demand))) }
    #expect(abs(minutes[0].mean - 30) < 4 * minutes[0].standardError + 0.03)
    #expect(abs(minutes[2].mean - 10) < 4 * minutes[2].standardError + 0.01)
    #expect(minutes[0].low > 28 && minutes[0].high < 32)
    #expect(minutes[1].low == 0 && minutes[1].high == 0)
  }

  @Test func `differences that are all one need only Student's quantile`() throws {
    let comparison = try egress()
    // Each pair differs by the number of failures times a constant; Student's 79 degrees: 1.9905.
    #expect(comparison.quantile >= 1.990 && comparison.quantile < 2.03)
  }

  @Test func `three independent designs are held together by Tukey's range`() throws {
    let models = ["one", "two", "three"].map { name in
      SmallDesign(
        name: name, failure: .exponential(mean: .days(300)), repair: .constant(.hours(2)),
        path: ComponentPath(name)
      ).model
    }
    let result = ExperimentResult(.year(.replications(3_000)), models)
    let comparison = try #require(result.comparisons().first)
    // 46 batches; q(3, 45) = 3.43 over √2 = 2.425. The second measure is the first in other units.
    // Correlations estimated from 46 batches move the quantile by about 0.02.
    #expect(abs(comparison.quantile - 2.425) < 0.1)
    let other = (comparison.best + 1) % 3
    let single = result.difference(comparison.outputs[other], comparison.outputs[comparison.best])
    let joint = comparison.excess[other]
    #expect(joint.low < single.low && joint.high > single.high && joint.mean == single.mean)
    #expect(comparison.probabilityBest.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test func `pairing one instance with and without auto recovery saves a hundredfold`() {
    // Software fails every 30 days for an hour or so, the hardware every 10 years for 20 minutes or
    // 3: paired variance 0.1 · 17² = 29 min² a year, unpaired 2 · 12.2 · 2 · 60² = 1.8e5.
    let models = [("manual", 20.0), ("automatic", 3.0)].map { name, minutes in
      SmallDesign(
        name: name, failure: .exponential(mean: .days(30)), repair: .exponential(mean: .hours(1)),
        hardwareRepair: .constant(.minutes(minutes))
      ).model
    }
    let result = ExperimentResult(.year(.replications(1_500)), models)
    let lost = (result.reference(0, "egress", .lost), result.reference(1, "egress", .lost))
    let paired = result.pairedVariance(lost.0, lost.1)
    let unpaired = result.unpairedVariance(lost.0, lost.1)
    #expect(paired > 0 && unpaired / paired > 100, "\(unpaired / paired)")
    #expect(result.difference(lost.0, lost.1).excludesZero)
  }

  @Test func `a single design is compared with nobody`() {
    let result = ExperimentResult(.year(.replications(200)), [Self.models[0]])
    #expect(result.comparisons().isEmpty)
  }
}
