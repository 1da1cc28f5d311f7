// SPDX-License-Identifier: GPL-3.0-or-later
// What the present state makes of each element of the network, whatever the demand.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// Takes the present state into a row: levels of sources, nodes that are open and what they let
  /// through at most, the ways of switches and splits.
  ///
  /// - Complexity: O(elements + ways + levels)
  mutating func bind(_ row: RowID, in model: FlatModel) {
    evaluateLevels(in: model)
    if model.network.hasRetry { findWaysThatReach(in: model) }
    let sources = UInt32(model.network.sources.count)
    for source in 0..<sources {
      network.sourceLevels[Index(row.rawValue &* sources &+ source)] =
        network.levels[model.network.sources[Index(source)].level]
    }
    let elements = UInt32(model.network.elements.count)
    for element in 0..<elements {
      let state = row.rawValue &* elements &+ element
      switch model.network.elements[Index(element)].kind {
      case .node:
        let isOpen = values[model.network.elements[Index(element)].isOpen] != 0
        network.choice[Index(state)] = isOpen ? 1 : 0
        network.capacity[Index(state)] = capacity(of: Index(element), in: model)
        let passes = model.network.elements[Index(element)].passes
        network.passes[Index(state)] = passes.isNone ? FlowMath.one : network.levels[passes]
      case .switch:
        let failover = model.network.elements[Index(element)].failover
        network.choice[Index(state)] = Int32(failovers[failover].logic.active)
      case .split: bindSplit(Index(element), state, row, in: model)
      }
    }
    if model.network.cycleHours > 0 { network.hours.forget(row) }
  }

  /// Weights of a split's ways in the present state, their sum, and the last that is in.
  private mutating func bindSplit(
    _ id: ElementID, _ state: UInt32, _ row: RowID, in model: FlatModel
  ) {
    let ways = model.network.elements[id].ways
    let retry = model.network.elements[id].retry
    let first = row.rawValue &* UInt32(model.network.ways.count) &+ ways.start
    var total: Int64 = 0
    var last = -1
    func add(_ weight: Int64, _ way: Int, _ weights: inout Column<Index<Int64>, Int64>) {
      weights[Index(first &+ UInt32(way))] = weight
      if weight > 0 { last = way }
      total &+= weight
    }
    for way in 0..<ways.count {
      let row = model.network.ways[ways[way]]
      let isIn = values[row.isIn] != 0 && (!retry || endIsReached(by: ways[way], in: model))
      add(isIn ? network.levels[row.weight] : 0, way, &network.weights)
    }
    if last < 0 {
      switch model.network.elements[id].whenNone {
      case .none: break
      case .first: add(FlowMath.one, 0, &network.weights)
      case .all:
        for way in 0..<ways.count {
          add(network.levels[model.network.ways[ways[way]].weight], way, &network.weights)
        }
      }
    }
    network.capacity[Index(state)] = total
    network.last[Index(state)] = Int32(last)
  }

  /// Marks the elements from which an end is reached over open nodes.
  private mutating func findWaysThatReach(in model: FlatModel) {
    var element = UInt32(model.network.elements.count)
    while element > 0 {
      element &-= 1
      let row = model.network.elements[Index(element)]
      var reaches = false
      switch row.kind {
      case .node: reaches = values[row.isOpen] != 0 && endIsReached(by: row.ways[0], in: model)
      case .switch:
        let active = Int(failovers[row.failover].logic.active)
        reaches = endIsReached(by: row.ways[active], in: model)
      case .split:
        for way in 0..<row.ways.count
        where values[model.network.ways[row.ways[way]].isIn] != 0
          && endIsReached(by: row.ways[way], in: model)
        { reaches = true }
      }
      network.reaches[Index(element)] = reaches
    }
  }

  private mutating func endIsReached(by way: Index<WayRow>, in model: FlatModel) -> Bool {
    switch model.network.ways[way].kind {
    case .end: true
    case .nowhere: false
    case .element: network.reaches[model.network.ways[way].element]
    }
  }
}
