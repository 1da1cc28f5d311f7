// SPDX-License-Identifier: GPL-3.0-or-later
// How experiments end: precise, spent, interrupted, failed.

import EventScheduling
import MonteCarlo
import OutputAnalysis
import Quantities
import ReliabilityModeling
import Synchronization
import Testing

@Suite struct StoppingTests {
  private let often = SmallDesign.exponential("often", every: .days(100), repair: .hours(6))
  private let rare = SmallDesign.exponential("rare", every: .years(4), repair: .hours(6))
  private let never = SmallDesign.fixed("never", every: .years(1e9), repair: .hours(3))

  @Test func `the least precise design decides, at a checkpoint, with a thousand events`() {
    let result = ExperimentResult(.year(.precision(0.1)), [often, rare])
    #expect(result.stopReason == .precisionReached)
    let batches = result.replications / 64
    #expect(SequentialStopping.checkpoint(after: batches - 1) == batches)
    for design in 0...1 {
      let estimate = result.estimate(result.reference(design, "egress", .lost))
      #expect(estimate.relativeHalfWidth <= 0.1 && estimate.events >= 1_000)
    }
    #expect(result.shortfalls(at: 0.1).isEmpty && !result.shortfalls(at: 0.001).isEmpty)
  }

  @Test func `spent effort names what was not reached and why`() {
    let models = [often, rare, never]
    let plan = ExperimentPlan.year(.precision(0.05), effortCap: 200_000)
    let result = ExperimentResult(plan, models)
    guard case .effortSpent(let unreached) = result.stopReason else {
      Issue.record("\(result.stopReason)")
      return
    }
    #expect(unreached.count == 4 && unreached.allSatisfy { $0.output.design > 0 })
    let reasons = unreached.map(\.shortfall)
    #expect(reasons.filter { $0 == .nothingSeen }.count == 2)
    #expect(reasons.allSatisfy { $0 == .nothingSeen || ($0.reached ?? 0) > 0.05 })
    // 60 a replication for its three designs, and 7.3 + 0.5 events: 2 950 replications.
    #expect((2_800...3_100).contains(result.replications))
  }

  @Test func `nothing is run once the flag is up`() {
    let flag = CancelFlag()
    flag.raise()
    let result = ExperimentResult(
      running: .year(.precision(0.02)), on: [often], using: WorkerPool(threads: 2),
      cancelledBy: flag)
    #expect(result.stopReason == .interrupted && result.replications == 0)
    #expect(!result.estimate(result.reference(0, "nat", .down)).hasInterval)
  }

  @Test func `an interrupted experiment keeps what it knows`() {
    let flag = CancelFlag()
    let result = ExperimentResult(
      running: .year(.precision(1e-6)), on: [often, rare], using: WorkerPool(threads: 2),
      cancelledBy: flag, progress: { if $0.replications >= 640 { flag.raise() } })
    #expect(result.stopReason == .interrupted && result.replications >= 640)
    #expect(result.estimate(result.reference(0, "nat", .down)).hasInterval)
  }

  @Test(arguments: [1, 2, 7]) func `the first replication that fails is named and not averaged`(
    threads: Int
  ) {
    // 3.6 failures a year make 7.3 events on average; 20 are exceeded about once in 600 years.
    let result = ExperimentResult(
      running: .year(.precision(0.001), eventBudget: 20), on: [rare, often],
      using: WorkerPool(threads: threads))
    let expected = ExperimentResult(
      running: .year(.precision(0.001), eventBudget: 20), on: [rare, often],
      using: WorkerPool(threads: 1))
    guard case .failed(let failure) = result.stopReason else {
      Issue.record("\(result.stopReason)")
      return
    }
    #expect(failure.design == 1 && failure.end == .eventBudgetSpent)
    #expect(UInt64(failure.replication) / 64 * 64 == result.replications)
    #expect(result.stopReason == expected.stopReason)
    #expect(result.fingerprint == expected.fingerprint)
  }

  @Test func `progress comes in order and ends below one`() {
    let heard = Mutex<[ExperimentProgress]>([])
    let result = ExperimentResult(
      running: .year(.replications(2_560)), on: [often], using: WorkerPool(threads: 2),
      progress: { step in heard.withLock { $0.append(step) } })
    let steps = heard.withLock { $0 }
    #expect(steps.count == 39 && steps.map(\.replications) == (1...39).map { $0 * 64 })
    #expect(steps[19].fraction == 0.5 && steps[0].target == nil)
    #expect(result.events > steps[38].events)
  }

  @Test func `progress towards a precision knows how far it is`() {
    let last = Mutex<ExperimentProgress?>(nil)
    let result = ExperimentResult(
      running: .year(.precision(0.1)), on: [often, rare], using: WorkerPool(threads: 2),
      progress: { step in last.withLock { $0 = step } })
    #expect(result.stopReason == .precisionReached)
    let step = last.withLock { $0 }
    #expect(step?.target == 0.1 && (step?.reached ?? 1) < 0.1)
    #expect((step?.fraction ?? 0) > 0.9 && (step?.fraction ?? 2) <= 1)
  }
}
