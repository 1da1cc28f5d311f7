// SPDX-License-Identifier: GPL-3.0-or-later
// How much each event matters to a signal in the long run.

/// What one event contributes to the unavailability of a signal.
package struct EventImportance: Hashable, Sendable {
  package let event: BasicEvent.Cause
  /// Of the event, in the long run.
  package let probability: Double
  /// ∂U/∂q: the probability that the signal is down with the event and up without it (less the
  /// opposite, where it has one).
  package let birnbaum: Double
  /// Birnbaum's times q / U: the probability that the event is critical and has happened, given
  /// that the signal is down; also the part of U that would be gone if it never happened.
  package let criticality: Double
  /// The probability that some minimal cut set with the event has happened, given that the signal
  /// is down; `nil` where there are no cut sets.
  package let fussellVesely: Double?
}

extension StructureFunction {
  /// The importance of each event that matters, by descending criticality.
  ///
  /// - Returns: The list; a refusal where the diagram cannot hold what it needs.
  /// - Complexity: O(nodes · events) at worst.
  /// - Source: Birnbaum (1969); Fussell (1975); definitions as in Rausand and Høyland, *System
  ///   Reliability Theory* (2004), ch. 5.
  package func importance() -> Result<[EventImportance], Refusal> {
    let evaluation = StructureEvaluation(self, frequency: true)
    guard evaluation.knowsFrequency else {
      return .failure(
        Refusal(
          method: "importance", reason: "its events combine to more than \(diagram.limit) cases"))
    }
    let steady = events.map(\.process.steady)
    let unavailability = evaluation.unavailability(steady)
    let birnbaum = evaluation.birnbaum(steady)
    let shares = fussellVesely(steady, of: unavailability)
    let found = relevantEvents.map { index in
      EventImportance(
        event: events[index].cause, probability: steady[index].down, birnbaum: birnbaum[index],
        criticality: unavailability > 0
          ? birnbaum[index] * steady[index].down / unavailability : 0,
        fussellVesely: shares[index])
    }
    return .success(
      found.sorted {
        $0.criticality != $1.criticality
          ? $0.criticality > $1.criticality : $0.event.description < $1.event.description
      })
  }

  /// By event; `nil` where it cannot be told.
  private func fussellVesely(
    _ steady: [EventProbability], of unavailability: Double
  ) -> [Double?] {
    guard case .success(let (family, sets)) = cutSetFamily(), unavailability > 0 else {
      return events.map { _ in nil }
    }
    var scratch = diagram
    let unions = events.indices.map { sets.union(of: family, containing: $0, in: &scratch) }
    guard !scratch.isFull else { return events.map { _ in nil } }
    return unions.map { union in
      let part = StructureFunction(
        events: events, diagram: scratch, root: union, pausingUnit: pausingUnit)
      return StructureEvaluation(part, frequency: false).unavailability(steady) / unavailability
    }
  }
}
