// SPDX-License-Identifier: GPL-3.0-or-later
// A class of packets, as filters see it: protocol, addresses of the far side, destination ports.

/// A protocol that filters tell apart.
package enum TransportProtocol: String, Hashable, Sendable, CaseIterable {
  case tcp, udp, icmp
}

/// Ports from the first to the last, both within; printed `443` or `1024-65535`.
package struct PortRange: Hashable, Sendable, CustomStringConvertible {
  package let first: UInt16
  package let last: UInt16

  /// Makes a range; the first port is not above the last.
  package init(_ first: UInt16, _ last: UInt16) {
    precondition(first <= last, "a range of ports runs upwards")
    self.first = first
    self.last = last
  }

  package static let all = PortRange(0, .max)

  /// Ports from which Linux opens connections.
  ///
  /// - Source: Linux, `net.ipv4.ip_local_port_range`; Amazon VPC User Guide, ephemeral ports.
  package static let linuxEphemeral = PortRange(32_768, 60_999)

  /// Ports from which NAT gateways and load balancers open connections.
  ///
  /// - Source: Amazon VPC User Guide, ephemeral ports.
  package static let managedEphemeral = PortRange(1_024, .max)

  package var description: String { first == last ? "\(first)" : "\(first)-\(last)" }
}

/// Addresses from the first to the last, both within.
package struct AddressRange: Hashable, Sendable, CustomStringConvertible {
  package let first: IPv4Address
  package let last: IPv4Address

  /// Makes a range; the first address is not above the last.
  package init(_ first: IPv4Address, _ last: IPv4Address) {
    precondition(first <= last, "a range of addresses runs upwards")
    self.first = first
    self.last = last
  }

  /// The addresses of a block.
  package init(_ prefix: IPv4Prefix) { self.init(prefix.first, prefix.last) }

  /// Addresses in it, 1 … 2³².
  package var count: UInt64 { UInt64(last.rawValue) - UInt64(first.rawValue) + 1 }

  /// What both have in common, or `nil`.
  package func intersection(_ other: AddressRange) -> AddressRange? {
    let (from, to) = (max(first, other.first), min(last, other.last))
    return from <= to ? AddressRange(from, to) : nil
  }

  /// As a block where it is one.
  package var description: String {
    let shared = (first.rawValue ^ last.rawValue).leadingZeroBitCount
    let block = IPv4Prefix(containing: first, length: shared)
    return AddressRange(block) == self ? "\(block)" : "\(first)-\(last)"
  }
}

/// Packets of one protocol between one side and the `remote` one, to some destination ports.
///
/// Filters of a subnet or an interface never look at the near side's addresses.
package struct TrafficClass: Hashable, Sendable {
  package let transport: TransportProtocol
  package let remote: AddressRange
  /// Of the destination; all of them for a protocol without ports.
  package let ports: PortRange

  package init(_ transport: TransportProtocol, remote: AddressRange, ports: PortRange) {
    self.transport = transport
    self.remote = remote
    self.ports = transport == .icmp ? .all : ports
  }

  /// Pairs of address and port in it.
  package var size: Double {
    Double(remote.count) * Double(UInt32(ports.last) - UInt32(ports.first) + 1)
  }

  /// What a pattern catches of it, or `nil`.
  package func intersection(_ pattern: PacketPattern) -> TrafficClass? {
    guard pattern.transport == nil || pattern.transport == transport,
      let remote = remote.intersection(AddressRange(pattern.remote))
    else { return nil }
    let first = max(ports.first, pattern.ports.first)
    let last = min(ports.last, pattern.ports.last)
    guard first <= last else { return nil }
    return TrafficClass(transport, remote: remote, ports: PortRange(first, last))
  }

  /// What is left of it without a part of it: at most four classes, disjoint.
  package func subtracting(_ part: TrafficClass) -> [TrafficClass] {
    var rest: [TrafficClass] = []
    func keep(_ from: UInt32, _ to: UInt32, _ ports: PortRange) {
      let range = AddressRange(IPv4Address(from), IPv4Address(to))
      rest.append(TrafficClass(transport, remote: range, ports: ports))
    }
    let (own, hole) = (remote, part.remote)
    if own.first < hole.first { keep(own.first.rawValue, hole.first.rawValue - 1, ports) }
    if hole.last < own.last { keep(hole.last.rawValue + 1, own.last.rawValue, ports) }
    let (from, to) = (hole.first.rawValue, hole.last.rawValue)
    if ports.first < part.ports.first {
      keep(from, to, PortRange(ports.first, part.ports.first - 1))
    }
    if part.ports.last < ports.last { keep(from, to, PortRange(part.ports.last + 1, ports.last)) }
    return rest
  }
}

/// What a rule of a filter catches.
package struct PacketPattern: Hashable, Sendable, CustomStringConvertible {
  /// `nil` is every protocol, also those that have no name here.
  package let transport: TransportProtocol?
  package let ports: PortRange
  package let remote: IPv4Prefix

  package init(_ transport: TransportProtocol?, ports: PortRange = .all, remote: IPv4Prefix) {
    self.transport = transport
    self.ports = ports
    self.remote = remote
  }

  package static let everything = PacketPattern(nil, remote: .everything)

  package var description: String {
    let name = transport?.rawValue ?? "all"
    return ports == .all ? "\(name) \(remote)" : "\(name) \(ports) \(remote)"
  }
}
