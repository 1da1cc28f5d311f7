// SPDX-License-Identifier: GPL-3.0-or-later
// Answers questions about a model by its Markov chain.

import Quantities
import RandomVariates
package import ReliabilityModeling

/// The Markov chain of what a signal depends on, and its answers.
package struct MarkovSolver {
  static let method = "Markov chain"
  private static let secondsPerYear = Seconds.years(1).value

  private let exploration: ChainExploration
  private let chain: MarkovChain

  /// States of the chain.
  package var stateCount: Int { exploration.states.count }

  /// Answers a question, or says what stands in the way.
  package static func solve(
    _ model: SystemModel, _ question: AnalyticQuestion
  ) -> AnalyticResult {
    func refuse(_ reason: String) -> AnalyticResult {
      .refused([Refusal(method: method, reason: reason)])
    }
    if case .downTime = question.kind {
      return refuse("a chain does not tell how long the signal is down in all")
    }
    if let reason = obstacle(to: question, in: model) { return refuse(reason) }
    switch make(of: question.signal, in: model) {
    case .failure(let refusal): return .refused([refusal])
    case .success(let solver):
      guard let value = solver.answer(question) else {
        return refuse("the chain of \(solver.stateCount) states is too dense or too stiff")
      }
      return .solved(value)
    }
  }

  /// The chain behind a signal.
  ///
  /// - Complexity: O(states · parts²)
  package static func make(
    of signal: Signal, in model: SystemModel
  ) -> Result<Self, Refusal> {
    let builder = ChainBuilder(signal, in: model)
    if let reason = builder.obstacle {
      return .failure(Refusal(method: method, reason: reason))
    }
    let exploration = ChainExploration(builder.chain)
    if let reason = exploration.obstacle {
      return .failure(Refusal(method: method, reason: reason))
    }
    return .success(Self(exploration: exploration, chain: exploration.chain))
  }

  /// A stationary start is the long run only where parts neither depend on each other nor are
  /// controlled; elsewhere a simulation warms up, or settles its control.
  private static func obstacle(to question: AnalyticQuestion, in model: SystemModel) -> String? {
    guard case .stationary = question.start else { return nil }
    if case .steady = question.kind { return nil }
    let builder = ChainBuilder(question.signal, in: model)
    let isControlled = !builder.detectors.isEmpty || !builder.failovers.isEmpty
    guard !isControlled, builder.pools.isEmpty, builder.units.allSatisfy(\.isIndependent) else {
      return "a stationary start of parts that depend on each other is simulated only"
    }
    return nil
  }

  // MARK: Answers

  private func answer(_ question: AnalyticQuestion) -> ExactValue? {
    let horizon = Double(question.horizon.microseconds) / 1e6
    switch question.kind {
    case .steady: return longRun(question.kind)
    case .average:
      guard case .new = question.start else { return longRun(question.kind, over: horizon) }
      return average(question.kind, over: horizon)
    case .at(let instant):
      guard case .new = question.start else { return longRun(question.kind) }
      return point(question.kind, at: Double(instant.microseconds) / 1e6)
    case .firstFailure(let instant):
      guard let start = start(question.start),
        let value = chain.probability(
          ofEntering: exploration.isDown, by: Double(instant.microseconds) / 1e6, from: start)
      else { return nil }
      return result(value, question.kind)
    case .meanTimeToFirstFailure:
      guard let start = start(question.start),
        let value = chain.meanTime(until: exploration.isDown, from: start)
      else { return nil }
      return result(value, question.kind)
    case .downTime: return nil
    }
  }

  private var down: [Double] { exploration.isDown.map { $0 ? 1 : 0 } }

  /// The rate of outages in each state, per second.
  private var outageRate: [Double] {
    chain.rate(from: exploration.isDown.map { !$0 }, into: exploration.isDown)
  }

  /// The value in the long run; outages too, or those seen in a span that begins anywhere.
  private func longRun(_ kind: ValueKind, over horizon: Double = .infinity) -> ExactValue? {
    guard let means = chain.longRunMeans(of: [down, outageRate], from: exploration.initial)
    else { return nil }
    // What is down at t = 0 is an outage that began before.
    return result(
      means[0], kind,
      outagesPerYear: (means[1] + means[0] / horizon) * Self.secondsPerYear)
  }

  private func average(_ kind: ValueKind, over horizon: Double) -> ExactValue? {
    guard let solutions = chain.transient([down, outageRate], after: horizon) else { return nil }
    let initial = exploration.initial
    // What is down at t = 0 is an outage that no move begins.
    let atStart = zip(initial, down).reduce(0) { $0 + $1.0 * $1.1 }
    let outages = solutions[1].mean(from: initial).integral + atStart
    return result(
      solutions[0].mean(from: initial).integral / horizon, kind,
      outagesPerYear: outages / horizon * Self.secondsPerYear)
  }

  private func point(_ kind: ValueKind, at instant: Double) -> ExactValue? {
    guard instant > 0 else {
      return result(zip(exploration.initial, down).reduce(0) { $0 + $1.0 * $1.1 }, kind)
    }
    guard let solution = chain.transient([down], after: instant)?.first else { return nil }
    return result(solution.mean(from: exploration.initial).atEnd, kind)
  }

  /// Probabilities of the states at t = 0.
  private func start(_ start: InitialState) -> [Double]? {
    switch start {
    case .new: exploration.initial
    case .stationary:
      chain.closedClasses().count == 1 && chain.closedClasses()[0].count == stateCount
        ? chain.stationaryDistribution() : nil
    }
  }

  /// Rounding adds up over the states that were eliminated, or over the doublings of a span.
  private func result(
    _ value: Double, _ kind: ValueKind, outagesPerYear: Double? = nil
  ) -> ExactValue {
    ExactValue(
      value, kind: kind, method: Self.method,
      relativeError: max(1e-11, 1e-15 * Double(stateCount)), outagesPerYear: outagesPerYear)
  }
}

extension RepairableUnit {
  /// Whether its equilibrium is its own: both clocks treat a loss of power alike, and nothing else
  /// is waited for.
  fileprivate var isIndependent: Bool {
    let waits = modes.contains {
      $0.repairWhen != .always || $0.repair.steps.contains { $0.needs != .always }
    }
    return !waits && agesWhile == .always && crew == nil && strikes.isEmpty
      && restart == .constant(.init(0)) && comesBackBroken == 0
      && clock == repairClock
  }
}
