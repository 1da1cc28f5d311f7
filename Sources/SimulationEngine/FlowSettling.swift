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
    network.outflow.fill(0)
    evaluateLevels(in: model)
    if model.network.hasRetry { findWaysThatReach(in: model) }
    let services = UInt32(model.network.services.count)
    for service in 0..<services {
      network.offered[Index(row.rawValue &* services &+ service)] = 0
      network.served[Index(row.rawValue &* services &+ service)] = 0
    }
    network.arrived.fill(0)
    emit(row, in: model)
    let elements = UInt32(model.network.elements.count)
    for element in 0..<elements {
      let state = row.rawValue &* elements &+ element
      switch model.network.elements[Index(element)].kind {
      case .node: passNode(Index(element), state, in: model)
      case .switch: passSwitch(Index(element), state, in: model)
      case .split: passSplit(Index(element), state, row, in: model)
      }
    }
    for source in 0..<UInt32(model.network.sources.count) {
      let service = model.network.sources[Index(source)].service
      network.served[Index(row.rawValue &* services &+ service)] &+=
        network.arrived[Index(source)]
    }
    findFlags(of: row, in: model)
    let measures = UInt32(model.network.carried.count)
    for measure in 0..<measures {
      let element = model.network.carried[Index(measure)].element
      network.carried[Index(row.rawValue &* measures &+ measure)] = network.outflow[element]
    }
  }

  /// Which services are short, and dark, in a row.
  private mutating func findFlags(of row: RowID, in model: FlatModel) {
    var flags: UInt64 = 0
    let services = UInt32(model.network.services.count)
    for service in 0..<services {
      let result = Index<Int64>(row.rawValue &* services &+ service)
      let (offered, served) = (network.offered[result], network.served[result])
      let parts = model.network.services[Index(service)].shortBelow
      if FlowMath.isBelow(served, offered, parts: parts) {
        flags |= OutageFlag(service: service, isDark: false).bit
      }
      if served == 0 && offered > 0 { flags |= OutageFlag(service: service, isDark: true).bit }
    }
    network.flags[row] = flags
  }

  private mutating func emit(_ row: RowID, in model: FlatModel) {
    let services = UInt32(model.network.services.count)
    let sources = UInt32(model.network.sources.count)
    for index in 0..<sources {
      let level = network.levels[model.network.sources[Index(index)].level]
      let emitted = FlowMath.scaled(model.network.sources[Index(index)].rate, by: level)
      network.emitted[Index(row.rawValue &* sources &+ index)] = emitted
      if emitted == 0 { continue }
      let service = model.network.sources[Index(index)].service
      network.offered[Index(row.rawValue &* services &+ service)] &+= emitted
      deliver(emitted, to: model.network.sources[Index(index)].target)
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

  private mutating func passNode(_ id: ElementID, _ state: UInt32, in model: FlatModel) {
    let isOpen = values[model.network.elements[id].isOpen] != 0
    network.choice[Index(state)] = isOpen ? 1 : 0
    network.ratio[Index(state)] = isOpen ? 1 : 0
    let slots = model.network.elements[id].slots
    var inflow: Int64 = 0
    for slot in slots.start..<slots.end { inflow &+= network.flows[Index(slot)] }
    guard isOpen, inflow > 0 else { return }
    let capacity = capacity(of: id, in: model)
    let passesLevel = model.network.elements[id].passes
    let passes = passesLevel.isNone ? FlowMath.one : network.levels[passesLevel]
    let targets = model.network.elements[id].targets
    var outflow: Int64 = 0
    for i in 0..<slots.count {
      var flow = network.flows[slots[i]]
      if flow == 0 { continue }
      if capacity < inflow { flow = FlowMath.share(flow, capacity, of: inflow) }
      flow = FlowMath.scaled(flow, by: passes)
      outflow &+= flow
      deliver(flow, to: model.network.slotTargets[targets[i]])
    }
    network.outflow[id] = outflow
    if outflow != inflow { network.ratio[Index(state)] = Double(outflow) / Double(inflow) }
  }

  private mutating func passSwitch(_ id: ElementID, _ state: UInt32, in model: FlatModel) {
    let active = Int(failovers[model.network.elements[id].failover].logic.active)
    network.choice[Index(state)] = Int32(active)
    let slots = model.network.elements[id].slots
    let targets = model.network.elements[id].targets
    for i in 0..<slots.count {
      let flow = network.flows[slots[i]]
      if flow == 0 { continue }
      deliver(flow, to: model.network.slotTargets[targets[active * slots.count + i]])
    }
  }

  /// A split without inflow is not evaluated, and remembered as such.
  private mutating func passSplit(
    _ id: ElementID, _ state: UInt32, _ row: RowID, in model: FlatModel
  ) {
    let slots = model.network.elements[id].slots
    var inflow: Int64 = 0
    for slot in slots.start..<slots.end { inflow &+= network.flows[Index(slot)] }
    network.choice[Index(state)] = inflow > 0 ? 1 : 0
    guard inflow > 0 else { return }
    let (total, last) = weigh(id, in: model)
    let ways = model.network.elements[id].ways
    let firstShare = row.rawValue &* UInt32(model.network.ways.count) &+ ways.start
    for way in 0..<ways.count {
      let weight = network.weights[ways[way]]
      let share = total > 0 ? Double(weight) / Double(total) : 0
      network.shares[Index(firstShare &+ UInt32(way))] = share
    }
    guard last >= 0 else { return }
    let targets = model.network.elements[id].targets
    for i in 0..<slots.count {
      let flow = network.flows[slots[i]]
      if flow == 0 { continue }
      var rest = flow
      for way in 0...last {
        let weight = network.weights[ways[way]]
        // The last way that is in takes what rounding left.
        let part = way == last ? rest : FlowMath.share(flow, weight, of: total)
        rest &-= part
        if part > 0 { deliver(part, to: model.network.slotTargets[targets[way * slots.count + i]]) }
      }
    }
  }

  /// Weights of a split's ways in the present state, their sum, and the last that is in.
  private mutating func weigh(_ id: ElementID, in model: FlatModel) -> (total: Int64, last: Int) {
    let ways = model.network.elements[id].ways
    let retry = model.network.elements[id].retry
    var total: Int64 = 0
    var last = -1
    func add(_ weight: Int64, _ way: Int, _ weights: inout Column<Index<WayRow>, Int64>) {
      weights[ways[way]] = weight
      if weight > 0 { last = way }
      total &+= weight
    }
    for way in 0..<ways.count {
      let row = model.network.ways[ways[way]]
      let isIn = values[row.isIn] != 0 && (!retry || endIsReached(by: ways[way], in: model))
      add(isIn ? network.levels[row.weight] : 0, way, &network.weights)
    }
    guard last < 0 else { return (total, last) }
    switch model.network.elements[id].whenNone {
    case .none: break
    case .first: add(FlowMath.one, 0, &network.weights)
    case .all:
      for way in 0..<ways.count {
        add(network.levels[model.network.ways[ways[way]].weight], way, &network.weights)
      }
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
