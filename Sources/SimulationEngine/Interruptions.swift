// SPDX-License-Identifier: GPL-3.0-or-later
// Interruptions: flows that were carried and lose their way in one instant.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// Counts what the step from the present row to `next` cuts of each service.
  ///
  /// The cut is a function of the two states, so it is kept in a table of fixed size.
  @inline(__always)
  mutating func addInterruptions(to next: RowID, in model: FlatModel) {
    let services = UInt32(model.network.services.count)
    var key = network.committedHash &* 0x9e37_79b9_7f4a_7c15 ^ network.hash
    key = (key ^ (key &>> 31)) & ~1 | 2
    let slot = UInt32(truncatingIfNeeded: key &>> 40) % NetworkState.cutEntries
    if network.cutKeys[Index(slot)] & ~1 != key {
      // Most new steps only shift work or bring something back.
      let isCut = cuts(stepTo: next, in: model)
      network.cutKeys[Index(slot)] = key | (isCut ? 1 : 0)
      if isCut { findCuts(to: next, slot &* services, in: model) }
    }
    guard network.cutKeys[Index(slot)] & 1 != 0 else { return }
    for service in 0..<services {
      let first = model.network.services[Index(service)].firstOutput
      let cut = network.cuts[Index(slot &* services &+ service)]
      outputs[Index(first &+ 5)] &+= Int128(cut)
    }
  }

  /// Whether a node falls, a switch moves, or a split leaves a way.
  private mutating func cuts(stepTo next: RowID, in model: FlatModel) -> Bool {
    let elements = UInt32(model.network.elements.count)
    let before = network.row.rawValue &* elements
    let after = next.rawValue &* elements
    for element in 0..<elements {
      let old = network.choice[Index(before &+ element)]
      let new = network.choice[Index(after &+ element)]
      switch model.network.elements[Index(element)].kind {
      case .node: if new < old { return true }
      case .switch:
        let failover = model.network.elements[Index(element)].failover
        if new != old && model.failovers[failover].cuts { return true }
      case .split:
        if old != 0 && new != 0 && leavesWay(Index(element), next, in: model) { return true }
      }
    }
    return false
  }

  private mutating func leavesWay(_ split: ElementID, _ next: RowID, in model: FlatModel) -> Bool {
    let total = UInt32(model.network.ways.count)
    let ways = model.network.elements[split].ways
    for way in ways.start..<ways.end
    where network.shares[Index(network.row.rawValue &* total &+ way)] > 0
      && network.shares[Index(next.rawValue &* total &+ way)] == 0
    { return true }
    return false
  }

  /// Finds the flows that are cut by two backward passes over the old ones.
  ///
  /// The cut is what reached an end without what still would if no fallen or moved element were
  /// crossed.
  @inline(never)
  private mutating func findCuts(to next: RowID, _ start: UInt32, in model: FlatModel) {
    let old = network.row
    let elements = UInt32(model.network.elements.count)
    var element = elements
    while element > 0 {
      element &-= 1
      let row = model.network.elements[Index(element)]
      let before = old.rawValue &* elements &+ element
      let after = next.rawValue &* elements &+ element
      switch row.kind {
      case .node:
        let ratio = network.ratio[Index(before)]
        let fell = network.choice[Index(before)] != 0 && network.choice[Index(after)] == 0
        let way = wayOut(row.ways[0], in: model)
        network.carry[Index(element)] = ratio * way.carry
        network.kept[Index(element)] = fell ? 0 : ratio * way.kept
      case .switch:
        let choice = network.choice[Index(before)]
        let cuts = model.failovers[row.failover].cuts
        let moved = cuts && network.choice[Index(after)] != choice
        let way = wayOut(row.ways[Int(choice)], in: model)
        network.carry[Index(element)] = way.carry
        network.kept[Index(element)] = moved ? 0 : way.kept
      case .split: findCuts(ofSplit: Index(element), row, from: old, to: next, in: model)
      }
    }
    sumCuts(from: old, start, in: model)
  }

  private mutating func findCuts(
    ofSplit element: ElementID, _ row: ElementRow, from old: RowID, to next: RowID,
    in model: FlatModel
  ) {
    let ways = UInt32(model.network.ways.count)
    let elements = UInt32(model.network.elements.count)
    let hasInflow = network.choice[Index(next.rawValue &* elements &+ element.rawValue)] != 0
    network.carry[element] = 0
    network.kept[element] = 0
    guard network.choice[Index(old.rawValue &* elements &+ element.rawValue)] != 0 else { return }
    var carry = 0.0
    var kept = 0.0
    for way in 0..<row.ways.count {
      let position = row.ways[way].rawValue
      let share = network.shares[Index(old.rawValue &* ways &+ position)]
      guard share > 0 else { continue }
      let out = wayOut(row.ways[way], in: model)
      carry += share * out.carry
      // Flows stay on a way that is still taken, even if new ones are shared out anew; a split
      // that nothing enters any more has left no way.
      let isTaken = network.shares[Index(next.rawValue &* ways &+ position)] > 0
      if isTaken || !hasInflow { kept += share * out.kept }
    }
    network.carry[element] = carry
    network.kept[element] = kept
  }

  private mutating func wayOut(
    _ way: Index<WayRow>, in model: FlatModel
  ) -> (carry: Double, kept: Double) {
    let row = model.network.ways[way]
    switch row.kind {
    case .end: return (1, 1)
    case .nowhere: return (0, 0)
    case .element: return (network.carry[row.element], network.kept[row.element])
    }
  }

  private mutating func sumCuts(from old: RowID, _ start: UInt32, in model: FlatModel) {
    let sources = UInt32(model.network.sources.count)
    for service in 0..<UInt32(model.network.services.count) {
      var cut = 0.0
      for index in 0..<sources
      where model.network.sources[Index(index)].service == service {
        let element = model.network.sources[Index(index)].element
        guard !element.isNone else { continue }
        let lost = network.carry[element] - network.kept[element]
        cut += Double(network.emitted[Index(old.rawValue &* sources &+ index)]) * lost
      }
      let demand = Double(max(1, model.network.services[Index(service)].meanDemand))
      network.cuts[Index(start &+ service)] = Int64((cut / demand * 1e9).rounded())
    }
  }
}
