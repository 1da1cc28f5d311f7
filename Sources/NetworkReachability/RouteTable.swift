// SPDX-License-Identifier: GPL-3.0-or-later
// A route table: the longest prefix wins, the network's own addresses are always local.

/// A route: where packets to a destination go.
package struct Route<Target: Hashable & Sendable>: Hashable, Sendable {
  package let destination: IPv4Prefix
  /// `nil` is a black hole: packets are dropped.
  package let target: Target?
  package init(to destination: IPv4Prefix, target: Target?) {
    self.destination = destination
    self.target = target
  }
}

/// The routes of one subnet.
package struct RouteTable<Target: Hashable & Sendable>: Hashable, Sendable {
  /// What a table says about a destination.
  package enum Verdict: Hashable, Sendable {
    /// Inside the network: delivered without a route.
    case local
    case target(Target)
    /// The best route drops packets.
    case blackhole
    case noRoute
  }

  /// Addresses of the network itself.
  package let local: [IPv4Prefix]
  /// Longest prefix first; equal ones in the order of insertion.
  package private(set) var routes: [Route<Target>] = []

  package init(local: [IPv4Prefix]) { self.local = local }

  /// Adds a route and returns whether it was; a second one to the same destination is refused.
  @discardableResult
  package mutating func insert(_ route: Route<Target>) -> Bool {
    guard !routes.contains(where: { $0.destination == route.destination }) else { return false }
    let position =
      routes.firstIndex { $0.destination.length < route.destination.length } ?? routes.endIndex
    routes.insert(route, at: position)
    return true
  }

  /// Where a packet to `address` goes: the longest prefix wins, and one that is more specific than
  /// the network's own may lead parts of it away.
  package func verdict(for address: IPv4Address) -> Verdict {
    let home = local.filter { $0.contains(address) }.map(\.length).max() ?? -1
    guard let best = route(for: address), best.destination.length > home else {
      return home >= 0 ? .local : .noRoute
    }
    return best.target.map(Verdict.target) ?? .blackhole
  }

  /// The route with the longest prefix that contains an address; the local ones are not among them.
  package func route(for address: IPv4Address) -> Route<Target>? {
    routes.first { $0.destination.contains(address) }
  }

  /// Where packets to addresses outside of every other route go.
  package var defaultRoute: Verdict {
    guard let route = routes.last, route.destination == .everything else { return .noRoute }
    return route.target.map(Verdict.target) ?? .blackhole
  }
}
