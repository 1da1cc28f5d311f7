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

  static let fields: [FieldReference] = [
    vpc.reference(), ZoneChoice.each.reference(in: "subnets.NAME"),
    ZoneChoice.zone.reference(in: "subnets.NAME"), within.reference(in: "subnets.NAME"),
    size.reference(in: "subnets.NAME"), cidr.reference(in: "subnets.NAME"),
    Field<String>(
      "DESTINATION", orAbsent: "", "A component, 'internet-gateway' or 'blackhole', by prefix."
    ).reference(in: "subnets.NAME.routes"),
  ]

  /// Reads the section; `zones` are those of the world, in order.
  package init(_ read: inout FieldReader, zones: [String]) {
    let vpc = read(Self.vpc)
    var cutter = SubnetCutter(vpc: read.failed("vpc") ? nil : vpc, zones: zones)
    groups = read.entries("subnets", of: "subnet") { key, read in
      SubnetGroup(key, &read, cutting: &cutter)
    }
    if groups.isEmpty, !read.failed("subnets") {
      read.fail("subnets", "\(read.subject) has no subnets")
    }
    prefix = vpc
    location = read.node.location
    isIncomplete = read.hasErrors
  }
}

/// Cuts subnets, and remembers what is taken.
struct SubnetCutter {
  /// `nil` when it could not be read: then nothing is compared with it.
  let vpc: IPv4Prefix?
  let zones: [String]
  private var taken: [(prefix: IPv4Prefix, name: String, location: SourceLocation)] = []

  init(vpc: IPv4Prefix?, zones: [String]) {
    self.vpc = vpc
    self.zones = zones
  }

  /// Blocks of equal size for these zones out of a range, or one given block.
  mutating func cut(
    _ name: String, for chosen: [String], _ read: inout FieldReader
  ) -> [VPCNetwork.Subnet] {
    let within = read(VPCNetwork.within)
    let size = read(VPCNetwork.size)
    let cidr = read(VPCNetwork.cidr)
    guard !["within", "size", "cidr"].contains(where: read.failed) else { return [] }
    switch (within, size, cidr) {
    case (let range?, let size?, nil):
      return cut(name, for: chosen, size.length, within: range, &read)
    case (nil, nil, let block?):
      guard chosen.count == 1 else {
        if chosen.count > 1 {
          read.fail(
            "cidr", "\(read.subject) is one block for \(chosen.count) zones",
            notes: ["a subnet lies in one zone; 'within' and 'size' cut one a zone"])
        }
        return []
      }
      return place(block, name, chosen[0], at: read.location(of: "cidr"), &read)
    default:
      read.fail(
        "within", "\(read.subject) needs 'within' and 'size', or 'cidr'", at: read.node.location)
      return []
    }
  }

  private mutating func cut(
    _ name: String, for chosen: [String], _ length: Int, within range: IPv4Prefix,
    _ read: inout FieldReader
  ) -> [VPCNetwork.Subnet] {
    let place = read.location(of: "within")
    guard isInside(range, named: "within", &read) else { return [] }
    if let other = taken.first(where: { $0.prefix.contains(range) }) {
      read.fail(
        "within", "\(range) of \(read.subject) overlaps \(other.prefix) of \(other.name)",
        at: place, notes: ["\(other.name) stands at line \(other.location.line)"])
      return []
    }
    var allocator = PrefixAllocator(within: range)
    var subnets: [VPCNetwork.Subnet] = []
    for zone in chosen {
      guard let block = allocator.next(ofLength: length) else {
        read.fail(
          "within", "\(range) has no room for \(chosen.count) subnets of size /\(length)",
          at: place)
        return subnets
      }
      // One overlap says enough about a range.
      let placed = self.place(block, name, zone, at: place, &read)
      guard !placed.isEmpty else { return subnets }
      subnets += placed
    }
    return subnets
  }

  /// Takes a block if it lies in the VPC and overlaps nothing.
  private mutating func place(
    _ block: IPv4Prefix, _ name: String, _ zone: String, at location: SourceLocation,
    _ read: inout FieldReader
  ) -> [VPCNetwork.Subnet] {
    guard isInside(block, named: "cidr", &read) else { return [] }
    let title = "subnet '\(name)' in zone \(zone)"
    if let other = taken.first(where: { $0.prefix.overlaps(block) }) {
      read.fail(
        "cidr", "\(block) of \(title) overlaps \(other.prefix) of \(other.name)", at: location,
        notes: ["\(other.name) stands at line \(other.location.line)"])
      return []
    }
    taken.append((block, title, location))
    return [VPCNetwork.Subnet(zone: zone, prefix: block)]
  }

  private func isInside(
    _ block: IPv4Prefix, named field: String, _ read: inout FieldReader
  ) -> Bool {
    guard let vpc, !vpc.contains(block) else { return true }
    guard !read.failed(field) else { return false }
    read.fail(field, "\(block) of \(read.subject) is not inside the VPC's \(vpc)")
    return false
  }
}

extension VPCNetwork.SubnetGroup {
  fileprivate init(
    _ key: LocatedNode.Key, _ read: inout FieldReader, cutting cutter: inout SubnetCutter
  ) {
    name = key.name
    location = key.location
    let choice = ZoneChoice(&read, among: cutter.zones)
    subnets = cutter.cut(key.name, for: choice.zones, &read)
    routes = Self.routes(&read)
    var table = RouteTable<RouteTarget>(local: cutter.vpc.map { [$0] } ?? [])
    for route in routes {
      let isFirst = table.insert(Route(to: route.destination, target: route.target))
      if !isFirst {
        read.fail(
          "routes", "\(read.subject) has two routes to \(route.destination)", at: route.location)
      }
    }
    self.table = table
    isIncomplete = read.hasErrors
  }

  /// The entries of `routes`: destination, then `internet-gateway`, `blackhole` or a component.
  private static func routes(_ read: inout FieldReader) -> [VPCNetwork.WrittenRoute] {
    guard let written = read.take("routes") else { return [] }
    guard let entries = written.map else {
      read.fail("routes", "'routes' of \(read.subject): expected a map of destinations")
      return []
    }
    var routes: [VPCNetwork.WrittenRoute] = []
    for entry in entries {
      let key = LocatedNode(.scalar(entry.key.name, isQuoted: false), at: entry.key.location)
      do {
        let destination = try IPv4Prefix(reading: key)
        let target = try String(reading: entry.value)
        routes.append(
          VPCNetwork.WrittenRoute(
            destination: destination, target: RouteTarget(named: target),
            location: entry.value.location))
      } catch {
        read.fail(
          "routes", "route of \(read.subject): \(error.message)", at: error.location,
          notes: error.notes)
      }
    }
    return routes
  }
}

extension RouteTarget {
  /// The words that are no names of components.
  static let reserved = ["internet-gateway", "blackhole"]

  fileprivate init?(named name: String) {
    switch name {
    case "blackhole": return nil
    case "internet-gateway": self = .internetGateway
    default: self = .component(name)
    }
  }
}
