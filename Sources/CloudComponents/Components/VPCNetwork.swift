// SPDX-License-Identifier: GPL-3.0-or-later
// A VPC: its address block, subnets by zone, and where their routes lead.

package import Diagnostics
package import NetworkReachability

/// Where a route leads.
package enum RouteTarget: Hashable, Sendable {
  case internetGateway
  /// A component of the design by its name, such as `nat`.
  case component(String)
}

/// A network with its subnets, as a scenario describes it for all of its designs.
package struct VPCNetwork: Sendable {
  /// One subnet: it lies in one zone.
  package struct Subnet: Hashable, Sendable {
    package let zone: String
    package let prefix: IPv4Prefix
    /// Addresses for interfaces: AWS reserves the first four and the last.
    package var usableAddresses: UInt64 { prefix.addressCount - 5 }
  }

  /// A route as it was written.
  package struct WrittenRoute: Hashable, Sendable {
    package let destination: IPv4Prefix
    /// `nil` drops packets.
    package let target: RouteTarget?
    package let location: SourceLocation
  }

  /// Subnets of one purpose, one a zone, whose route tables read alike.
  package struct SubnetGroup: Sendable {
    package let name: String
    package let location: SourceLocation
    package let subnets: [Subnet]
    package let routes: [WrittenRoute]
    package let table: RouteTable<RouteTarget>
    /// Something of it could not be read: nothing more should be said about what is missing.
    package let isIncomplete: Bool

    /// Whether hosts with a public address are reached from the internet.
    package var isPublic: Bool { table.defaultRoute == .target(.internetGateway) }
    /// The component to which its default route leads, if it leads to one.
    package var carrier: String? {
      guard case .target(.component(let name)) = table.defaultRoute else { return nil }
      return name
    }
    /// The subnet of a zone.
    package func subnet(in zone: String) -> Subnet? { subnets.first { $0.zone == zone } }
    /// The default route as it was written.
    package var writtenDefault: WrittenRoute? {
      routes.first { $0.destination == .everything }
    }
  }

  package let prefix: IPv4Prefix
  package let groups: [SubnetGroup]
  package let location: SourceLocation
  /// Something of it could not be read.
  package let isIncomplete: Bool

  /// The group of subnets of this name.
  package func group(named name: String) -> SubnetGroup? { groups.first { $0.name == name } }

  /// Where a component that forwards stands unless it says otherwise: the first public group.
  package var publicGroup: SubnetGroup? { groups.first(where: \.isPublic) }
}
