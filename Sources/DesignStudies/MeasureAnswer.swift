// SPDX-License-Identifier: GPL-3.0-or-later
// The answer about one measure of a model: figures of its kind, and the exact value beside them.

package import AnalyticSolvers
import MonteCarlo
package import OutputAnalysis
import Quantities
package import ReliabilityModeling
package import ScenarioFormat

/// What a study of a model found about one of its measures.
package struct MeasureAnswer: Hashable, Sendable {
  /// A figure with its interval.
  package struct FigureEstimate: Hashable, Sendable {
    package let figure: ModelFigure
    package let estimate: Estimate
  }

  package let measure: Measure
  /// Simulated, the measure's own value first; shares, events or minutes a year, seconds, bit/s.
  package let figures: [FigureEstimate]
  /// Of the same kind as the first figure, or why there is none.
  package let exact: AnalyticResult
  /// Of the integers behind the figures.
  package let fingerprint: UInt64

  package init(
    measure: Measure, figures: [FigureEstimate], exact: AnalyticResult, fingerprint: UInt64
  ) {
    self.measure = measure
    self.figures = figures
    self.exact = exact
    self.fingerprint = fingerprint
  }

  package var name: String { measure.name }

  /// One of its figures; `nil` where the measure has no such figure or was not simulated.
  package func estimate(_ figure: ModelFigure) -> Estimate? {
    figures.first { $0.figure == figure }?.estimate
  }

  /// Reads one measure out of an experiment with a single model, and solves it.
  init(of measure: Measure, in system: SystemModel, simulated result: ExperimentResult) {
    let readings = MeasureReadings(of: measure.name, in: result)
    self.init(
      measure: measure,
      figures: ModelFigure.all(of: measure).compactMap { figure in
        readings.estimate(figure, of: measure).map { FigureEstimate(figure: figure, estimate: $0) }
      },
      exact: AnalyticSolver.solve(
        system, measure: measure, start: result.plan.start, horizon: result.plan.horizon),
      fingerprint: result.fingerprint(design: 0, measure: measure.name).value)
  }
}

/// From the integers of one measure to figures.
struct MeasureReadings {
  let name: String
  let result: ExperimentResult

  init(of name: String, in result: ExperimentResult) {
    self.name = name
    self.result = result
  }

  private var microseconds: Double { Double(result.plan.horizon.microseconds) }
  private var years: Double { microseconds / 1e6 / Seconds.years(1).value }

  private func estimate(_ kind: MeasureOutput.Kind, times factor: Double) -> Estimate? {
    result.output(design: 0, measure: name, kind).map {
      result.estimate($0).scaled(by: factor)
    }
  }

  /// One figure of a measure; `nil` where the engine does not simulate values of this kind.
  func estimate(_ figure: ModelFigure, of measure: Measure) -> Estimate? {
    switch measure {
    case .up(_, _, .average):
      switch figure {
      case .unavailability: return estimate(.down, times: 1 / microseconds)
      case .downtimeMinutesPerYear:
        return estimate(.down, times: minutesPerYear / microseconds)
      case .outagesPerYear: return estimate(.outages, times: 1 / years)
      case .probability, .meanTimeToFirstFailure, .lostMinutesPerYear, .shortMinutesPerYear,
        .darkMinutesPerYear, .darkOutagesPerYear, .interruptionsPerYear, .meanRate:
        return nil
      }
    case .up(_, _, .at), .up(_, _, .steady), .up(_, _, .firstFailure),
      .up(_, _, .meanTimeToFirstFailure), .up(_, _, .downTime):
      return nil
    case .served: return service(figure)
    case .carried: return figure == .meanRate ? estimate(.carried, times: 1 / microseconds) : nil
    }
  }

  private func service(_ figure: ModelFigure) -> Estimate? {
    let figures = ServiceFigures(of: name, design: 0, in: result)
    let lostShare = figures.lostShareOfUnit
    switch figure {
    case .unavailability: return estimate(.lost, times: lostShare)
    case .lostMinutesPerYear: return estimate(.lost, times: lostShare * minutesPerYear)
    case .shortMinutesPerYear: return estimate(.short, times: minutesPerYear / microseconds)
    case .darkMinutesPerYear: return estimate(.dark, times: minutesPerYear / microseconds)
    case .outagesPerYear: return estimate(.shortOutages, times: 1 / years)
    case .darkOutagesPerYear: return estimate(.darkOutages, times: 1 / years)
    case .interruptionsPerYear: return estimate(.interruptions, times: 1e-9 / years)
    case .probability, .meanTimeToFirstFailure, .downtimeMinutesPerYear, .meanRate: return nil
    }
  }
}
