// SPDX-License-Identifier: GPL-3.0-or-later
// Which ways the services of a design have through its network.

package import NetworkReachability

/// The ways of one service from one subnet.
package struct ServiceWays: Hashable, Sendable {
  /// Ways to addresses that no route and no rule tells apart.
  package struct Class: Hashable, Sendable {
    package let addresses: AddressRange
    /// One for each forwarder to which a route may be moved, the preferred first.
    package let paths: [NetworkPath]

    /// Whether traffic passes, whatever routes are moved.
    package var isOpen: Bool { paths.allSatisfy { $0.dead == nil } }
  }

  package let service: String
  package let destination: NetworkGraph.Destination
  package let connection: ConnectionKind
  /// The hosts where it begins, in their subnet.
  package let hosts: NetworkGraph.Interface
  package let classes: [Class]

  /// What a report shows: to the internet the largest open class, else the largest closed one.
  package var shown: Class? { classes.first(where: \.isOpen) ?? classes.first }

  /// Whether the service is reached: some of the internet, all of a block.
  package var isOpen: Bool {
    switch destination {
    case .internet: classes.contains(where: \.isOpen)
    case .block: classes.allSatisfy(\.isOpen)
    }
  }
}

/// The network of a design as packets see it, and the ways of its services.
package struct Reachability: Hashable, Sendable {
  package let graph: NetworkGraph
  /// In the order of services, then of subnets.
  package let ways: [ServiceWays]
}
