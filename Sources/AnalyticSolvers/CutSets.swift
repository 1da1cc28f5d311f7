// SPDX-License-Identifier: GPL-3.0-or-later
// Minimal cut sets: the smallest sets of events that bring a signal down.

/// A minimal set of events that together bring the signal down.
package struct CutSet: Hashable, Sendable {
  /// In the order of the structure function.
  package let events: [BasicEvent.Cause]
  /// That all of them have happened, in the long run.
  package let probability: Double
}

extension StructureFunction {
  /// Most cut sets that are listed.
  package static let mostCutSets = 4_096

  /// All minimal cut sets, the likeliest first.
  ///
  /// - Parameter limit: Most sets.
  /// - Returns: The sets, or a refusal: where something that fails can bring the signal up there
  ///   are none, and where there are more than the limit they are not listed.
  /// - Complexity: O(nodes²) at worst, O(nodes) for the usual designs, and the length of the list.
  package func minimalCutSets(limit: Int = mostCutSets) -> Result<[CutSet], Refusal> {
    switch cutSetFamily() {
    case .failure(let refusal): return .failure(refusal)
    case .success(let (family, sets)):
      let count = sets.count(family)
      guard count <= Double(limit) else {
        return .failure(
          Refusal(
            method: "cut sets",
            reason: "there are \(count < 1e15 ? String(Int(count)) : String(count)) minimal cut "
              + "sets, at most \(limit) are listed"))
      }
      let steady = events.map(\.process.steady.down)
      let found = sets.sets(family).map { set in
        CutSet(
          events: set.map { events[$0].cause }, probability: set.reduce(1) { $0 * steady[$1] })
      }
      return .success(
        found.sorted {
          if $0.probability != $1.probability { return $0.probability > $1.probability }
          if $0.events.count != $1.events.count { return $0.events.count < $1.events.count }
          return $0.events.lexicographicallyPrecedes($1.events) {
            $0.description < $1.description
          }
        })
    }
  }

  /// The family of all minimal cut sets.
  func cutSetFamily() -> Result<(DiagramNode, CutSetDiagram), Refusal> {
    var scratch = diagram
    guard scratch.isMonotone(root) else {
      let reason =
        scratch.isFull
        ? "its events combine to more than \(scratch.limit) cases"
        : "something that fails can bring the signal up, so it has no cut sets"
      return .failure(Refusal(method: "cut sets", reason: reason))
    }
    var sets = CutSetDiagram(limit: diagram.limit)
    let family = sets.minimalSets(of: root, in: diagram)
    guard !sets.isFull else {
      return .failure(
        Refusal(
          method: "cut sets", reason: "its cut sets combine to more than \(diagram.limit) cases"))
    }
    return .success((family, sets))
  }
}
