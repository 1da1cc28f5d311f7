// SPDX-License-Identifier: GPL-3.0-or-later
// Down time of a signal that is the state of one unit alone.

import Quantities
import RandomVariates
package import ReliabilityModeling

extension TakacsDownTime {
  static let method = "Takács"

  /// Answers how likely at most so much down time is, for a signal that one unit decides.
  package static func solve(
    _ model: SystemModel, _ question: AnalyticQuestion
  ) -> AnalyticResult {
    guard case .downTime(let most) = question.kind else { return .refused([]) }
    func refuse(_ reason: String) -> AnalyticResult {
      .refused([Refusal(method: method, reason: reason)])
    }
    guard case .new = question.start else { return refuse("it answers from a new start only") }
    switch StructureFunction.make(of: question.signal, in: model) {
    case .failure(let refusal): return refuse(refusal.reason)
    case .success(let structure):
      guard let event = structure.onlyEvent, case .unit(let path) = event.cause,
        let unit = model.units.first(where: { $0.path == path })
      else { return refuse("the signal is not the state of one unit") }
      guard let law = Self(unit, horizon: question.horizon, model.operatorReaction) else {
        return refuse(
          "unit \(path) is not exponential with a fixed, Erlang or gamma repair, or fails too often"
        )
      }
      return .solved(
        ExactValue(
          law.cdf(most.seconds), kind: question.kind, method: method,
          relativeError: law.relativeError))
    }
  }

  /// The law of a unit's down time, if it fails exponentially and has one repair of a law whose
  /// sums are known.
  private init?(_ unit: RepairableUnit, horizon: SimTime, _ reaction: DurationLaw) {
    var failuresPerSecond = 0.0
    var repair: DurationLaw?
    for mode in unit.modes {
      guard let failure = mode.failure else { continue }
      guard case .exponential(let mean) = failure, mode.repair.steps.count == 1,
        mode.repair.steps[0].success == 1
      else { return nil }
      let law = mode.repair.steps[0].law(reaction)
      guard repair == nil || repair == law else { return nil }
      repair = law
      failuresPerSecond += 1 / mean.value
    }
    guard unit.restart == .constant(Seconds(0)), unit.comesBackBroken == 0, let repair,
      let known = Repair(repair), known.mean.value > 0
    else { return nil }
    let end = Seconds(horizon.inSeconds)
    let timeToFailure = Seconds(1 / failuresPerSecond)
    guard end.value > 0, end / timeToFailure <= Self.mostFailures else { return nil }
    self.init(timeToFailure: timeToFailure, repair: known, horizon: end)
  }
}

extension TakacsDownTime.Repair {
  init?(_ law: DurationLaw) {
    if case .constant(let span) = law {
      self = .fixed(span)
    } else if case .exponential(let mean) = law {
      self = .exponential(mean: mean)
    } else if case .erlang(let stages, let mean) = law {
      self = .gamma(shape: Double(stages), mean: mean)
    } else if case .gamma(let shape, let mean) = law {
      self = .gamma(shape: shape, mean: mean)
    } else {
      return nil
    }
  }
}

extension StructureFunction {
  /// The event whose happening is the same as the signal's being down, if there is one.
  var onlyEvent: BasicEvent? {
    let node = diagram[root]
    guard root.rawValue > 1, node.low == .zero, node.high == .one else { return nil }
    return events[Int(node.variable)]
  }
}
