// SPDX-License-Identifier: GPL-3.0-or-later
// Reads route tables: those with names, and those that subnets write for themselves.

import Diagnostics
import NetworkReachability
import ScenarioFormat

extension RouteTarget {
  /// The words that are no names of components.
  static let reserved = ["internet-gateway", "blackhole"]

  fileprivate init?(named name: String, peerings: [String]) {
    switch name {
    case "blackhole": return nil
    case "internet-gateway": self = .internetGateway
    default: self = peerings.contains(name) ? .peering(name) : .component(name)
    }
  }
}

/// Reads routes, knowing the network around them.
struct RouteReading {
  /// `nil` when it could not be read.
  let vpc: IPv4Prefix?
  let peerings: [VPCNetwork.WrittenPeering]
  let hasInternetGateway: Bool

  /// One of the tables with names.
  func table(_ key: LocatedNode.Key, _ read: inout FieldReader) -> VPCNetwork.WrittenTable {
    let entries = read.node.map ?? []
    for entry in entries { _ = read.take(entry.key.name) }
    return table(key.name, at: key.location, of: entries, isOfSubnet: false, &read)
  }

  /// The table of a subnet that writes `routes`.
  func routes(
    _ written: LocatedNode, of key: LocatedNode.Key, _ read: inout FieldReader
  )
    -> VPCNetwork.WrittenTable
  {
    if written.map == nil {
      read.fail("routes", "'routes' of \(read.subject): expected a map of destinations")
    }
    return table(key.name, at: key.location, of: written.map ?? [], isOfSubnet: true, &read)
  }

  private func table(
    _ name: String, at location: SourceLocation, of entries: [LocatedNode.Entry],
    isOfSubnet: Bool, _ read: inout FieldReader
  ) -> VPCNetwork.WrittenTable {
    var routes: [VPCNetwork.WrittenRoute] = []
    var table = RouteTable<RouteTarget>(local: vpc.map { [$0] } ?? [])
    for entry in entries {
      guard let route = route(entry, &read) else { continue }
      routes.append(route)
      if !table.insert(Route(to: route.destination, target: route.target)) {
        read.fail(
          "routes", "\(read.subject) has two routes to \(route.destination)", at: route.location)
      }
    }
    return VPCNetwork.WrittenTable(
      name: name, location: location, routes: routes, table: table, isOfSubnet: isOfSubnet)
  }

  /// Destination, then `internet-gateway`, `blackhole`, a peering or a component.
  private func route(
    _ entry: LocatedNode.Entry, _ read: inout FieldReader
  ) -> VPCNetwork.WrittenRoute? {
    let key = LocatedNode(.scalar(entry.key.name, isQuoted: false), at: entry.key.location)
    do {
      let destination = try IPv4Prefix(reading: key)
      let name = try String(reading: entry.value)
      let target = RouteTarget(named: name, peerings: peerings.map(\.name))
      let route = VPCNetwork.WrittenRoute(
        destination: destination, target: target, location: entry.value.location)
      check(route, at: entry.key.location, &read)
      return route
    } catch {
      read.fail(
        "routes", "route of \(read.subject): \(error.message)", at: error.location,
        notes: error.notes)
      return nil
    }
  }

  private func check(
    _ route: VPCNetwork.WrittenRoute, at location: SourceLocation, _ read: inout FieldReader
  ) {
    let title = "route of \(read.subject) to \(route.destination)"
    if let vpc, route.destination == vpc {
      read.fail(
        "routes", "\(title) would replace the local one, which cannot be changed", at: location)
    }
    switch route.target {
    case .internetGateway where !hasInternetGateway:
      read.fail(
        "routes", "\(title) leads to an internet gateway, and the network has none",
        at: route.location)
    case .peering(let name):
      guard let peering = peerings.first(where: { $0.name == name }),
        !peering.prefix.overlaps(route.destination)
      else { return }
      read.fail(
        "routes",
        "\(title) leads through peering '\(name)', which ends at the peer's \(peering.prefix)",
        at: route.location,
        notes: ["peering is not transitive: what lies behind the peer needs a way of its own"])
    case .internetGateway, .component, nil: return
    }
  }
}
