// SPDX-License-Identifier: GPL-3.0-or-later
// What is known after so many batches: merged sums, and the estimates that they give.

import OutputAnalysis
import ReliabilityModeling

/// All batches so far, merged in their order.
struct ExperimentTotals: Sendable {
  let layout: OutputLayout
  private(set) var batches: UInt64 = 0
  /// Replications of each design.
  private(set) var replications: UInt64 = 0
  private(set) var events: UInt64 = 0
  private(set) var sums: [Int128]
  private(set) var wins: [UInt64]
  private(set) var longest: [LongestOutages]
  /// Of the batch means of all outputs.
  private(set) var moments: JointMoments
  /// Of the batch means of each output by itself: their skewness.
  private(set) var shapes: [Moments]
  /// For each output of `OutputLayout.distributed`, the distribution of its values.
  private(set) var sketches: [QuantileSketch]
  private(set) var causes: CauseTotals
  private var batchMeans: [Double]

  init(layout: OutputLayout) {
    self.layout = layout
    sums = Array(repeating: 0, count: layout.count)
    wins = Array(repeating: 0, count: layout.winCount)
    longest = Array(repeating: LongestOutages(), count: layout.outageMeasures.count)
    moments = JointMoments(dimension: layout.count)
    shapes = Array(repeating: Moments(), count: layout.count)
    sketches = layout.distributed.map { _ in QuantileSketch() }
    causes = CauseTotals(layout: layout.causes)
    batchMeans = Array(repeating: 0, count: layout.count)
  }

  mutating func merge(_ batch: BatchResult) {
    assert(batch.failure == nil, "a failed batch is never averaged")
    let size = Double(batch.replications)
    for place in sums.indices {
      sums[place] += batch.sums[place]
      batchMeans[place] = Double(nearest: batch.sums[place]) / size
      shapes[place].add(batchMeans[place], weight: size)
    }
    for place in wins.indices { wins[place] += batch.wins[place] }
    for place in longest.indices { longest[place].merge(batch.longest[place]) }
    causes.merge(batch.charges, replications: size)
    moments.add(batchMeans, weight: size)
    let each = Int(batch.replications)
    for number in sketches.indices {
      sketches[number].add(contentsOf: batch.values[(number * each)..<((number + 1) * each)])
    }
    batches += 1
    replications += batch.replications
    events += batch.events
  }

  /// Events, and what the set-up of replications cost in their stead.
  var effort: UInt64 {
    events + replications * UInt64(layout.designs) * ExperimentPlan.effortOfReplication
  }

  /// Multiple of a standard error that makes a single 95 % interval.
  var studentQuantile: Double {
    ConfidenceInterval.studentQuantile(
      degreesOfFreedom: Int(batches) - 1, confidence: SequentialStopping.confidence)
  }

  func sum(_ reference: OutputReference) -> Int128 { sums[layout.place(of: reference)] }

  func mean(_ reference: OutputReference) -> Double {
    replications == 0 ? 0 : Double(nearest: sum(reference)) / Double(replications)
  }

  /// Events behind an output.
  func events(behind reference: OutputReference) -> Int {
    let place = layout.eventPlace(of: reference)
    switch layout.outputs[place].kind {
    case .interruptions: return Int(clamping: sums[place] / Self.partsOfCut)
    case .carried, .timeToFailure: return Int(clamping: replications)
    case .downAt, .failedBefore, .downAtMost:
      // The rarer answer of the two: how many said yes tells nothing when nearly all did.
      return Int(clamping: min(sums[place], Int128(replications) - sums[place]))
    case .lost, .short, .dark, .shortOutages, .darkOutages, .down, .outages:
      return Int(clamping: sums[place])
    }
  }

  /// The unit of interruptions: parts of one full cut.
  static let partsOfCut: Int128 = 1_000_000_000

  /// Mean of one replication with its single interval.
  ///
  /// Exact binomial where a replication says yes or no, else by Student's law, bent where the batch
  /// means are skewed.
  ///
  /// - Parameters:
  ///   - reference: The output.
  ///   - quantile: Student's, which is the same for all outputs.
  ///   - isRough: Student's interval for proportions too, where exact ends (0.1 ms) take too long.
  /// - Returns: A bound where nothing was seen.
  func estimate(
    _ reference: OutputReference, quantile: Double, isRough: Bool = false
  ) -> Estimate {
    let confidence = SequentialStopping.confidence
    if sum(reference) == 0 && replications > 0 {
      return ConfidenceInterval.unseen(
        upTo: unseenBound(reference, confidence: confidence), confidence: confidence)
    }
    let place = layout.place(of: reference)
    let error = standardError(ofVariance: moments.variance(place))
    if layout.outputs[place].isIndicator, error.isFinite, !isRough {
      return proportion(reference)
    }
    return ConfidenceInterval.skewAware(
      mean(reference), standardError: error, skewness: shapes[place].skewness,
      count: Int(batches), quantile: quantile, confidence: confidence,
      events: events(behind: reference), isNonnegative: true)
  }

  private func proportion(_ reference: OutputReference) -> Estimate {
    let exact = ConfidenceInterval.clopperPearson(
      hits: UInt64(clamping: sum(reference)), of: replications,
      confidence: SequentialStopping.confidence)
    return Estimate(
      mean: exact.mean, standardError: exact.standardError, low: exact.low, high: exact.high,
      confidence: exact.confidence, events: events(behind: reference))
  }

  /// What an output that was never seen can be at most: its worst case, as often as an unseen event
  /// can be; for counts, the rate of one.
  private func unseenBound(_ reference: OutputReference, confidence: Double) -> Double {
    if let worst = layout.worstCase(of: reference) {
      return worst
        * ConfidenceInterval.unseenProbability(trials: replications, confidence: confidence)
    }
    let rate = ConfidenceInterval.unseenRate(trials: replications, confidence: confidence)
    return layout.outputs[layout.place(of: reference)].kind == .interruptions
      ? rate * Double(Self.partsOfCut) : rate
  }

  /// Standard error of a mean over all replications.
  func standardError(ofVariance variance: Double) -> Double {
    variance.isFinite ? (variance / Double(replications)).squareRoot() : .infinity
  }

  /// The precise outputs that a rule is not content with.
  func shortfalls(by rule: SequentialStopping) -> [UnreachedOutput] {
    let quantile = studentQuantile
    return layout.precise.compactMap { reference in
      rule.shortfall(of: estimate(reference, quantile: quantile)).map {
        UnreachedOutput(output: reference, shortfall: $0)
      }
    }
  }
}
