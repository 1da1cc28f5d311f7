// SPDX-License-Identifier: GPL-3.0-or-later
// Levels and capacities in the present state, and the integer arithmetic of flows.

import FlatStorage
import ReliabilityModeling

/// Integer arithmetic of flows; everything is rounded down.
enum FlowMath {
  /// A level of one; `FlowLevel.one` would be a call across modules.
  @inline(__always) static var one: Int64 { 1_000_000_000 }

  /// `rate` times parts of 10⁹, 0 … 10⁹.
  ///
  /// With rate = q · 10⁹ + r the product is q · parts + r · parts / 10⁹, and r · parts fits.
  @inline(__always)
  static func scaled(_ rate: Int64, by parts: Int64) -> Int64 {
    if parts == FlowMath.one { return rate }
    let (whole, rest) = rate.quotientAndRemainder(dividingBy: FlowMath.one)
    return whole &* parts &+ rest &* parts / FlowMath.one
  }

  /// Whether `rate` · 10⁹ < `other` · `parts`, exactly; rounding would hide losses of small rates.
  static func isBelow(_ rate: Int64, _ other: Int64, parts: Int64) -> Bool {
    let left = rate.multipliedFullWidth(by: FlowMath.one)
    let right = other.multipliedFullWidth(by: parts)
    return (left.high, left.low) < (right.high, right.low)
  }

  /// `rate` · `part` / `whole`; 0 ≤ part ≤ whole, whole > 0.
  static func share(_ rate: Int64, _ part: Int64, of whole: Int64) -> Int64 {
    let (product, overflows) = rate.multipliedReportingOverflow(by: part)
    if !overflows { return product / whole }
    return whole.dividingFullWidth(rate.multipliedFullWidth(by: part)).quotient
  }
}

extension ReplicationState {
  /// Evaluates all levels, in parts of 10⁹; the operands of a level stand before it.
  ///
  /// - Complexity: O(levels + operands)
  mutating func evaluateLevels(in model: FlatModel) {
    for id in 0..<UInt32(model.network.levels.count) {
      network.levels[Index(id)] = level(Index(id), in: model)
    }
  }

  private mutating func level(_ id: LevelID, in model: FlatModel) -> Int64 {
    let row = model.network.levels[id]
    switch row.kind {
    case .constant: return row.value
    case .leaf: return leaves[row.leaf]
    case .choose:
      let operand = row.operands[values[row.signal] != 0 ? 0 : 1]
      return network.levels[model.network.operands[operand].level]
    case .share:
      var up: Int64 = 0
      for i in 0..<row.operands.count
      where values[model.network.operands[row.operands[i]].signal] != 0 { up &+= 1 }
      return FlowMath.one &* up / Int64(max(1, row.operands.count))
    case .product:
      var product = FlowMath.one
      for i in 0..<row.operands.count {
        let factor = network.levels[model.network.operands[row.operands[i]].level]
        // Rounded to nearest: a factor of one changes nothing.
        product = (product &* factor &+ FlowMath.one / 2) / FlowMath.one
      }
      return product
    case .complement:
      return FlowMath.one &- network.levels[model.network.operands[row.operands[0]].level]
    }
  }

  /// What a node lets through at most, in its unit of rate.
  mutating func capacity(of id: ElementID, in model: FlatModel) -> Int64 {
    let constant = model.network.elements[id].capacity
    if constant < 0 { return .max }
    let parts = model.network.elements[id].parts
    if !parts.isEmpty {
      var sum: Int64 = 0
      for i in 0..<parts.count {
        let part = model.network.operands[parts[i]]
        if values[part.signal] != 0 { sum &+= part.rate }
      }
      return sum
    }
    let level = model.network.elements[id].capacityLevel
    return level.isNone ? constant : FlowMath.scaled(constant, by: network.levels[level])
  }

  // MARK: Leaf levels

  /// Forms a leaf level anew from its base and all active factors.
  mutating func renewLeaf(_ leaf: LeafID, in model: FlatModel) {
    let row = model.leaves[leaf]
    let level = activeLevel(of: leaf, in: model)
    guard level != leaves[leaf] else { return }
    network.hash ^=
      NetworkState.mix(row.networkKey, leaves[leaf], base: row.base)
      ^ NetworkState.mix(row.networkKey, level, base: row.base)
    leaves[leaf] = level
  }

  /// A leaf level's base times all active factors.
  mutating func activeLevel(of leaf: LeafID, in model: FlatModel) -> Int64 {
    let row = model.leaves[leaf]
    var level = row.base
    for position in row.factors.start..<row.factors.end {
      let reaction = model.leafFactors[Index(position)]
      if reactions[reaction].isActive {
        level = FlowMath.scaled(level, by: reactions[reaction].factor)
      }
    }
    return level
  }
}
