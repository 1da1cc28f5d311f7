// SPDX-License-Identifier: GPL-3.0-or-later
// Levels and capacities in the present state.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// A level in parts of 10⁹.
  ///
  /// - Complexity: O(parts of the level)
  func level(_ id: LevelID, in model: FlatModel) -> Int64 {
    let row = model.network.levels[id]
    switch row.kind {
    case .constant: return row.value
    case .leaf: return leaves[row.leaf]
    case .choose:
      let operand = row.operands[values[row.signal] != 0 ? 0 : 1]
      return level(model.network.operands[operand].level, in: model)
    case .share:
      var up: Int64 = 0
      for i in 0..<row.operands.count
      where values[model.network.operands[row.operands[i]].signal] != 0 { up &+= 1 }
      return FlowLevel.one &* up / Int64(max(1, row.operands.count))
    case .product:
      var product = FlowLevel.one
      for i in 0..<row.operands.count {
        let factor = level(model.network.operands[row.operands[i]].level, in: model)
        // Rounded to nearest: a factor of one changes nothing.
        let (high, low) = product.multipliedFullWidth(by: factor)
        let rounded = FlowLevel.one.dividingFullWidth((high, low &+ 500_000_000)).quotient
        product = rounded
      }
      return product
    case .complement:
      return FlowLevel.one &- level(model.network.operands[row.operands[0]].level, in: model)
    }
  }

  /// What a node lets through at most, in its unit of rate.
  func capacity(of element: ElementRow, in model: FlatModel) -> Int64 {
    if element.capacity < 0 { return .max }
    if !element.parts.isEmpty {
      var sum: Int64 = 0
      for i in 0..<element.parts.count {
        let part = model.network.operands[element.parts[i]]
        if values[part.signal] != 0 { sum &+= part.rate }
      }
      return sum
    }
    guard !element.capacityLevel.isNone else { return element.capacity }
    return FlowMath.scaled(element.capacity, by: level(element.capacityLevel, in: model))
  }
}
