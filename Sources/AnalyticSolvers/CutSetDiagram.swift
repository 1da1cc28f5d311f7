// SPDX-License-Identifier: GPL-3.0-or-later
// Families of sets of events as zero-suppressed diagrams: minimal cut sets without listing them.

/// Families of sets, equal ones kept once; a node is a family, with an event that divides it.
///
/// - Source: Minato, *Zero-suppressed BDDs for set manipulation in combinatorial problems*, DAC
///   (1993), 272–277; Rauzy (1993) for the minimal solutions of a monotone function.
struct CutSetDiagram {
  /// The sets without the event (`low`), and those with it, from which it is taken (`high`).
  private struct Node: Hashable {
    let event: Int32
    let low: DiagramNode
    let high: DiagramNode
  }
  private struct Pair: Hashable {
    let left: DiagramNode
    let right: DiagramNode
  }

  /// 0 is the family without sets, 1 the one with the empty set only.
  private var nodes: [Node]
  private var numbers: [Node: DiagramNode] = [:]
  private var withoutOf: [Pair: DiagramNode] = [:]
  private var minimalOf: [DiagramNode: DiagramNode] = [:]
  private let limit: Int
  /// Whether the limit was met: no family means anything any more.
  private(set) var isFull = false

  init(limit: Int) {
    self.limit = limit
    nodes = [DiagramNode.zero, .one].map { Node(event: .max, low: $0, high: $0) }
  }

  /// The minimal sets of events that make a monotone function 1.
  mutating func minimalSets(
    of function: DiagramNode, in diagram: DecisionDiagram
  ) -> DiagramNode {
    guard function.rawValue > 1 else { return function }
    if let known = minimalOf[function] { return known }
    let test = diagram[function]
    let low = minimalSets(of: test.low, in: diagram)
    let high = minimalSets(of: test.high, in: diagram)
    // What suffices without the event is no reason to count it in.
    let result = node(test.variable, low: low, high: without(high, low))
    minimalOf[function] = result
    return result
  }

  /// The sets on the left that contain none of those on the right.
  private mutating func without(_ left: DiagramNode, _ right: DiagramNode) -> DiagramNode {
    if left == .zero || right == .one || left == right { return .zero }
    if right == .zero || left == .one { return left }
    let key = Pair(left: left, right: right)
    if let known = withoutOf[key] { return known }
    guard !isFull else { return .zero }
    let (l, r) = (nodes[Int(left.rawValue)], nodes[Int(right.rawValue)])
    let result: DiagramNode
    if l.event < r.event {
      let low = without(l.low, right)
      let high = without(l.high, right)
      result = node(l.event, low: low, high: high)
    } else if l.event > r.event {
      result = without(left, r.low)
    } else {
      let low = without(l.low, r.low)
      let high = without(without(l.high, r.low), r.high)
      result = node(l.event, low: low, high: high)
    }
    withoutOf[key] = result
    return result
  }

  private mutating func node(
    _ event: Int32, low: DiagramNode, high: DiagramNode
  ) -> DiagramNode {
    guard high != .zero else { return low }
    let node = Node(event: event, low: low, high: high)
    if let known = numbers[node] { return known }
    guard nodes.count < limit else {
      isFull = true
      return .zero
    }
    let number = DiagramNode(rawValue: Int32(nodes.count))
    nodes.append(node)
    numbers[node] = number
    return number
  }

  /// How many sets a family has; precise up to 2^53.
  ///
  /// - Complexity: O(nodes)
  func count(_ family: DiagramNode) -> Double {
    var counts = [Double](repeating: 0, count: nodes.count)
    counts[1] = 1
    for index in 2..<max(2, nodes.count) {
      counts[index] =
        counts[Int(nodes[index].low.rawValue)] + counts[Int(nodes[index].high.rawValue)]
    }
    return counts[Int(family.rawValue)]
  }

  /// All sets of a family, each in ascending order of events.
  ///
  /// - Complexity: O(sum of their sizes and of ways to them)
  func sets(_ family: DiagramNode) -> [[Int]] {
    var found: [[Int]] = []
    var chosen: [Int] = []
    collect(family, &chosen, &found)
    return found
  }

  private func collect(_ family: DiagramNode, _ chosen: inout [Int], _ found: inout [[Int]]) {
    guard family != .zero else { return }
    guard family != .one else { return found.append(chosen) }
    let node = nodes[Int(family.rawValue)]
    chosen.append(Int(node.event))
    collect(node.high, &chosen, &found)
    chosen.removeLast()
    collect(node.low, &chosen, &found)
  }

  /// The function that is 1 where at least one set of a family that contains an event has happened.
  func union(
    of family: DiagramNode, containing event: Int, in diagram: inout DecisionDiagram
  ) -> DiagramNode {
    var known: [DiagramNode: DiagramNode] = [:]
    var all: [DiagramNode: DiagramNode] = [:]
    return containing(family, Int32(event), &diagram, &known, &all)
  }

  private func containing(
    _ family: DiagramNode, _ event: Int32, _ diagram: inout DecisionDiagram,
    _ known: inout [DiagramNode: DiagramNode], _ all: inout [DiagramNode: DiagramNode]
  ) -> DiagramNode {
    let node = nodes[Int(family.rawValue)]
    guard node.event <= event, family.rawValue > 1 else { return .zero }
    if let found = known[family] { return found }
    let low: DiagramNode
    let high: DiagramNode
    if node.event == event {
      low = .zero
      high = function(node.high, &diagram, &all)
    } else {
      low = containing(node.low, event, &diagram, &known, &all)
      high = containing(node.high, event, &diagram, &known, &all)
    }
    let literal = diagram.literal(Int(node.event))
    let result = diagram.or(low, diagram.and(literal, high))
    known[family] = result
    return result
  }

  private func function(
    _ family: DiagramNode, _ diagram: inout DecisionDiagram,
    _ all: inout [DiagramNode: DiagramNode]
  ) -> DiagramNode {
    guard family.rawValue > 1 else { return family }
    if let found = all[family] { return found }
    let node = nodes[Int(family.rawValue)]
    let low = function(node.low, &diagram, &all)
    let high = function(node.high, &diagram, &all)
    let result = diagram.or(low, diagram.and(diagram.literal(Int(node.event)), high))
    all[family] = result
    return result
  }
}
