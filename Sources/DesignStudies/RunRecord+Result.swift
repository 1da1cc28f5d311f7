// SPDX-License-Identifier: GPL-3.0-or-later
// Reads an experiment's record, and says in words why a figure stayed wide.

import EventScheduling
package import MonteCarlo
import OutputAnalysis
import Quantities
import ReliabilityModeling

extension RunRecord {
  /// The record of an experiment.
  package init(of result: ExperimentResult) {
    var precision: Double?
    if case .precision(let asked) = result.plan.goal { precision = asked }
    let unreached: [UnreachedOutput] =
      switch result.stopReason {
      case .effortSpent(let unreached): unreached
      case .interrupted: precision.map { result.shortfalls(at: $0) } ?? []
      case .precisionReached, .replicationsReached, .failed: []
      }
    self.init(
      seed: result.plan.seed, horizon: (result.plan.horizon - .zero).seconds,
      replications: result.replications, precision: precision, ending: Ending(of: result),
      gaps: unreached.map { Gap(of: $0, in: result) }, fingerprint: result.fingerprint.value)
  }
}

extension RunRecord {
  /// The record of all experiments on one model; the gravest ending is theirs together.
  init(of result: ModelResult, under plan: ExperimentPlan) {
    let parts = result.results.map { RunRecord(of: $0) }
    let ending: Ending =
      parts.map(\.ending).max { $0.gravity < $1.gravity } ?? .interrupted
    let isCut = parts.count < result.groups.count && ending.gravity < Ending.interrupted.gravity
    var precision: Double?
    if case .precision(let asked) = plan.goal { precision = asked }
    self.init(
      seed: plan.seed, horizon: (plan.horizon - .zero).seconds,
      replications: parts.reduce(0) { $0 + $1.replications }, precision: precision,
      ending: isCut ? .interrupted : ending, gaps: parts.flatMap(\.gaps),
      fingerprint: result.fingerprint.value)
  }
}

extension RunRecord.Ending {
  /// Orders endings of experiments that are told together.
  fileprivate var gravity: Int {
    switch self {
    case .replicationsReached: 0
    case .precisionReached: 1
    case .effortSpent: 2
    case .interrupted: 3
    case .failed: 4
    }
  }

  fileprivate init(of result: ExperimentResult) {
    switch result.stopReason {
    case .precisionReached: self = .precisionReached
    case .replicationsReached: self = .replicationsReached
    case .effortSpent: self = .effortSpent
    case .interrupted: self = .interrupted
    case .failed(let failure):
      let reason =
        switch failure.end {
        case .eventBudgetSpent: "its budget of \(result.plan.eventBudget) events was spent"
        case .instantOverloaded:
          "more than \(RunControl.eventsPerInstant) events fell into one instant"
        case .horizonReached: "nothing had failed at its horizon"
        case .firstFailure: "something failed"
        }
      let design = result.designs[failure.design].name
      self = .failed("replication \(failure.replication) of \(design) ended early: \(reason)")
    }
  }
}

extension RunRecord.Gap {
  fileprivate init(of unreached: UnreachedOutput, in result: ExperimentResult) {
    let reference = unreached.output
    let design = result.designs[reference.design]
    let events = result.estimate(reference).events
    let reason =
      switch unreached.shortfall {
      case .nothingSeen: "no outage in \(result.replications) histories, so only a bound is known"
      case .fewEvents: "only \(events) outages were seen; an interval needs 200"
      case .weakClaim: "only \(events) outages were seen; the full claim needs 1000"
      case .wide: "the experiment ended before its interval was narrow enough"
      }
    self.init(
      design: design.name, service: design.outputs[reference.output].measure,
      reached: unreached.shortfall.reached ?? .infinity, reason: reason)
  }
}
