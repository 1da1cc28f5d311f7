// SPDX-License-Identifier: GPL-3.0-or-later
// One unit's own alternation of health and failure, or why it is not its own.

import Quantities
import RandomVariates
import ReliabilityModeling

/// Reads the law of a unit that fails and is repaired by itself.
///
/// It is its own where its laws name nothing else, and where power either stops both of its clocks
/// or neither: a unit that runs in the time for which it is powered is at a random instant in the
/// same equilibrium, independent of its power.
struct UnitProcess {
  /// The process; `nil` for a unit that never fails.
  private(set) var process: EventProcess?
  /// Why the unit is not independent, or not known in closed form.
  private(set) var refusal: String?

  /// - Parameters:
  ///   - unit: Of a model without errors.
  ///   - losesPower: Whether it requires something, or an incident can hold it.
  ///   - operatorReaction: Of the model.
  init(_ unit: RepairableUnit, losesPower: Bool, operatorReaction: DurationLaw) {
    let modes = unit.modes.filter { $0.failure != nil }
    refusal =
      Self.obstacle(to: unit, modes, losesPower: losesPower) ?? Self.obstacle(toRepairOf: unit)
    guard refusal == nil, !modes.isEmpty else { return }
    if modes.allSatisfy(\.isNeverRepaired) {
      process = .once(modes.compactMap(\.failure))
      if losesPower && unit.clock == .pause {
        refusal = "unit \(unit.path) is never repaired and ages only with power"
      }
      return
    }
    if modes.contains(where: \.isNeverRepaired) {
      refusal = "unit \(unit.path) is repaired from some of its modes only"
      return
    }
    let renewal = Self.renewal(of: unit, modes, operatorReaction)
    guard renewal.timeToFailure.value > 0 else {
      refusal = "unit \(unit.path) fails as soon as it is healthy"
      return
    }
    process = .renewal(renewal)
  }

  private static func obstacle(
    to unit: RepairableUnit, _ modes: [FailureMode], losesPower: Bool
  ) -> String? {
    if unit.agesWhile != .always {
      return "unit \(unit.path) ages only while a signal is up"
    }
    let restarts = unit.restart != .constant(Seconds(0)) || unit.comesBackBroken > 0
    if losesPower && restarts {
      return "unit \(unit.path) restarts whenever its power returns"
    }
    if losesPower && unit.clock != unit.repairClock && !modes.isEmpty {
      return "power stops only one of the clocks of unit \(unit.path)"
    }
    for mode in modes where !mode.renews.isEmpty {
      for other in modes where mode.renews.contains(other.name) && other.name != mode.name {
        if case .exponential = other.failure { continue }
        return "'\(mode.name)' of unit \(unit.path) renews '\(other.name)'"
      }
    }
    return nil
  }

  private static func obstacle(toRepairOf unit: RepairableUnit) -> String? {
    var actions = unit.modes.filter { $0.failure != nil && !$0.isNeverRepaired }.map(\.repair)
    if unit.canBreak { actions.append(unit.brokenRepair) }
    for action in actions {
      for step in action.steps where step.needs != .always {
        return "the repair of unit \(unit.path) waits for a signal"
      }
    }
    let waits = unit.modes.contains {
      $0.failure != nil && !$0.isNeverRepaired && $0.repairWhen != .always
    }
    if waits { return "the repair of unit \(unit.path) waits for a signal" }
    let breaksAgain = unit.brokenRepair.steps.contains {
      $0.success < 1 && $0.onFailure == .broken
    }
    return unit.canBreak && breaksAgain
      ? "the repair of unit \(unit.path) from 'broken' can fail for good" : nil
  }

  /// Each mode is a renewal process in the time for which the unit is healthy, so its failures in
  /// a second of that time tend to 1 / mean, whatever its law.
  private static func renewal(
    of unit: RepairableUnit, _ modes: [FailureMode], _ reaction: DurationLaw
  ) -> Renewal {
    let restart = unit.restart.mean.value
    let broken = mean(of: unit.brokenRepair, reaction).seconds + restart
    var failures = 0.0
    var downPerUp = 0.0
    var lasting = 0.0
    for mode in modes {
      guard let law = mode.failure else { continue }
      let rate = 1 / law.mean.value
      let repair = mean(of: mode.repair, reaction)
      // A repair that fails for good leaves the unit broken, without a second draw.
      let comesUp = repair.success * (1 - unit.comesBackBroken)
      let breaks = 1 - repair.success + repair.success * unit.comesBackBroken
      let down =
        repair.seconds + repair.success * restart + breaks * broken
      failures += rate
      downPerUp += rate * down
      lasting += rate * (1 - comesUp * repair.instant * (restart == 0 ? 1 : 0))
    }
    let timeToFailure = Seconds(1 / failures)
    let timeToRepair = Seconds(downPerUp / failures)
    return Renewal(
      timeToFailure: timeToFailure, timeToRepair: timeToRepair,
      chain: isChain(unit, modes, reaction) && timeToFailure.value > 0
        ? TwoStateChain(timeToFailure: timeToFailure, timeToRepair: timeToRepair) : nil,
      firstTime: FirstTime(modes.compactMap(\.failure)),
      isRhythmic: modes.allSatisfy { mode in
        mode.failure?.isFixed == true
          && mode.repair.steps.allSatisfy { $0.law(reaction).isFixed }
      }, lasting: lasting / failures)
  }

  /// Whether both spans are exponential: competing exponential modes, repaired by one law.
  private static func isChain(
    _ unit: RepairableUnit, _ modes: [FailureMode], _ reaction: DurationLaw
  ) -> Bool {
    guard unit.comesBackBroken == 0, unit.restart == .constant(Seconds(0)),
      let first = modes.first
    else { return false }
    return modes.allSatisfy { mode in
      guard case .exponential = mode.failure, mode.repair.steps.count == 1,
        case .exponential = mode.repair.steps[0].law(reaction)
      else { return false }
      return mode.repair.steps[0].success == 1
        && mode.repair.steps[0].law(reaction) == first.repair.steps[0].law(reaction)
    }
  }

  /// The mean length of an action that waits for nothing, the probability that it does not leave
  /// its unit broken, and the probability that it takes no time, given that.
  private static func mean(
    of action: Action, _ reaction: DurationLaw
  ) -> (seconds: Double, success: Double, instant: Double) {
    var (seconds, success, instant) = (0.0, 1.0, 1.0)
    for step in action.steps {
      let law = step.law(reaction)
      instant *= law.cdf(Seconds(0))
      switch step.onFailure {
      case .again:
        // A geometric number of tries.
        seconds += success * law.mean.value / step.success
        if step.success < 1 { instant *= law.cdf(Seconds(0)) == 1 ? 1 : step.success }
      case .broken:
        seconds += success * law.mean.value
        success *= step.success
      }
    }
    return (seconds, success, instant)
  }
}

extension ActionStep {
  func law(_ operatorReaction: DurationLaw) -> DurationLaw {
    switch duration {
    case .law(let law): law
    case .operatorReaction: operatorReaction
    }
  }
}

extension FailureMode {
  /// Whether its repair waits for what never comes.
  var isNeverRepaired: Bool { repairWhen == .never || repair.steps.contains { $0.needs == .never } }
}

extension Signal {
  /// Never up.
  static var never: Self { .not(.always) }
}

extension RepairableUnit {
  /// Whether the built-in mode `broken` can occur.
  var canBreak: Bool {
    comesBackBroken > 0
      || modes.contains {
        $0.repair.steps.contains { $0.success < 1 && $0.onFailure == .broken }
      }
  }
}
