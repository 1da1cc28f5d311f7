// SPDX-License-Identifier: GPL-3.0-or-later
// Runs an experiment from checkpoint to checkpoint and keeps what it found.

import OutputAnalysis
package import ReliabilityModeling

/// All replications of all designs under one plan, and why they ended.
///
/// Every batch runs the same replication numbers of every design, so designs meet the same luck
/// where their parts have the same names. The stop is joint, at batches fixed by the plan, and
/// batches merge in their order: neither threads nor speed can change a digit.
package struct ExperimentResult: Sendable {
  package let plan: ExperimentPlan
  package let stopReason: StopReason
  package let designs: [DesignResult]
  let totals: ExperimentTotals

  /// Runs an experiment to its end, or until a flag is raised.
  ///
  /// - Parameters:
  ///   - plan: Seed, horizon and goal.
  ///   - models: The designs, at least one.
  ///   - workers: The threads that run batches.
  ///   - flag: Raised by somebody who does not want to wait; stops within a replication.
  ///   - progress: Called on this thread after batches, in their order.
  package init(
    running plan: ExperimentPlan, on models: [FlatModel], using workers: WorkerPool,
    cancelledBy flag: CancelFlag = CancelFlag(), progress: ProgressHandler? = nil
  ) {
    let layout = OutputLayout(of: models, horizon: plan.horizon)
    var course = ExperimentCourse(plan: plan, layout: layout)
    workers.runInOrder(
      limit: plan.batchLimit,
      makeWorker: { BatchRunner(for: models, plan: plan, layout: layout, cancelled: flag) },
      work: { runner, batch, abandoned in runner.run(batch, abandoned: abandoned) },
      consume: { batch in
        course.take(batch)
        if let progress, course.stopReason == nil { progress(course.progress) }
        return course.stopReason == nil
      })
    self.plan = plan
    totals = course.totals
    stopReason = course.stopReason ?? .interrupted
    designs = models.enumerated().map { number, model in
      DesignResult(
        name: model.name, outputs: model.outputs,
        sums: Array(course.totals.sums[layout.places(ofDesign: number)]))
    }
  }

  /// Replications of each design.
  package var replications: UInt64 { totals.replications }
  /// Events of all designs.
  package var events: UInt64 { totals.events }
}

/// The integers that an experiment gathered about one design.
package struct DesignResult: Hashable, Sendable {
  package let name: String
  package let outputs: [MeasureOutput]
  /// For each output, its sum over all replications.
  package let sums: [Int128]
}

/// Follows the batches of an experiment and decides when they suffice.
private struct ExperimentCourse {
  private let plan: ExperimentPlan
  private(set) var totals: ExperimentTotals
  private(set) var stopReason: StopReason?
  private var checkpoint = SequentialStopping.firstCheckpoint

  init(plan: ExperimentPlan, layout: OutputLayout) {
    self.plan = plan
    totals = ExperimentTotals(layout: layout)
  }

  mutating func take(_ batch: BatchResult) {
    if let failure = batch.failure {
      stopReason = .failed(failure)
      return
    }
    totals.merge(batch)
    switch plan.goal {
    case .replications(let count):
      if totals.replications == count { stopReason = .replicationsReached }
    case .precision(let precision):
      judge(by: SequentialStopping(precision: precision))
    }
  }

  private mutating func judge(by rule: SequentialStopping) {
    let isSpent = totals.effort >= plan.effortCap || totals.batches == plan.batchLimit
    guard isSpent || totals.batches == checkpoint else { return }
    let unreached = totals.shortfalls(by: rule)
    if totals.batches >= SequentialStopping.firstCheckpoint && unreached.isEmpty {
      stopReason = .precisionReached
    } else if isSpent {
      stopReason = .effortSpent(unreached: unreached)
    }
    checkpoint = SequentialStopping.checkpoint(after: totals.batches)
  }

  var progress: ExperimentProgress {
    switch plan.goal {
    case .replications(let count):
      return ExperimentProgress(
        replications: totals.replications, events: totals.events, target: nil, reached: nil,
        fraction: Double(totals.replications) / Double(count))
    case .precision(let precision):
      return progress(towards: SequentialStopping(precision: precision))
    }
  }

  private func progress(towards rule: SequentialStopping) -> ExperimentProgress {
    let quantile = totals.studentQuantile
    var (widest, factor) = (0.0, 1.0)
    for reference in totals.layout.precise {
      let estimate = totals.estimate(reference, quantile: quantile, isRough: true)
      widest = max(widest, estimate.relativeHalfWidth)
      factor = max(factor, rule.remainingFactor(of: estimate))
    }
    let needed = SequentialStopping.checkpoint(
      after: UInt64(max(Double(checkpoint), (Double(totals.batches) * factor).rounded(.up))) - 1)
    let byPrecision = Double(totals.batches) / Double(needed)
    let byEffort = Double(totals.effort) / Double(max(plan.effortCap, 1))
    return ExperimentProgress(
      replications: totals.replications, events: totals.events, target: rule.precision,
      reached: widest.isFinite ? widest : nil, fraction: min(1, max(byPrecision, byEffort)))
  }
}
