// SPDX-License-Identifier: GPL-3.0-or-later
// A network as packets see it: subnets with their routes and filters, and what forwards.

/// One network; its parts name each other by their positions in these lists.
package struct NetworkGraph: Hashable, Sendable {
  /// Where a route leads.
  package enum NextHop: Hashable, Sendable {
    case internetGateway
    /// Interfaces that forward, in order of preference: a route may be moved from one to the next.
    case forwarders([Int])
    case peering(Int)
  }

  /// A block of addresses with one route table and one filter.
  package struct Subnet: Hashable, Sendable {
    package let name: String
    package let prefix: IPv4Prefix
    /// The name of its route table.
    package let table: String
    package let routes: RouteTable<NextHop>
    /// Position of its network ACL.
    package let acl: Int

    package init(
      _ name: String, _ prefix: IPv4Prefix, table: String, routes: RouteTable<NextHop>, acl: Int
    ) {
      self.name = name
      self.prefix = prefix
      self.table = table
      self.routes = routes
      self.acl = acl
    }
  }

  /// Something that sends and receives in a subnet: hosts that are alike, or what forwards.
  package struct Interface: Hashable, Sendable {
    package let name: String
    /// Position of its subnet.
    package let subnet: Int
    /// Positions of its security groups; `nil` for what has none, such as a NAT gateway.
    package let groups: [Int]?
    package let hasPublicAddress: Bool
    /// Whether it drops what neither comes from it nor goes to it.
    package let checksDestination: Bool
    /// From which ports it opens connections.
    package let ports: PortRange

    package init(
      _ name: String, in subnet: Int, groups: [Int]?, hasPublicAddress: Bool,
      checksDestination: Bool, ports: PortRange
    ) {
      self.name = name
      self.subnet = subnet
      self.groups = groups
      self.hasPublicAddress = hasPublicAddress
      self.checksDestination = checksDestination
      self.ports = ports
    }
  }

  /// A connection with one other network, and with nothing behind it.
  package struct Peering: Hashable, Sendable {
    package let name: String
    package let peer: IPv4Prefix
    /// Whether the peer's routes lead back.
    package let leadsBack: Bool

    package init(_ name: String, with peer: IPv4Prefix, leadsBack: Bool) {
      self.name = name
      self.peer = peer
      self.leadsBack = leadsBack
    }
  }

  package let prefix: IPv4Prefix
  package let hasInternetGateway: Bool
  package let subnets: [Subnet]
  package let acls: [NetworkACL]
  package let groups: [SecurityGroup]
  package let forwarders: [Interface]
  package let peerings: [Peering]

  /// Makes a graph; every position lies within its list.
  package init(
    _ prefix: IPv4Prefix, hasInternetGateway: Bool, subnets: [Subnet], acls: [NetworkACL],
    groups: [SecurityGroup], forwarders: [Interface], peerings: [Peering]
  ) {
    precondition(
      subnets.allSatisfy { acls.indices.contains($0.acl) }, "every subnet has a network ACL")
    precondition(
      forwarders.allSatisfy { subnets.indices.contains($0.subnet) }, "what forwards has a subnet")
    self.prefix = prefix
    self.hasInternetGateway = hasInternetGateway
    self.subnets = subnets
    self.acls = acls
    self.groups = groups
    self.forwarders = forwarders
    self.peerings = peerings
  }
}

extension NetworkGraph {
  /// What a connection wants to reach.
  package enum Destination: Hashable, Sendable {
    /// Public addresses outside the network; some of them are enough.
    case internet
    /// All addresses of a block outside the network.
    case block(IPv4Prefix)
  }

  /// Blocks that no packet on the internet is addressed to.
  ///
  /// - Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890); RFC 5771 for multicast.
  package static let notPublic: [IPv4Prefix] = [
    (0, 8), (10, 8), (0x6440, 10), (127, 8), (0xA9FE, 16), (0xAC10, 12), (0xC0A8, 16), (224, 3),
  ].map { (head: UInt32, length: Int) in
    let address = head < 256 ? head << 24 : head << 16
    return IPv4Prefix(containing: IPv4Address(address), length: length)
  }

  /// Ranges of a destination's addresses that no route and no rule tells apart, largest first.
  ///
  /// - Complexity: O(p log p + p · 8) for p prefixes in routes and rules.
  package func classes(of destination: Destination) -> [AddressRange] {
    var starts: Set<UInt64> = []
    func cut(at block: IPv4Prefix) {
      starts.insert(UInt64(block.first.rawValue))
      starts.insert(UInt64(block.last.rawValue) + 1)
    }
    let blocks = Self.notPublic + [.everything, prefix] + peerings.map(\.peer)
    blocks.forEach(cut)
    for block in subnets.flatMap(\.routes.routes).map(\.destination) { cut(at: block) }
    for rule in acls.flatMap({ $0.inbound + $0.outbound }) { cut(at: rule.pattern.remote) }
    for case .block(let block) in groups.flatMap({ $0.inbound + $0.outbound }).map(\.peer) {
      cut(at: block)
    }
    if case .block(let block) = destination { cut(at: block) }
    let sorted = starts.sorted()
    return zip(sorted, sorted.dropFirst()).map { start, end in
      AddressRange(IPv4Address(UInt32(start)), IPv4Address(UInt32(end - 1)))
    }.filter { holds($0, destination) }.sorted { ($1.count, $0.first) < ($0.count, $1.first) }
  }

  private func holds(_ range: AddressRange, _ destination: Destination) -> Bool {
    guard !prefix.contains(range.first) else { return false }
    switch destination {
    case .internet: return !Self.notPublic.contains { $0.contains(range.first) }
    case .block(let block): return block.contains(range.first)
    }
  }
}
