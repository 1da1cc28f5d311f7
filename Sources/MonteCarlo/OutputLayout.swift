// SPDX-License-Identifier: GPL-3.0-or-later
// Where the outputs of all designs stand in the flat rows of a batch.

import Quantities
import ReliabilityModeling

/// The outputs of all designs in one row, and which of them compete.
struct OutputLayout: Sendable {
  /// A precise measure that every design has; the design with the lowest output wins a replication.
  struct Contest: Hashable, Sendable {
    let measure: String
    /// For each design, the index of the measure's output in that design.
    let outputs: [Int]
  }

  let designs: Int
  /// The outputs of all designs, one design after the other.
  let outputs: [MeasureOutput]
  let contests: [Contest]
  /// The measures that have outages, by design.
  let outageMeasures: [(design: Int, measure: String)]
  /// Every output that an experiment waits for.
  let precise: [OutputReference]
  /// Those of them whose distribution it keeps: all that are more than yes or no.
  let distributed: [OutputReference]
  let causes: CauseLayout
  /// For each design, where its outputs begin; one more at the end.
  private let starts: [Int]
  /// For each output, the most that one replication can give; `nil` for counts.
  private let worstCases: [Double?]

  init(of models: [FlatModel], horizon: SimTime) {
    precondition(!models.isEmpty, "an experiment has at least one design")
    designs = models.count
    outputs = models.flatMap(\.outputs)
    starts = models.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.outputs.count) }
    causes = CauseLayout(of: models)
    contests = Self.contests(between: models)
    outageMeasures = models.enumerated().flatMap { design, model in
      model.outageMeasures.map { (design, $0) }
    }
    precise = models.enumerated().flatMap { design, model in
      model.outputs.indices.filter { model.outputs[$0].isPrecise }
        .map { OutputReference(design: design, output: $0) }
    }
    distributed = precise.filter { !models[$0.design].outputs[$0.output].isIndicator }
    let span = Double(horizon.microseconds)
    worstCases = models.flatMap { model -> [Double?] in
      let lost = model.outputs.filter { $0.kind == .lost }.map { $0.wanted(until: horizon) }
      let wanted = lost.reduce(0, +)
      return model.outputs.map { output in
        output.kind == .lost
          ? output.wanted(until: horizon) : Self.worstCase(of: output, wanted: wanted, span: span)
      }
    }
  }

  private static func worstCase(of output: MeasureOutput, wanted: Double, span: Double) -> Double? {
    switch output.kind {
    case .lost, .carried: wanted
    case .short, .dark, .down: span
    case .downAt, .failedBefore, .downAtMost: 1
    case .shortOutages, .darkOutages, .interruptions, .outages, .timeToFailure: nil
    }
  }

  /// Outputs of all designs together.
  var count: Int { outputs.count }
  /// Counters of `BatchResult.wins`.
  var winCount: Int { contests.count * designs * designs }

  /// The counter of replications that a design won together with `tied` − 1 others.
  func winPlace(contest: Int, design: Int, tied: Int) -> Int {
    (contest * designs + design) * designs + tied - 1
  }

  /// The place of an output in the row.
  func place(of reference: OutputReference) -> Int {
    precondition(reference.design >= 0 && reference.design < designs, "there is no such design")
    let place = starts[reference.design] + reference.output
    precondition(
      reference.output >= 0 && place < starts[reference.design + 1], "there is no such output")
    return place
  }

  /// The places of one design's outputs.
  func places(ofDesign design: Int) -> Range<Int> { starts[design]..<starts[design + 1] }

  /// The place of the output that counts the events behind another.
  func eventPlace(of reference: OutputReference) -> Int {
    starts[reference.design] + outputs[place(of: reference)].eventCount
  }

  /// The most that one replication can give of an output; `nil` for counts.
  func worstCase(of reference: OutputReference) -> Double? { worstCases[place(of: reference)] }

  private static func contests(between models: [FlatModel]) -> [Contest] {
    guard models.count > 1 else { return [] }
    return models[0].outputs.filter(\.isPrecise).compactMap { first in
      let places = models.compactMap { model in
        model.outputs.firstIndex { $0.measure == first.measure && $0.kind == first.kind }
      }
      return places.count == models.count
        ? Contest(measure: first.measure, outputs: places) : nil
    }
  }
}
