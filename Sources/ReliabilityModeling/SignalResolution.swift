// SPDX-License-Identifier: GPL-3.0-or-later
// Signals resolved to parts: expressions become gates, each one once, in topological order.

/// A part that has a signal, by its position among its kind sorted by path.
enum Vertex: Hashable {
  case always
  case unit(Int)
  case gate(Int)
  case detector(Int)
  case window(Int)
  case announced(Int)
  case failover(Int)
}

/// A vertex, or its inverse.
struct Literal: Hashable {
  var vertex: Vertex
  var isInverted: Bool
}

/// A gate before it is numbered: up if at least `threshold` inputs hold.
struct GateDefinition {
  var inputs: [Literal]
  var threshold: Int
}

/// Gives every signal expression of a model its vertex; equal expressions share a gate.
struct SignalResolution {
  private(set) var gates: [GateDefinition] = []
  private var vertices: [String: Vertex] = [:]
  private var gateOfExpression: [Signal: Int] = [:]
  /// Names that nothing defines, in order of their use.
  private(set) var dangling: [ComponentPath] = []
  private let unitRequirements: [[Signal]]
  private let failoverServes: [[Signal]]

  /// - Parameter model: Its parts are sorted by path.
  init(of model: SystemModel) {
    unitRequirements = model.units.map(\.requires)
    failoverServes = model.failovers.map { $0.candidates.map(\.serves) }
    for (i, unit) in model.units.enumerated() { vertices[unit.path.text] = .unit(i) }
    for (i, gate) in model.gates.enumerated() { vertices[gate.path.text] = .gate(i) }
    for (i, detector) in model.detectors.enumerated() {
      vertices[detector.path.text] = .detector(i)
    }
    for (i, failover) in model.failovers.enumerated() {
      vertices[failover.path.text] = .failover(i)
    }
    for (i, calendar) in model.calendars.enumerated() {
      vertices["\(calendar.path.text).window"] = .window(i)
      vertices["\(calendar.path.text).announced"] = .announced(i)
    }
    // Named gates keep their positions; gates of expressions follow.
    gates = model.gates.map { _ in GateDefinition(inputs: [], threshold: 1) }
    for (i, gate) in model.gates.enumerated() { gates[i] = definition(of: gate.signal) }
    for signal in unitRequirements.joined() { _ = vertex(of: signal) }
    for signal in failoverServes.joined() { _ = vertex(of: signal) }
  }

  /// The vertex whose signal a part reads; an inverted one gets a gate of its own.
  mutating func vertex(of signal: Signal) -> Vertex {
    let literal = literal(of: signal)
    guard literal.isInverted else { return literal.vertex }
    return .gate(gate(for: signal) { _ in GateDefinition(inputs: [literal], threshold: 1) })
  }

  private mutating func literal(of signal: Signal) -> Literal {
    switch signal {
    case .always: return Literal(vertex: .always, isInverted: false)
    case .part(let path):
      guard let vertex = vertices[path.text] else {
        dangling.append(path)
        return Literal(vertex: .always, isInverted: false)
      }
      return Literal(vertex: vertex, isInverted: false)
    case .not(let inner):
      var literal = literal(of: inner)
      literal.isInverted.toggle()
      return literal
    case .all(let inputs) where inputs.count == 1, .any(let inputs) where inputs.count == 1,
      .atLeast(1, of: let inputs) where inputs.count == 1:
      return literal(of: inputs[0])
    case .all, .any, .atLeast:
      let index = gate(for: signal) { $0.definition(of: signal) }
      return Literal(vertex: .gate(index), isInverted: false)
    }
  }

  private mutating func gate(
    for signal: Signal, _ make: (inout Self) -> GateDefinition
  ) -> Int {
    if let known = gateOfExpression[signal] { return known }
    let made = make(&self)
    gates.append(made)
    gateOfExpression[signal] = gates.count - 1
    return gates.count - 1
  }

  private mutating func definition(of signal: Signal) -> GateDefinition {
    switch signal {
    case .all(let inputs):
      GateDefinition(inputs: inputs.map { literal(of: $0) }, threshold: inputs.count)
    case .any(let inputs):
      GateDefinition(inputs: inputs.map { literal(of: $0) }, threshold: 1)
    case .atLeast(let threshold, of: let inputs):
      GateDefinition(inputs: inputs.map { literal(of: $0) }, threshold: threshold)
    case .always, .part, .not:
      GateDefinition(inputs: [literal(of: signal)], threshold: 1)
    }
  }

  /// Whether a vertex is an input of some gate.
  func reads(_ vertex: Vertex) -> Bool {
    gates.contains { $0.inputs.contains { $0.vertex == vertex } }
  }

  // MARK: Order

  /// The parts whose signals a part's own signal follows without time in between.
  private mutating func causes(of vertex: Vertex) -> [Vertex] {
    switch vertex {
    case .always, .detector, .window, .announced: []
    case .gate(let i): gates[i].inputs.map(\.vertex)
    case .unit(let i): unitRequirements[i].map { self.vertex(of: $0) }
    case .failover(let i): failoverServes[i].map { self.vertex(of: $0) }
    }
  }

  /// Gates in topological order, or the loop that prevents one.
  ///
  /// A timer cuts a loop: detectors, calendars and a failover's choice have no causes here.
  ///
  /// - Complexity: O(gates + inputs)
  mutating func order(units: Int, failovers: Int) -> (order: [Int], loop: [Vertex]) {
    var order: [Int] = []
    var state: [Vertex: Bool] = [:]  // false: on the way, true: done
    var way: [Vertex] = []
    for root in (0..<gates.count).map(Vertex.gate) + (0..<units).map(Vertex.unit)
      + (0..<failovers).map(Vertex.failover)
    where state[root] == nil {
      if let loop = visit(root, &state, &way, &order) { return (order, loop) }
    }
    return (order, [])
  }

  private mutating func visit(
    _ vertex: Vertex, _ state: inout [Vertex: Bool], _ way: inout [Vertex], _ order: inout [Int]
  ) -> [Vertex]? {
    if let isDone = state[vertex] {
      guard !isDone, let start = way.firstIndex(of: vertex) else { return nil }
      return Array(way[start...])
    }
    state[vertex] = false
    way.append(vertex)
    for cause in causes(of: vertex) {
      if let loop = visit(cause, &state, &way, &order) { return loop }
    }
    way.removeLast()
    state[vertex] = true
    if case .gate(let i) = vertex { order.append(i) }
    return nil
  }
}
