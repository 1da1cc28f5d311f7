// SPDX-License-Identifier: GPL-3.0-or-later
// The answer about one measure of a model: figures of its kind, and the exact value beside them.

package import AnalyticSolvers
package import MonteCarlo
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
  /// Of the minutes down or lost in single years; `nil` where a replication is not a year.
  package let minutesQuantiles: YearlyQuantiles?
  /// The longest outages, at most five, the longest first.
  package let longest: [LocatedOutage]
  /// Who is behind what was lost or down; `nil` where nothing was, and for other kinds of value
  /// than averages.
  package let causes: CauseAnalysis?
  /// Behind the figures.
  package let replications: UInt64
  /// A bound on the relative bias that the start leaves in a steady state.
  package let startBias: Double?
  /// Of the same kind as the first figure, or why there is none.
  package let exact: AnalyticResult
  /// Of the integers behind the figures; 0 if the measure was not run.
  package let fingerprint: UInt64

  package var name: String { measure.name }

  /// One of its figures; `nil` where the measure has no such figure or was not simulated.
  package func estimate(_ figure: ModelFigure) -> Estimate? {
    figures.first { $0.figure == figure }?.estimate
  }

  /// Reads one measure out of a model's experiments, and solves it.
  init(of measure: Measure, in system: SystemModel, simulated result: ModelResult) {
    self.measure = measure
    let value = result.value(of: measure.name)
    let readings = result.group(of: measure.name).map {
      MeasureReadings(of: measure.name, value: value, in: result.results[$0])
    }
    figures = ModelFigure.all(of: measure).compactMap { figure in
      readings?.estimate(figure, of: measure)
        .map { FigureEstimate(figure: figure, estimate: $0) }
    }
    minutesQuantiles = readings?.minutesQuantiles(of: measure)
    longest = readings?.longest ?? []
    causes = readings?.result.causes(design: 0, measure: measure.name)
    replications = readings?.result.replications ?? 0
    startBias = value?.startBias
    let plan = readings?.result.plan
    exact = AnalyticSolver.solve(
      system, measure: measure, start: plan?.start ?? .new,
      horizon: plan?.horizon ?? SimTime(microseconds: 1))
    fingerprint = readings?.fingerprint ?? 0
  }
}
