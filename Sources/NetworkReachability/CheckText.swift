// SPDX-License-Identifier: GPL-3.0-or-later
// Each check of a way in words: what looks at the packets, and which rule decides.

extension Hop {
  /// What a check is and how it ends, without where it takes place.
  package struct Kind: Hashable, Sendable {
    package let leg: Leg
    package let title: String
    package let outcome: Outcome
  }

  package var kind: Kind {
    let title =
      switch check {
      case .securityGroups(_, let direction): "groups \(direction.rawValue)"
      case .networkACL(_, let direction): "acl \(direction.rawValue)"
      case .route: "route"
      case .destinationCheck: "destination check"
      case .translation: "translation"
      case .publicAddress: "public address"
      case .internetGateway: "internet gateway"
      case .peering: "peering"
      }
    return Kind(leg: leg, title: title, outcome: outcome)
  }
}

extension NetworkGraph {
  /// What looks at the packets, such as `network ACL 'private', inbound tcp 443`.
  package func title(of hop: Hop, from hosts: Interface) -> String {
    switch hop.check {
    case .securityGroups(let party, let direction):
      let names = groups(of: party, from: hosts).map { "'\($0.name)'" }.joined(separator: ", ")
      return "security group \(names), \(direction.rawValue) \(hop.traffic.service)"
    case .networkACL(let subnet, let direction):
      let name = acls[subnets[subnet].acl].name
      return "network ACL '\(name)', \(direction.rawValue) \(hop.traffic.service)"
    case .route(let subnet, _): return "route table '\(subnets[subnet].table)'"
    case .destinationCheck: return "source/destination check"
    case .translation: return "address translation"
    case .publicAddress: return "public address"
    case .internetGateway: return "internet gateway"
    case .peering: return "peering"
    }
  }

  /// The rule or route that lets packets pass, or why they end here.
  package func decision(at hop: Hop, from hosts: Interface) -> String {
    guard case .passed(let rules) = hop.outcome else {
      // Here the subject is one packet.
      let complaint = complaint(of: hop, from: hosts)
      return complaint.hasPrefix("are ") ? "is \(complaint.dropFirst(4))" : complaint
    }
    switch hop.check {
    case .securityGroups(let party, let direction):
      let all = groups(of: party, from: hosts).flatMap { $0.rules(direction) }
      return rules.map { all[$0].text(direction) }.joined(separator: "; ")
    case .networkACL(let subnet, let direction):
      let all = acls[subnets[subnet].acl].rules(direction)
      return rules.map { "rule \(all[$0].number): \(all[$0].text(direction))" }
        .joined(separator: "; ")
    case .route(_, let route):
      return route.map { "\($0.destination) → \(text(of: $0.target))" } ?? "local"
    case .destinationCheck: return "off"
    case .translation(let position):
      return "sends on from its own address, ports \(forwarders[position].ports)"
    case .publicAddress: return "there is one"
    case .internetGateway: return "attached"
    case .peering(let position): return "\(peerings[position].peer)"
    }
  }

  private func text(of next: NextHop?) -> String {
    switch next {
    case nil: return "blackhole"
    case .internetGateway: return "internet-gateway"
    case .peering(let position): return peerings[position].name
    case .forwarders(let candidates):
      let names = candidates.map { forwarders[$0].name }
      guard let first = names.first, names.count > 1 else { return names.first ?? "blackhole" }
      return "\(first), may move to \(names.dropFirst().joined(separator: ", "))"
    }
  }
}
