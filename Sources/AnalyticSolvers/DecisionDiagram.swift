// SPDX-License-Identifier: GPL-3.0-or-later
// Boolean functions as hash-consed binary decision diagrams: equal functions are one node.

/// A Boolean function of ordered variables; equal numbers mean equal functions.
struct DiagramNode: Hashable, Sendable {
  let rawValue: Int32
  static let zero = Self(rawValue: 0)
  static let one = Self(rawValue: 1)
}

/// Reduced ordered binary decision diagrams that share all equal parts.
///
/// Children have lower numbers than their parents, so one pass over the nodes evaluates all
/// functions at once.
///
/// - Source: Bryant, *Graph-based algorithms for Boolean function manipulation*, IEEE Transactions
///   on Computers C-35 (1986), 677–691; Brace, Rudell and Bryant (1990) for if-then-else.
struct DecisionDiagram: Sendable {
  /// A test of one variable, with the function where it is 0 and where it is 1.
  struct Node: Hashable, Sendable {
    let variable: Int32
    let low: DiagramNode
    let high: DiagramNode
  }

  private struct Triple: Hashable {
    let condition: DiagramNode
    let then: DiagramNode
    let otherwise: DiagramNode
  }

  /// The constants 0 and 1 come first; their variable is below all others.
  private(set) var nodes: [Node]
  private var numbers: [Node: DiagramNode] = [:]
  private var computed: [Triple: DiagramNode] = [:]
  /// Most nodes; beyond them all results are void.
  let limit: Int
  /// Whether the limit was met: no function of this diagram means anything any more.
  private(set) var isFull = false

  init(limit: Int) {
    self.limit = limit
    nodes = [DiagramNode.zero, .one].map { Node(variable: .max, low: $0, high: $0) }
  }

  subscript(node: DiagramNode) -> Node { nodes[Int(node.rawValue)] }

  /// The function that is 1 where the variable is; variables are tested in ascending order.
  mutating func literal(_ variable: Int) -> DiagramNode {
    node(Int32(variable), low: .zero, high: .one)
  }

  mutating func and(_ left: DiagramNode, _ right: DiagramNode) -> DiagramNode {
    choose(left, right, .zero)
  }

  mutating func or(_ left: DiagramNode, _ right: DiagramNode) -> DiagramNode {
    choose(left, .one, right)
  }

  mutating func not(_ function: DiagramNode) -> DiagramNode { choose(function, .zero, .one) }

  /// `left` without `right`: 1 where the first is 1 and the second 0.
  mutating func difference(_ left: DiagramNode, _ right: DiagramNode) -> DiagramNode {
    and(left, not(right))
  }

  /// 1 where at least `threshold` of the inputs are.
  ///
  /// - Complexity: O(threshold · inputs) choices.
  mutating func atLeast(_ threshold: Int, of inputs: [DiagramNode]) -> DiagramNode {
    guard threshold > 0 else { return .one }
    guard threshold <= inputs.count else { return .zero }
    // Position k: at least k of the inputs from the present one on.
    var reached = [DiagramNode](repeating: .zero, count: threshold + 1)
    reached[0] = .one
    for input in inputs.reversed() {
      for count in stride(from: threshold, through: 1, by: -1) {
        reached[count] = choose(input, reached[count - 1], reached[count])
        if isFull { return .zero }
      }
    }
    return reached[threshold]
  }

  /// `then` where the condition is 1, `otherwise` where it is 0.
  ///
  /// - Complexity: O(product of the three sizes) at worst; results are kept.
  mutating func choose(
    _ condition: DiagramNode, _ then: DiagramNode, _ otherwise: DiagramNode
  ) -> DiagramNode {
    if condition == .one || then == otherwise { return then }
    if condition == .zero { return otherwise }
    if then == .one && otherwise == .zero { return condition }
    let key = Triple(condition: condition, then: then, otherwise: otherwise)
    if let known = computed[key] { return known }
    guard !isFull else { return .zero }
    let (c, t, o) = (self[condition], self[then], self[otherwise])
    let top = min(c.variable, t.variable, o.variable)
    func part(_ whole: DiagramNode, _ node: Node, _ isHigh: Bool) -> DiagramNode {
      node.variable == top ? (isHigh ? node.high : node.low) : whole
    }
    let low = choose(
      part(condition, c, false), part(then, t, false), part(otherwise, o, false))
    let high = choose(part(condition, c, true), part(then, t, true), part(otherwise, o, true))
    let result = node(top, low: low, high: high)
    computed[key] = result
    return result
  }

  private mutating func node(
    _ variable: Int32, low: DiagramNode, high: DiagramNode
  ) -> DiagramNode {
    guard low != high else { return low }
    let node = Node(variable: variable, low: low, high: high)
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

  /// Whether no variable that becomes 1 makes the function 0.
  mutating func isMonotone(_ function: DiagramNode) -> Bool {
    reachable(from: [function]).allSatisfy { difference(self[$0].low, self[$0].high) == .zero }
      && !isFull
  }

  /// The inner nodes below some functions, themselves included, in ascending order.
  func reachable(from roots: [DiagramNode]) -> [DiagramNode] {
    var isReached = [Bool](repeating: false, count: nodes.count)
    for root in roots { isReached[Int(root.rawValue)] = true }
    for index in stride(from: nodes.count - 1, to: 1, by: -1) where isReached[index] {
      isReached[Int(nodes[index].low.rawValue)] = true
      isReached[Int(nodes[index].high.rawValue)] = true
    }
    return (2..<max(2, nodes.count)).filter { isReached[$0] }.map {
      DiagramNode(rawValue: Int32($0))
    }
  }
}
