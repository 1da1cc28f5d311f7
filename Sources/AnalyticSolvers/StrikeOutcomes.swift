// SPDX-License-Identifier: GPL-3.0-or-later
// How a strike can turn out, in independent coins: spread, severity, mark, coins of targets.

import Quantities
import RandomVariates
import ReliabilityModeling

/// One coin of a strike.
enum StrikeCoin: Hashable, Sendable {
  /// The incident is active at all.
  case active
  /// It spreads to a group.
  case reaches(Int)
  /// The severity passes this threshold, given that it passes the next lower one.
  case severity(Int)
  /// The mark lies in this class, given that it lies in none before it.
  case mark(Int)
  /// A target's own uniform is below this cut, given that it is below the next higher one.
  case toss(ComponentPath, Int)
}

/// The cuts that the reactions of one incident make into the numbers of its strike.
///
/// Nested events become products of conditional coins, exclusive ones a chain of them, so that all
/// coins are independent.
struct StrikeOutcomes {
  let incident: Incident
  /// Ascending; each at most 1 and above what every severity passes.
  private(set) var severities: [Double] = []
  /// Ascending ends of the classes of the mark; the first one begins at 0, the last one ends at 1.
  private(set) var marks: [Double] = []
  /// By target: descending probabilities below 1.
  private(set) var tosses: [ComponentPath: [Double]] = [:]

  /// - Parameters:
  ///   - incident: A drawn one.
  ///   - holds: All holds of this incident on units of the cone.
  init(_ incident: Incident, holds: [(unit: ComponentPath, hold: UnitHold)]) {
    self.incident = incident
    var thresholds: Set<Double> = []
    var cuts: Set<Double> = []
    var coins: [ComponentPath: Set<Double>] = [:]
    for (unit, hold) in holds {
      for condition in hold.reaction.conditions {
        switch condition {
        case .severityAtLeast(let threshold):
          if incident.fixedSeverity == nil { thresholds.insert(threshold) }
        case .markIn(let low, let high):
          cuts.formUnion([low, high].filter { $0 > 0 && $0 < 1 })
        case .coin, .coinOfSeverity:
          if let p = probability(of: condition), p > 0 && p < 1 {
            coins[unit] = (coins[unit] ?? []).union([p])
          }
        }
      }
    }
    severities = thresholds.sorted()
    marks = cuts.isEmpty ? [] : cuts.sorted() + [1]
    tosses = coins.mapValues { $0.sorted(by: >) }
  }

  /// The probability of a coin condition, if it is one of known probability.
  func probability(of condition: Incident.Condition) -> Double? {
    switch condition {
    case .coin(let p): p
    case .coinOfSeverity: incident.fixedSeverity
    case .severityAtLeast, .markIn: nil
    }
  }

  /// The process of a coin.
  func process(of coin: StrikeCoin) -> EventProcess {
    switch coin {
    case .active:
      guard case .drawn(let mtbf) = incident.strikes else {
        preconditionFailure("only drawn incidents have a process")
      }
      let duration = incident.duration
      var chain: TwoStateChain?
      if case .exponential(let mean) = duration {
        chain = TwoStateChain(timeToFailure: mtbf, timeToRepair: mean)
      }
      return .renewal(
        Renewal(
          timeToFailure: mtbf, timeToRepair: duration.mean, chain: chain,
          firstTime: FirstTime([.exponential(mean: mtbf)]), isRhythmic: false,
          lasting: duration.survival(.init(0))))
    case .reaches: return .coin(incident.spread)
    case .severity(let index):
      let passed = index == 0 ? 1 : probability(atLeast: severities[index - 1])
      return .coin(passed == 0 ? 0 : probability(atLeast: severities[index]) / passed)
    case .mark(let index):
      let start = index == 0 ? 0 : marks[index - 1]
      return .coin((marks[index] - start) / (1 - start))
    case .toss(let target, let index):
      let cuts = tosses[target] ?? []
      return .coin(index == 0 ? cuts[0] : cuts[index] / cuts[index - 1])
    }
  }

  /// The threshold itself passes, and may be an atom of the law.
  private func probability(atLeast threshold: Double) -> Double {
    threshold <= 0 ? 1 : incident.severity.survival(Share(threshold.nextDown))
  }

  /// In words, behind the name of the incident.
  func words(for coin: StrikeCoin) -> String {
    switch coin {
    case .active: "is active"
    case .reaches(let group): "reaches \(incident.groups[group])"
    case .severity(let index): "is of severity \(severities[index]) or more"
    case .mark(let index): "has a mark below \(marks[index])"
    case .toss(let target, let index):
      "strikes \(target) (\(tosses[target]?[index] ?? 0) or less)"
    }
  }
}
