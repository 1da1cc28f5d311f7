// SPDX-License-Identifier: GPL-3.0-or-later
// A model file held against its exact numbers: simulated and solved, each by itself.

import AnalyticSolvers
package import MonteCarlo
package import OutputAnalysis
import Quantities
package import ReliabilityModeling
package import ScenarioFormat

/// One exact number of a model file beside what was simulated and solved.
package struct OracleFinding: Hashable, Sendable {
  package let measure: Measure
  /// Which figure of the measure is known.
  package let figure: ModelFigure
  /// What the file says, in the unit of the figure.
  package let exact: Double
  /// `nil` where nothing of the kind was simulated.
  package let simulated: Estimate?
  /// By an exact method, the same figure; `nil` where none applies.
  package let solved: Double?
  /// The exact method, or why there is none.
  package let method: String
  /// What the simulation says about the number; `nil` if only the solver was asked.
  package let simulation: ExpectationVerdict.Outcome?
  /// What the solver says, which knows no doubt; `nil` where no method applies.
  package let solver: ExpectationVerdict.Outcome?

  /// The simulated value's distance in standard errors; `nil` without an error to measure by.
  package var standardErrors: Double? {
    guard let simulated, !simulated.isBound, simulated.standardError > 0,
      simulated.standardError.isFinite
    else { return nil }
    return (simulated.mean - exact) / simulated.standardError
  }

  /// Both sides together: one that is wrong fails it; where the simulation cannot tell, it is
  /// inconclusive, whatever the solver says.
  package var verdict: ExpectationVerdict.Outcome {
    if solver == .fail { return .fail }
    return simulation ?? solver ?? .inconclusive
  }

  /// Whether an inconclusive simulation is made up for by a solver that agrees.
  package var passesBySolver: Bool { verdict == .inconclusive && solver == .pass }
}

/// What became of the exact numbers of one model file.
package struct OracleStudy: Sendable {
  /// One for each entry of `expect:` that gives an exact number, in the file's order.
  package let findings: [OracleFinding]
  /// Entries of `expect:` that give none.
  package let otherExpectations: [Expectation]
  package let ending: RunRecord.Ending
  /// Events of all replications.
  package let events: UInt64

  /// Effort after which a file's simulation is given up, of the order of a second.
  package static let usualEffortCap: UInt64 = 30_000_000

  /// Runs a model and holds it against its exact numbers.
  ///
  /// - Parameters:
  ///   - checked: The file.
  ///   - effortCap: Most effort of all its experiments together (`ExperimentPlan.effortCap`); the
  ///     file's own cap holds too. A count and no time, so that no verdict depends on the machine.
  ///   - workers: The threads that run replications.
  ///   - flag: Raised by somebody who does not want to wait.
  package init(
    of checked: CheckedModel, effortCap: UInt64 = usualEffortCap, on workers: WorkerPool,
    cancelledBy flag: CancelFlag = CancelFlag()
  ) {
    let study = ModelStudy(of: checked.capped(at: effortCap), on: workers, cancelledBy: flag)
    var findings: [OracleFinding] = []
    var others: [Expectation] = []
    for expectation in checked.file.expect {
      if let finding = OracleFinding(of: expectation, in: study) {
        findings.append(finding)
      } else {
        others.append(expectation)
      }
    }
    self.findings = findings
    otherExpectations = others
    ending = study.run.ending
    events = study.events
  }
}

extension OracleFinding {
  /// Looks an expectation up in a study; `nil` if it gives no exact number of a measure.
  fileprivate init?(of expectation: Expectation, in study: ModelStudy) {
    let measure: String
    let asked: ModelFigure?
    let bound: Expectation.Bound
    switch expectation.form {
    case .figure(let figure, let name, let given): (measure, asked, bound) = (name, figure, given)
    case .solved(let name, let given): (measure, asked, bound) = (name, nil, given)
    case .value, .better, .same, .moreAvailable, .sameAvailable: return nil
    }
    guard case .equal(let exact, _) = bound,
      let answer = study.answers.first(where: { $0.name == measure })
    else { return nil }
    self.measure = answer.measure
    self.exact = exact
    let figure = asked ?? ModelFigure.all(of: answer.measure)[0]
    self.figure = figure
    simulated = asked == nil ? nil : answer.estimate(figure)
    let value = answer.exact.exact
    solved = value.flatMap { figure.value(of: $0) }
    method = value?.method ?? answer.exact.whyNot ?? ""
    solver = solved.map { solved in
      let allowed = max(Self.solverAgreement, value?.relativeError ?? 0)
      return abs(solved - exact) <= allowed * abs(exact) ? .pass : .fail
    }
    if asked == nil {
      simulation = nil
    } else if case .failed = study.run.ending {
      simulation = .fail
    } else {
      simulation =
        simulated.map {
          EstimateRule(replications: answer.replications)
            .decide($0, bound, resolution: expectation.resolution.value).outcome
        } ?? .inconclusive
    }
  }

  /// How far a solver may be off, relatively, where its own bound is not wider.
  private static let solverAgreement = 1e-9
}

extension ModelFigure {
  /// The figure that follows from an exact value of its measure; `nil` where it does not.
  fileprivate func value(of exact: ExactValue) -> Double? {
    switch self {
    case .unavailability, .probability, .meanTimeToFirstFailure: exact.value
    case .outagesPerYear: exact.outagesPerYear
    case .downtimeMinutesPerYear: exact.value * minutesPerYear
    case .lostMinutesPerYear, .shortMinutesPerYear, .darkMinutesPerYear, .darkOutagesPerYear,
      .interruptionsPerYear, .meanRate:
      nil
    }
  }
}

extension CheckedModel {
  /// The same model, whose experiments together take at most this effort.
  fileprivate func capped(at effort: UInt64) -> Self {
    let experiments = UInt64(max(1, MeasureGroup.groups(of: file.system, under: plan).count))
    let cap = min(plan.effortCap, max(1, effort / experiments))
    return Self(
      file: file, findings: findings,
      plan: ExperimentPlan(
        seed: plan.seed, horizon: plan.horizon, goal: plan.goal, effortCap: cap,
        eventBudget: plan.eventBudget, start: plan.start, warmUp: plan.warmUp,
        largestBatch: plan.largestBatch))
  }
}
