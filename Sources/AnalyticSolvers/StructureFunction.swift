// SPDX-License-Identifier: GPL-3.0-or-later
// When a signal is down, as an exact function of independent events.

package import ReliabilityModeling

/// The structure function of one signal: down or up for each set of events that have happened.
///
/// It is decomposed by Shannon's theorem on one event after the other, and equal parts are kept
/// once. Unavailabilities are sums of products of positive numbers, so that 1e-20 is as precise as
/// 0.5.
///
/// - Source: Barlow and Proschan (1975), ch. 2; Rauzy, *New algorithms for fault trees analysis*,
///   Reliability Engineering and System Safety 40 (1993), 203–211.
package struct StructureFunction: Sendable {
  /// Most nodes of a diagram, about 100 MB.
  package static let mostNodes = 1_000_000

  /// The events that the signal's state may depend on, in the order of the decomposition.
  package let events: [BasicEvent]
  var diagram: DecisionDiagram
  let root: DiagramNode
  /// The first unit whose clocks stand still without power; its age depends on its power's past.
  let pausingUnit: ComponentPath?

  static let method = "structure function"

  /// Builds the function of one signal.
  ///
  /// - Parameters:
  ///   - signal: Of the model.
  ///   - model: One that was built without errors.
  ///   - limit: Most nodes while it is built.
  /// - Returns: The function, or a refusal where its events are not independent, or where there
  ///   are too many combinations of them.
  /// - Complexity: O(nodes) for the usual designs; exponential at worst, until `limit` stops it.
  package static func make(
    of signal: Signal, in model: SystemModel, limit: Int = mostNodes
  ) -> Result<Self, Refusal> {
    let cone = SignalCone(of: signal, in: model)
    if let reason = cone.refusal { return .failure(Refusal(method: method, reason: reason)) }
    // Without common causes there is nothing to put first.
    let orders = cone.holds.isEmpty ? [.asMet] : StructureBuilder.Order.allCases
    for order in orders {
      var builder = StructureBuilder(
        cone, operatorReaction: model.operatorReaction, order: order, limit: limit)
      if let reason = builder.refusal { return .failure(Refusal(method: method, reason: reason)) }
      let root = builder.down(signal)
      guard !builder.diagram.isFull else { continue }
      return .success(
        Self(
          events: builder.events, diagram: builder.diagram, root: root,
          pausingUnit: builder.pausingUnit))
    }
    return .failure(
      Refusal(
        method: method,
        reason: "its \(cone.units.count) units combine to more than \(limit) cases"))
  }

  /// Events that decide in some case.
  package var relevantEvents: [Int] {
    var isRelevant = [Bool](repeating: false, count: events.count)
    for node in diagram.reachable(from: [root]) {
      isRelevant[Int(diagram[node].variable)] = true
    }
    return events.indices.filter { isRelevant[$0] }
  }

  /// Decision nodes of the function.
  package var nodeCount: Int { diagram.reachable(from: [root]).count }

  /// Whether the signal is down when exactly these events have happened.
  package func isDown(_ happened: [Bool]) -> Bool {
    precondition(happened.count == events.count, "each event has happened or not")
    var node = root
    while node.rawValue > 1 {
      node = happened[Int(diagram[node].variable)] ? diagram[node].high : diagram[node].low
    }
    return node == .one
  }
}
