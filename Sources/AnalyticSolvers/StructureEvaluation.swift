// SPDX-License-Identifier: GPL-3.0-or-later
// Probabilities of a structure function, and how often it goes down.

/// A structure function made ready to be evaluated many times.
struct StructureEvaluation {
  /// A function of the diagram by its place among the kept nodes.
  private typealias Place = Int

  /// A decision of the structure function, and what its event's coming and going does to it.
  private struct Decision {
    let place: Place
    let event: Int
    /// Down with the event and up without it, beyond this decision.
    let falls: Place
    /// Up with the event and down without it.
    let rises: Place
  }

  private struct Node {
    let event: Int
    let low: Place
    let high: Place
  }

  /// The constants 0 and 1, then inner nodes, children first.
  private var nodes: [Node] = []
  private let root: Place
  private var decisions: [Decision] = []
  private let events: [BasicEvent]
  /// Whether the frequency can be told: the diagram held the functions that it needs.
  let knowsFrequency: Bool

  /// - Complexity: O(nodes²) at worst for the frequency, O(nodes) for the usual designs.
  init(_ structure: StructureFunction, frequency: Bool) {
    var diagram = structure.diagram
    events = structure.events
    let own = diagram.reachable(from: [structure.root])
    var changes: [(falls: DiagramNode, rises: DiagramNode)] = []
    if frequency {
      for node in own {
        let (low, high) = (diagram[node].low, diagram[node].high)
        changes.append((diagram.difference(high, low), diagram.difference(low, high)))
      }
    }
    knowsFrequency = frequency && !diagram.isFull
    if !knowsFrequency { changes = [] }
    let kept = diagram.reachable(
      from: [structure.root] + changes.flatMap { [$0.falls, $0.rises] })
    var place = [Int](repeating: 0, count: diagram.nodes.count)
    place[1] = 1
    nodes = [Node(event: 0, low: 0, high: 0), Node(event: 0, low: 1, high: 1)]
    for node in kept {
      place[Int(node.rawValue)] = nodes.count
      let test = diagram[node]
      nodes.append(
        Node(
          event: Int(test.variable), low: place[Int(test.low.rawValue)],
          high: place[Int(test.high.rawValue)]))
    }
    root = place[Int(structure.root.rawValue)]
    decisions = zip(own, changes).map { node, change in
      Decision(
        place: place[Int(node.rawValue)], event: Int(diagram[node].variable),
        falls: place[Int(change.falls.rawValue)], rises: place[Int(change.rises.rawValue)])
    }
  }

  /// Longest chain of roundings behind a value.
  var depth: Int { events.count }

  /// The probability that the signal is down.
  ///
  /// - Complexity: O(nodes)
  func unavailability(_ probabilities: [EventProbability]) -> Double {
    values(probabilities)[root]
  }

  /// The probability that the signal is up, precise where it is small.
  func availability(_ probabilities: [EventProbability]) -> Double {
    let swapped = values(probabilities, of: 0)
    return swapped[root]
  }

  /// The probability of each node's function, or of its opposite if `one` is 0.
  private func values(_ probabilities: [EventProbability], of one: Double = 1) -> [Double] {
    var values = [Double](repeating: 0, count: nodes.count)
    values[0] = 1 - one
    values[1] = one
    for index in 2..<max(2, nodes.count) {
      let node = nodes[index]
      let p = probabilities[node.event]
      values[index] = p.down * values[node.high] + p.up * values[node.low]
    }
    return values
  }

  /// Outages that begin in a second.
  ///
  /// An event that comes or goes brings the signal down if the others stand so that it decides;
  /// they are independent of it.
  ///
  /// - Parameters:
  ///   - probabilities: One of each event.
  ///   - comes: How often each event comes, in 1/s.
  ///   - goes: How often each event ends, in 1/s.
  /// - Returns: A rate in 1/s.
  /// - Complexity: O(nodes)
  /// - Source: Barlow and Proschan (1975), ch. 7; Schneeweiss, *Computing failure frequency, MTBF
  ///   and MTTR via mixed products*, IEEE Transactions on Reliability R-30 (1981).
  func outagesPerSecond(
    _ probabilities: [EventProbability], comes: [Double], goes: [Double]
  ) -> Double {
    precondition(knowsFrequency, "the frequency was not asked for")
    let values = values(probabilities)
    let reached = reached(probabilities)
    return decisions.reduce(0) { sum, decision in
      sum + reached[decision.place]
        * (comes[decision.event] * values[decision.falls]
          + goes[decision.event] * values[decision.rises])
    }
  }

  /// The change of unavailability when each event goes from impossible to certain.
  ///
  /// - Returns: One value of each event; negative where it brings the signal up.
  func birnbaum(_ probabilities: [EventProbability]) -> [Double] {
    precondition(knowsFrequency, "the importance was not asked for")
    let values = values(probabilities)
    let reached = reached(probabilities)
    var importance = [Double](repeating: 0, count: events.count)
    for decision in decisions {
      importance[decision.event] +=
        reached[decision.place] * (values[decision.falls] - values[decision.rises])
    }
    return importance
  }

  /// The probability that the decomposition from the root comes by each node.
  private func reached(_ probabilities: [EventProbability]) -> [Double] {
    var reached = [Double](repeating: 0, count: nodes.count)
    reached[root] = 1
    for decision in decisions.reversed() {
      let node = nodes[decision.place]
      let p = probabilities[decision.event]
      reached[node.high] += reached[decision.place] * p.down
      reached[node.low] += reached[decision.place] * p.up
    }
    return reached
  }
}
