// SPDX-License-Identifier: GPL-3.0-or-later
// Simulated and exact values of one model side by side, like with like.

import AnalyticSolvers
import EventScheduling
import MonteCarlo
import OutputAnalysis
import Quantities
import ReliabilityModeling

/// One value found in two ways.
package struct AgreementRow: Sendable {
  /// The measure, and what of it.
  package let name: String
  package let exact: Double
  package let simulated: Double
  package let standardError: Double
  /// What one event in one history adds to the mean, roughly: where few were seen, the standard
  /// error says little.
  package let grain: Double

  /// The difference in standard errors; `nil` where too little was seen for one.
  package var z: Double? {
    standardError > 4 * grain ? (simulated - exact) / standardError : nil
  }

  /// Whether chance does not explain the difference: more than `limit` standard errors and four
  /// events.
  package func isOff(beyond limit: Double = 4.5) -> Bool {
    let difference = abs(simulated - exact)
    // Rounding of either way.
    return !(difference <= limit * standardError + 4 * grain + 1e-9 * abs(exact))
  }
}

/// What the solvers and a simulation say about one model.
package struct ModelAgreement: Sendable {
  package private(set) var rows: [AgreementRow] = []
  /// Why measures have no exact value.
  package private(set) var refusals: [String] = []
  /// What is wrong with the model, or with its histories.
  package private(set) var complaints: [String] = []
  package private(set) var events: UInt64 = 0

  /// Solves a model and simulates it.
  ///
  /// - Parameters:
  ///   - model: What is asked.
  ///   - replications: Histories, at least 40; their seed is the model's own, so that models are
  ///     independent.
  package init(of model: RandomModel, replications: UInt64) {
    let (system, complaints) = model.built()
    guard complaints.isEmpty else {
      self.complaints = complaints
      return
    }
    var exact: [String: ExactValue] = [:]
    for measure in system.measures {
      let result = AnalyticSolver.solve(
        system, measure: measure, start: model.start, horizon: RandomModel.horizon)
      if let value = result.exact { exact[measure.name] = value }
      if let reason = result.whyNot { refusals.append(reason) }
    }
    guard refusals.isEmpty else { return }
    let plan = ExperimentPlan(
      seed: model.seed, horizon: RandomModel.horizon, goal: .replications(replications),
      eventBudget: 10_000_000, start: model.start, largestBatch: 8)
    let found = ModelResult(running: plan, on: system, using: WorkerPool(threads: 1))
    for result in found.results {
      if case .failed = result.stopReason { self.complaints.append("\(result.stopReason)") }
    }
    events = found.events
    for value in found.values {
      if let exact = exact[value.measure] { compare(value, with: exact) }
    }
  }

  private mutating func compare(_ value: MeasuredValue, with exact: ExactValue) {
    let histories = Double(value.replications)
    var grain = 1 / histories
    // One outage of five hours.
    if case .average = value.kind { grain *= .hours(5) / RandomModel.span }
    rows.append(
      AgreementRow(
        name: value.measure, exact: exact.value, simulated: value.value.mean,
        standardError: value.value.standardError, grain: grain))
    if let outages = value.outagesPerYear, let expected = exact.outagesPerYear {
      rows.append(
        AgreementRow(
          name: "\(value.measure), outages", exact: expected, simulated: outages.mean,
          standardError: outages.standardError,
          grain: .years(1) / RandomModel.span / histories))
    }
  }
}
