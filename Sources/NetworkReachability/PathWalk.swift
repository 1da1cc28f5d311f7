// SPDX-License-Identifier: GPL-3.0-or-later
// Walks a connection through a network, hop by hop, and its replies back.

/// A connection that somebody wants to open.
package struct ConnectionKind: Hashable, Sendable, CustomStringConvertible {
  package let transport: TransportProtocol
  /// Destination ports, all of which must be reached.
  package let ports: PortRange

  package init(_ transport: TransportProtocol, ports: PortRange) {
    self.transport = transport
    self.ports = transport == .icmp ? .all : ports
  }

  package var description: String {
    transport == .icmp ? "icmp" : "\(transport.rawValue) \(ports)"
  }
}

extension NetworkGraph {
  /// As many ways of one connection are looked at.
  package static let mostPaths = 4_096

  /// Every way of a connection from hosts to addresses that no rule tells apart.
  ///
  /// Where a route may be moved to other forwarders there is a way over each, the preferred first.
  ///
  /// - Parameters:
  ///   - hosts: Who opens the connection.
  ///   - destination: One of `classes(of:)`.
  ///   - connection: What is opened.
  /// - Returns: At least one way, at most `mostPaths`.
  /// - Complexity: O(ways · rules).
  package func paths(
    from hosts: Interface, to destination: AddressRange, opening connection: ConnectionKind
  ) -> [NetworkPath] {
    var walk = PathWalk(graph: self, hosts: hosts, destination: destination, connection: connection)
    return walk.ways(on: NetworkPath(), from: .hosts)
  }
}

private struct PathWalk {
  let graph: NetworkGraph
  let hosts: NetworkGraph.Interface
  let destination: AddressRange
  let connection: ConnectionKind
  /// Ways that may still be opened at forks.
  private var spare = NetworkGraph.mostPaths - 1

  init(
    graph: NetworkGraph, hosts: NetworkGraph.Interface, destination: AddressRange,
    connection: ConnectionKind
  ) {
    self.graph = graph
    self.hosts = hosts
    self.destination = destination
    self.connection = connection
  }

  private func interface(of party: Hop.Party) -> NetworkGraph.Interface {
    switch party {
    case .hosts: hosts
    case .forwarder(let position): graph.forwarders[position]
    }
  }

  private func request(with remote: AddressRange) -> TrafficClass {
    TrafficClass(connection.transport, remote: remote, ports: connection.ports)
  }

  private func reply(to sender: NetworkGraph.Interface, with remote: AddressRange) -> TrafficClass {
    TrafficClass(connection.transport, remote: remote, ports: sender.ports)
  }

  /// Continues a way that has come to a sender, out of its subnet, to the destination and back.
  mutating func ways(on way: NetworkPath, from party: Hop.Party) -> [NetworkPath] {
    var way = way
    let sender = interface(of: party)
    let traffic = request(with: destination)
    meetGroups(of: party, .outbound, traffic, remote: [], on: &way)
    meetACL(of: sender.subnet, .outbound, .request, traffic, on: &way)
    guard way.dead == nil else { return [way] }
    let table = graph.subnets[sender.subnet].routes
    let route = table.route(for: destination.first)
    let check = Hop.Check.route(subnet: sender.subnet, route)
    switch table.verdict(for: destination.first) {
    case .noRoute: way.meet(check, .request, traffic, .refused(.noRoute))
    case .blackhole: way.meet(check, .request, traffic, .refused(.blackhole))
    case .local: way.meet(check, .request, traffic, .refused(.local))
    case .target(let next):
      way.meet(check, .request, traffic, .passed(by: []))
      switch next {
      case .internetGateway: passInternetGateway(from: party, on: &way)
      case .peering(let position): pass(peering: position, on: &way)
      case .forwarders(let candidates): return fork(way, from: party, over: candidates)
      }
    }
    meetACL(
      of: sender.subnet, .inbound, .reply, reply(to: sender, with: destination), on: &way)
    return [way]
  }

  private func passInternetGateway(from party: Hop.Party, on way: inout NetworkPath) {
    let traffic = request(with: destination)
    let sender = interface(of: party)
    way.meet(
      .publicAddress(of: party), .request, traffic,
      sender.hasPublicAddress ? .passed(by: []) : .refused(.noPublicAddress))
    way.meet(
      .internetGateway, .request, traffic,
      graph.hasInternetGateway ? .passed(by: []) : .refused(.noInternetGateway))
  }

  private func pass(peering position: Int, on way: inout NetworkPath) {
    let peering = graph.peerings[position]
    let traffic = request(with: destination)
    let isPrivate = NetworkGraph.notPublic.contains { $0.contains(destination.first) }
    if peering.peer.contains(destination.first) {
      way.meet(
        .peering(position), .request, traffic,
        peering.leadsBack ? .passed(by: []) : .refused(.noWayBack))
    } else {
      way.meet(
        .peering(position), .request, traffic,
        .refused(isPrivate ? .notTransitive : .edgeToEdge))
    }
  }

  private mutating func fork(
    _ way: NetworkPath, from party: Hop.Party, over candidates: [Int]
  ) -> [NetworkPath] {
    var ways: [NetworkPath] = []
    for (number, candidate) in candidates.enumerated() {
      if number > 0 {
        guard spare > 0 else { break }
        spare -= 1
      }
      ways += self.ways(on: way, from: party, over: candidate)
    }
    return ways
  }

  /// Continues a way over one forwarder, and brings the replies back to the sender.
  private mutating func ways(
    on way: NetworkPath, from party: Hop.Party, over candidate: Int
  ) -> [NetworkPath] {
    var way = way
    let sender = interface(of: party)
    let forwarder = graph.forwarders[candidate]
    let near = AddressRange(graph.subnets[sender.subnet].prefix)
    let traffic = request(with: near)
    if way.forwarders.contains(candidate) {
      way.meet(.translation(candidate), .request, traffic, .refused(.loop))
      return [way]
    }
    let crosses = forwarder.subnet != sender.subnet
    way.enter(candidate)
    if crosses { meetACL(of: forwarder.subnet, .inbound, .request, traffic, on: &way) }
    let remote = (sender.groups ?? []).map { graph.groups[$0].name }
    meetGroups(of: .forwarder(candidate), .inbound, traffic, remote: remote, on: &way)
    if forwarder.groups != nil {
      way.meet(
        .destinationCheck(candidate), .request, traffic,
        forwarder.checksDestination ? .refused(.destinationChecked) : .passed(by: []))
    }
    way.meet(.translation(candidate), .request, traffic, .passed(by: []))
    guard way.dead == nil else { return [way] }
    return ways(on: way, from: .forwarder(candidate)).map { way in
      guard crosses else { return way }
      var way = way
      meetACL(
        of: forwarder.subnet, .outbound, .reply, reply(to: sender, with: near), on: &way)
      meetACL(
        of: sender.subnet, .inbound, .reply, reply(to: sender, with: destination), on: &way)
      return way
    }
  }

  private func meetACL(
    of subnet: Int, _ direction: FilterDirection, _ leg: Hop.Leg, _ traffic: TrafficClass,
    on way: inout NetworkPath
  ) {
    let verdict = graph.acls[graph.subnets[subnet].acl].verdict(on: traffic, direction)
    way.meet(
      .networkACL(subnet: subnet, direction), leg, traffic, Hop.Outcome(verdict))
  }

  private func meetGroups(
    of party: Hop.Party, _ direction: FilterDirection, _ traffic: TrafficClass,
    remote: [String], on way: inout NetworkPath
  ) {
    guard let positions = interface(of: party).groups else { return }
    let verdict = SecurityGroup.verdict(
      on: traffic, direction, of: positions.map { graph.groups[$0] }, from: remote)
    way.meet(
      .securityGroups(of: party, direction), .request, traffic, Hop.Outcome(verdict))
  }
}

extension Hop.Outcome {
  fileprivate init(_ verdict: FilterVerdict) {
    switch verdict {
    case .allowed(let rules): self = .passed(by: rules)
    case .denied(let denied): self = .filtered(denied)
    }
  }
}
