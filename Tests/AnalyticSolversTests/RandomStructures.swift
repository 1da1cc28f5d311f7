// SPDX-License-Identifier: GPL-3.0-or-later
// Random small structures, and their probabilities by going through all states.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling

/// A random model of a few units with nested gates and shared requirements; its measure is `top`.
struct RandomStructure {
  let model: SystemModel
  /// Unavailability of each unit by itself, by position.
  let unavailabilities: [Double]
  /// Whether `top` is down, for each set of failed units.
  private let downs: [Bool]

  /// - Parameters:
  ///   - seed: Of all choices.
  ///   - inverted: Whether gates may be inverted.
  init(seed: UInt64, inverted: Bool) {
    var choices = SplitMix(seed: seed)
    let count = Int.random(in: 3...9, using: &choices)
    var down: [Double] = []
    var units: [RepairableUnit] = []
    var signals: [Signal] = []
    for index in 0..<count {
      // From usual to very small, so that absolute errors would be seen.
      let exponent = Double.random(in: 0.3...7, using: &choices)
      let up = 1_000.0
      let repair = up / exponent.tenTo
      down.append(repair / (up + repair))
      var requires: [Signal] = []
      if index > 0, Int.random(in: 0..<3, using: &choices) == 0 {
        requires.append(Self.gate(of: signals, inverted: false, &choices))
      }
      let path = ComponentPath("u\(index)")
      units.append(
        RepairableUnit(
          path, failure: .exponential(mean: .hours(up)), repair: .constant(.hours(repair)),
          requires: requires))
      signals.append(.part(path))
    }
    var gates: [LogicGate] = []
    for index in 0..<Int.random(in: 1...4, using: &choices) {
      let path = ComponentPath("g\(index)")
      gates.append(LogicGate(path, Self.gate(of: signals, inverted: inverted, &choices)))
      signals.append(.part(path))
    }
    let top = Self.gate(of: Array(signals.suffix(4)), inverted: inverted, &choices)
    gates.append(LogicGate("top", top))
    unavailabilities = down
    model = SystemModel { builder in
      for unit in units { builder.add(unit) }
      for gate in gates { builder.add(gate) }
    }
    let reading = ModelReading(model)
    downs = (0..<(UInt32(1) << UInt32(count))).map { !reading.isUp("top", $0) }
  }

  private static func gate(
    of signals: [Signal], inverted: Bool, _ choices: inout SplitMix
  ) -> Signal {
    let inputs = (0..<Int.random(in: 1...4, using: &choices)).map { _ in
      signals[Int.random(in: 0..<signals.count, using: &choices)]
    }.map { inverted && Int.random(in: 0..<4, using: &choices) == 0 ? Signal.not($0) : $0 }
    return .atLeast(Int.random(in: 1...inputs.count, using: &choices), of: inputs)
  }

  var count: Int { unavailabilities.count }

  /// Whether `top` is down when these units have failed.
  func isDown(_ failed: UInt32) -> Bool { downs[Int(failed)] }

  /// The probability of a state, of the units that `mask` keeps.
  func probability(_ failed: UInt32, keeping mask: UInt32 = .max) -> Double {
    unavailabilities.enumerated().reduce(1) { product, unit in
      guard mask >> UInt32(unit.offset) & 1 != 0 else { return product }
      let isFailed = failed >> UInt32(unit.offset) & 1 != 0
      return product * (isFailed ? unit.element : 1 - unit.element)
    }
  }

  var states: Range<UInt32> { 0..<(1 << UInt32(count)) }

  var unavailability: Double {
    states.reduce(0) { $0 + (isDown($1) ? probability($1) : 0) }
  }

  /// Outages a year, by all states from which one unit's change leads down.
  var outagesPerYear: Double {
    var sum = 0.0
    for index in 0..<count {
      let bit: UInt32 = 1 << UInt32(index)
      // A cycle takes 1000 h and the repair, and 1000 h are the part 1 − u of it.
      let cycles = 8_760 * (1 - unavailabilities[index]) / 1_000
      for state in states where state & bit == 0 && isDown(state) != isDown(state | bit) {
        sum +=
          cycles * probability(state, keeping: ~bit)
          * (isDown(state) ? 0 : 1)
        // An inverted gate makes a repair the beginning of an outage.
        sum += cycles * probability(state, keeping: ~bit) * (isDown(state) ? 1 : 0)
      }
    }
    return sum
  }

  /// Minimal sets of failed units with which `top` is down, of a monotone structure.
  var minimalCutSets: Set<UInt32> {
    Set(
      states.filter { state in
        isDown(state)
          && (0..<count).allSatisfy {
            let bit: UInt32 = 1 << UInt32($0)
            return state & bit == 0 || !isDown(state & ~bit)
          }
      })
  }
}

/// Signals of a model of units and gates, straight from their definition.
private struct ModelReading {
  let units: [RepairableUnit]
  var indexOf: [ComponentPath: Int] = [:]
  var gates: [ComponentPath: Signal] = [:]

  init(_ model: SystemModel) {
    units = model.units
    for (index, unit) in units.enumerated() { indexOf[unit.path] = index }
    for gate in model.gates { gates[gate.path] = gate.signal }
  }

  func isUp(_ signal: Signal, _ failed: UInt32) -> Bool {
    switch signal {
    case .always: return true
    case .not(let inner): return !isUp(inner, failed)
    case .all(let inputs): return inputs.allSatisfy { isUp($0, failed) }
    case .any(let inputs): return inputs.contains { isUp($0, failed) }
    case .atLeast(let k, let inputs): return inputs.count { isUp($0, failed) } >= k
    case .part(let path):
      if let expression = gates[path] { return isUp(expression, failed) }
      guard let index = indexOf[path] else { return false }
      return failed >> UInt32(index) & 1 == 0
        && units[index].requires.allSatisfy { isUp($0, failed) }
    }
  }
}

extension Double {
  /// 10 to this power, by its square roots: tests need no library for it.
  fileprivate var tenTo: Double {
    var (result, factor, rest) = (1.0, 10.0, self)
    while rest >= 1 {
      result *= 10
      rest -= 1
    }
    for _ in 0..<30 {
      factor = factor.squareRoot()
      rest *= 2
      if rest >= 1 {
        result *= factor
        rest -= 1
      }
    }
    return result
  }
}
