// SPDX-License-Identifier: GPL-3.0-or-later
// Time to the first failure of a signal, where a structure function can tell it.

import CGSL
import Quantities
import RandomVariates
package import ReliabilityModeling

/// First failures of series of events, and of systems in which nothing is ever repaired.
///
/// A series is down as soon as the first of its events happens, whatever is repaired later, and
/// until then all of its clocks run. Where nothing is repaired and nothing that fails brings the
/// signal up, it is down at t if and only if it has failed by then.
package struct FirstFailure {
  static let method = "first failure"

  private let structure: StructureFunction
  private let evaluation: StructureEvaluation
  private let isSeries: Bool

  /// Answers questions about first failures from a new start.
  package static func solve(
    _ model: SystemModel, _ question: AnalyticQuestion
  ) -> AnalyticResult {
    switch question.kind {
    case .firstFailure, .meanTimeToFirstFailure: break
    case .average, .at, .steady, .downTime: return .refused([])
    }
    switch StructureFunction.make(of: question.signal, in: model) {
    case .failure(let refusal): return .refused([Refusal(method: method, reason: refusal.reason)])
    case .success(let structure):
      switch make(of: structure, start: question.start) {
      case .failure(let refusal): return .refused([refusal])
      case .success(let first): return first.answer(question.kind)
      }
    }
  }

  private static func make(
    of structure: StructureFunction, start: InitialState
  ) -> Result<Self, Refusal> {
    func refuse(_ reason: String) -> Result<Self, Refusal> {
      .failure(Refusal(method: method, reason: reason))
    }
    guard case .new = start else { return refuse("it answers from a new start only") }
    let relevant = structure.relevantEvents.map { structure.events[$0] }
    for event in relevant {
      if case .coin = event.process {
        return refuse("whether \(event.cause) is drawn at each strike")
      }
    }
    let isSeries = structure.isSeries
    if !isSeries {
      for event in relevant where !event.process.isOnce {
        return refuse("\(event.cause) ends and begins again, and is not alone in deciding")
      }
      guard structure.isMonotone else {
        return refuse("something that fails can bring the signal up")
      }
    }
    return .success(
      Self(
        structure: structure,
        evaluation: StructureEvaluation(structure, frequency: false), isSeries: isSeries))
  }

  private func answer(_ kind: ValueKind) -> AnalyticResult {
    let rounding = Double(16 + 4 * structure.events.count) * .ulpOfOne
    switch kind {
    case .firstFailure(let time):
      return .solved(
        ExactValue(
          failed(by: time.inSeconds), kind: kind, method: Self.method, relativeError: rounding))
    case .meanTimeToFirstFailure:
      guard !structure.relevantEvents.isEmpty else {
        return .refused([Refusal(method: Self.method, reason: "it never fails")])
      }
      let (mean, error) = meanSeconds
      return .solved(
        ExactValue(mean, kind: kind, method: Self.method, relativeError: rounding + error))
    case .average, .at, .steady, .downTime: return .refused([])
    }
  }

  /// Each event's first time is that of its process, repaired or not.
  private func probabilities(at seconds: Double) -> [EventProbability] {
    structure.events.map { $0.process.firstTime(by: seconds) }
  }

  private func failed(by seconds: Double) -> Double {
    // Before the instant: what falls on it comes too late.
    evaluation.unavailability(probabilities(at: seconds.nextDown))
  }

  /// ∫ R(t) dt, over panels that double until what is left no longer counts.
  private var meanSeconds: (value: Double, relativeError: Double) {
    let quadrature = Quadrature()
    func survival(_ seconds: Double) -> Double {
      evaluation.availability(probabilities(at: seconds))
    }
    let means = structure.relevantEvents.compactMap {
      structure.events[$0].process.meanFirstTime
    }
    guard let least = means.min(), structure.isDownInTheEnd else { return (.infinity, 0) }
    let atoms = structure.relevantEvents.flatMap { structure.events[$0].process.atoms }.sorted()
    var end = least / 64
    var (sum, error) = quadrature.integral(between: [0, end], of: survival)
    error *= sum
    while survival(end) * end > 1e-17 * sum && end < 1e3 * Double(Int64.max) {
      let steps = atoms.filter { $0 > end && $0 < 2 * end }
      let part = quadrature.integral(between: [end] + steps + [2 * end], of: survival)
      sum += part.value
      error += part.value * part.relativeError
      end *= 2
    }
    return (sum, error / sum)
  }
}

extension StructureFunction {
  /// Whether no event that happens can bring the signal up.
  package var isMonotone: Bool {
    var scratch = diagram
    return scratch.isMonotone(root)
  }

  /// Whether each event that matters brings the signal down by itself.
  var isSeries: Bool {
    guard root != .one else { return false }
    return diagram.reachable(from: [root]).allSatisfy { diagram[$0].high == .one }
  }

  /// Whether the signal is down when all events have happened.
  var isDownInTheEnd: Bool { isDown(events.map { _ in true }) }
}

extension EventProcess {
  var isOnce: Bool {
    switch self {
    case .once: true
    case .renewal, .coin: false
    }
  }

  /// Whether it has happened by then, starting new.
  func firstTime(by seconds: Double) -> EventProbability {
    switch self {
    case .renewal(let renewal): renewal.firstTime.probability(by: seconds)
    case .once(let laws): FirstTime(laws).probability(by: seconds)
    case .coin: steady
    }
  }

  /// Instants at which its first time has an atom.
  var atoms: [Double] {
    switch self {
    case .renewal(let renewal): renewal.firstTime.laws.flatMap(\.atoms).map(\.value.value)
    case .once(let laws): laws.flatMap(\.atoms).map(\.value.value)
    case .coin: []
    }
  }

  /// Of the earliest mode; `nil` for what has no time.
  var meanFirstTime: Double? {
    switch self {
    case .renewal(let renewal): renewal.firstTime.laws.map(\.mean.value).min()
    case .once(let laws): laws.map(\.mean.value).min()
    case .coin: nil
    }
  }
}

/// The earliest of several independent times.
struct FirstTime: Hashable, Sendable {
  let laws: [DurationLaw]
  init(_ laws: [DurationLaw]) { self.laws = laws }

  /// 1 − Π (1 − F), precise where it is small: each law adds what the others left over.
  func probability(by seconds: Double) -> EventProbability {
    var (down, up) = (0.0, 1.0)
    for law in laws {
      down += up * law.cdf(Seconds(seconds))
      up *= law.survival(Seconds(seconds))
    }
    return EventProbability(down: down, up: up)
  }
}
