// SPDX-License-Identifier: GPL-3.0-or-later
// Which measures of a model can share their replications, and under which plan each group runs.

import EventScheduling
import OutputAnalysis
import Quantities
package import ReliabilityModeling

/// Measures of one model whose kinds of value need the same replications.
package struct MeasureGroup: Sendable {
  /// Their names, sorted.
  package let measures: [String]
  /// The model with these measures only; all other parts are the same, and so is their luck.
  package let model: FlatModel
  package let plan: ExperimentPlan
  /// Of a steady state: a bound on what the start may add or take, relative to the value; `nil` for
  /// other kinds, infinite when some law has no variance.
  package let startBias: Double?
}

extension MeasureGroup {
  /// Divides the measures of a model by the plan that they need, all under one seed.
  ///
  /// - Averages, down times, services and nodes: the plan as it is.
  /// - At an instant, first failure by an instant: replications that end with the last such
  ///   instant, shared with the averages if that is the horizon.
  /// - Steady states: few long replications (`ExperimentPlan.steady`).
  /// - Mean times to first failure: one group each, as each ends its replications itself.
  package static func groups(of system: SystemModel, under plan: ExperimentPlan) -> [MeasureGroup] {
    let lastInstant = system.measures.compactMap(\.lastInstant).max()
    let sharesHorizon = lastInstant == plan.horizon
    var groups: [MeasureGroup] = []
    func add(_ plan: ExperimentPlan, startBias: Double? = nil, _ isChosen: (Measure) -> Bool) {
      let asked = system.asked(isChosen)
      guard !asked.measures.isEmpty else { return }
      groups.append(
        MeasureGroup(
          measures: asked.measures.map(\.name).sorted(),
          model: FlatModel(
            flattening: asked,
            chargingEvery: plan.largestBatch == 1
              ? ExperimentPlan.longChargingStride : ExperimentPlan.usualChargingStride),
          plan: plan, startBias: startBias))
    }
    add(plan) { $0.isOverHorizon || (sharesHorizon && $0.lastInstant != nil) }
    if let lastInstant, !sharesHorizon {
      let horizon = max(lastInstant, SimTime(microseconds: 1))
      add(plan.with(horizon: horizon)) { $0.lastInstant != nil }
    }
    let (steady, bias) = plan.steady(for: system)
    add(steady, startBias: bias, \.isSteady)
    let timers = FlatModel(flattening: system).timerCount
    let endless = plan.with(
      horizon: EventScheduler.latestInstant(timerCount: timers), largestBatch: 16)
    for measure in system.measures where measure.waitsForFailure {
      add(endless) { $0.name == measure.name }
    }
    return groups
  }
}

extension ExperimentPlan {
  /// Mean cycles of the slowest part that a replication of a steady state takes.
  package static let steadyCycles = 1_000.0

  /// The plan for a steady state, and a bound on the relative bias that its start leaves.
  ///
  /// A replication takes 1 000 mean cycles of the slowest part, and 1 000 times as long as the
  /// parts together need to forget their start (`RenewalCycles`), so that the bias is at most
  /// 0.1 %. The event list, the budget of one replication and the effort of forty may not allow so
  /// long a one; then the bound says what is left. A fixed number of replications becomes as many
  /// as cover the same time, forty at least.
  func steady(for system: SystemModel) -> (plan: Self, startBias: Double) {
    let cycles = RenewalCycles(of: system)
    let wanted = Self.steadyCycles * max(cycles.longest, cycles.forgetting).value
    let timers = FlatModel(flattening: system).timerCount
    let latest = EventScheduler.latestInstant(timerCount: timers)
    var seconds = max(wanted, (horizon - .zero).seconds.value)
    seconds = min(seconds, (latest - .zero).seconds.value)
    if cycles.eventsPerSecond > 0 {
      let events = min(eventBudget / 2, effortCap / SequentialStopping.firstCheckpoint)
      seconds = min(seconds, Double(events) / cycles.eventsPerSecond)
    }
    // Whole microseconds, and at least one.
    let span = max(SimDuration(Seconds(seconds)), SimDuration(microseconds: 1))
    let bias = cycles.forgetting / span.seconds
    return (with(horizon: min(.zero + span, latest), largestBatch: 1), bias)
  }

  /// The same plan over another horizon; of replications that are batches by themselves, a fixed
  /// number covers the same time instead.
  fileprivate func with(horizon other: SimTime, largestBatch: UInt64? = nil) -> Self {
    var goal = goal
    if case .replications(let count) = goal, largestBatch == 1 {
      let ratio = (horizon - .zero).seconds / (other - .zero).seconds
      let needed = max((Double(count) * ratio).rounded(.up), 1)
      goal = .replications(max(SequentialStopping.firstCheckpoint, UInt64(min(needed, 1e9))))
    }
    return Self(
      seed: seed, horizon: other, goal: goal, effortCap: effortCap, eventBudget: eventBudget,
      start: start, warmUp: warmUp, largestBatch: largestBatch ?? self.largestBatch)
  }
}

extension Measure {
  /// The instant up to which a replication must run for it, and no further.
  fileprivate var lastInstant: SimTime? {
    guard case .up(_, _, let kind) = self else { return nil }
    switch kind {
    case .at(let instant), .firstFailure(let instant): return instant
    case .average, .steady, .meanTimeToFirstFailure, .downTime: return nil
    }
  }

  /// Whether it is about [0, T].
  fileprivate var isOverHorizon: Bool {
    guard case .up(_, _, let kind) = self else { return true }
    switch kind {
    case .average, .downTime: return true
    case .at, .firstFailure, .steady, .meanTimeToFirstFailure: return false
    }
  }

  fileprivate var isSteady: Bool {
    if case .up(_, _, .steady) = self { true } else { false }
  }

  fileprivate var waitsForFailure: Bool {
    if case .up(_, _, .meanTimeToFirstFailure) = self { true } else { false }
  }
}
