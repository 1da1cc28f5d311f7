// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the parts of a random model one by one, within a budget of states.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling

/// Draws parts that refer only to those drawn before, or to detectors still to come.
struct ModelMaker {
  private var choices: Choices
  /// States that the chain may still be multiplied by.
  private var room = 4_000.0
  /// Signals of the parts so far.
  var signals: [Signal] = []

  init(seed: UInt64) { choices = Choices(seed: seed) }

  mutating func fill(_ model: inout RandomModel) {
    if chance(0.15) { return fillIndependent(&model) }
    model.operatorReaction = law(0.5...3)
    addUnits(whole(1...4), to: &model)
    if chance(0.3) { addPool(to: &model) }
    if chance(0.45) { addIncident(to: &model) }
    if chance(0.6) { addGate("inner", to: &model) }
    for number in 1...2 where chance(0.4) { addDetector("watch/\(number)", to: &model) }
    if chance(0.35) { addFailover(to: &model) }
    addGate("outer", to: &model)
    addMeasures(to: &model)
  }

  /// Parts that do not depend on each other begin in equilibrium.
  private mutating func fillIndependent(_ model: inout RandomModel) {
    for number in 1...whole(2...4) {
      let path = ComponentPath("unit/\(number)")
      let modes = (1...whole(1...2)).map {
        FailureMode(
          "mode\($0)", failure: law(10...100), repair: Action([.law(law(0.5...20))]))
      }
      let pauses: RepairableUnit.Clock = chance(0.5) ? .pause : .continue
      let requires = signals.isEmpty || chance(0.6) ? [] : [some(signals)]
      model.units.append(
        RepairableUnit(
          path, modes: modes, requires: requires, clock: pauses, repairClock: pauses))
      signals.append(.part(path))
    }
    if chance(0.5) { addIncident(to: &model) }
    addGate("inner", to: &model)
    addGate("outer", to: &model)
    addMeasures(to: &model)
    model.beginInEquilibrium()
  }

  // MARK: Choices

  mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &choices) < probability
  }
  mutating func whole(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &choices) }
  mutating func real(_ range: ClosedRange<Double>) -> Double {
    .random(in: range, using: &choices)
  }
  mutating func some<Element>(_ elements: [Element]) -> Element {
    elements[whole(0...elements.count - 1)]
  }

  /// Whether the chain may have so many times more states; then it will.
  mutating func affords(_ factor: Double) -> Bool {
    guard room >= factor else { return false }
    room /= factor
    return true
  }

  // MARK: Laws and signals

  /// A law of a mean that is drawn evenly on a logarithmic scale, in hours; mostly exponential.
  mutating func law(_ hours: ClosedRange<Double>) -> DurationLaw {
    let mean = Seconds.hours(mean(hours))
    let kind = whole(0...7)
    if kind == 0, affords(2) { return .erlang(stages: 2, mean: mean) }
    if kind == 1, affords(2) {
      return .hyperexponential([
        .init(weight: 3, mean: mean * 0.5), .init(weight: 1, mean: mean * 2.5),
      ])
    }
    return .exponential(mean: mean)
  }

  /// The square of a uniform favours short ones a little; no logarithm is needed.
  private mutating func mean(_ hours: ClosedRange<Double>) -> Double {
    let share = real(0...1)
    return hours.lowerBound + (hours.upperBound - hours.lowerBound) * share * share
  }

  /// One of the parts so far, at times inverted, at times `always`.
  mutating func signal(always: Double = 0, inverted: Double = 0.15) -> Signal {
    if signals.isEmpty || chance(always) { return .always }
    let part = some(signals)
    return chance(inverted) ? .not(part) : part
  }

  /// A combination of some of the parts so far, two levels deep at times.
  mutating func combination(depth: Int = 1) -> Signal {
    let inputs = (0..<whole(1...3)).map { _ in
      depth > 0 && chance(0.4) ? combination(depth: depth - 1) : signal()
    }
    switch whole(0...4) {
    case 0: return .all(inputs)
    case 1: return .any(inputs)
    case 2: return .not(.all(inputs))
    default: return .atLeast(whole(1...inputs.count), of: inputs)
    }
  }

  mutating func addGate(_ path: ComponentPath, to model: inout RandomModel) {
    model.gates.append(LogicGate(path, combination()))
    signals.append(.part(path))
  }

  /// One average of a combination, one of a part, and a first failure or an instant.
  private mutating func addMeasures(to model: inout RandomModel) {
    model.measures.append(.up(name: "outer", .part("outer")))
    model.measures.append(.up(name: "part", some(signals)))
    model.measures.append(
      .up(
        name: "last", signals[signals.count - 2],
        kind: chance(0.5) ? .at(RandomModel.horizon) : .firstFailure(by: RandomModel.horizon)))
  }
}
