// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a connection through a network, check by check, there and back.

/// One check that packets meet on their way, and how it ends.
package struct Hop: Hashable, Sendable {
  /// Packets of the one who opens the connection, or the answers.
  package enum Leg: String, Hashable, Sendable { case request, reply }

  /// Who sends: the hosts where the way begins, or what forwards for them.
  package enum Party: Hashable, Sendable {
    case hosts
    case forwarder(Int)
  }

  /// What looks at the packets; numbers are positions in the graph's lists.
  package enum Check: Hashable, Sendable {
    case securityGroups(of: Party, FilterDirection)
    case networkACL(subnet: Int, FilterDirection)
    /// The best route of a subnet's table; `nil` when there is none.
    case route(subnet: Int, Route<NetworkGraph.NextHop>?)
    case destinationCheck(Int)
    /// What forwards puts its own address in place of the sender's.
    case translation(Int)
    case publicAddress(of: Party)
    case internetGateway
    case peering(Int)
  }

  /// Why packets end other than by a filter.
  package enum Refusal: Hashable, Sendable {
    case noRoute, blackhole
    /// The destination is inside the network.
    case local
    /// A way that leads through one forwarder twice.
    case loop
    case destinationChecked, noPublicAddress, noInternetGateway
    /// The destination is private, and not the peer's.
    case notTransitive
    /// The destination lies behind a gateway of the peer.
    case edgeToEdge
    /// The peer has no route to this network.
    case noWayBack
  }

  /// How a check ends for its packets.
  package enum Outcome: Hashable, Sendable {
    /// By rules at these positions, where there are rules.
    case passed(by: [Int])
    /// A filter drops some or all.
    case filtered(FilterVerdict.Denied)
    case refused(Refusal)
  }

  package let leg: Leg
  package let check: Check
  package let traffic: TrafficClass
  package let outcome: Outcome

  /// A filter that drops less than this share of the connections does not end the way.
  package static let negligibleShare = 0.01

  /// Whether the way ends here.
  package var isDead: Bool {
    switch outcome {
    case .passed: false
    case .filtered(let denied): denied.share >= Self.negligibleShare
    case .refused: true
    }
  }
}

/// One way of a connection from hosts to a destination, and of its replies.
package struct NetworkPath: Hashable, Sendable {
  /// In the order in which packets meet them; where the way is dead it ends.
  package private(set) var hops: [Hop] = []
  /// Positions of what forwards, from the hosts on.
  package private(set) var forwarders: [Int] = []

  /// The check at which the way ends before its replies have arrived.
  package var dead: Hop? { hops.last.flatMap { $0.isDead ? $0 : nil } }
  /// Filters that drop a little of what passes.
  package var leaks: [Hop] {
    hops.filter { hop in
      guard case .filtered = hop.outcome else { return false }
      return !hop.isDead
    }
  }

  init() {}

  /// Adds a check, unless the way has ended.
  mutating func meet(
    _ check: Hop.Check, _ leg: Hop.Leg, _ traffic: TrafficClass, _ outcome: Hop.Outcome
  ) {
    guard dead == nil else { return }
    hops.append(Hop(leg: leg, check: check, traffic: traffic, outcome: outcome))
  }

  mutating func enter(_ forwarder: Int) { forwarders.append(forwarder) }
}
