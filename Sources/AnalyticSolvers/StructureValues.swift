// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a structure function: in the long run, at an instant, over a horizon.

import Quantities
package import ReliabilityModeling

extension StructureFunction {
  /// Answers a question about steady states, instants and averages by the structure function.
  ///
  /// Long-run values and those from equilibrium depend on no law but by its mean; from a new start
  /// each event needs a closed transient.
  package static func solve(
    _ model: SystemModel, _ question: AnalyticQuestion
  ) -> AnalyticResult {
    switch question.kind {
    case .average, .at, .steady: break
    case .firstFailure, .meanTimeToFirstFailure, .downTime: return .refused([])
    }
    switch make(of: question.signal, in: model) {
    case .failure(let refusal): return .refused([refusal])
    case .success(let structure):
      switch structure.value(question.kind, start: question.start, horizon: question.horizon) {
      case .failure(let refusal): return .refused([refusal])
      case .success(let value): return .solved(value)
      }
    }
  }

  /// The unavailability in the long run.
  ///
  /// - Complexity: O(nodes)
  package var steadyUnavailability: Double {
    StructureEvaluation(self, frequency: false).unavailability(events.map(\.process.steady))
  }

  private func value(
    _ kind: ValueKind, start: InitialState, horizon: SimTime
  ) -> Result<ExactValue, Refusal> {
    switch (kind, start) {
    case (.steady, .new):
      let rhythmic = relevantEvents.map { events[$0] }.filter(\.process.isRhythmic)
      if rhythmic.count > 1 {
        return .failure(
          Refusal(
            method: Self.method,
            reason: "\(rhythmic[0].cause) and \(rhythmic[1].cause) keep a fixed rhythm"))
      }
      return .success(equilibrium(kind))
    case (.average, .stationary):
      return .success(equilibrium(kind, until: horizon.inSeconds))
    case (.steady, .stationary), (.at, .stationary): return .success(equilibrium(kind))
    case (.at(let time), .new): return value(at: time.inSeconds, kind)
    case (.average, .new): return average(until: horizon.inSeconds)
    case (.firstFailure, _), (.meanTimeToFirstFailure, _), (.downTime, _):
      return .failure(Refusal(method: Self.method, reason: "it has no value of this kind"))
    }
  }

  /// A bound on what rounding does to a sum of products with one factor of each event.
  private func rounding(_ evaluation: StructureEvaluation) -> Double {
    Double(8 + 4 * evaluation.depth) * .ulpOfOne
  }

  /// The value in the long run; outages too, or those seen in a span that begins anywhere.
  private func equilibrium(_ kind: ValueKind, until end: Double = .infinity) -> ExactValue {
    let evaluation = StructureEvaluation(self, frequency: true)
    let steady = events.map(\.process.steady)
    let unavailability = evaluation.unavailability(steady)
    var outages: Double?
    if evaluation.knowsFrequency {
      let rates = zip(events, steady).map {
        $0.process.failuresPerSecond($1, isSteady: true) ?? 0
      }
      let begun = evaluation.outagesPerSecond(steady, comes: rates, goes: rates)
      // What is down at t = 0 is an outage that began before.
      outages = (begun + unavailability / end) * secondsPerYear
    }
    return ExactValue(
      unavailability, kind: kind, method: Self.method,
      relativeError: rounding(evaluation), outagesPerYear: outages)
  }

  // MARK: From a new start

  private func transients(at seconds: Double) -> [EventProbability] {
    events.map { $0.process.transient(at: seconds) ?? $0.process.steady }
  }

  private var unknownTransient: Refusal? {
    if let path = pausingUnit {
      return Refusal(
        method: Self.method,
        reason: "from a new start, the clocks of unit \(path) depend on when it had power")
    }
    let missing = relevantEvents.map { events[$0] }.first {
      $0.process.transient(at: 1) == nil
    }
    return missing.map {
      Refusal(
        method: Self.method, reason: "from a new start, \($0.cause) has no closed transient")
    }
  }

  private func value(at seconds: Double, _ kind: ValueKind) -> Result<ExactValue, Refusal> {
    if let refusal = unknownTransient { return .failure(refusal) }
    let evaluation = StructureEvaluation(self, frequency: false)
    return .success(
      ExactValue(
        evaluation.unavailability(transients(at: seconds)), kind: kind, method: Self.method,
        relativeError: rounding(evaluation)))
  }

  private func average(until end: Double) -> Result<ExactValue, Refusal> {
    if let refusal = unknownTransient { return .failure(refusal) }
    // An integral takes thousands of evaluations.
    let evaluation = StructureEvaluation(self, frequency: nodeCount <= 20_000)
    let quadrature = Quadrature()
    let ends = panels(until: end)
    let down = quadrature.integral(between: ends) {
      evaluation.unavailability(transients(at: $0))
    }
    var outages: Double?
    let hasRates = relevantEvents.allSatisfy {
      events[$0].process.failuresPerSecond(events[$0].process.steady, isSteady: false) != nil
    }
    if evaluation.knowsFrequency && hasRates {
      let began = quadrature.integral(between: ends) { seconds in
        let probabilities = transients(at: seconds)
        let pairs = zip(events, probabilities)
        return evaluation.outagesPerSecond(
          probabilities,
          comes: pairs.map { $0.process.failuresPerSecond($1, isSteady: false) ?? 0 },
          goes: pairs.map { $0.process.repairsPerSecond($1, isSteady: false) ?? 0 })
      }
      // What is down at t = 0 is an outage that no event begins.
      let atStart = evaluation.unavailability(transients(at: 0))
      outages = (began.value + atStart) / end * secondsPerYear
    }
    return .success(
      ExactValue(
        down.value / end, kind: .average, method: Self.method,
        relativeError: rounding(evaluation) + down.relativeError, outagesPerYear: outages))
  }

  /// Panels as short as the fastest transient at first; what comes after the slowest one is flat.
  private func panels(until end: Double) -> [Double] {
    let rates = relevantEvents.compactMap { events[$0].process.relaxationPerSecond }
    let atoms = relevantEvents.map { events[$0].process }.filter(\.isOnce).flatMap(\.atoms)
    let fastest = rates.max() ?? 1 / end
    let ends = Quadrature.doubling(from: min(1 / fastest, end), to: end)
    return (ends + atoms.filter { $0 > 0 && $0 < end }).sorted()
  }
}

extension EventProcess {
  var isRhythmic: Bool {
    switch self {
    case .renewal(let renewal): renewal.isRhythmic
    case .once, .coin: false
    }
  }

  /// How fast a new start is forgotten; `nil` if at once or never.
  var relaxationPerSecond: Double? {
    switch self {
    case .renewal(let renewal): renewal.chain?.relaxationPerSecond
    case .once, .coin: nil
    }
  }
}

/// In a year of 8 760 h.
let secondsPerYear = 31_536_000.0

extension SimTime {
  var inSeconds: Double { Double(microseconds) / 1e6 }
}
