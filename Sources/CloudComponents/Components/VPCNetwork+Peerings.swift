// SPDX-License-Identifier: GPL-3.0-or-later
// Reads connections of a VPC with other networks.

import Diagnostics
import NetworkReachability
import ScenarioFormat

extension VPCNetwork.WrittenPeering {
  private static let cidr = Field<IPv4Prefix>("cidr", "Address block of the peer.")
  private static let leadsBack = Field<Bool>(
    "leadsBack", orAbsent: true, "Whether the peer's route tables lead back to this network.")

  static let fields = [
    cidr.reference(in: "peerings.NAME"), leadsBack.reference(in: "peerings.NAME"),
  ]

  init(_ key: LocatedNode.Key, _ read: inout FieldReader, of vpc: IPv4Prefix?) {
    name = key.name
    location = key.location
    prefix = read(Self.cidr)
    leadsBack = read(Self.leadsBack)
    if let vpc, !read.failed("cidr"), prefix.overlaps(vpc) {
      read.fail(
        "cidr", "\(prefix) of \(read.subject) overlaps the VPC's \(vpc)",
        notes: ["networks with common addresses cannot be peered"])
    }
    if RouteTarget.reserved.contains(key.name) {
      read.fail("", "'\(key.name)' cannot be the name of a peering", at: key.location)
    }
  }
}
