// SPDX-License-Identifier: GPL-3.0-or-later
// Security groups: stateful, they only allow, and they may name each other.

/// The filter of an interface; replies to what it let pass need no rules.
///
/// - Source: Amazon VPC User Guide, security groups.
package struct SecurityGroup: Hashable, Sendable {
  /// Who is at the other side of a rule.
  package enum Peer: Hashable, Sendable {
    case block(IPv4Prefix)
    /// Interfaces that have a group, by its name.
    case group(String)
  }

  /// What a rule lets pass.
  package struct Rule: Hashable, Sendable {
    /// `nil` is every protocol.
    package let transport: TransportProtocol?
    package let ports: PortRange
    package let peer: Peer
    package init(_ transport: TransportProtocol?, ports: PortRange = .all, peer: Peer) {
      self.transport = transport
      self.ports = ports
      self.peer = peer
    }
  }

  package let name: String
  package let inbound: [Rule]
  package let outbound: [Rule]

  package init(_ name: String, inbound: [Rule], outbound: [Rule]) {
    self.name = name
    self.inbound = inbound
    self.outbound = outbound
  }

  /// The name of the group that interfaces have which name none.
  package static let defaultName = "default"

  /// The group that every network has: its members reach each other, and everything outside.
  package static let ofNewNetwork = SecurityGroup(
    defaultName, inbound: [Rule(nil, peer: .group(defaultName))],
    outbound: [anyOutbound])

  /// What a group lets out unless it says otherwise: everything.
  package static let anyOutbound = Rule(nil, peer: .block(.everything))

  /// The rules of a direction.
  package func rules(_ direction: FilterDirection) -> [Rule] {
    switch direction {
    case .inbound: inbound
    case .outbound: outbound
    }
  }

  /// What the groups of one interface together do to packets that open a connection.
  ///
  /// - Parameters:
  ///   - traffic: The packets, their destination ports being those of the connection.
  ///   - direction: Seen from the interface.
  ///   - groups: All groups of the interface; without any nothing passes.
  ///   - remoteGroups: Names of the other side's groups; none outside the network.
  /// - Returns: A verdict whose rule positions count through the groups in their order.
  package static func verdict(
    on traffic: TrafficClass, _ direction: FilterDirection, of groups: [SecurityGroup],
    from remoteGroups: [String]
  ) -> FilterVerdict {
    var sorting = ClassSorting(traffic)
    let rules = groups.flatMap { $0.rules(direction) }
    for (position, rule) in rules.enumerated() where !sorting.isDecided {
      let remote: IPv4Prefix
      switch rule.peer {
      case .block(let block): remote = block
      case .group(let name):
        guard remoteGroups.contains(name) else { continue }
        remote = .everything
      }
      sorting.apply(
        PacketPattern(rule.transport, ports: rule.ports, remote: remote), at: position,
        allows: true)
    }
    return sorting.verdict()
  }
}
