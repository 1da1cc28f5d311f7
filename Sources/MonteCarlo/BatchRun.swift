// SPDX-License-Identifier: GPL-3.0-or-later
// Runs batches: the only place where an experiment touches the engine.

import EventScheduling
import OutputAnalysis
import ReliabilityModeling
import SimulationEngine

/// What one worker keeps from batch to batch: a replication state for each design.
final class BatchRunner {
  private let plan: ExperimentPlan
  private let layout: OutputLayout
  private let cancelled: CancelFlag
  private let designs: [DesignRunner]
  /// For each contest, replication of the batch and design: the output that competes.
  private var scores: [Int128]

  init(for models: [FlatModel], plan: ExperimentPlan, layout: OutputLayout, cancelled: CancelFlag) {
    self.plan = plan
    self.layout = layout
    self.cancelled = cancelled
    designs = models.indices.map { design in
      let contests = layout.contests.enumerated().map { number, contest in
        (
          output: contest.outputs[design],
          first: number * Int(plan.batchSize) * models.count + design
        )
      }
      let kept = layout.distributed.enumerated().filter { $0.element.design == design }
      return DesignRunner(
        models[design], plan: plan, contests: contests, stride: models.count,
        kept: kept.map { (number: $0.offset, output: $0.element.output) })
    }
    scores = Array(
      repeating: 0, count: layout.contests.count * Int(plan.batchSize) * models.count)
  }

  /// Runs one batch of all designs; `nil` when a flag was raised meanwhile.
  func run(_ batch: UInt64, abandoned: CancelFlag) -> BatchResult? {
    let range = plan.replications(ofBatch: batch)
    var result = BatchResult(replications: UInt64(range.count), layout: layout)
    for (number, design) in designs.enumerated() {
      let end = design.run(
        range, scores: &scores, values: &result.values,
        unless: { cancelled.isRaised || abandoned.isRaised })
      switch end {
      case .finished: break
      case .abandoned: return nil
      case .failed(let replication, let end):
        // Of several, the first replication, and of its designs the first.
        if replication < result.failure?.replication ?? .max {
          result.failure = ReplicationFailure(design: number, replication: replication, end: end)
        }
      }
      result.events += design.events
      result.sums.replaceSubrange(layout.places(ofDesign: number), with: design.sums)
    }
    result.charges = designs.flatMap { $0.charges() }
    result.longest = designs.flatMap { $0.longestOutages() }
    if result.failure == nil {
      Self.countWins(
        of: scores, in: layout, replications: range.count, batchSize: Int(plan.batchSize),
        to: &result.wins)
    }
    return result
  }

  /// Of each replication, who had the lowest score, and together with how many.
  private static func countWins(
    of scores: [Int128], in layout: OutputLayout, replications: Int, batchSize: Int,
    to wins: inout [UInt64]
  ) {
    let scores = scores.span
    let designs = layout.designs
    for contest in layout.contests.indices {
      for replication in 0..<replications {
        let first = (contest * batchSize + replication) * designs
        var lowest = Int128.max
        var tied = 0
        for place in first..<(first + designs) {
          let score = scores[place]
          if score < lowest { (lowest, tied) = (score, 1) } else if score == lowest { tied += 1 }
        }
        for design in 0..<designs where scores[first + design] == lowest {
          wins[layout.winPlace(contest: contest, design: design, tied: tied)] += 1
        }
      }
    }
  }
}

/// How a design got through its part of a batch.
private enum DesignRunEnd {
  case finished
  case abandoned
  case failed(replication: UInt32, ReplicationEnd)
}

/// One design on one worker: its state, reused for every replication, and its part of the batch.
private final class DesignRunner {
  private let model: FlatModel
  private let control: RunControl
  /// How a replication ends that is complete.
  private let properEnd: ReplicationEnd
  /// For each contest, the output that competes, and where its first score goes.
  private let contests: [(output: Int, first: Int)]
  /// The outputs whose distribution is kept, and their numbers among those of all designs.
  private let kept: [(number: Int, output: Int)]
  /// Between the scores of one replication and the next.
  private let stride: Int
  private var state: ReplicationState
  private(set) var events: UInt64 = 0
  private(set) var sums: [Int128]

  init(
    _ model: FlatModel, plan: ExperimentPlan, contests: [(output: Int, first: Int)], stride: Int,
    kept: [(number: Int, output: Int)]
  ) {
    self.model = model
    self.contests = contests
    self.stride = stride
    properEnd = model.endsAtFirstFailure ? .firstFailure : .horizonReached
    self.kept = kept
    control = RunControl(horizon: plan.horizon, eventBudget: plan.eventBudget)
    state = ReplicationState(
      for: model, seed: plan.seed, start: plan.start, warmUp: plan.warmUp)
    sums = Array(repeating: 0, count: model.outputs.count)
  }

  func run(
    _ range: Range<UInt64>, scores: inout [Int128], values: inout [Double],
    unless isStopped: () -> Bool
  ) -> DesignRunEnd {
    let eventsBefore = state.dispatchedEvents
    defer { events = state.dispatchedEvents - eventsBefore }
    for index in sums.indices { sums[index] = 0 }
    state.forgetOutages()
    if model.causes.areRecorded { state.forgetCharges() }
    // Taken once for the batch, so that a replication pays for no uniqueness or exclusivity check.
    var sums = self.sums.mutableSpan
    var scores = scores.mutableSpan
    var values = values.mutableSpan
    return run(
      range, in: &state, sums: &sums, scores: &scores, values: &values, unless: isStopped)
  }

  /// Of each measure that has outages, the longest ones of the batch.
  func longestOutages() -> [LongestOutages] {
    model.outageMeasures.indices.map { measure in
      var longest = LongestOutages()
      for rank in 0..<ReplicationState.outagesKept {
        longest.add(state.longestOutage(rank, ofMeasure: measure))
      }
      return longest
    }
  }

  /// What the batch charged, measure by measure.
  func charges() -> [Int128] { model.causes.areRecorded ? state.chargesSoFar() : [] }

  private func run(
    _ range: Range<UInt64>, in state: inout ReplicationState, sums: inout MutableSpan<Int128>,
    scores: inout MutableSpan<Int128>, values: inout MutableSpan<Double>,
    unless isStopped: () -> Bool
  ) -> DesignRunEnd {
    var (done, offset) = (0, 0)
    for number in range {
      if isStopped() { return .abandoned }
      let replication = UInt32(number)
      state.reset(replication: replication, in: model)
      let end = simulate(model, &state, under: control)
      guard end == properEnd else { return .failed(replication: replication, end) }
      state.addOutputs(to: &sums)
      for contest in contests {
        scores[contest.first + offset] = state.output(contest.output)
      }
      for (number, output) in kept {
        values[number * range.count + done] = Double(nearest: state.output(output))
      }
      offset += stride
      done += 1
    }
    return .finished
  }
}
