// SPDX-License-Identifier: GPL-3.0-or-later
// A VPC: its address block, subnets by zone, where their routes lead, and who filters.

package import Diagnostics
package import NetworkReachability

/// Where a route leads.
package enum RouteTarget: Hashable, Sendable {
  case internetGateway
  /// A component of the design by its name, such as `nat`.
  case component(String)
  /// A connection with another network by its name.
  case peering(String)
}

/// A network with its subnets, as a scenario describes it for all of its designs.
package struct VPCNetwork: Sendable {
  /// One subnet: it lies in one zone.
  package struct Subnet: Hashable, Sendable {
    package let zone: String
    package let prefix: IPv4Prefix
    /// Addresses for interfaces: AWS reserves the first four and the last.
    package var usableAddresses: Int { SubnetAddresses(of: prefix).usable }
  }

  /// A route as it was written.
  package struct WrittenRoute: Hashable, Sendable {
    package let destination: IPv4Prefix
    /// `nil` drops packets.
    package let target: RouteTarget?
    package let location: SourceLocation
  }

  /// A route table with a name, or one that a subnet writes for itself and that has its name.
  package struct WrittenTable: Sendable {
    package let name: String
    package let location: SourceLocation
    package let routes: [WrittenRoute]
    package let table: RouteTable<RouteTarget>
    /// A subnet's own.
    package let isOfSubnet: Bool

    /// As messages call it.
    package var title: String { isOfSubnet ? "subnet '\(name)'" : "route table '\(name)'" }
  }

  /// A network ACL, and where it and its rules stand; the rules by position in its directions.
  package struct WrittenACL: Sendable {
    package let acl: NetworkACL
    package let location: SourceLocation
    package let inbound: [SourceLocation]
    package let outbound: [SourceLocation]
  }

  /// A security group, and where it stands; `nil` for the one that every network has.
  package struct WrittenGroup: Sendable {
    package let group: SecurityGroup
    package let location: SourceLocation?
  }

  /// A connection with another network.
  package struct WrittenPeering: Sendable {
    package let name: String
    package let location: SourceLocation
    package let prefix: IPv4Prefix
    package let leadsBack: Bool
  }

  /// Subnets of one purpose, one a zone, whose route tables read alike.
  package struct SubnetGroup: Sendable {
    package let name: String
    package let location: SourceLocation
    package let subnets: [Subnet]
    /// Its route table: named, its own, or the main one.
    package let written: WrittenTable
    /// It names no route table, and so relies on the main one.
    package let reliesOnMainTable: Bool
    /// Name of its network ACL.
    package let acl: String
    /// Security groups of its hosts.
    package let securityGroups: [String]
    /// Whether its hosts have public addresses.
    package let hasPublicAddresses: Bool
    /// Addresses that its hosts take in each subnet.
    package let hosts: Int
    /// Something of it could not be read: nothing more should be said about what is missing.
    package let isIncomplete: Bool

    package var routes: [WrittenRoute] { written.routes }
    package var table: RouteTable<RouteTarget> { written.table }
    /// Whether hosts with a public address are reached from the internet.
    package var isPublic: Bool { table.defaultRoute == .target(.internetGateway) }
    /// The component to which its default route leads, if it leads to one.
    package var carrier: String? {
      guard case .target(.component(let name)) = table.defaultRoute else { return nil }
      return name
    }
    /// The subnet of a zone.
    package func subnet(in zone: String) -> Subnet? { subnets.first { $0.zone == zone } }
    /// The name of a subnet: that of the group where it is the only one, else with its zone.
    package func title(in zone: String) -> String {
      subnets.count == 1 ? name : "\(name)-\(zone)"
    }
    /// The default route as it was written.
    package var writtenDefault: WrittenRoute? {
      routes.first { $0.destination == .everything }
    }
  }

  package let prefix: IPv4Prefix
  package let hasInternetGateway: Bool
  /// Whether names are resolved, also those of interface endpoints.
  package let hasDNS: Bool
  package let groups: [SubnetGroup]
  /// Tables with names of their own, the main one among them.
  package let tables: [WrittenTable]
  package let mainTable: String
  package let acls: [WrittenACL]
  package let securityGroups: [WrittenGroup]
  package let peerings: [WrittenPeering]
  package let location: SourceLocation
  /// Something of it could not be read.
  package let isIncomplete: Bool

  /// The group of subnets of this name.
  package func group(named name: String) -> SubnetGroup? { groups.first { $0.name == name } }

  /// Where a component that forwards stands unless it says otherwise: the first public group.
  package var publicGroup: SubnetGroup? { groups.first(where: \.isPublic) }

  /// Every table once: those that have names, then those that subnets wrote for themselves.
  package var allTables: [WrittenTable] {
    tables + groups.map(\.written).filter(\.isOfSubnet)
  }
}
