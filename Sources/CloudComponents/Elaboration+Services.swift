// SPDX-License-Identifier: GPL-3.0-or-later
// Services over resolved routes, and the bill.

import Diagnostics
import NetworkReachability
import Quantities
import ReliabilityModeling
import ScenarioFormat

extension Elaboration {
  /// Who carries a service, by the default routes of its subnets.
  func service(
    from written: WrittenService, noting sink: inout DiagnosticSink
  ) -> EgressService {
    var sources: [EgressService.Source] = []
    if !written.isIncomplete, !network.isIncomplete {
      let groups = written.groups.compactMap { network.group(named: $0) }
      let usable = groups.compactMap { group in
        carrier(of: written, from: group, noting: &sink).map { (group, $0) }
      }
      sources = self.sources(of: written, over: usable, noting: &sink)
    }
    return EgressService(
      name: written.name, demand: written.demand, variation: written.variation,
      shape: written.shape, sources: sources,
      awsParts: written.awsParts, onZoneLoss: written.onZoneLoss,
      shiftOnEgressLoss: written.shiftOnEgressLoss, tolerance: written.tolerance)
  }

  /// The component to which the default route of a group leads; a finding when it leads nowhere.
  private func carrier(
    of service: WrittenService, from group: VPCNetwork.SubnetGroup,
    noting sink: inout DiagnosticSink
  ) -> String? {
    let from = "service '\(service.name)' leaves from subnet '\(group.name)'"
    let place = service.groupsLocation
    let line = group.writtenDefault?.location.line ?? group.location.line
    let verdict =
      service.destination.block.map { group.table.verdict(for: $0.first) }
      ?? group.table.defaultRoute
    switch verdict {
    case .target(.peering): return nil  // The walk through the network says why not.
    case .target(.component(let name)):
      // A component that is missing or could not be read has had its finding.
      return components.contains { $0.name == name && !$0.zones.isEmpty } ? name : nil
    case .target(.internetGateway) where !group.hasPublicAddresses:
      sink.error(
        "\(from), whose hosts have no public address and so no way to the internet", at: place,
        notes: ["its route to internet-gateway stands at line \(line)"])
    case .target(.internetGateway):
      sink.error(
        "\(from), whose hosts reach the internet by addresses of their own", at: place,
        notes: [
          "nothing of the design carries it; its route to internet-gateway stands at line \(line)"
        ])
    case .blackhole:
      sink.error(
        "\(from), whose default route drops packets", at: place,
        notes: ["the route stands at line \(line)"])
    case .noRoute, .local:
      sink.error(
        "\(from), which has no default route", at: place,
        notes: [
          "subnet '\(group.name)' at line \(line) needs 'routes: { 0.0.0.0/0: … }'"
        ])
    }
    return nil
  }

  /// One source a zone and carrier; a zone's share is divided evenly among its groups.
  private func sources(
    of service: WrittenService, over groups: [(VPCNetwork.SubnetGroup, String)],
    noting sink: inout DiagnosticSink
  ) -> [EgressService.Source] {
    let zones = world.zones.filter { zone in groups.contains { $0.0.subnet(in: zone) != nil } }
    var sources: [EgressService.Source] = []
    for (zone, share) in zip(world.zones, service.shares) {
      let here = groups.filter { $0.0.subnet(in: zone) != nil }
      if here.isEmpty {
        if !groups.isEmpty, let share, share.value > 0 {
          sink.error(
            "service '\(service.name)' has demand in zone \(zone), but no subnet there",
            at: service.location)
        }
        continue
      }
      let part = (share?.value ?? 1 / Double(zones.count)) / Double(here.count)
      for (_, carrier) in here where part > 0 {
        let before = sources.firstIndex { $0.zone == zone && $0.component == carrier }
        let share = before.map { sources.remove(at: $0).share.value } ?? 0
        sources.append(.init(zone: zone, by: carrier, share: Share(share + part)))
      }
    }
    return sources
  }

  /// Lists which copy serves a zone that has none, where there was a choice.
  mutating func noteNeighbours(
    serving services: [EgressService], among instances: [Instance]
  ) {
    for source in services.flatMap(\.sources) {
      let copies = instances.filter { $0.place.component == source.component }
      guard copies.count > 1, let owner = owner(of: source.zone, among: copies),
        owner.place.zone != source.zone
      else { continue }
      let choice = Cited.judgement(owner.place.path.text)
      let path = "\(source.component).carrierOfZone.\(source.zone)"
      guard !assumptions.contains(where: { $0.path == path }) else { continue }
      assumptions.append(Assumption(path: path, value: choice.value, of: choice))
    }
  }

  /// The bill: what each copy costs, what crosses zones, what leaves.
  func bill(for instances: [Instance], serving services: [EgressService]) -> [Billable] {
    var bill = instances.flatMap { $0.component.billables(at: $0.place, at: prices) }
    for instance in instances where isReachedFromOtherZones(instance, in: instances, services) {
      let path = instance.place.path
      bill.append(
        Billable(
          .crossZone, "\(path), gigabytes from other zones",
          .perGigabyteCarried(
            measure: "carried/xzone/\(path)", factor: Double(prices.zoneCrossingDirections)),
          at: prices.zoneCrossing))
    }
    for service in services {
      bill.append(
        Billable(
          .outbound, "\(service.name), gigabytes to the internet",
          .perGigabyteServed(service: service.name), at: prices.outbound))
    }
    return bill
  }

  /// Whether the route of another zone leads to a copy, or may be moved to it.
  private func isReachedFromOtherZones(
    _ instance: Instance, in all: [Instance], _ services: [EgressService]
  ) -> Bool {
    let place = instance.place
    let copies = all.filter { $0.place.component == place.component }
    let sources = services.flatMap(\.sources).filter {
      $0.component == place.component && $0.zone != place.zone
    }
    if instance.component.takesOver { return !sources.isEmpty }
    return sources.contains { owner(of: $0.zone, among: copies)?.place.path == place.path }
  }

  /// The copy that serves a zone: its own, or the next in cyclic order of the zones.
  private func owner(of zone: String, among copies: [Instance]) -> Instance? {
    guard let start = world.zones.firstIndex(of: zone) else { return nil }
    for offset in world.zones.indices {
      let other = world.zones[(start + offset) % world.zones.count]
      if let copy = copies.first(where: { $0.place.zone == other }) { return copy }
    }
    return nil
  }
}
