// SPDX-License-Identifier: GPL-3.0-or-later
// Shares of causes in what an experiment lost, with their intervals.

import Diagnostics
import EventScheduling
import MonteCarlo
import OutputAnalysis
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct CauseShareTests {
  private func system() -> SystemModel {
    var builder = SystemModelBuilder(name: "pair in series")
    for (name, mean) in [("a", 200.0), ("b", 600)] {
      builder.add(
        RepairableUnit(
          ComponentPath(name),
          modes: ["x", "y"].map {
            FailureMode(
              $0, failure: .exponential(mean: .hours(mean)),
              repair: Action([.law(.exponential(mean: .hours(1)))]))
          }))
    }
    builder.add(.up(name: "both", .all([.part("a"), .part("b")])))
    var sink = DiagnosticSink()
    let system = builder.build(noting: &sink)
    precondition(sink.diagnostics.isEmpty, "a pair of units is sound")
    return system
  }

  private func result(
    every stride: UInt32, threads: Int = 1, replications: UInt64 = 4_000
  ) -> ExperimentResult {
    ExperimentResult(
      running: ExperimentPlan(
        seed: 9, horizon: .zero + SimDuration(.days(60)), goal: .replications(replications)),
      on: [FlatModel(flattening: system(), chargingEvery: stride)],
      using: WorkerPool(threads: threads))
  }

  @Test func `charges of all batches add up to what was lost, whatever the threads`() {
    let one = result(every: 1)
    let sum = one.charges(design: 0, measure: "both").reduce(0, +)
    let down = one.designs[0].outputs.firstIndex { $0.kind == .down } ?? 0
    #expect(sum == one.designs[0].sums[down] && sum > 0)
    let two = result(every: 1, threads: 2)
    #expect(two.charges(design: 0, measure: "both") == one.charges(design: 0, measure: "both"))
    #expect(two.causes(design: 0, measure: "both") == one.causes(design: 0, measure: "both"))
    let unrecorded = result(every: 0)
    #expect(unrecorded.causes(design: 0, measure: "both") == nil)
    #expect(unrecorded.fingerprint == one.fingerprint)
  }

  // Each mode of a fails three times as often as one of b: 3/8 of the time for each of a, 1/8 for
  // b; what falls while the other is down (1 %) is shared, joint, and moves shares towards each
  // other by less than 0.005. 4 standard errors: false alarm below 1e-3 for all.
  @Test func `shares are those of the modes' down times, with intervals that hold them`() throws {
    let all = try #require(result(every: 1).causes(design: 0, measure: "both"))
    #expect(abs(all.causes.reduce(0) { $0 + $1.share.mean } - 1) < 1e-12)
    #expect(abs(all.components.reduce(0) { $0 + $1.share.mean } - 1) < 1e-12)
    #expect(all.causes.count == 4 && all.components.map(\.component) == ["a", "b"])
    for cause in all.causes {
      let expected = cause.component == "a" ? 0.375 : 0.125
      #expect(cause.share.standardError < 0.01 && cause.share.standardError > 0.001)
      #expect(abs(cause.share.mean - expected) < 4 * cause.share.standardError + 0.005)
    }
    let importance = all.components[0].share
    #expect(abs(importance.mean - 0.75) < 4 * importance.standardError + 0.005)
    #expect(importance.low < importance.mean && importance.mean < importance.high)
    #expect(all.lag.mean == 0)
  }

  @Test func `a subsample of replications gives the same shares, less surely`() throws {
    let all = try #require(result(every: 1).causes(design: 0, measure: "both"))
    let some = try #require(result(every: 8).causes(design: 0, measure: "both"))
    #expect(some.stride == 8)
    let (whole, part) = (all.components[0].share, some.components[0].share)
    #expect(part.standardError > 1.5 * whole.standardError)
    #expect(abs(part.mean - whole.mean) < 4 * part.standardError)
  }
}
