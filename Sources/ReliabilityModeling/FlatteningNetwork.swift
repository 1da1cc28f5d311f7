// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of the flow network: topological order, and a slot for each flow at each element.

import FlatStorage

/// An element of the network before it is numbered.
private enum Element {
  case node(FlowNode)
  case split(FlowSplit)
  case flowSwitch(FlowSwitch)

  var targets: [FlowTarget] {
    switch self {
    case .node(let node): [node.to]
    case .split(let split): split.ways.map(\.to)
    case .flowSwitch(let flowSwitch): flowSwitch.ways
    }
  }
}

/// Elements in topological order, with the sources whose flows can reach each.
private struct NetworkOrder {
  private(set) var elements: [Element] = []
  private(set) var rank: [ComponentPath: Int] = [:]
  /// Sources by element rank, ascending.
  private(set) var reaching: [[Int]] = []
  private(set) var firstSlot: [Int] = []
  private(set) var slotCount = 0

  init(of system: SystemModel) {
    var byPath: [ComponentPath: Element] = [:]
    for node in system.nodes { byPath[node.path] = .node(node) }
    for split in system.splits { byPath[split.path] = .split(split) }
    for flowSwitch in system.switches { byPath[flowSwitch.path] = .flowSwitch(flowSwitch) }
    var finished: [ComponentPath] = []
    var seen: Set<ComponentPath> = []
    func visit(_ path: ComponentPath) {
      guard seen.insert(path).inserted, let element = byPath[path] else { return }
      for case .element(let next) in element.targets { visit(next) }
      finished.append(path)
    }
    for source in system.sources { if case .element(let path) = source.to { visit(path) } }
    for path in system.elementPaths.sorted() { visit(path) }
    for path in finished.reversed() {
      guard let element = byPath[path] else { continue }
      rank[path] = elements.count
      elements.append(element)
    }
    assignSlots(system)
  }

  private mutating func assignSlots(_ system: SystemModel) {
    var sets = [Set<Int>](repeating: [], count: elements.count)
    for (i, source) in system.sources.enumerated() {
      if case .element(let path) = source.to, let first = rank[path] { sets[first].insert(i) }
    }
    for (i, element) in elements.enumerated() {
      for case .element(let path) in element.targets {
        if let next = rank[path] { sets[next].formUnion(sets[i]) }
      }
    }
    for set in sets {
      firstSlot.append(slotCount)
      reaching.append(set.sorted())
      slotCount += set.count
    }
  }

  /// Where the flow of a source arrives; the end has a slot for every source.
  func arrival(at target: FlowTarget, of source: Int) -> SlotTarget {
    switch target {
    case .end: return SlotTarget(kind: .end, slot: SlotID(source))
    case .nowhere: return SlotTarget(kind: .nowhere, slot: .none)
    case .element(let path):
      guard let rank = rank[path], let offset = reaching[rank].firstIndex(of: source) else {
        return SlotTarget(kind: .nowhere, slot: .none)
      }
      return SlotTarget(kind: .slot, slot: SlotID(firstSlot[rank] + offset))
    }
  }
}

extension Flattener {
  mutating func flattenNetwork() {
    let order = NetworkOrder(of: system)
    flattenProfiles()
    network.slotCount = order.slotCount
    for (rank, element) in order.elements.enumerated() {
      network.elements.append(row(of: element, at: rank, in: order))
    }
    for (i, source) in system.sources.enumerated() {
      var element = ElementID.none
      if case .element(let path) = source.to {
        element = order.rank[path].map { ElementID($0) } ?? .none
      }
      let service = serviceMeasures.firstIndex { $0.sources.contains(source.path) } ?? 0
      network.sources.append(
        SourceRow(
          rate: source.rate, meanRate: source.profile.scaled(source.rate),
          factors: source.profile.flatMap { firstFactors[$0] } ?? .none,
          level: id(of: source.level),
          target: order.arrival(at: source.to, of: i), element: element,
          service: UInt32(service)))
    }
    nodeRanks = order.rank
  }

  /// The factors of all profiles over one common cycle; equal profiles share them.
  private mutating func flattenProfiles() {
    let profiles = system.sources.compactMap(\.profile)
    network.cycleHours = profiles.map(\.cycleHours).max() ?? 0
    for profile in profiles where firstFactors[profile] == nil {
      firstFactors[profile] = Index(network.factors.count)
      network.factors += (0..<network.cycleHours).map { profile.factor(inHour: $0) }
    }
  }

  /// The services among the measures, in their order.
  var serviceMeasures: [ServedMeasure] {
    system.measures.compactMap { if case .served(let service) = $0 { service } else { nil } }
  }

  private mutating func row(
    of element: Element, at rank: Int, in order: NetworkOrder
  ) -> ElementRow {
    let sources = order.reaching[rank]
    let firstWay = network.ways.count
    let firstTarget = network.slotTargets.count
    for target in element.targets {
      network.slotTargets += sources.map { order.arrival(at: target, of: $0) }
    }
    var row = ElementDraft()
    switch element {
    case .node(let node): fill(&row, from: node)
    case .split(let split):
      row.kind = .split
      row.retry = split.retry
      row.whenNone = whenNone(of: split)
      for way in split.ways {
        network.ways.append(
          self.way(way.to, in: order, isIn: networkSignal(way.isIn), weight: id(of: way.weight)))
      }
    case .flowSwitch(let flowSwitch):
      row.kind = .switch
      row.failover = failoverIndex[flowSwitch.failover].map { FailoverID($0) } ?? .none
    }
    if row.kind != .split {
      let full = id(of: .full)
      network.ways += element.targets.map { way($0, in: order, isIn: .always, weight: full) }
    }
    return ElementRow(
      kind: row.kind, whenNone: row.whenNone, retry: row.retry, isOpen: row.isOpen,
      capacity: row.capacity, capacityLevel: row.capacityLevel, parts: row.parts,
      passes: row.passes, failover: row.failover,
      ways: IndexRange(start: firstWay, end: network.ways.count),
      slots: IndexRange(start: order.firstSlot[rank], end: order.firstSlot[rank] + sources.count),
      targets: IndexRange(start: firstTarget, end: network.slotTargets.count))
  }

  private mutating func fill(_ row: inout ElementDraft, from node: FlowNode) {
    row.isOpen = networkSignal(node.isOpen)
    if node.passes != .full { row.passes = id(of: node.passes) }
    switch node.capacity {
    case .unlimited: break
    case .scaled(let rate, let level):
      row.capacity = rate
      if level != .full { row.capacityLevel = id(of: level) }
    case .sum(let parts):
      row.capacity = 0
      row.parts = append(
        parts.map { OperandRow(level: .none, signal: networkSignal($0.signal), rate: $0.rate) })
    }
  }

  private func whenNone(of split: FlowSplit) -> ElementRow.WhenNone {
    switch split.whenNone {
    case .all: .all
    case .first: .first
    case .none: .none
    }
  }

  private func way(
    _ target: FlowTarget, in order: NetworkOrder, isIn: SignalID, weight: LevelID
  ) -> WayRow {
    switch target {
    case .end: WayRow(kind: .end, element: .none, isIn: isIn, weight: weight)
    case .nowhere: WayRow(kind: .nowhere, element: .none, isIn: isIn, weight: weight)
    case .element(let path):
      WayRow(
        kind: .element, element: order.rank[path].map { ElementID($0) } ?? .none, isIn: isIn,
        weight: weight)
    }
  }
}

/// An element's row while it is filled.
private struct ElementDraft {
  var kind = ElementRow.Kind.node
  var whenNone = ElementRow.WhenNone.none
  var retry = false
  var isOpen = SignalID.always
  var capacity: Int64 = -1
  var capacityLevel = LevelID.none
  var parts = IndexRange<OperandRow>(start: 0, end: 0)
  var passes = LevelID.none
  var failover = FailoverID.none
}

extension DemandProfile? {
  /// A rate in the mean of a week.
  func scaled(_ rate: Int64) -> Int64 {
    map { Int64((Double(rate) * $0.mean).rounded()) } ?? rate
  }
}
