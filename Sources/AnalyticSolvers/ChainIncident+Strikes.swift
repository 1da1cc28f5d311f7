// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents in a chain: a strike draws severity, spread, mark and coins at once, and holds units.

import Quantities
import RandomVariates
import ReliabilityModeling

extension ChainIncident {
  /// An incident whose duration is over ends.
  func instant(in state: ChainState) -> [StateBranch]? {
    guard state[active] == PhaseLaw.due else { return nil }
    var ended = state.with(active, 0)
    for hold in holds { ended[hold] = 0 }
    return [StateBranch(ended)]
  }

  /// It strikes, or goes on to the end of its duration.
  func moves(in state: ChainState) -> [StateMove] {
    guard state[active] == 0 else { return duration.pendingMove(of: active, in: state) }
    return outcomes.flatMap { outcome in
      duration.drawPending(into: active, of: state).map { branch in
        var struck = branch.state
        for hold in outcome.holds { struck[hold] = 1 }
        return StateMove(rate: rate * outcome.probability * branch.probability, state: struck)
      }
    }
  }
}

/// Every way in which a strike of an incident can turn out for the units that it may hold.
struct IncidentOutcomes {
  private let incident: Incident
  /// A unit that some reaction may hold.
  struct Target {
    var leaf: ComponentPath
    var slot: StateSlot
    var reactions: [(Incident.Reaction, group: Int?)]
  }
  private let targets: [Target]

  init(_ incident: Incident, targets: [Target]) {
    self.incident = incident
    self.targets = targets
  }

  /// Outcomes with their probabilities; `nil` if the severity has not finitely many values, or
  /// there are more than the limit.
  func all(limit: Int = 4_096) -> [ChainIncident.Outcome]? {
    guard let severities = Self.atoms(of: incident.severity) else { return nil }
    var found: [[StateSlot]: Double] = [:]
    for severity in severities {
      for struck in groupSets() {
        for mark in marks() {
          var branches: [([StateSlot], Double)] = [([], severity.1 * struck.1 * mark.1)]
          for target in targets {
            let chance = probability(of: target, severity.0, struck.0, mark.0)
            branches = branches.flatMap { held, weight -> [([StateSlot], Double)] in
              [(held + [target.slot], weight * chance), (held, weight * (1 - chance))]
                .filter { $0.1 > 0 }
            }
            guard branches.count <= limit else { return nil }
          }
          for (held, weight) in branches { found[held] = (found[held] ?? 0) + weight }
        }
      }
    }
    let sorted = found.sorted {
      $0.key.map(\.index).lexicographicallyPrecedes($1.key.map(\.index))
    }
    return sorted.map { ChainIncident.Outcome(probability: $0.value, holds: $0.key) }
  }

  /// The probability that a unit is held: its reactions share its one uniform, so that the largest
  /// of their thresholds decides.
  private func probability(
    of target: Target, _ severity: Double, _ struck: Set<Int>, _ mark: Double
  ) -> Double {
    var most = 0.0
    for (reaction, group) in target.reactions {
      let isHere = group.map { struck.contains($0) } ?? false
      switch reaction.scope {
      case .here: guard isHere else { continue }
      case .others: guard group != nil, !isHere else { continue }
      case .everywhere: break
      }
      var threshold = 1.0
      for condition in reaction.conditions {
        switch condition {
        case .coinOfSeverity: threshold = min(threshold, severity)
        case .coin(let p): threshold = min(threshold, p)
        case .severityAtLeast(let least): if severity < least { threshold = 0 }
        case .markIn(let low, let high): if mark < low || mark >= high { threshold = 0 }
        }
      }
      most = max(most, threshold)
    }
    return most
  }

  /// Which groups are struck: home for certain, each other one with the probability of spread.
  private func groupSets() -> [(Set<Int>, Double)] {
    let home: Set<Int> = incident.home.map { [$0] } ?? []
    var sets: [(Set<Int>, Double)] = [(home, 1)]
    // Only groups of units that matter are told apart.
    let groups = Set(targets.flatMap { $0.reactions.compactMap(\.group) }).subtracting(home)
    guard incident.spread > 0 else { return sets }
    for group in groups.sorted() {
      sets = sets.flatMap { set, weight in
        [
          (set.union([group]), weight * incident.spread), (set, weight * (1 - incident.spread)),
        ].filter { $0.1 > 0 }
      }
    }
    return sets
  }

  /// One mark of each range that conditions tell apart, with the length of the range.
  private func marks() -> [(Double, Double)] {
    var cuts: Set<Double> = [0, 1]
    for target in targets {
      for (reaction, _) in target.reactions {
        for case .markIn(let low, let high) in reaction.conditions {
          cuts.formUnion([low, high].filter { $0 > 0 && $0 < 1 })
        }
      }
    }
    let sorted = cuts.sorted()
    return zip(sorted, sorted.dropFirst()).map { ($0, $1 - $0) }
  }

  /// The values of a law of finitely many.
  private static func atoms(of law: ShareLaw) -> [(Double, Double)]? {
    if case .constant(let value) = law { return [(value.value, 1)] }
    guard case .mixture(let parts) = law else { return nil }
    let total = parts.reduce(0) { $0 + $1.weight }
    var found: [(Double, Double)] = []
    for part in parts {
      guard let inner = atoms(of: part.law) else { return nil }
      found += inner.map { ($0.0, $0.1 * part.weight / total) }
    }
    return found
  }
}
