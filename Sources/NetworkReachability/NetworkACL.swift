// SPDX-License-Identifier: GPL-3.0-or-later
// Network access control lists: stateless, in the order of their numbers, the first match decides.

/// The filter of a subnet; it knows no connections, so that replies need rules of their own.
///
/// Packets within a subnet never meet it. What no rule matches is dropped.
///
/// - Source: Amazon VPC User Guide, network ACLs.
package struct NetworkACL: Hashable, Sendable {
  /// A rule with its number, which orders it.
  package struct Rule: Hashable, Sendable {
    package let number: Int
    package let allows: Bool
    package let pattern: PacketPattern
    package init(_ number: Int, allows: Bool, _ pattern: PacketPattern) {
      self.number = number
      self.allows = allows
      self.pattern = pattern
    }
  }

  package let name: String
  /// By number.
  package let inbound: [Rule]
  /// By number.
  package let outbound: [Rule]

  /// Makes a list; numbers of one direction are different, their order does not matter.
  package init(_ name: String, inbound: [Rule], outbound: [Rule]) {
    self.name = name
    self.inbound = inbound.sorted { $0.number < $1.number }
    self.outbound = outbound.sorted { $0.number < $1.number }
  }

  /// The list of a subnet that names none: everything passes.
  package static let ofNewNetwork = NetworkACL(
    "default", inbound: [Rule(100, allows: true, .everything)],
    outbound: [Rule(100, allows: true, .everything)])

  /// The rules of a direction, by number.
  package func rules(_ direction: FilterDirection) -> [Rule] {
    switch direction {
    case .inbound: inbound
    case .outbound: outbound
    }
  }

  /// What becomes of packets that enter or leave the subnet.
  ///
  /// - Complexity: O(rules · parts), with at most three more parts a rule.
  package func verdict(
    on traffic: TrafficClass, _ direction: FilterDirection
  ) -> FilterVerdict {
    var sorting = ClassSorting(traffic)
    for (position, rule) in rules(direction).enumerated() where !sorting.isDecided {
      sorting.apply(rule.pattern, at: position, allows: rule.allows)
    }
    return sorting.verdict()
  }
}
