// SPDX-License-Identifier: GPL-3.0-or-later
// Ways and their checks in words.

extension NetworkACL.Rule {
  /// As it is written: `allow tcp 443 from 10.0.0.0/16`.
  package func text(_ direction: FilterDirection) -> String {
    let verb = allows ? "allow" : "deny"
    return "\(verb) \(ruleText(pattern.transport, pattern.ports, direction, pattern.remote.text))"
  }
}

extension SecurityGroup.Rule {
  /// As it is written: `tcp 443 from app`.
  package func text(_ direction: FilterDirection) -> String {
    switch peer {
    case .block(let block): ruleText(transport, ports, direction, block.text)
    case .group(let name): ruleText(transport, ports, direction, name)
    }
  }
}

extension IPv4Prefix {
  /// The word for all addresses, or the block.
  fileprivate var text: String { self == .everything ? "anywhere" : description }
}

private func ruleText(
  _ transport: TransportProtocol?, _ ports: PortRange, _ direction: FilterDirection,
  _ peer: String
) -> String {
  let name = transport?.rawValue ?? "all"
  let which = ports == .all ? "" : " \(ports)"
  return "\(name)\(which) \(direction == .inbound ? "from" : "to") \(peer)"
}

extension TrafficClass {
  /// Protocol and ports, such as `tcp 443`.
  package var service: String {
    ports == .all ? transport.rawValue : "\(transport.rawValue) \(ports)"
  }
}

extension NetworkGraph {
  /// Who sends, by name.
  package func name(of party: Hop.Party, from hosts: Interface) -> String {
    switch party {
    case .hosts: "hosts of \(hosts.name)"
    case .forwarder(let position): forwarders[position].name
    }
  }

  /// The stations of a way in one line, such as `private-a → nat/a → internet gateway`.
  package func course(of path: NetworkPath, from hosts: Interface) -> String {
    var stations = [hosts.name] + path.forwarders.map { forwarders[$0].name }
    for hop in path.hops {
      switch hop.check {
      case .internetGateway: stations.append("internet gateway")
      case .peering(let position): stations.append("peering \(peerings[position].name)")
      case .securityGroups, .networkACL, .route, .destinationCheck, .translation, .publicAddress:
        continue
      }
    }
    return stations.joined(separator: " → ")
  }

  /// Why a way ends at a check, as it follows its subject: `is denied by network ACL 'private' …`.
  ///
  /// The hop must not have let everything pass.
  package func complaint(of hop: Hop, from hosts: Interface) -> String {
    switch hop.outcome {
    case .passed: preconditionFailure("a check that let all pass gives no cause for complaint")
    case .filtered(let denied): return denial(denied, at: hop, from: hosts)
    case .refused(let refusal): return self.refusal(refusal, at: hop, from: hosts)
    }
  }

  private func denial(
    _ denied: FilterVerdict.Denied, at hop: Hop, from hosts: Interface
  ) -> String {
    let verb = hop.leg == .reply ? "are denied" : "is denied"
    let part = denied.part
    switch hop.check {
    case .networkACL(let subnet, let direction):
      let acl = acls[subnets[subnet].acl]
      let what = "(\(direction.rawValue) \(part.service))"
      let share = denied.share < Hop.negligibleShare ? ", for some ports only" : ""
      guard let rule = denied.rule else {
        return "\(verb) by network ACL '\(acl.name)', which allows no \(direction.rawValue) "
          + "\(part.service)\(share)"
      }
      let number = acl.rules(direction)[rule].number
      return "\(verb) by network ACL '\(acl.name)' rule \(number) \(what)\(share)"
    case .securityGroups(let party, let direction):
      let names = groups(of: party, from: hosts).map { "'\($0.name)'" }
      let remote =
        part.remote == hop.traffic.remote && direction == .outbound
        ? "it" : part.remote.description
      let side = direction == .inbound ? "from \(remote)" : "to \(remote)"
      guard !names.isEmpty else {
        return "\(verb) at \(name(of: party, from: hosts)), which has no security group"
      }
      let which = "security group\(names.count == 1 ? "" : "s") \(names.joined(separator: ", "))"
      return "\(verb) by \(which) of \(name(of: party, from: hosts)), "
        + "\(names.count == 1 ? "which allows" : "which allow") no \(direction.rawValue) "
        + "\(part.service) \(side)"
    case .route, .destinationCheck, .translation, .publicAddress, .internetGateway, .peering:
      preconditionFailure("only filters deny")
    }
  }

  /// The security groups of a sender.
  package func groups(of party: Hop.Party, from hosts: Interface) -> [SecurityGroup] {
    switch party {
    case .hosts: (hosts.groups ?? []).map { groups[$0] }
    case .forwarder(let position): (forwarders[position].groups ?? []).map { groups[$0] }
    }
  }

  private func refusal(_ refusal: Hop.Refusal, at hop: Hop, from hosts: Interface) -> String {
    let place = self.place(of: hop, from: hosts)
    switch refusal {
    case .noRoute: return "finds no route in \(table(at: hop))"
    case .blackhole: return "is dropped by a route of \(table(at: hop))"
    case .local: return "stays inside the network"
    case .loop: return "comes back to \(place)"
    case .destinationChecked:
      return "ends at \(place), whose source/destination check drops what it should forward"
    case .noPublicAddress: return "ends at \(place), which has no public address"
    case .noInternetGateway: return "finds no internet gateway"
    case .notTransitive:
      return "ends in \(place), because peering is not transitive"
    case .edgeToEdge:
      return "ends in \(place), because a peer's gateways carry nobody else's traffic"
    case .noWayBack: return "gets no replies from \(place), whose routes do not lead back"
    }
  }

  private func table(at hop: Hop) -> String {
    guard case .route(let subnet, _) = hop.check else { return "no table" }
    return "route table '\(subnets[subnet].table)'"
  }

  /// Where a check takes place.
  package func place(of hop: Hop, from hosts: Interface) -> String {
    switch hop.check {
    case .securityGroups(let party, _), .publicAddress(let party):
      return name(of: party, from: hosts)
    case .networkACL(let subnet, _), .route(let subnet, _): return subnets[subnet].name
    case .destinationCheck(let position), .translation(let position):
      return forwarders[position].name
    case .internetGateway: return "internet gateway"
    case .peering(let position): return "peering '\(peerings[position].name)'"
    }
  }
}
