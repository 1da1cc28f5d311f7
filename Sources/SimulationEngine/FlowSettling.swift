// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over the network in topological order: what each source gets through.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// Evaluates the network in its present state into a row.
  ///
  /// - Complexity: O(flows)
  @inline(never)
  mutating func evaluateNetwork(into row: RowID, in model: FlatModel) {
    network.flows.fill(0)
    network.arrived.fill(0)
    if model.network.hasRetry { findWaysThatReach(in: model) }
    emit(row, in: model)
    for element in 0..<UInt32(model.network.elements.count) {
      let id = ElementID(element)
      let state = Index<Double>(row.rawValue &* UInt32(model.network.elements.count) &+ element)
      switch model.network.elements[id].kind {
      case .node: passNode(id, state, in: model)
      case .switch: passSwitch(id, Index(state.rawValue), in: model)
      case .split: passSplit(id, row, in: model)
      }
    }
    let services = UInt32(model.network.services.count)
    for source in 0..<UInt32(model.network.sources.count) {
      let index = Index<Int64>(
        row.rawValue &* services &+ model.network.sources[Index(source)].service)
      network.served[index] &+= network.arrived[Index(source)]
    }
  }

  private mutating func emit(_ row: RowID, in model: FlatModel) {
    let services = UInt32(model.network.services.count)
    let sources = UInt32(model.network.sources.count)
    for service in 0..<services {
      network.offered[Index(row.rawValue &* services &+ service)] = 0
      network.served[Index(row.rawValue &* services &+ service)] = 0
    }
    for measure in 0..<UInt32(model.network.carried.count) {
      network.carried[Index(row.rawValue &* UInt32(model.network.carried.count) &+ measure)] = 0
    }
    for index in 0..<sources {
      let source = model.network.sources[Index(index)]
      let emitted = FlowMath.scaled(source.rate, by: level(source.level, in: model))
      network.emitted[Index(row.rawValue &* sources &+ index)] = emitted
      network.offered[Index(row.rawValue &* services &+ source.service)] &+= emitted
      deliver(emitted, to: source.target)
    }
  }

  @inline(__always)
  private mutating func deliver(_ flow: Int64, to target: SlotTarget) {
    switch target.kind {
    case .slot: network.flows[target.slot] &+= flow
    case .end: network.arrived[target.slot] &+= flow
    case .nowhere: break
    }
  }

  // MARK: Elements

  private mutating func passNode(
    _ id: ElementID, _ state: Index<Double>, in model: FlatModel
  ) {
    let element = model.network.elements[id]
    let isOpen = values[element.isOpen] != 0
    network.choice[Index(state.rawValue)] = isOpen ? 1 : 0
    var inflow: Int64 = 0
    for slot in element.slots.start..<element.slots.end { inflow &+= network.flows[Index(slot)] }
    network.ratio[state] = isOpen ? 1 : 0
    guard isOpen, inflow > 0 else { return }
    let capacity = capacity(of: element, in: model)
    let passes = element.passes.isNone ? FlowLevel.one : level(element.passes, in: model)
    var outflow: Int64 = 0
    for i in 0..<element.slots.count {
      var flow = network.flows[element.slots[i]]
      if capacity < inflow { flow = FlowMath.share(flow, capacity, of: inflow) }
      flow = FlowMath.scaled(flow, by: passes)
      outflow &+= flow
      deliver(flow, to: model.network.slotTargets[element.targets[i]])
    }
    network.ratio[state] = Double(outflow) / Double(inflow)
    record(outflow, at: id, in: model, row: state)
  }

  /// Hands a node's outflow to the measures that ask for it.
  private mutating func record(
    _ outflow: Int64, at id: ElementID, in model: FlatModel, row state: Index<Double>
  ) {
    let measures = UInt32(model.network.carried.count)
    let row = state.rawValue / UInt32(model.network.elements.count)
    for measure in 0..<measures where model.network.carried[Index(measure)].element == id {
      network.carried[Index(row &* measures &+ measure)] = outflow
    }
  }

  private mutating func passSwitch(
    _ id: ElementID, _ state: Index<Int64>, in model: FlatModel
  ) {
    let element = model.network.elements[id]
    let active = Int(failovers[element.failover].logic.active)
    network.choice[state] = Int32(active)
    let slots = element.slots.count
    for i in 0..<slots {
      let target = model.network.slotTargets[element.targets[active * slots + i]]
      deliver(network.flows[element.slots[i]], to: target)
    }
  }

  private mutating func passSplit(_ id: ElementID, _ row: RowID, in model: FlatModel) {
    let element = model.network.elements[id]
    let firstShare = row.rawValue &* UInt32(model.network.ways.count)
    var total: Int64 = 0
    var last = -1
    for way in 0..<element.ways.count {
      let weight = weight(of: element.ways[way], in: element, in: model)
      if weight > 0 { last = way }
      total &+= weight
    }
    var none = ElementRow.WhenNone.none
    if last < 0 {
      none = element.whenNone
      (total, last) = fallback(element, none, in: model)
    }
    for way in 0..<element.ways.count {
      let weight =
        none == .none
        ? weight(of: element.ways[way], in: element, in: model)
        : fallbackWeight(way, of: element, none, in: model)
      let index = Index<Double>(firstShare &+ element.ways.start &+ UInt32(way))
      network.shares[index] = total > 0 ? Double(weight) / Double(total) : 0
    }
    guard last >= 0 else { return }
    for i in 0..<element.slots.count {
      let flow = network.flows[element.slots[i]]
      if flow == 0 { continue }
      var rest = flow
      for way in 0...last {
        let weight =
          none == .none
          ? weight(of: element.ways[way], in: element, in: model)
          : fallbackWeight(way, of: element, none, in: model)
        let part = way == last ? rest : FlowMath.share(flow, weight, of: total)
        rest &-= part
        let target = model.network.slotTargets[element.targets[way * element.slots.count + i]]
        if part > 0 { deliver(part, to: target) }
      }
    }
  }

  /// The weight of a way that is in, else 0.
  private func weight(
    of way: Index<WayRow>, in element: ElementRow, in model: FlatModel
  ) -> Int64 {
    let row = model.network.ways[way]
    guard values[row.isIn] != 0 else { return 0 }
    if element.retry {
      switch row.kind {
      case .end: break
      case .nowhere: return 0
      case .element: guard network.reaches[row.element] else { return 0 }
      }
    }
    return level(row.weight, in: model)
  }

  private func fallbackWeight(
    _ way: Int, of element: ElementRow, _ rule: ElementRow.WhenNone, in model: FlatModel
  ) -> Int64 {
    switch rule {
    case .all: level(model.network.ways[element.ways[way]].weight, in: model)
    case .first: way == 0 ? FlowLevel.one : 0
    case .none: 0
    }
  }

  private func fallback(
    _ element: ElementRow, _ rule: ElementRow.WhenNone, in model: FlatModel
  ) -> (total: Int64, last: Int) {
    var total: Int64 = 0
    var last = -1
    for way in 0..<element.ways.count {
      let weight = fallbackWeight(way, of: element, rule, in: model)
      if weight > 0 { last = way }
      total &+= weight
    }
    return (total, last)
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
        reaches = endIsReached(by: row.ways[Int(failovers[row.failover].logic.active)], in: model)
      case .split:
        for way in 0..<row.ways.count
        where values[model.network.ways[row.ways[way]].isIn] != 0
          && endIsReached(by: row.ways[way], in: model)
        { reaches = true }
      }
      network.reaches[Index(element)] = reaches
    }
  }

  private func endIsReached(by way: Index<WayRow>, in model: FlatModel) -> Bool {
    let row = model.network.ways[way]
    switch row.kind {
    case .end: return true
    case .nowhere: return false
    case .element: return network.reaches[row.element]
    }
  }
}
