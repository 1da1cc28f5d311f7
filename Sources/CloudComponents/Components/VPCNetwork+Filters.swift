// SPDX-License-Identifier: GPL-3.0-or-later
// Reads network ACLs and security groups.

import Diagnostics
import NetworkReachability
import ScenarioFormat

extension VPCNetwork {
  static let filterFields: [FieldReference] = {
    func rule(_ group: String, _ name: String, _ meaning: String) -> FieldReference {
      Field<String>(name, orAbsent: "", meaning).reference(in: group)
    }
    return [
      rule(
        "networkAcls.NAME.inbound", "NUMBER", "A rule such as 'allow tcp 443 from anywhere'."),
      rule(
        "networkAcls.NAME.outbound", "NUMBER", "A rule such as 'deny tcp 25 to anywhere'."),
      Field<[String]>(
        "inbound", orAbsent: [], "Rules such as 'tcp 443 from vpc' or 'all from GROUP'."
      ).reference(in: "securityGroups.NAME"),
      Field<[String]>(
        "outbound", orAbsent: [], "Rules such as 'tcp 443 to anywhere'; all, unless given."
      ).reference(in: "securityGroups.NAME"),
    ]
  }()

  /// As many rules as AWS takes, quotas raised.
  ///
  /// - Source: Amazon VPC User Guide, quotas: 20 rules a direction, at most 40; 1 000 over all
  ///   security groups of an interface.
  private static let (mostACLRules, mostGroupRules) = (40, 1_000)

  /// Reads the lists; `vpc` is what that word stands for in rules.
  static func acls(_ read: inout FieldReader, vpc: IPv4Prefix?) -> [WrittenACL] {
    let written = read.entries("networkAcls", of: "network ACL") { key, read in
      let inbound = rules(.inbound, &read, vpc: vpc)
      let outbound = rules(.outbound, &read, vpc: vpc)
      return WrittenACL(
        acl: NetworkACL(
          key.name, inbound: inbound.map(\.rule), outbound: outbound.map(\.rule)),
        location: key.location, inbound: inbound.map(\.location),
        outbound: outbound.map(\.location))
    }
    guard !written.contains(where: { $0.acl.name == NetworkACL.ofNewNetwork.name }) else {
      return written
    }
    let shipped = NetworkACL.ofNewNetwork
    return written + [
      WrittenACL(
        acl: shipped, location: read.node.location, inbound: [read.node.location],
        outbound: [read.node.location])
    ]
  }

  private typealias PlacedRule = (rule: NetworkACL.Rule, location: SourceLocation)

  /// Rules by number, in the order of the numbers.
  private static func rules(
    _ direction: FilterDirection, _ read: inout FieldReader, vpc: IPv4Prefix?
  ) -> [PlacedRule] {
    let name = direction.rawValue
    guard let written = read.take(name), !written.isOff else { return [] }
    guard let entries = written.map else {
      read.fail(
        name, "'\(name)' of \(read.subject): expected rules by number, not \(written.described)",
        notes: ["such as '100: allow tcp 443 \(direction == .inbound ? "from" : "to") anywhere'"])
      return []
    }
    if entries.count > mostACLRules {
      read.fail(
        name,
        "\(read.subject) has \(entries.count) \(name) rules; AWS takes at most \(mostACLRules)")
    }
    var rules: [PlacedRule] = []
    for entry in entries {
      do {
        rules.append((try rule(entry, direction, vpc: vpc), entry.value.location))
      } catch {
        read.fail(
          name, "\(name) rule \(clippedName(entry.key.name)) of \(read.subject): \(error.message)",
          at: error.location, notes: error.notes)
      }
    }
    return rules.sorted { $0.rule.number < $1.rule.number }
  }

  private static func rule(
    _ entry: LocatedNode.Entry, _ direction: FilterDirection, vpc: IPv4Prefix?
  ) throws(Misreading) -> NetworkACL.Rule {
    guard let number = Int(entry.key.name), (1...32_766).contains(number) else {
      throw Misreading("its number must be from 1 to 32766", at: entry.key.location)
    }
    let written = try WrittenRule(reading: entry.value, direction)
    let remote: IPv4Prefix
    switch written.peer {
    case .block(let block): remote = block
    case .anywhere: remote = .everything
    case .vpc: remote = vpc ?? .everything
    case .group(let name):
      throw Misreading(
        "'\(name)' is no address block", at: written.peerLocation,
        notes: ["only security groups name groups; a network ACL has address blocks"])
    }
    return NetworkACL.Rule(
      number, allows: written.allows,
      PacketPattern(written.transport, ports: written.ports, remote: remote))
  }

  /// Reads the groups; rules may name any of them, also themselves.
  static func securityGroups(_ read: inout FieldReader, vpc: IPv4Prefix?) -> [WrittenGroup] {
    let shipped = SecurityGroup.ofNewNetwork
    let names = (read.node["securityGroups"]?.map ?? []).map(\.key.name) + [shipped.name]
    let written = read.entries("securityGroups", of: "security group") { key, read in
      let inbound = groupRules(.inbound, &read, vpc: vpc, among: names)
      let outbound = groupRules(.outbound, &read, vpc: vpc, among: names)
      return WrittenGroup(
        group: SecurityGroup(
          key.name, inbound: inbound ?? [], outbound: outbound ?? [SecurityGroup.anyOutbound]),
        location: key.location)
    }
    return written.contains { $0.group.name == shipped.name }
      ? written : written + [WrittenGroup(group: shipped, location: nil)]
  }

  /// A list of rules, or `nil` where nothing is written.
  private static func groupRules(
    _ direction: FilterDirection, _ read: inout FieldReader, vpc: IPv4Prefix?,
    among names: [String]
  ) -> [SecurityGroup.Rule]? {
    let name = direction.rawValue
    guard let written = read.take(name) else { return nil }
    guard !written.isOff else { return [] }
    let elements = written.list ?? [written]
    if elements.count > mostGroupRules {
      read.fail(
        name,
        "\(read.subject) has \(elements.count) \(name) rules; AWS takes at most \(mostGroupRules)")
    }
    var rules: [SecurityGroup.Rule] = []
    for element in elements {
      do {
        rules.append(try groupRule(element, direction, vpc: vpc, among: names))
      } catch {
        read.fail(
          name, "\(name) rule of \(read.subject): \(error.message)", at: error.location,
          notes: error.notes)
      }
    }
    return rules
  }

  private static func groupRule(
    _ node: LocatedNode, _ direction: FilterDirection, vpc: IPv4Prefix?, among names: [String]
  ) throws(Misreading) -> SecurityGroup.Rule {
    let written = try WrittenRule(reading: node, direction)
    guard written.allows else {
      throw Misreading(
        "security groups only allow", at: written.location,
        notes: ["what no rule allows is dropped; a network ACL can deny"])
    }
    let peer: SecurityGroup.Peer
    switch written.peer {
    case .block(let block): peer = .block(block)
    case .anywhere: peer = .block(.everything)
    case .vpc: peer = .block(vpc ?? .everything)
    case .group(let name):
      guard names.contains(name) else {
        throw Misreading(
          "there is no security group '\(name)'", at: written.peerLocation,
          notes: notesForUnknown(name, among: names))
      }
      peer = .group(name)
    }
    return SecurityGroup.Rule(written.transport, ports: written.ports, peer: peer)
  }

  /// A user's word in a message, cut where it is too long to be a number.
  private static func clippedName(_ name: String) -> String {
    name.count > 12 ? "\(name.prefix(12))…" : name
  }
}
