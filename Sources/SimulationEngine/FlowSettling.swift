// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over the network in topological order: what each source gets through.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// Evaluates the network in its present state into a row, at mean demand.
  ///
  /// - Complexity: O(flows)
  @inline(never)
  mutating func evaluateNetwork(into row: RowID, in model: FlatModel) {
    bind(row, in: model)
    let sources = UInt32(model.network.sources.count)
    for source in 0..<sources {
      network.rates[Index(source)] = model.network.sources[Index(source)].meanRate
    }
    pass(row, in: model)
    let services = UInt32(model.network.services.count)
    for service in 0..<services {
      network.offered[Index(row.rawValue &* services &+ service)] = 0
      network.served[Index(row.rawValue &* services &+ service)] = 0
    }
    for source in 0..<sources {
      let service = row.rawValue &* services &+ model.network.sources[Index(source)].service
      let emitted = network.rates[Index(source)]
      network.emitted[Index(row.rawValue &* sources &+ source)] = emitted
      network.offered[Index(service)] &+= emitted
      network.served[Index(service)] &+= network.arrived[Index(source)]
    }
    keepShares(of: row, in: model)
    findFlags(of: row, in: model)
    let measures = UInt32(model.network.carried.count)
    for measure in 0..<measures {
      let element = model.network.carried[Index(measure)].element
      network.carried[Index(row.rawValue &* measures &+ measure)] = network.outflow[element]
    }
  }

  /// One pass of what sources want, which `network.rates` holds, through the elements of a row;
  /// leaves there what they emit, and in `inflow`, `outflow` and `arrived` what became of it.
  ///
  /// - Complexity: O(flows)
  mutating func pass(_ row: RowID, in model: FlatModel) {
    network.flows.fill(0)
    network.inflow.fill(0)
    network.outflow.fill(0)
    network.arrived.fill(0)
    let sources = UInt32(model.network.sources.count)
    for source in 0..<sources {
      let level = network.sourceLevels[Index(row.rawValue &* sources &+ source)]
      let emitted = FlowMath.scaled(network.rates[Index(source)], by: level)
      network.rates[Index(source)] = emitted
      if emitted > 0 { deliver(emitted, to: model.network.sources[Index(source)].target) }
    }
    let elements = UInt32(model.network.elements.count)
    for element in 0..<elements {
      let state = row.rawValue &* elements &+ element
      switch model.network.elements[Index(element)].kind {
      case .node: passNode(Index(element), state, in: model)
      case .switch: passSwitch(Index(element), state, in: model)
      case .split: passSplit(Index(element), state, row, in: model)
      }
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

  @inline(__always)
  private mutating func sumInflow(of id: ElementID, in model: FlatModel) -> Int64 {
    let slots = model.network.elements[id].slots
    var inflow: Int64 = 0
    for slot in slots.start..<slots.end { inflow &+= network.flows[Index(slot)] }
    network.inflow[id] = inflow
    return inflow
  }

  private mutating func passNode(_ id: ElementID, _ state: UInt32, in model: FlatModel) {
    let inflow = sumInflow(of: id, in: model)
    guard network.choice[Index(state)] != 0, inflow > 0 else { return }
    let capacity = network.capacity[Index(state)]
    let passes = network.passes[Index(state)]
    let slots = model.network.elements[id].slots
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
  }

  private mutating func passSwitch(_ id: ElementID, _ state: UInt32, in model: FlatModel) {
    let active = Int(network.choice[Index(state)])
    let slots = model.network.elements[id].slots
    let targets = model.network.elements[id].targets
    for i in 0..<slots.count {
      let flow = network.flows[slots[i]]
      if flow == 0 { continue }
      deliver(flow, to: model.network.slotTargets[targets[active * slots.count + i]])
    }
  }

  private mutating func passSplit(
    _ id: ElementID, _ state: UInt32, _ row: RowID, in model: FlatModel
  ) {
    let last = Int(network.last[Index(state)])
    guard sumInflow(of: id, in: model) > 0, last >= 0 else { return }
    let total = network.capacity[Index(state)]
    let ways = model.network.elements[id].ways
    let first = row.rawValue &* UInt32(model.network.ways.count) &+ ways.start
    let slots = model.network.elements[id].slots
    let targets = model.network.elements[id].targets
    for i in 0..<slots.count {
      let flow = network.flows[slots[i]]
      if flow == 0 { continue }
      var rest = flow
      for way in 0...last {
        let weight = network.weights[Index(first &+ UInt32(way))]
        // The last way that is in takes what rounding left.
        let part = way == last ? rest : FlowMath.share(flow, weight, of: total)
        rest &-= part
        if part > 0 { deliver(part, to: model.network.slotTargets[targets[way * slots.count + i]]) }
      }
    }
  }

  // MARK: What a row keeps

  /// Which services are short, and dark, in a row.
  private mutating func findFlags(of row: RowID, in model: FlatModel) {
    var flags: UInt64 = 0
    let services = UInt32(model.network.services.count)
    for service in 0..<services {
      let result = Index<Int64>(row.rawValue &* services &+ service)
      flags |= outageFlags(
        of: service, offered: network.offered[result], served: network.served[result], in: model)
    }
    network.flags[row] = flags
  }

  /// Whether a service is short, or dark.
  @inline(__always)
  mutating func outageFlags(
    of service: UInt32, offered: Int64, served: Int64, in model: FlatModel
  ) -> UInt64 {
    let parts = model.network.services[Index(service)].shortBelow
    guard FlowMath.isBelow(served, offered, parts: parts) else { return 0 }
    let short = OutageFlag(service: service, isDark: false).bit
    return served > 0 ? short : short | OutageFlag(service: service, isDark: true).bit
  }

  /// What nodes let through of their inflow, and how splits share theirs, for interruptions.
  ///
  /// A split without inflow is remembered as such.
  private mutating func keepShares(of row: RowID, in model: FlatModel) {
    let elements = UInt32(model.network.elements.count)
    for element in 0..<elements {
      let state = row.rawValue &* elements &+ element
      let inflow = network.inflow[Index(element)]
      switch model.network.elements[Index(element)].kind {
      case .node:
        let outflow = network.outflow[Index(element)]
        let isWhole = inflow == outflow
        let isOpen = network.choice[Index(state)] != 0
        network.ratio[Index(state)] =
          !isOpen ? 0 : isWhole ? 1 : Double(outflow) / Double(inflow)
      case .switch: break
      case .split:
        network.choice[Index(state)] = inflow > 0 ? 1 : 0
        let ways = model.network.elements[Index(element)].ways
        let first = row.rawValue &* UInt32(model.network.ways.count) &+ ways.start
        let total = network.capacity[Index(state)]
        for way in 0..<UInt32(ways.count) where inflow > 0 {
          let weight = network.weights[Index(first &+ way)]
          network.shares[Index(first &+ way)] = total > 0 ? Double(weight) / Double(total) : 0
        }
      }
    }
  }
}
