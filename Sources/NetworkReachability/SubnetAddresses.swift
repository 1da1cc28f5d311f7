// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses of a subnet: five are reserved, all else compete for the rest.

/// Who takes addresses of a subnet.
package enum AddressTaker: Hashable, Sendable {
  case natGateway
  /// One that has a node in the subnet.
  case loadBalancer
  case interfaceEndpoint
  /// Instances, or as many as an Auto Scaling group wants.
  case instances(Int)

  /// Addresses that it needs to work.
  ///
  /// - Source: Elastic Load Balancing User Guide: a subnet of a load balancer needs eight free
  ///   addresses; it may come to use a hundred.
  package var addresses: Int {
    switch self {
    case .natGateway, .interfaceEndpoint: 1
    case .loadBalancer: 8
    case .instances(let count): count
    }
  }
}

/// The addresses of one subnet, handed out in order.
package struct SubnetAddresses: Hashable, Sendable {
  /// Network, router, resolver, one for the future, and the last.
  ///
  /// - Source: Amazon VPC User Guide, subnet sizing.
  package static let reserved = 5

  package let prefix: IPv4Prefix
  package private(set) var taken = 0

  package init(of prefix: IPv4Prefix) { self.prefix = prefix }

  /// Addresses for interfaces, whoever has them: at least 0.
  package var usable: Int { max(0, Int(prefix.addressCount) - Self.reserved) }
  /// What nobody has taken: at least 0.
  package var free: Int { usable - taken }

  /// Takes what somebody needs if there is enough, and returns whether there was.
  package mutating func take(_ taker: AddressTaker) -> Bool {
    guard taker.addresses <= free else { return false }
    taken += taker.addresses
    return true
  }
}
