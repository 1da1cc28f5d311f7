// SPDX-License-Identifier: GPL-3.0-or-later
// Packet filters: order, first match, defaults, ranges, groups; held against a packet at a time.

import NetworkReachability
import Testing

/// A block from its text, which the tests write rightly.
func block(_ text: String) -> IPv4Prefix {
  (try? IPv4Prefix(parsing: text)) ?? IPv4Prefix(containing: IPv4Address(0), length: 32)
}

private func traffic(
  _ transport: TransportProtocol, _ remote: String, _ first: UInt16, _ last: UInt16
) -> TrafficClass {
  TrafficClass(transport, remote: AddressRange(block(remote)), ports: PortRange(first, last))
}

@Suite struct NetworkACLTests {
  private static let web = NetworkACL(
    "web",
    inbound: [
      .init(200, allows: true, PacketPattern(nil, remote: .everything)),
      .init(
        100, allows: false,
        PacketPattern(.tcp, ports: PortRange(22, 22), remote: block("198.51.100.0/24"))),
    ],
    outbound: [
      .init(10, allows: true, PacketPattern(.tcp, ports: PortRange(443, 443), remote: .everything))
    ])

  @Test func `rules apply by number, and the first match decides`() {
    let outside = traffic(.tcp, "198.51.100.7/32", 22, 22)
    #expect(Self.web.inbound.map(\.number) == [100, 200])
    #expect(
      Self.web.verdict(on: outside, .inbound)
        == .denied(.init(rule: 0, part: outside, share: 1)))
    #expect(
      Self.web.verdict(on: traffic(.udp, "198.51.100.7/32", 22, 22), .inbound)
        == .allowed(by: [1]))
  }

  @Test func `what no rule matches is dropped, and knows no rule`() {
    let mail = traffic(.tcp, "192.0.2.1/32", 25, 25)
    #expect(
      Self.web.verdict(on: mail, .outbound) == .denied(.init(rule: nil, part: mail, share: 1)))
  }

  @Test func `a class of which a part is dropped says which part and how much`() {
    // 256 addresses and 4 ports; 1 port of all of them is dropped.
    let whole = traffic(.tcp, "198.51.100.0/24", 20, 23)
    let part = traffic(.tcp, "198.51.100.0/24", 22, 22)
    #expect(
      Self.web.verdict(on: whole, .inbound) == .denied(.init(rule: 0, part: part, share: 0.25)))
  }

  @Test func `the list of a new network lets everything pass, both ways`() {
    for direction in FilterDirection.allCases {
      #expect(
        NetworkACL.ofNewNetwork.verdict(on: traffic(.icmp, "0.0.0.0/0", 0, 0), direction)
          == .allowed(by: [0]))
    }
  }

  @Test func `the denied share is that of a count over all packets`() {
    // Blocks of 8 addresses and ports 0 … 7, so that a class has 64 kinds of packets.
    var seed: UInt64 = 7
    func next(_ bound: UInt64) -> UInt64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (seed >> 33) % bound
    }
    for _ in 0..<500 {
      let rules = (1...4).map { number -> NetworkACL.Rule in
        let length = 29 + Int(next(4))
        let remote = IPv4Prefix(containing: IPv4Address(UInt32(next(8))), length: length)
        let first = UInt16(next(8))
        let ports = PortRange(first, first + UInt16(next(UInt64(8 - first))))
        return .init(
          number, allows: next(2) == 0, PacketPattern(.tcp, ports: ports, remote: remote))
      }
      let acl = NetworkACL("any", inbound: rules, outbound: [])
      let whole = traffic(.tcp, "0.0.0.0/29", 0, 7)
      var dropped = 0
      for address in 0..<8 {
        for port in 0..<8 {
          let match = rules.first {
            $0.pattern.remote.contains(IPv4Address(UInt32(address)))
              && $0.pattern.ports.first <= port && port <= $0.pattern.ports.last
          }
          if match?.allows != true { dropped += 1 }
        }
      }
      switch acl.verdict(on: whole, .inbound) {
      case .allowed: #expect(dropped == 0)
      case .denied(let denied): #expect(denied.share == Double(dropped) / 64)
      }
    }
  }
}

@Suite struct SecurityGroupTests {
  private static let app = SecurityGroup("app", inbound: [], outbound: [SecurityGroup.anyOutbound])
  private static let nat = SecurityGroup(
    "nat",
    inbound: [
      .init(.tcp, ports: PortRange(443, 443), peer: .group("app")),
      .init(nil, peer: .block(block("10.0.64.0/20"))),
    ], outbound: [])

  @Test func `members of a named group pass, whatever their addresses`() {
    let web = traffic(.tcp, "10.0.99.0/24", 443, 443)
    #expect(
      SecurityGroup.verdict(on: web, .inbound, of: [Self.nat], from: ["app"]) == .allowed(by: [0]))
    #expect(
      SecurityGroup.verdict(on: web, .inbound, of: [Self.nat], from: ["other"])
        == .denied(.init(rule: nil, part: web, share: 1)))
  }

  @Test func `the groups of an interface allow together`() {
    let out = traffic(.udp, "192.0.2.0/24", 53, 53)
    #expect(
      SecurityGroup.verdict(on: out, .outbound, of: [Self.nat], from: [])
        == .denied(.init(rule: nil, part: out, share: 1)))
    #expect(
      SecurityGroup.verdict(on: out, .outbound, of: [Self.nat, Self.app], from: [])
        == .allowed(by: [0]))
  }

  @Test func `half a subnet that is let in is half a denial`() {
    let whole = traffic(.tcp, "10.0.64.0/19", 80, 80)
    let rest = traffic(.tcp, "10.0.80.0/20", 80, 80)
    #expect(
      SecurityGroup.verdict(on: whole, .inbound, of: [Self.nat], from: [])
        == .denied(.init(rule: nil, part: rest, share: 0.5)))
  }

  @Test func `the default group lets its members in and everything out`() {
    let shipped = SecurityGroup.ofNewNetwork
    let any = traffic(.tcp, "10.0.0.0/16", 1, 9)
    #expect(
      SecurityGroup.verdict(on: any, .inbound, of: [shipped], from: ["default"])
        == .allowed(by: [0]))
    #expect(
      SecurityGroup.verdict(on: any, .inbound, of: [shipped], from: [])
        == .denied(.init(rule: nil, part: any, share: 1)))
    #expect(
      SecurityGroup.verdict(on: any, .outbound, of: [shipped], from: []) == .allowed(by: [0]))
  }
}

@Suite struct SubnetAddressesTests {
  @Test(arguments: [(28, 11), (24, 251), (20, 4_091), (30, 0), (32, 0)])
  func `five addresses are reserved`(_ length: Int, _ usable: Int) {
    let prefix = IPv4Prefix(containing: IPv4Address(0x0A00_0000), length: length)
    #expect(SubnetAddresses(of: prefix).usable == usable)
  }

  @Test func `who comes last finds the subnet full, and takes nothing`() {
    var addresses = SubnetAddresses(of: block("10.0.0.0/28"))
    // Eleven: 8 for the balancer, 1 for the gateway, 1 for the endpoint, 1 is left.
    let takers: [AddressTaker] = [
      .loadBalancer, .natGateway, .interfaceEndpoint, .instances(2), .instances(1),
    ]
    var taken: [Bool] = []
    for taker in takers { taken.append(addresses.take(taker)) }
    #expect(taken == [true, true, true, false, true])
    #expect(addresses.free == 0)
  }
}
