// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts subnets out of the VPC's block, and checks each against all before it.

import Diagnostics
import NetworkReachability
import ScenarioFormat

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
