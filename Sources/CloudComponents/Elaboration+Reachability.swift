// SPDX-License-Identifier: GPL-3.0-or-later
// Walks every service through the network, and says at which hop and by which rule it ends.

import Diagnostics
import NetworkReachability
import ScenarioFormat

extension Elaboration {
  /// Walks every service from each of its subnets.
  ///
  /// - Returns: The ways; what ends on its way is noted.
  func reachability(noting sink: inout DiagnosticSink) -> Reachability {
    let (graph, origins) = networkGraph()
    var ways: [ServiceWays] = []
    for service in written {
      let first = ways.count
      for subnet in graph.subnets.indices
      where service.groups.contains(origins.subnets[subnet].group.name) {
        ways.append(self.ways(of: service, from: hosts(in: subnet, of: origins), in: graph))
      }
      var findings = PathFindings(of: service, in: graph, origins, of: self)
      for way in ways[first...] { findings.add(way) }
      findings.note(in: &sink)
    }
    return Reachability(graph: graph, ways: ways)
  }

  private func ways(
    of service: WrittenService, from hosts: NetworkGraph.Interface, in graph: NetworkGraph
  ) -> ServiceWays {
    var classes: [ServiceWays.Class] = []
    for addresses in graph.classes(of: service.destination.graph) {
      let paths = graph.paths(from: hosts, to: addresses, opening: service.connection)
      let ways = ServiceWays.Class(addresses: addresses, paths: paths)
      classes.append(ways)
      // Some of the internet is enough.
      if service.destination.block == nil, ways.isOpen { break }
    }
    return ServiceWays(
      service: service.name, destination: service.destination.graph,
      connection: service.connection, hosts: hosts, classes: classes)
  }
}

/// What stands in the way of one service, collected over its subnets.
private struct PathFindings {
  /// One fault, and from which subnets it is met.
  private struct Finding {
    let hop: Hop
    let complaint: String
    let location: SourceLocation
    /// Those that meet just this.
    var subnets: [String]
    /// Those that meet the like of it in their own zones.
    var others: [String] = []
    let way: String

    /// Whether one change to the scenario ends both.
    func isLike(_ other: Self) -> Bool {
      guard location == other.location, hop.leg == other.hop.leg else { return false }
      switch (hop.outcome, other.hop.outcome) {
      case (.filtered(let denied), .filtered(let second)): return denied.rule == second.rule
      case (.refused(let refusal), .refused(let second)): return refusal == second
      case (.passed, _), (.filtered, _), (.refused, _): return complaint == other.complaint
      }
    }
  }

  private let service: WrittenService
  private let graph: NetworkGraph
  private let origins: NetworkOrigins
  private let elaboration: Elaboration
  private var findings: [Finding] = []

  init(
    of service: WrittenService, in graph: NetworkGraph, _ origins: NetworkOrigins,
    of elaboration: Elaboration
  ) {
    self.service = service
    self.graph = graph
    self.origins = origins
    self.elaboration = elaboration
  }

  /// Takes what ends the ways from one subnet; of what only some addresses meet, the most of it.
  mutating func add(_ ways: ServiceWays) {
    let faulty = ways.isOpen ? [] : ways.classes.filter { !$0.isOpen }
    let reported: [ServiceWays.Class]
    switch ways.destination {
    case .internet: reported = Array(faulty.prefix(1))
    case .block: reported = faulty
    }
    for path in reported.flatMap(\.paths) {
      if let hop = path.dead { add(hop, on: path, from: ways.hosts) }
    }
    for path in ways.shown?.paths ?? [] where path.dead == nil {
      for hop in path.leaks { add(hop, on: path, from: ways.hosts) }
      if path.forwarders.isEmpty, let last = path.hops.last { addUnsimulated(last, path, ways) }
    }
  }

  private mutating func add(
    _ hop: Hop, on path: NetworkPath, from hosts: NetworkGraph.Interface
  ) {
    let complaint = graph.complaint(of: hop, from: hosts)
    let location = self.location(of: hop, on: path, from: hosts)
    add(
      Finding(
        hop: hop, complaint: complaint, location: location, subnets: [hosts.name],
        way: graph.course(of: path, from: hosts)))
  }

  private mutating func add(_ finding: Finding) {
    guard let known = findings.firstIndex(where: { $0.isLike(finding) }) else {
      findings.append(finding)
      return
    }
    let subnet = finding.subnets[0]
    guard !(findings[known].subnets + findings[known].others).contains(subnet) else { return }
    if findings[known].complaint == finding.complaint {
      findings[known].subnets.append(subnet)
    } else {
      findings[known].others.append(subnet)
    }
  }

  /// A way that no component carries cannot be simulated.
  private mutating func addUnsimulated(_ hop: Hop, _ path: NetworkPath, _ ways: ServiceWays) {
    add(
      Finding(
        hop: path.hops[0],
        complaint: "passes no component of the design, so that nothing of it can be simulated",
        location: service.groupsLocation, subnets: [ways.hosts.name],
        way: graph.course(of: path, from: ways.hosts)))
  }

  /// Errors for what ends ways, warnings for what takes a little of them.
  func note(in sink: inout DiagnosticSink) {
    for finding in findings {
      let from = "\(service.name) from \(enumerated(finding.subnets))"
      let subject = finding.hop.leg == .reply ? "replies to \(from)" : from
      let others = finding.others.isEmpty ? [] : ["likewise from \(enumerated(finding.others))"]
      let notes = ["way: \(finding.way)"] + others
      if case .filtered = finding.hop.outcome, !finding.hop.isDead {
        sink.warning("\(subject) \(finding.complaint)", at: finding.location, notes: notes)
      } else {
        sink.error("\(subject) \(finding.complaint)", at: finding.location, notes: notes)
      }
    }
  }
}

extension PathFindings {
  /// Where what ends a way is written.
  private func location(
    of hop: Hop, on path: NetworkPath, from hosts: NetworkGraph.Interface
  ) -> SourceLocation {
    switch hop.check {
    case .networkACL(let subnet, let direction):
      return location(ofACL: graph.subnets[subnet].acl, direction, hop)
    case .securityGroups(let party, _): return location(ofGroupsOf: party, hosts)
    case .route(let subnet, let route):
      let table = origins.subnets[subnet].group.written
      return table.routes.first { $0.destination == route?.destination }?.location
        ?? table.location
    case .destinationCheck(let forwarder):
      let component = origins.forwarders[forwarder]
      return component.interface?.checksDestination.location ?? component.location
    case .translation(let forwarder): return origins.forwarders[forwarder].location
    case .publicAddress(.forwarder(let forwarder)):
      let component = origins.forwarders[forwarder]
      return component.interface?.hasPublicAddress.location ?? component.location
    case .publicAddress(.hosts), .internetGateway, .peering:
      // The route that led here.
      guard
        let previous = path.hops.last(where: { if case .route = $0.check { true } else { false } })
      else { return service.groupsLocation }
      return location(of: previous, on: path, from: hosts)
    }
  }

  private func location(
    ofACL position: Int, _ direction: FilterDirection, _ hop: Hop
  ) -> SourceLocation {
    let written = elaboration.network.acls[position]
    guard case .filtered(let denied) = hop.outcome, let rule = denied.rule else {
      return written.location
    }
    switch direction {
    case .inbound: return written.inbound[rule]
    case .outbound: return written.outbound[rule]
    }
  }

  /// The one group that is at fault, or where the groups are named.
  private func location(
    ofGroupsOf party: Hop.Party, _ hosts: NetworkGraph.Interface
  ) -> SourceLocation {
    let groups: [Int]
    let place: SourceLocation
    switch party {
    case .hosts:
      groups = hosts.groups ?? []
      place = origins.subnets[hosts.subnet].group.location
    case .forwarder(let position):
      groups = graph.forwarders[position].groups ?? []
      let component = origins.forwarders[position]
      place = component.interface?.securityGroups.location ?? component.location
    }
    guard groups.count == 1, let only = groups.first else { return place }
    return elaboration.network.securityGroups[only].location ?? place
  }
}

/// Names as a sentence lists them: `a`, `a and b`, `a, b and c`.
package func enumerated(_ names: [String]) -> String {
  guard names.count > 1, let last = names.last else { return names.first ?? "" }
  return "\(names.dropLast().joined(separator: ", ")) and \(last)"
}
