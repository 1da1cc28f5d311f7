// SPDX-License-Identifier: GPL-3.0-or-later
// The same seed gives the same bits, whoever computes them and beside whatever else.

import MonteCarlo
import OutputAnalysis
import Quantities
import ReliabilityModeling
import Testing

@Suite struct RepeatabilityTests {
  private static let models = [
    SmallDesign.exponential("a", every: .days(200), repair: .hours(6)),
    SmallDesign.exponential("b", every: .days(300), repair: .hours(2)),
    SmallDesign.fixed("c", every: .days(250), repair: .hours(5)),
  ]

  private static let reference = ExperimentResult(
    running: .year(.precision(0.1)), on: models, using: WorkerPool(threads: 1))

  private func run(
    _ goal: ExperimentPlan.Goal, _ models: [FlatModel] = models, seed: UInt64 = 7, threads: Int = 2
  ) -> ExperimentResult {
    ExperimentResult(
      running: .year(seed: seed, goal), on: models, using: WorkerPool(threads: threads))
  }

  @Test(arguments: [1, 2, 7]) func `threads change nothing`(threads: Int) {
    let reference = Self.reference
    let result = run(.precision(0.1), threads: threads)
    #expect(result.fingerprint == reference.fingerprint)
    #expect(result.replications == reference.replications && result.events == reference.events)
    #expect(result.stopReason == reference.stopReason && result.designs == reference.designs)
    // Floating sums are made in one order, so even they agree to the last bit.
    for design in 0..<3 {
      let lost = result.reference(design, "egress", .lost)
      #expect(result.estimate(lost) == reference.estimate(lost))
      #expect(
        result.pairedVariance(lost, result.reference(0, "egress", .lost))
          == reference.pairedVariance(lost, reference.reference(0, "egress", .lost)))
    }
    let comparisons = (result.comparisons(), reference.comparisons())
    #expect(comparisons.0.map(\.excess) == comparisons.1.map(\.excess))
    #expect(comparisons.0.map(\.probabilityBest) == comparisons.1.map(\.probabilityBest))
    #expect(comparisons.0.map(\.shareOfYearsWon) == comparisons.1.map(\.shareOfYearsWon))
  }

  @Test func `another seed gives other years`() {
    let prints = (1...4).map { run(.replications(100), seed: $0).fingerprint }
    #expect(Set(prints).count == 4)
  }

  @Test func `a design beside it changes no fingerprint of a measure`() {
    let few = run(.replications(300), Array(Self.models[0...1]))
    let more = run(.replications(300), [Self.models[2], Self.models[0], Self.models[1]])
    for (before, after) in [(0, 1), (1, 2)] {
      for measure in ["egress", "nat", "carried/gateway"] {
        #expect(
          few.fingerprint(design: before, measure: measure)
            == more.fingerprint(design: after, measure: measure))
      }
    }
    #expect(few.fingerprint != more.fingerprint)
  }

  @Test func `the order of designs does not change the fingerprint of all`() {
    let forwards = run(.replications(300))
    let backwards = run(.replications(300), Self.models.reversed())
    #expect(forwards.fingerprint == backwards.fingerprint)
  }

  @Test func `replications cut into other batches have the same sums`() {
    let fixed = run(.replications(2_559))
    let other = run(.replications(2_560))
    let output = fixed.reference(0, "nat", .outages)
    // Batches of 63 and of 64: all but the last replication are the same.
    let difference = other.designs[0].sums[output.output] - fixed.designs[0].sums[output.output]
    #expect((0...60).contains(difference))
  }
}
