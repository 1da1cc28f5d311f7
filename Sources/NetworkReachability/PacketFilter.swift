// SPDX-License-Identifier: GPL-3.0-or-later
// What packet filters have in common: directions and verdicts.

/// Which way packets pass a filter, as seen from the subnet or interface that it guards.
package enum FilterDirection: String, Hashable, Sendable, CaseIterable {
  case inbound, outbound
}

/// What a filter does to a class of packets.
package enum FilterVerdict: Hashable, Sendable {
  /// All of it passes, by these rules: positions in the filter's list.
  case allowed(by: [Int])
  /// Some of it is dropped.
  case denied(Denied)

  /// What a filter drops of a class.
  package struct Denied: Hashable, Sendable {
    /// Position of the first rule that drops; `nil` when no rule matched.
    package let rule: Int?
    /// What that rule drops, or what no rule let pass.
    package let part: TrafficClass
    /// All that the filter drops, as a share of the class, in 0 < … ≤ 1.
    package let share: Double

    package init(rule: Int?, part: TrafficClass, share: Double) {
      self.rule = rule
      self.part = part
      self.share = share
    }
  }
}

/// Sorts a class of packets into what rules let pass and what they drop.
struct ClassSorting {
  private let whole: TrafficClass
  private var undecided: [TrafficClass]
  private var allowing: [Int] = []
  private var firstDenial: (rule: Int?, part: TrafficClass)?
  private var deniedSize = 0.0

  init(_ whole: TrafficClass) {
    self.whole = whole
    undecided = [whole]
  }

  var isDecided: Bool { undecided.isEmpty }

  /// Applies the rule at a position to what no earlier one has decided.
  mutating func apply(_ pattern: PacketPattern, at rule: Int, allows: Bool) {
    var rest: [TrafficClass] = []
    for part in undecided {
      guard let caught = part.intersection(pattern) else {
        rest.append(part)
        continue
      }
      rest += part.subtracting(caught)
      if allows {
        if allowing.last != rule { allowing.append(rule) }
      } else {
        deny(caught, by: rule)
      }
    }
    undecided = rest
  }

  /// The verdict, when what is still undecided is dropped.
  consuming func verdict() -> FilterVerdict {
    for part in undecided { deny(part, by: nil) }
    guard let (rule, part) = firstDenial else { return .allowed(by: allowing) }
    // A sum of all parts is the whole, but for its rounding.
    return .denied(.init(rule: rule, part: part, share: min(1, deniedSize / whole.size)))
  }

  private mutating func deny(_ part: TrafficClass, by rule: Int?) {
    if firstDenial == nil { firstDenial = (rule, part) }
    deniedSize += part.size
  }
}
