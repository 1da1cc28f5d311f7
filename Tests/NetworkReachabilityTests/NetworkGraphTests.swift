// SPDX-License-Identifier: GPL-3.0-or-later
// Ways through small networks whose ends are known.

import NetworkReachability
import Testing

/// A public and a private subnet in two zones, with one instance that forwards in each.
private struct SmallNetwork {
  var privateACL = NetworkACL.ofNewNetwork
  var publicACL = NetworkACL.ofNewNetwork
  var checks = false
  var hasAddress = true
  var hasGateway = true
  var leadsBack = true
  /// Routes of the private subnets, beside the local one.
  var routes: [Route<NetworkGraph.NextHop>] = [
    Route(to: .everything, target: .forwarders([0, 1]))
  ]

  var graph: NetworkGraph {
    let vpc = block("10.0.0.0/16")
    func table(_ routes: [Route<NetworkGraph.NextHop>]) -> RouteTable<NetworkGraph.NextHop> {
      var table = RouteTable<NetworkGraph.NextHop>(local: [vpc])
      for route in routes { table.insert(route) }
      return table
    }
    let out = table([Route(to: .everything, target: .internetGateway)])
    let blocks = ["10.0.0.0/24", "10.0.1.0/24", "10.0.64.0/20", "10.0.80.0/20"]
    let names = ["public-a", "public-b", "private-a", "private-b"]
    return NetworkGraph(
      vpc, hasInternetGateway: hasGateway,
      subnets: zip(names, blocks).enumerated().map { position, subnet in
        NetworkGraph.Subnet(
          subnet.0, block(subnet.1), table: position < 2 ? "public" : "private",
          routes: position < 2 ? out : table(routes), acl: position < 2 ? 0 : 1)
      },
      acls: [publicACL, privateACL], groups: [SecurityGroup.ofNewNetwork],
      forwarders: ["nat/a", "nat/b"].enumerated().map { position, name in
        NetworkGraph.Interface(
          name, in: position, groups: [0], hasPublicAddress: hasAddress,
          checksDestination: checks, ports: .linuxEphemeral)
      },
      peerings: [
        NetworkGraph.Peering("shared", with: block("10.1.0.0/16"), leadsBack: leadsBack)
      ])
  }

  static let hosts = NetworkGraph.Interface(
    "private-a", in: 2, groups: [0], hasPublicAddress: false, checksDestination: true,
    ports: .linuxEphemeral)

  /// The ways of tcp 443 from the first private subnet to an address.
  func paths(to address: String = "192.0.2.1/32") -> [NetworkPath] {
    graph.paths(
      from: Self.hosts, to: AddressRange(block(address)),
      opening: ConnectionKind(.tcp, ports: PortRange(443, 443)))
  }

  /// Why each way ends.
  func complaints(to address: String = "192.0.2.1/32") -> [String?] {
    let graph = self.graph
    return paths(to: address).map { path in
      path.dead.map { graph.complaint(of: $0, from: Self.hosts) }
    }
  }
}

private func rule(
  _ number: Int, _ allows: Bool, _ first: UInt16, _ last: UInt16, _ remote: String = "0.0.0.0/0"
) -> NetworkACL.Rule {
  .init(
    number, allows: allows,
    PacketPattern(.tcp, ports: PortRange(first, last), remote: block(remote)))
}

private let all = [NetworkACL.Rule(100, allows: true, .everything)]

@Suite struct NetworkGraphTests {
  @Test func `there is a way over each forwarder, the preferred first`() {
    let network = SmallNetwork()
    let paths = network.paths()
    #expect(paths.map(\.forwarders) == [[0], [1]])
    #expect(paths.allSatisfy { $0.dead == nil && $0.leaks.isEmpty })
    #expect(
      network.graph.course(of: paths[0], from: SmallNetwork.hosts)
        == "private-a → nat/a → internet gateway")
    // Out: groups, list, route; in to the instance: list, groups, check, translation; out of it:
    // groups, list, route, address, gateway. Back: into its subnet, out of it, into the hosts'.
    #expect(paths[0].hops.filter { $0.leg == .request }.count == 12)
    #expect(paths[0].hops.filter { $0.leg == .reply }.count == 3)
  }

  @Test func `replies meet the ephemeral ports of who opened the connection at each list`() {
    var network = SmallNetwork()
    network.privateACL = NetworkACL("private", inbound: [rule(10, true, 443, 443)], outbound: all)
    #expect(
      network.complaints()[0]
        == "are denied by network ACL 'private', which allows no inbound tcp 32768-60999")
    network.privateACL = NetworkACL(
      "private", inbound: [rule(10, true, 32_768, 60_999)], outbound: all)
    #expect(network.complaints() == [nil, nil])
    network.publicACL = NetworkACL(
      "public", inbound: all,
      outbound: [rule(10, false, 1_024, 65_535, "10.0.0.0/16"), rule(20, true, 0, 65_535)])
    #expect(
      network.complaints()[0]
        == "are denied by network ACL 'public' rule 10 (outbound tcp 32768-60999)")
  }

  @Test func `a list that drops a port of thousands leaks, and ends nothing`() {
    var network = SmallNetwork()
    network.publicACL = NetworkACL(
      "public", inbound: [rule(90, false, 33_890, 33_890)] + all, outbound: all)
    let paths = network.paths()
    #expect(paths.allSatisfy { $0.dead == nil })
    // Met once, where replies reach the instance; hosts have another list.
    #expect(paths.map(\.leaks.count) == [1, 1])
  }

  @Test func `what an instance needs is asked for on the way`() {
    var network = SmallNetwork()
    network.checks = true
    #expect(
      network.complaints()[1]
        == "ends at nat/b, whose source/destination check drops what it should forward")
    network = SmallNetwork(hasAddress: false)
    #expect(network.complaints()[0] == "ends at nat/a, which has no public address")
    network = SmallNetwork(hasGateway: false)
    #expect(network.complaints()[0] == "finds no internet gateway")
  }

  @Test func `peering ends at the peer`() {
    var network = SmallNetwork()
    network.routes = [Route(to: .everything, target: .peering(0))]
    #expect(network.complaints(to: "10.1.2.3/32") == [nil])
    #expect(
      network.complaints(to: "10.2.0.1/32")
        == ["ends in peering 'shared', because peering is not transitive"])
    #expect(
      network.complaints()
        == ["ends in peering 'shared', because a peer's gateways carry nobody else's traffic"])
    network.leadsBack = false
    #expect(
      network.complaints(to: "10.1.2.3/32")
        == ["gets no replies from peering 'shared', whose routes do not lead back"])
  }

  @Test func `routes are missing, drop, or stay at home`() {
    var network = SmallNetwork()
    network.routes = []
    #expect(network.complaints() == ["finds no route in route table 'private'"])
    #expect(network.complaints(to: "10.0.9.9/32") == ["stays inside the network"])
    network.routes = [
      Route(to: .everything, target: .forwarders([0])),
      Route(to: block("192.0.2.0/24"), target: nil),
    ]
    #expect(network.complaints() == ["is dropped by a route of route table 'private'"])
    #expect(network.complaints(to: "198.51.100.1/32") == [nil])
  }

  @Test func `classes cover public addresses, cut at every block that a rule names`() {
    var network = SmallNetwork()
    let plain = network.graph.classes(of: .internet)
    let taken = NetworkGraph.notPublic.reduce(0) { $0 + $1.addressCount }
    #expect(plain.reduce(0) { $0 + $1.count } == (1 << 32) - taken)
    #expect(plain.map(\.count) == plain.map(\.count).sorted(by: >))
    network.publicACL = NetworkACL(
      "public", inbound: [rule(1, false, 0, 9, "192.0.2.0/24")], outbound: all)
    let cut = network.graph.classes(of: .internet)
    #expect(cut.contains(AddressRange(block("192.0.2.0/24"))))
    #expect(cut.reduce(0) { $0 + $1.count } == (1 << 32) - taken)
    #expect(
      network.graph.classes(of: .block(block("192.0.2.0/23"))).map(\.description)
        == ["192.0.2.0/24", "192.0.3.0/24"])
  }

  @Test func `a way that returns to a forwarder is a loop`() {
    var table = RouteTable<NetworkGraph.NextHop>(local: [block("10.0.0.0/16")])
    table.insert(Route(to: .everything, target: .forwarders([0])))
    let nat = NetworkGraph.Interface(
      "nat/a", in: 0, groups: nil, hasPublicAddress: true, checksDestination: false,
      ports: .managedEphemeral)
    let graph = NetworkGraph(
      block("10.0.0.0/16"), hasInternetGateway: true,
      subnets: [
        .init("only", block("10.0.0.0/24"), table: "only", routes: table, acl: 0)
      ], acls: [.ofNewNetwork], groups: [.ofNewNetwork], forwarders: [nat], peerings: [])
    let hosts = NetworkGraph.Interface(
      "only", in: 0, groups: [0], hasPublicAddress: false, checksDestination: true,
      ports: .linuxEphemeral)
    let paths = graph.paths(
      from: hosts, to: AddressRange(block("192.0.2.1/32")),
      opening: ConnectionKind(.tcp, ports: PortRange(443, 443)))
    #expect(paths.count == 1)
    #expect(
      paths.first?.dead.map { graph.complaint(of: $0, from: hosts) } == "comes back to nat/a")
  }
}
