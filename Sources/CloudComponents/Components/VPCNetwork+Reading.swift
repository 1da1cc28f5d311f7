// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the network section: blocks are cut, and checked against each other.

import Diagnostics
import NetworkReachability
package import ScenarioFormat

extension VPCNetwork {
  static let vpc = Field<IPv4Prefix>(
    "vpc", "Address block of the VPC, between /16 and /28.",
    must: Requirement("between /16 and /28") { (16...28).contains($0.length) })
  static let within = Field<IPv4Prefix?>(
    optional: "within", "Block out of which the subnets are cut, one a zone, lowest first.")
  static let size = Field<PrefixSize?>(
    optional: "size", "Size of each subnet cut out of 'within', between /16 and /28.",
    must: Requirement("between /16 and /28") { (16...28).contains($0.length) })
  static let cidr = Field<IPv4Prefix?>(
    optional: "cidr", "Block of the one subnet, in place of 'within' and 'size'.",
    must: Requirement("between /16 and /28") { (16...28).contains($0.length) })
  private static let internetGateways = Field<Int>(
    "internetGateways", orAbsent: 1, "Internet gateways of the VPC; AWS attaches at most one.",
    must: .within(0...1))
  private static let dns = Field<Bool>(
    "dns", orAbsent: true, "Whether the VPC resolves names, also those of interface endpoints.")
  private static let mainRouteTable = Field<String>(
    "mainRouteTable", orAbsent: "main", "Route table of subnets that name none.")

  static let fields: [FieldReference] =
    [
      vpc.reference(), ZoneChoice.each.reference(in: "subnets.NAME"),
      ZoneChoice.zone.reference(in: "subnets.NAME"), within.reference(in: "subnets.NAME"),
      size.reference(in: "subnets.NAME"), cidr.reference(in: "subnets.NAME"),
      destination.reference(in: "subnets.NAME.routes"),
    ] + SubnetGroup.fields + [
      internetGateways.reference(), dns.reference(), mainRouteTable.reference(),
      destination.reference(in: "routeTables.NAME"),
    ] + filterFields + WrittenPeering.fields

  private static let destination = Field<String>(
    "DESTINATION", orAbsent: "",
    "A component, a peering, 'internet-gateway' or 'blackhole', by prefix.")

  /// Reads the section; `zones` are those of the world, in order.
  package init(_ read: inout FieldReader, zones: [String]) {
    let vpc = read(Self.vpc)
    let known = read.failed("vpc") ? nil : vpc
    hasInternetGateway = read(Self.internetGateways) > 0
    hasDNS = read(Self.dns)
    peerings = read.entries("peerings", of: "peering") { WrittenPeering($0, &$1, of: known) }
    let routing = RouteReading(
      vpc: known, peerings: peerings, hasInternetGateway: hasInternetGateway)
    (tables, mainTable) = Self.tables(&read, routing, vpc: known)
    acls = Self.acls(&read, vpc: known)
    securityGroups = Self.securityGroups(&read, vpc: known)
    let surroundings = SubnetSurroundings(
      routing: routing, tables: tables, mainTable: mainTable, acls: acls.map(\.acl.name),
      securityGroups: securityGroups.map(\.group.name))
    var cutter = SubnetCutter(vpc: known, zones: zones)
    groups = read.entries("subnets", of: "subnet") { key, read in
      SubnetGroup(key, &read, cutting: &cutter, in: surroundings)
    }
    if groups.isEmpty, !read.failed("subnets") {
      read.fail("subnets", "\(read.subject) has no subnets")
    }
    prefix = vpc
    location = read.node.location
    isIncomplete = read.hasErrors
  }

  /// Tables with names, and which of them is the main one; an empty one unless it is written.
  private static func tables(
    _ read: inout FieldReader, _ routing: RouteReading, vpc: IPv4Prefix?
  ) -> ([WrittenTable], String) {
    let written = read.entries("routeTables", of: "route table") { routing.table($0, &$1) }
    let main = read(mainRouteTable)
    guard !written.contains(where: { $0.name == main }) else { return (written, main) }
    if read.node["mainRouteTable"] != nil {
      read.fail(
        "mainRouteTable", "there is no route table '\(main)'",
        notes: notesForUnknown(main, among: written.map(\.name)))
      return (written, written.first?.name ?? main)
    }
    let local = RouteTable<RouteTarget>(local: vpc.map { [$0] } ?? [])
    let empty = WrittenTable(
      name: main, location: read.node.location, routes: [], table: local, isOfSubnet: false)
    return (written + [empty], main)
  }
}

/// What subnets may name.
struct SubnetSurroundings {
  let routing: RouteReading
  let tables: [VPCNetwork.WrittenTable]
  let mainTable: String
  let acls: [String]
  let securityGroups: [String]
}

extension VPCNetwork.SubnetGroup {
  private static let routeTable = Field<String?>(
    optional: "routeTable", "Its route table, in place of 'routes'; the main one unless given.")
  private static let acl = Field<String>(
    "acl", orAbsent: NetworkACL.ofNewNetwork.name,
    "Its network ACL; one that lets everything pass unless given.")
  private static let securityGroups = Field<[String]>(
    "securityGroups", orAbsent: [SecurityGroup.defaultName],
    "Security groups of its hosts; the VPC's default one unless given.")
  private static let publicAddresses = Field<Bool>(
    "publicAddresses", orAbsent: false, "Whether its hosts have public addresses.")
  private static let hosts = Field<Int>(
    "hosts", orAbsent: 0, "Addresses that its hosts take in each subnet.",
    must: .within(0...1_000_000))

  static let fields = [
    routeTable.reference(in: "subnets.NAME"), acl.reference(in: "subnets.NAME"),
    securityGroups.reference(in: "subnets.NAME"), publicAddresses.reference(in: "subnets.NAME"),
    hosts.reference(in: "subnets.NAME"),
  ]

  fileprivate init(
    _ key: LocatedNode.Key, _ read: inout FieldReader, cutting cutter: inout SubnetCutter,
    in network: SubnetSurroundings
  ) {
    name = key.name
    location = key.location
    let choice = ZoneChoice(&read, among: cutter.zones)
    subnets = cutter.cut(key.name, for: choice.zones, &read)
    reliesOnMainTable = read.node["routes"] == nil && read.node["routeTable"] == nil
    written = Self.table(key, &read, in: network)
    acl = read(Self.acl)
    read.check([acl], "acl", "network ACL", among: network.acls)
    securityGroups = read(Self.securityGroups)
    read.check(
      securityGroups, "securityGroups", "security group", among: network.securityGroups)
    hasPublicAddresses = read(Self.publicAddresses)
    hosts = read(Self.hosts)
    isIncomplete = read.hasErrors
  }

  private static func table(
    _ key: LocatedNode.Key, _ read: inout FieldReader, in network: SubnetSurroundings
  ) -> VPCNetwork.WrittenTable {
    let name = read(routeTable)
    if let routes = read.take("routes") {
      if name != nil {
        read.fail(
          "routeTable", "\(read.subject) has both 'routes' and 'routeTable'; one of them decides")
      } else if let other = network.tables.first(where: { $0.name == key.name }) {
        read.fail(
          "routes", "\(read.subject) has routes of its own, and a route table has its name",
          notes: ["the route table stands at line \(other.location.line)"])
      }
      return network.routing.routes(routes, of: key, &read)
    }
    let chosen = name ?? network.mainTable
    if let table = network.tables.first(where: { $0.name == chosen }) { return table }
    if name != nil {
      read.check([chosen], "routeTable", "route table", among: network.tables.map(\.name))
    }
    return VPCNetwork.WrittenTable(
      name: chosen, location: key.location, routes: [],
      table: RouteTable(local: network.routing.vpc.map { [$0] } ?? []), isOfSubnet: false)
  }
}

extension FieldReader {
  /// Notes names that nothing has.
  mutating func check(
    _ names: [String], _ field: String, _ kind: String, among known: [String]
  ) {
    guard !failed(field) else { return }
    for name in names where !known.contains(name) {
      fail(
        field, "there is no \(kind) '\(name)' for \(subject)",
        notes: notesForUnknown(name, among: known))
    }
  }
}
