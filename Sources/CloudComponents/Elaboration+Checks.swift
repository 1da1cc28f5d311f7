// SPDX-License-Identifier: GPL-3.0-or-later
// The network is checked before it is simulated: where routes lead, and where components stand.

import Diagnostics
import NetworkReachability
import ScenarioFormat

extension Elaboration {
  /// Every route leads to something that the design has, and somebody leads to every component.
  func checkRoutes(noting sink: inout DiagnosticSink) {
    var reached: [String] = []
    for table in network.allTables {
      for route in table.routes {
        guard case .component(let target)? = route.target else { continue }
        reached.append(target)
        guard isReadable, !names.contains(target) else { continue }
        let subject = table.title
        guard namesAnywhere.contains(target) else {
          sink.error(
            "route of \(subject) to \(route.destination) leads to '\(target)', which no design has",
            at: route.location,
            notes: notesForUnknown(
              target, among: namesAnywhere + network.peerings.map(\.name) + RouteTarget.reserved))
          continue
        }
        sink.error(
          "design '\(name)' has no component '\(target)'", at: location,
          notes: [
            "\(subject) routes \(route.destination) to it at line \(route.location.line)"
          ])
      }
    }
    guard !network.isIncomplete, !hasLostRoute else { return }
    for component in components
    where component.component.isRouted && !reached.contains(component.name) {
      sink.warning(
        "no route leads to \(component.typeName) '\(component.name)' of design '\(name)'",
        at: component.location)
    }
  }

  /// Whether some route leads to a name that no design has.
  private var hasLostRoute: Bool {
    network.allTables.contains { table in
      table.routes.contains { route in
        guard case .component(let target)? = route.target else { return false }
        return !namesAnywhere.contains(target)
      }
    }
  }

  /// What forwards to the internet stands in a public subnet of its zone.
  func checkSubnets(noting sink: inout DiagnosticSink) {
    guard !network.isIncomplete else { return }
    for component in components
    where !component.isIncomplete && component.component.needsPublicSubnet {
      let title = "\(component.typeName) '\(component.name)'"
      if let name = component.group, network.group(named: name) == nil {
        sink.error(
          "there is no subnet '\(name)' for \(title) to stand in", at: component.subnetLocation,
          notes: notesForUnknown(name, among: network.groups.map(\.name)))
        continue
      }
      let named = component.group.flatMap { network.group(named: $0) }
      guard let group = named ?? network.publicGroup else {
        // The route that leads to nothing may have been meant for the internet gateway.
        guard !hasLostRoute else { continue }
        sink.error(
          "\(title) needs a public subnet, and none has a route to internet-gateway",
          at: component.location)
        continue
      }
      guard group.isPublic else {
        checkCycle(of: component, in: group, noting: &sink)
        continue
      }
      let missing = component.zones.filter { group.subnet(in: $0) == nil }
      guard !missing.isEmpty else { continue }
      sink.error(
        "subnet '\(group.name)' has no part in zone \(missing.joined(separator: ", ")), where "
          + "\(title) stands", at: component.location,
        notes: ["subnet '\(group.name)' stands at line \(group.location.line)"])
    }
  }

  /// Says why a private subnet does not carry what forwards: it leads back, elsewhere or nowhere.
  private func checkCycle(
    of component: PlacedComponent, in group: VPCNetwork.SubnetGroup,
    noting sink: inout DiagnosticSink
  ) {
    let title = "\(component.typeName) '\(component.name)'"
    let place = component.subnetLocation
    var way = [component.name]
    var next: VPCNetwork.SubnetGroup? = group
    while let target = next?.carrier {
      way.append(target)
      if target == component.name {
        sink.error(
          "\(title) would send to itself: \(way.joined(separator: " → "))", at: place,
          notes: routeNote(of: group))
        return
      }
      guard way.count <= names.count, let other = components.first(where: { $0.name == target })
      else { break }
      next = other.group.flatMap { network.group(named: $0) } ?? network.publicGroup
    }
    sink.error(
      "\(title) stands in subnet '\(group.name)', whose default route does not lead to "
        + "internet-gateway", at: place, notes: routeNote(of: group))
  }

  private func routeNote(of group: VPCNetwork.SubnetGroup) -> [String] {
    guard let route = group.writtenDefault else {
      return ["subnet '\(group.name)' at line \(group.location.line) has no default route"]
    }
    return ["the default route of subnet '\(group.name)' stands at line \(route.location.line)"]
  }
}
