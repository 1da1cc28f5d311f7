// SPDX-License-Identifier: GPL-3.0-or-later
// The ways of a design's services in words, check by check, for `nines explain`.

package import NetworkReachability

/// One way of a service from one subnet.
package struct WayExplanation: Hashable, Sendable {
  /// A check that packets meet.
  package struct Step: Hashable, Sendable {
    /// Whether it is on the way back.
    package let isReply: Bool
    /// Such as `private-a` or `nat/a`.
    package let place: String
    /// Such as `network ACL 'private', inbound tcp 443`.
    package let check: String
    /// The rule or route that decides, or why the way ends.
    package let decision: String
    package let passes: Bool
  }

  package let service: String
  /// Name of the subnet.
  package let subnet: String
  /// Its address block.
  package let prefix: String
  /// Such as `tcp 443 to the internet`.
  package let connection: String
  /// Stations in one line.
  package let course: String
  /// Whether routes must have been moved for it.
  package let isTakeover: Bool
  package let isOpen: Bool
  package let steps: [Step]
  /// Equal for ways that differ by their zones only.
  package let shape: [Hop.Kind]
}

extension Design {
  /// Every way of every service, those over peers after those that routes lead; empty when errors
  /// stand before it.
  package var ways: [WayExplanation] {
    guard let reachability else { return [] }
    let graph = reachability.graph
    return reachability.ways.flatMap { ways -> [WayExplanation] in
      (ways.shown?.paths ?? []).enumerated().map { number, path in
        WayExplanation(
          service: ways.service, subnet: ways.hosts.name,
          prefix: graph.subnets[ways.hosts.subnet].prefix.description,
          connection: "\(ways.connection) to \(Self.text(of: ways.destination))",
          course: graph.course(of: path, from: ways.hosts), isTakeover: number > 0,
          isOpen: path.dead == nil,
          steps: path.hops.map { hop in
            WayExplanation.Step(
              isReply: hop.leg == .reply, place: graph.place(of: hop, from: ways.hosts),
              check: graph.title(of: hop, from: ways.hosts),
              decision: graph.decision(at: hop, from: ways.hosts), passes: !hop.isDead)
          },
          shape: path.hops.map(\.kind))
      }
    }
  }

  private static func text(of destination: NetworkGraph.Destination) -> String {
    switch destination {
    case .internet: "the internet"
    case .block(let block): block.description
    }
  }
}
