// SPDX-License-Identifier: GPL-3.0-or-later
// All measures of one model, each with its kind of value, from as many experiments as they need.

package import OutputAnalysis
import Quantities
package import ReliabilityModeling
package import SimulationEngine

/// What an experiment found for one measure of a signal.
package struct MeasuredValue: Sendable {
  package let measure: String
  package let kind: ValueKind
  /// Position in `ModelResult.groups` and `ModelResult.results`.
  package let group: Int
  /// The unavailability of averages and steady states, a probability for the other kinds; seconds
  /// for a mean time to first failure.
  package let value: Estimate
  /// Outages a year of 8 760 h; only of averages and steady states.
  package let outagesPerYear: Estimate?
  /// Minutes down in such a year; only of averages and steady states.
  package let downMinutesPerYear: Estimate?
  /// At most five, the longest first.
  package let longest: [Outage]
  /// Replications behind the value.
  package let replications: UInt64
  /// A bound on the relative bias of a steady state from its start.
  package let startBias: Double?
}

/// All experiments on one model.
package struct ModelResult: Sendable {
  /// What was to be run.
  package let groups: [MeasureGroup]
  /// What was run, in the same order, the model being the only design of each.
  ///
  /// Fewer than the groups when it was interrupted.
  package let results: [ExperimentResult]
  private let kinds: [String: ValueKind]

  /// Runs one experiment for each group of measures that can share replications, all under the
  /// seed of `plan`.
  ///
  /// - Parameters:
  ///   - plan: Seed, goal and horizon of the averages; others follow from it (`MeasureGroup`).
  ///   - system: A model that `SystemModelBuilder.build` found sound.
  ///   - workers: The threads that run batches.
  ///   - flag: Raised by somebody who does not want to wait.
  ///   - progress: Called on this thread; its fraction is that of all experiments.
  package init(
    running plan: ExperimentPlan, on system: SystemModel, using workers: WorkerPool,
    cancelledBy flag: CancelFlag = CancelFlag(), progress: ProgressHandler? = nil
  ) {
    let groups = MeasureGroup.groups(of: system, under: plan)
    var results: [ExperimentResult] = []
    for (number, group) in groups.enumerated() where !flag.isRaised {
      let handler = progress.map { progress in
        { @Sendable in progress($0.asPart(number, of: groups.count)) } as ProgressHandler
      }
      results.append(
        ExperimentResult(
          running: group.plan, on: [group.model], using: workers, cancelledBy: flag,
          progress: handler))
    }
    self.groups = groups
    self.results = results
    kinds = Dictionary(
      system.measures.compactMap {
        if case .up(let name, _, let kind) = $0 { (name, kind) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Where a measure was run; `nil` if it was not.
  package func group(of measure: String) -> Int? {
    groups.indices.first { $0 < results.count && groups[$0].measures.contains(measure) }
  }

  /// The experiment that a measure was run in, as its only design; `nil` if it was not run.
  package func result(of measure: String) -> ExperimentResult? {
    group(of: measure).map { results[$0] }
  }

  /// One a measure of a signal, by sorted name.
  package var values: [MeasuredValue] { kinds.keys.sorted().compactMap { value(of: $0) } }

  /// The value of a measure of a signal; `nil` if there is none, or it was not run.
  package func value(of measure: String) -> MeasuredValue? {
    guard let kind = kinds[measure], let group = group(of: measure) else { return nil }
    let result = results[group]
    guard let output = result.output(of: kind, measure: measure) else { return nil }
    let horizon = (result.plan.horizon - .zero).seconds
    let years = horizon / .years(1)
    let raw = result.estimate(output)
    var value = raw
    var (outages, minutes): (Estimate?, Estimate?) = (nil, nil)
    switch kind {
    case .average, .steady:
      value = raw.scaled(by: 1 / Double(result.plan.horizon.microseconds))
      minutes = raw.scaled(by: 1 / 60e6 / years)
      outages = result.output(design: 0, measure: measure, .outages)
        .map { result.estimate($0).scaled(by: 1 / years) }
    case .meanTimeToFirstFailure: value = raw.scaled(by: 1e-6)
    case .at, .firstFailure, .downTime: break
    }
    return MeasuredValue(
      measure: measure, kind: kind, group: group, value: value, outagesPerYear: outages,
      downMinutesPerYear: minutes, longest: result.longest(design: 0, measure: measure),
      replications: result.replications, startBias: groups[group].startBias)
  }

  // MARK: The whole

  package var events: UInt64 { results.reduce(0) { $0 + $1.events } }

  /// Simulated time of all replications, in years of 8 760 h.
  package var simulatedYears: Double { results.reduce(0) { $0 + $1.simulatedYears } }

  /// The fingerprint of all measures, by sorted names; the groups leave no mark in it.
  package var fingerprint: Fingerprint {
    var parts: [(measure: String, value: UInt64)] = []
    for (group, result) in zip(groups, results) {
      for measure in group.measures {
        parts.append((measure, result.fingerprint(design: 0, measure: measure).value))
      }
    }
    var fingerprint = Fingerprint()
    for part in parts.sorted(by: { $0.measure < $1.measure }) {
      fingerprint.combine(part.measure)
      fingerprint.combine(part.value)
    }
    return fingerprint
  }
}

extension ExperimentResult {
  /// The output that a kind of value is read from.
  fileprivate func output(of kind: ValueKind, measure: String) -> OutputReference? {
    switch kind {
    case .average, .steady: output(design: 0, measure: measure, .down)
    case .at: output(design: 0, measure: measure, .downAt)
    case .firstFailure: output(design: 0, measure: measure, .failedBefore)
    case .meanTimeToFirstFailure: output(design: 0, measure: measure, .timeToFailure)
    case .downTime: output(design: 0, measure: measure, .downAtMost)
    }
  }

  /// Simulated time of all replications of one design, in years of 8 760 h.
  package var simulatedYears: Double {
    let design = designs[0]
    let horizon = (plan.horizon - .zero).seconds / .years(1)
    guard let ending = design.outputs.firstIndex(where: { $0.kind == .timeToFailure }) else {
      return Double(replications) * horizon
    }
    return Double(nearest: design.sums[ending]) / 1e6 / Seconds.years(1).value
  }
}

extension ExperimentProgress {
  /// The same, as one of several experiments of which those before are done.
  fileprivate func asPart(_ number: Int, of count: Int) -> Self {
    Self(
      replications: replications, events: events, target: target, reached: reached,
      fraction: (Double(number) + fraction) / Double(count))
  }
}
