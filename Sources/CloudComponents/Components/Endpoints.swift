// SPDX-License-Identifier: GPL-3.0-or-later
// VPC endpoints: ways to AWS's own services that do not pass the NAT.

package import Quantities
package import RandomVariates
package import ReliabilityModeling

/// A route to S3 or DynamoDB in every private route table: no part of it can fail by itself.
package struct GatewayEndpoint: Hashable, Sendable {
  package static let typeName = "gateway-endpoint"
  /// Such as `s3`.
  package var services: [String]
  /// Route tables that have it; `nil` for all.
  package var attachedTables: [String]?

  package init(services: [String], attachedTables: [String]? = nil) {
    self.services = services
    self.attachedTables = attachedTables
  }
}

/// An interface in each of its zones, found by a regional name that leaves out those it sees down.
package struct InterfaceEndpoint: Hashable, Sendable {
  package static let typeName = "interface-endpoint"
  /// Such as `kms`.
  package var service: String
  /// Of one interface, in both directions together; `nil` is unlimited.
  package var bandwidth: BitsPerSecond?
  /// Severity of a zone incident from which an interface is down.
  package var threshold: Share
  /// Until the regional name leaves out an interface, or has it again.
  package var removal: DurationLaw

  package init(
    service: String, bandwidth: BitsPerSecond?, threshold: Share = Share(0.5),
    removal: DurationLaw
  ) {
    self.service = service
    self.bandwidth = bandwidth
    self.threshold = threshold
    self.removal = removal
  }
}

/// A way to one of AWS's services, as an endpoint offers it to the hosts of a design.
package struct EndpointWay: Hashable, Sendable {
  /// One interface.
  package struct Interface: Hashable, Sendable {
    package let path: ComponentPath
    package let zone: String
    package let answered: Signal

    package init(_ path: ComponentPath, in zone: String, answered: Signal) {
      self.path = path
      self.zone = zone
      self.answered = answered
    }
  }
  package let component: String
  package let service: String
  /// Empty for a gateway endpoint.
  package var interfaces: [Interface]

  package init(of component: String, to service: String, interfaces: [Interface] = []) {
    self.component = component
    self.service = service
    self.interfaces = interfaces
  }
}

extension GatewayEndpoint {
  package func lower(at place: Placement, into model: inout DesignLowering) {
    for service in services {
      model.provide(EndpointWay(of: place.component, to: service), interface: nil)
    }
  }
}

extension InterfaceEndpoint {
  package func lower(at place: Placement, into model: inout DesignLowering) {
    model.builder.add(RepairableUnit(place.path))
    model.expose(
      Exposure(
        place.path, as: .zoneService(threshold: threshold.value, strain: nil, slope: 0),
        in: place.zone, ofType: Self.typeName))
    let answer = ComponentPath("answer") / place.path.text
    model.builder.add(
      Detector(answer, target: .part(place.path), timing: .delay(removal)))
    var needs = [Signal.part(place.path)]
    if case .design = model.world.change?.reach { needs += model.changes(in: place.zone) }
    model.builder.add(
      FlowNode(
        place.path, while: needs.count == 1 ? needs[0] : .all(needs),
        capacity: bandwidth.map { .scaled(Int64($0.value), .full) } ?? .unlimited, to: .end))
    model.builder.add(.carried(name: "carried/\(place.path)", node: place.path))
    model.provide(
      EndpointWay(of: place.component, to: service),
      interface: EndpointWay.Interface(place.path, in: place.zone, answered: .part(answer)))
  }
}
