// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of the flow network and of the measures on it.

import Quantities

extension FlowCapacity {
  /// Whether no rate of it is negative.
  fileprivate var isPositive: Bool {
    switch self {
    case .unlimited: true
    case .scaled(let rate, _): rate >= 0
    case .sum(let parts): parts.allSatisfy { $0.rate >= 0 }
    }
  }
}

extension FlowLevel {
  /// Its constants, at any depth.
  fileprivate var constants: [Int64] {
    switch self {
    case .constant(let value): [value]
    case .leaf, .share: []
    case .choose(_, let then, let otherwise): then.constants + otherwise.constants
    case .product(let factors): factors.flatMap(\.constants)
    case .complement(let level): level.constants
    }
  }
}

extension ModelChecks {
  /// Every flow's next stop exists, and every source belongs to one service.
  mutating func checkFlows() {
    let elements = Set(model.elementPaths)
    for source in model.sources {
      require(source.rate >= 0, "the rate of \(source.path) must not be negative", source.path)
      check(source.profile, of: source.path)
      checkTarget(source.to, of: source.path, among: elements)
    }
    for node in model.nodes {
      checkTarget(node.to, of: node.path, among: elements)
      require(
        node.capacity.isPositive, "the capacity of \(node.path) must not be negative", node.path)
    }
    for split in model.splits {
      require(!split.ways.isEmpty, "\(split.path) has no ways", split.path)
      for way in split.ways { checkTarget(way.to, of: split.path, among: elements) }
    }
    for flowSwitch in model.switches {
      for way in flowSwitch.ways { checkTarget(way, of: flowSwitch.path, among: elements) }
      let failover = model.failovers.first { $0.path == flowSwitch.failover }
      guard let failover else {
        report("nothing defines the failover '\(flowSwitch.failover)'", flowSwitch.path)
        continue
      }
      require(
        failover.candidates.count == flowSwitch.ways.count,
        "\(flowSwitch.path) needs one way a candidate of \(failover.path)", flowSwitch.path)
    }
    checkLevels()
    checkMeasures()
  }

  private mutating func check(_ profile: DemandProfile?, of path: ComponentPath) {
    guard let profile else { return }
    let range = 0...FlowLevel.one
    require(
      (profile.hourly + profile.weekly).allSatisfy(range.contains),
      "the factors of the demand of \(path) must lie in 0 … 1", path)
    require(
      profile.hourly.contains { $0 > 0 } && profile.weekly.allSatisfy { $0 > 0 },
      "\(path) must want something at some hour of every week", path)
  }

  private mutating func checkLevels() {
    let range = 0...FlowLevel.one
    for leaf in model.leafLevels {
      require(range.contains(leaf.base), "the level of \(leaf.path) must be a share", leaf.path)
    }
    for level in model.flowLevels {
      for value in level.constants where !range.contains(value) {
        report("a level of \(value) parts of 10⁹ is no share", nil)
      }
    }
  }

  private mutating func checkTarget(
    _ target: FlowTarget, of path: ComponentPath, among elements: Set<ComponentPath>
  ) {
    guard case .element(let next) = target, !elements.contains(next) else { return }
    report("\(path) sends its flow to '\(next)', which nothing defines", path)
  }

  private mutating func checkMeasures() {
    let sources = Set(model.sources.map(\.path))
    let nodes = Set(model.nodes.map(\.path))
    var owner: [ComponentPath: String] = [:]
    for measure in model.measures {
      switch measure {
      case .up: break
      case .served(let service):
        require(
          service.demand > 0, "the demand of '\(service.name)' must be positive",
          ComponentPath(service.name))
        check(service.profile, of: ComponentPath(service.name))
        require(
          service.tolerance.value >= 0 && service.tolerance.value < 1,
          "the tolerance of '\(service.name)' must lie in 0 … 1", ComponentPath(service.name))
        for path in service.sources {
          require(sources.contains(path), "'\(path)' is no source", path)
          if let other = owner.updateValue(service.name, forKey: path) {
            report("'\(path)' belongs to '\(other)' and to '\(service.name)'", path)
          }
        }
      case .carried(let name, let node):
        require(nodes.contains(node), "'\(name)' measures '\(node)', which is no node", node)
      }
    }
    for source in model.sources {
      require(
        owner[source.path] != nil, "the source '\(source.path)' belongs to no service", source.path)
    }
  }

  /// Flows must not run in a circle.
  mutating func checkFlowLoops() {
    var next: [ComponentPath: [FlowTarget]] = [:]
    for node in model.nodes { next[node.path] = [node.to] }
    for split in model.splits { next[split.path] = split.ways.map(\.to) }
    for flowSwitch in model.switches { next[flowSwitch.path] = flowSwitch.ways }
    var done: Set<ComponentPath> = []
    for path in model.elementPaths.sorted() where !done.contains(path) {
      var way: [ComponentPath] = []
      if let loop = follow(path, next, &way, &done) {
        let names = (loop + loop.prefix(1)).map(\.text).joined(separator: " → ")
        return report("flows run in a circle: \(names)", path)
      }
    }
  }

  private func follow(
    _ path: ComponentPath, _ next: [ComponentPath: [FlowTarget]], _ way: inout [ComponentPath],
    _ done: inout Set<ComponentPath>
  ) -> [ComponentPath]? {
    if let start = way.firstIndex(of: path) { return Array(way[start...]) }
    guard !done.contains(path) else { return nil }
    way.append(path)
    for case .element(let target) in next[path] ?? [] {
      if let loop = follow(target, next, &way, &done) { return loop }
    }
    way.removeLast()
    done.insert(path)
    return nil
  }
}
