// SPDX-License-Identifier: GPL-3.0-or-later
// What all batches charged, cause by cause and component by component, and how it varied.

import OutputAnalysis
import ReliabilityModeling

/// Where charges stand in the flat row of a batch.
struct CauseLayout: Sendable {
  /// One charged measure of one design.
  struct Measure: Sendable {
    let design: Int
    let name: String
    /// By cause.
    let causes: [CauseName]
    /// The components among the causes in order of their first cause, and that of each cause.
    let components: [String]
    let componentOfCause: [Int?]
    /// Of its causes in the row; lag and joint charges follow them.
    let places: Range<Int>
  }

  let measures: [Measure]
  let count: Int
  /// For each design, every so many replications were charged; 0 for none.
  let strides: [UInt32]

  init(of models: [FlatModel]) {
    var measures: [Measure] = []
    var place = 0
    for (design, model) in models.enumerated() {
      let names = model.causeNames
      var components: [String] = []
      let owners = names.map { name -> Int? in
        guard let component = name.component else { return nil }
        // The causes of a component stand together.
        if components.last != component { components.append(component) }
        return components.count - 1
      }
      for output in model.causes.chargedOutputs {
        measures.append(
          Measure(
            design: design, name: model.outputs[output].measure, causes: names,
            components: components, componentOfCause: owners,
            places: place..<(place + names.count)))
        place += names.count + 2
      }
    }
    self.measures = measures
    count = place
    strides = models.map { $0.causes.areRecorded ? $0.causes.stride : 0 }
  }
}

/// A variate beside the total that it is a part of, batch by batch.
struct PartMoments: Sendable {
  private(set) var sum: Int128 = 0
  private var mean = 0.0
  /// Σ w · (x − mean)², and Σ w · (x − mean) · (total − its mean).
  private var squares = 0.0
  private var products = 0.0

  /// Adds the part of one batch; `total` has not seen the batch yet.
  mutating func add(_ value: Int128, of whole: Double, beside total: Moments, weight: Double) {
    sum += value
    guard value != 0 || mean != 0 || whole != 0 || total.mean != 0 else { return }
    let x = Double(nearest: value) / weight
    let factor = weight * (total.weight / (total.weight + weight))
    let delta = x - mean
    squares += factor * delta * delta
    products += factor * delta * (whole - total.mean)
    mean += weight / (total.weight + weight) * delta
  }

  /// The ratio of the sums with the interval of the linearised ratio.
  ///
  /// - Source: Delta method; Cochran, *Sampling Techniques*, ch. 6.
  func share(of sum: Int128, _ total: Moments, confidence: Double) -> Estimate {
    let ratio = Double(nearest: self.sum) / Double(nearest: sum)
    let rest = max(0, squares - 2 * ratio * products + ratio * ratio * total.squares)
    let variance = total.count < 2 ? .infinity : rest / Double(total.count - 1)
    let error = (variance / total.weight).squareRoot() / total.mean
    let estimate = ConfidenceInterval.around(
      ratio, standardError: error,
      quantile: ConfidenceInterval.studentQuantile(
        degreesOfFreedom: total.count - 1, confidence: confidence),
      confidence: confidence, events: total.count, isNonnegative: true)
    return Estimate(
      mean: estimate.mean, standardError: error, low: estimate.low, high: min(1, estimate.high),
      confidence: confidence, events: total.count)
  }
}

/// What all batches so far charged.
struct CauseTotals: Sendable {
  let layout: CauseLayout
  /// In the order of the layout: causes, lag and joint charges of each measure.
  private(set) var parts: [PartMoments]
  /// For each measure, its components.
  private(set) var components: [[PartMoments]]
  /// For each measure, all charges together: their sum, and their batch means.
  private(set) var sums: [Int128]
  private(set) var totals: [Moments]

  init(layout: CauseLayout) {
    self.layout = layout
    parts = Array(repeating: PartMoments(), count: layout.count)
    components = layout.measures.map {
      Array(repeating: PartMoments(), count: $0.components.count)
    }
    sums = Array(repeating: 0, count: layout.measures.count)
    totals = Array(repeating: Moments(), count: layout.measures.count)
  }

  /// Adds the charges of one batch of so many replications.
  mutating func merge(_ charges: [Int128], replications: Double) {
    for (number, measure) in layout.measures.enumerated() {
      var whole: Int128 = 0
      var ofComponents = [Int128](repeating: 0, count: measure.components.count)
      for (cause, place) in measure.places.enumerated() {
        whole += charges[place]
        if let component = measure.componentOfCause[cause] {
          ofComponents[component] += charges[place]
        }
      }
      let mean = Double(nearest: whole) / replications
      let total = totals[number]
      for place in measure.places.lowerBound..<(measure.places.upperBound + 2) {
        parts[place].add(charges[place], of: mean, beside: total, weight: replications)
      }
      for (component, value) in ofComponents.enumerated() {
        components[number][component].add(
          value, of: mean, beside: total, weight: replications)
      }
      sums[number] += whole
      totals[number].add(mean, weight: replications)
    }
  }
}
