// SPDX-License-Identifier: GPL-3.0-or-later
// Runs batches: the only place where an experiment touches the engine.

import EventScheduling
import ReliabilityModeling
import SimulationEngine

/// What one worker keeps from batch to batch: a replication state for each design.
final class BatchRunner {
  private let plan: ExperimentPlan
  private let layout: OutputLayout
  private let cancelled: CancelFlag
  private let designs: [DesignRunner]

  init(for models: [FlatModel], plan: ExperimentPlan, layout: OutputLayout, cancelled: CancelFlag) {
    self.plan = plan
    self.layout = layout
    self.cancelled = cancelled
    designs = models.indices.map { design in
      DesignRunner(
        models[design], plan: plan, scored: layout.contests.map { $0.outputs[design] })
    }
  }

  /// Runs one batch of all designs; `nil` when a flag was raised meanwhile.
  func run(_ batch: UInt64, abandoned: CancelFlag) -> BatchResult? {
    let range = plan.replications(ofBatch: batch)
    var result = BatchResult(replications: UInt64(range.count), layout: layout)
    for (number, design) in designs.enumerated() {
      switch design.run(range, unless: { cancelled.isRaised || abandoned.isRaised }) {
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
    if result.failure == nil { countWins(in: &result, replications: range.count) }
    return result
  }

  private func countWins(in result: inout BatchResult, replications: Int) {
    for contest in layout.contests.indices {
      for replication in 0..<replications {
        let place = contest * Int(plan.batchSize) + replication
        var lowest = Int128.max
        var tied = 0
        for design in designs {
          let score = design.scores[place]
          if score < lowest { (lowest, tied) = (score, 1) } else if score == lowest { tied += 1 }
        }
        for (number, design) in designs.enumerated() where design.scores[place] == lowest {
          result.wins[layout.winPlace(contest: contest, design: number, tied: tied)] += 1
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
  private let scored: [Int]
  private let batchSize: Int
  private var state: ReplicationState
  private(set) var events: UInt64 = 0
  private(set) var sums: [Int128]
  /// For each contest, `batchSize` outputs that compete, one for each replication.
  private(set) var scores: [Int128]

  init(_ model: FlatModel, plan: ExperimentPlan, scored: [Int]) {
    self.model = model
    self.scored = scored
    control = RunControl(horizon: plan.horizon, eventBudget: plan.eventBudget)
    batchSize = Int(plan.batchSize)
    state = ReplicationState(for: model, seed: plan.seed)
    sums = Array(repeating: 0, count: model.outputs.count)
    scores = Array(repeating: 0, count: scored.count * batchSize)
  }

  func run(_ range: Range<UInt64>, unless isStopped: () -> Bool) -> DesignRunEnd {
    let eventsBefore = state.dispatchedEvents
    defer { events = state.dispatchedEvents - eventsBefore }
    for index in sums.indices { sums[index] = 0 }
    // Each span is taken once, so that a replication pays for no uniqueness or exclusivity check.
    return Self.run(
      range, of: model, in: &state, under: control, scored: scored, batchSize: batchSize,
      sums: &sums, scores: &scores, unless: isStopped)
  }

  private static func run(
    _ range: Range<UInt64>, of model: FlatModel, in state: inout ReplicationState,
    under control: RunControl, scored: [Int], batchSize: Int, sums: inout [Int128],
    scores: inout [Int128], unless isStopped: () -> Bool
  ) -> DesignRunEnd {
    var sums = sums.mutableSpan
    var scores = scores.mutableSpan
    for (position, number) in range.enumerated() {
      if isStopped() { return .abandoned }
      let replication = UInt32(number)
      state.reset(replication: replication, in: model)
      let end = simulate(model, &state, under: control)
      guard end == .horizonReached else { return .failed(replication: replication, end) }
      for index in 0..<sums.count { sums[index] += state.output(index) }
      for contest in 0..<scored.count {
        scores[contest * batchSize + position] = state.output(scored[contest])
      }
    }
    return .finished
  }
}
