// SPDX-License-Identifier: GPL-3.0-or-later
// Estimates of single outputs and of differences, out of an experiment's totals.

package import OutputAnalysis
package import ReliabilityModeling

extension ExperimentResult {
  /// Where a design keeps one integer of a measure; `nil` when it has no such output.
  package func output(
    design: Int, measure: String, _ kind: MeasureOutput.Kind
  ) -> OutputReference? {
    designs[design].outputs.firstIndex { $0.measure == measure && $0.kind == kind }
      .map { OutputReference(design: design, output: $0) }
  }

  /// Mean of one replication, in the output's own unit, with a single 95 % interval.
  ///
  /// Student over batch means, bent where they are skewed (`ConfidenceInterval.skewAware`); exact
  /// binomial where a replication says yes or no. When nothing was seen it is a one-sided upper
  /// bound: for lost, short, dark, down and carried the worst case (all of the horizon, all of the
  /// demand) times 1 − 0.05^(1/replications), for counts −ln 0.05 / replications. Before two
  /// batches are done it has no interval (`hasInterval`).
  package func estimate(_ reference: OutputReference) -> Estimate {
    totals.estimate(reference, quantile: totals.studentQuantile)
  }

  /// The quantile of an output in one replication, in the output's own unit, with an interval of at
  /// least 95 % that allows for what the sketch has forgotten.
  ///
  /// It is one of a year only where the horizon is a year (`ExperimentPlan.spansOneYear`).
  ///
  /// - Parameters:
  ///   - level: Between 0 and 1, such as 0.95.
  ///   - reference: The output.
  /// - Returns: `nil` for outputs whose values are not kept (all but what is lost, down or a time),
  ///   and before the first batch is done.
  /// - Complexity: O(20 000 · log n); for several levels `distribution` is made once.
  package func quantile(_ level: Double, of reference: OutputReference) -> QuantileEstimate? {
    distribution(of: reference)?.estimate(
      quantile: level, confidence: SequentialStopping.confidence)
  }

  /// The distribution of an output in one replication; `nil` where values are not kept.
  package func distribution(of reference: OutputReference) -> SketchedDistribution? {
    totals.layout.distributed.firstIndex(of: reference).map { totals.sketches[$0].distribution() }
  }

  /// Every estimate that is wider than `precision` or rests on too little.
  package func shortfalls(at precision: Double) -> [UnreachedOutput] {
    totals.shortfalls(by: SequentialStopping(precision: precision))
  }

  /// First minus second, paired: both met the same luck in the same replications.
  ///
  /// - Parameters:
  ///   - first: An output in some unit.
  ///   - second: An output in the same unit, of any design.
  ///   - quantile: Standard errors to each side; `nil` for a single 95 % interval, or that of a
  ///     `MeasureComparison` for one of many that hold together.
  /// - Returns: The difference; its events are those of the side that has more.
  package func difference(
    _ first: OutputReference, _ second: OutputReference, quantile: Double? = nil
  ) -> Estimate {
    let sum = totals.sum(first) - totals.sum(second)
    let variance = pairedVariance(first, second)
    return ConfidenceInterval.around(
      replications == 0 ? 0 : Double(nearest: sum) / Double(replications),
      standardError: totals.standardError(ofVariance: variance),
      quantile: quantile ?? totals.studentQuantile, confidence: SequentialStopping.confidence,
      events: max(totals.events(behind: first), totals.events(behind: second)),
      isNonnegative: false)
  }

  /// Variance of the difference in one replication, both designs meeting the same luck.
  package func pairedVariance(_ first: OutputReference, _ second: OutputReference) -> Double {
    totals.moments.differenceVariance(
      totals.layout.place(of: first), totals.layout.place(of: second))
  }

  /// Variance that the difference would have if each design met its own luck.
  package func unpairedVariance(_ first: OutputReference, _ second: OutputReference) -> Double {
    totals.moments.variance(totals.layout.place(of: first))
      + totals.moments.variance(totals.layout.place(of: second))
  }

  /// Whether two outputs agreed in every batch: designs between which the experiment saw nothing.
  package func isTie(_ first: OutputReference, _ second: OutputReference) -> Bool {
    totals.sum(first) == totals.sum(second) && (pairedVariance(first, second) == 0)
  }
}
