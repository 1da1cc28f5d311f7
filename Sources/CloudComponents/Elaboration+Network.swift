// SPDX-License-Identifier: GPL-3.0-or-later
// From what a design says about its network to the graph that packets see.

import Diagnostics
import NetworkReachability
import ScenarioFormat

/// Where the parts of a graph come from.
struct NetworkOrigins {
  /// The group and the zone of each subnet.
  var subnets: [(group: VPCNetwork.SubnetGroup, zone: String)] = []
  /// The component of each forwarder.
  var forwarders: [Elaboration.PlacedComponent] = []
}

extension Elaboration {
  /// The graph of this design, and where its parts come from.
  ///
  /// Everything that is named must exist.
  func networkGraph() -> (graph: NetworkGraph, origins: NetworkOrigins) {
    var origins = NetworkOrigins()
    for group in network.groups {
      for subnet in group.subnets { origins.subnets.append((group, subnet.zone)) }
    }
    var interfaces: [NetworkGraph.Interface] = []
    var places: [(component: String, zone: String)] = []
    for component in components where component.component.isRouted {
      for zone in component.zones {
        guard let interface = interface(of: component, in: zone, among: origins) else { continue }
        interfaces.append(interface)
        origins.forwarders.append(component)
        places.append((component.name, zone))
      }
    }
    let subnets = origins.subnets.map { group, zone in
      NetworkGraph.Subnet(
        group.title(in: zone), group.subnet(in: zone)?.prefix ?? network.prefix,
        table: group.written.name, routes: routes(of: group, in: zone, among: places),
        acl: network.acls.firstIndex { $0.acl.name == group.acl } ?? 0)
    }
    let graph = NetworkGraph(
      network.prefix, hasInternetGateway: network.hasInternetGateway, subnets: subnets,
      acls: network.acls.map(\.acl), groups: network.securityGroups.map(\.group),
      forwarders: interfaces,
      peerings: network.peerings.map {
        NetworkGraph.Peering($0.name, with: $0.prefix, leadsBack: $0.leadsBack)
      })
    return (graph, origins)
  }

  /// One copy of a component; `nil` when there is no subnet for it.
  private func interface(
    of component: PlacedComponent, in zone: String, among origins: NetworkOrigins
  ) -> NetworkGraph.Interface? {
    let name = component.group ?? network.publicGroup?.name
    guard
      let subnet = origins.subnets.firstIndex(where: { $0.group.name == name && $0.zone == zone })
    else { return nil }
    let path = "\(component.name)/\(zone)"
    guard let settings = component.interface else {
      return NetworkGraph.Interface(
        path, in: subnet, groups: nil, hasPublicAddress: true, checksDestination: false,
        ports: .managedEphemeral)
    }
    return NetworkGraph.Interface(
      path, in: subnet, groups: positions(ofGroups: settings.securityGroups.value),
      hasPublicAddress: settings.hasPublicAddress.value,
      checksDestination: settings.checksDestination.value, ports: .linuxEphemeral)
  }

  /// Hosts of one subnet.
  func hosts(in subnet: Int, of origins: NetworkOrigins) -> NetworkGraph.Interface {
    let (group, zone) = origins.subnets[subnet]
    return NetworkGraph.Interface(
      group.title(in: zone), in: subnet, groups: positions(ofGroups: group.securityGroups),
      hasPublicAddress: group.hasPublicAddresses, checksDestination: true, ports: .linuxEphemeral)
  }

  private func positions(ofGroups names: [String]) -> [Int] {
    names.compactMap { name in network.securityGroups.firstIndex { $0.group.name == name } }
  }

  /// The routes of a subnet, each component replaced by the copies that may serve its zone.
  private func routes(
    of group: VPCNetwork.SubnetGroup, in zone: String,
    among places: [(component: String, zone: String)]
  ) -> RouteTable<NetworkGraph.NextHop> {
    var table = RouteTable<NetworkGraph.NextHop>(local: group.table.local)
    for route in group.table.routes {
      table.insert(Route(to: route.destination, target: hop(to: route.target, from: zone, places)))
    }
    return table
  }

  private func hop(
    to target: RouteTarget?, from zone: String, _ places: [(component: String, zone: String)]
  ) -> NetworkGraph.NextHop? {
    switch target {
    case nil: return nil
    case .internetGateway: return .internetGateway
    case .peering(let name):
      return network.peerings.firstIndex { $0.name == name }.map { .peering($0) }
    case .component(let name):
      let start = world.zones.firstIndex(of: zone) ?? 0
      let copies = world.zones.indices.flatMap { offset in
        let other = world.zones[(start + offset) % world.zones.count]
        return places.indices.filter { places[$0].component == name && places[$0].zone == other }
      }
      let takesOver = components.contains { $0.name == name && $0.component.takesOver }
      return copies.isEmpty ? nil : .forwarders(takesOver ? copies : Array(copies.prefix(1)))
    }
  }
}
