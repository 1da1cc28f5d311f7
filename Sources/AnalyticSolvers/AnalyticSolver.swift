// SPDX-License-Identifier: GPL-3.0-or-later
// The front door: tries the exact methods in order, and says why when none applies.

package import Quantities
package import ReliabilityModeling

/// The exact methods, side by side.
package enum AnalyticSolver {
  /// One method: an answer, or its refusal.
  package typealias Method =
    @Sendable (_ model: SystemModel, _ question: AnalyticQuestion) -> AnalyticResult

  /// In the order in which they are tried; where two apply, they agree.
  package static let methods: [Method] = [
    StructureFunction.solve, FirstFailure.solve, TakacsDownTime.solve, MarkovSolver.solve,
  ]

  /// Solves one measure of a model exactly, if a method can.
  ///
  /// - Parameters:
  ///   - model: One that was built without errors.
  ///   - measure: One of its measures.
  ///   - start: The state at t = 0.
  ///   - horizon: T, more than 0.
  /// - Returns: A value of the measure's own kind, or one refusal of each method.
  package static func solve(
    _ model: SystemModel, measure: Measure, start: InitialState, horizon: SimTime
  ) -> AnalyticResult {
    guard case .up(_, let signal, let kind) = measure else {
      return .refused([Refusal(method: "flow", reason: "flows are simulated only")])
    }
    let question = AnalyticQuestion(signal, kind: kind, start: start, horizon: horizon)
    var refusals: [Refusal] = []
    for method in methods {
      switch method(model, question) {
      case .solved(let value): return .solved(value)
      case .refused(let reasons): refusals += reasons
      }
    }
    return .refused(refusals)
  }
}
