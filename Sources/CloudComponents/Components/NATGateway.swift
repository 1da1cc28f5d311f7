// SPDX-License-Identifier: GPL-3.0-or-later
// A zonal NAT gateway: redundant inside its zone, struck by incidents only.

package import Quantities
import ReliabilityModeling

/// A managed gateway of one zone; it has no failure modes of its own, for what strikes one strikes
/// all of the zone or region.
package struct NATGateway: Hashable, Sendable {
  /// Name of the type in scenarios.
  package static let typeName = "nat-gateway"
  /// Sustained rate in one direction.
  package var bandwidth: BitsPerSecond
  /// Severity of a zone incident from which it is down.
  package var threshold: Share
  /// Below the threshold its capacity falls by this times the severity.
  package var strain: Share

  package init(
    bandwidth: BitsPerSecond, threshold: Share = Share(0.5), strain: Share = Share(0)
  ) {
    self.bandwidth = bandwidth
    self.threshold = threshold
    self.strain = strain
  }
}

extension NATGateway {
  /// Adds the gateway of one zone.
  package func lower(at place: Placement, into model: inout DesignLowering) {
    model.builder.add(RepairableUnit(place.path))
    var level = FlowLevel.full
    var strained: ComponentPath?
    if strain.value > 0 {
      let path = DesignLowering.path(of: "strain", beside: place.path)
      model.builder.add(LeafLevel(path))
      level = .leaf(path)
      strained = path
    }
    model.expose(
      Exposure(
        place.path,
        as: .zoneService(
          threshold: threshold.value, strain: strained, slope: strain.value),
        in: place.zone, ofType: Self.typeName))
    model.provide(
      EgressGateway(
        place.path, of: place.component, in: place.zone, while: .part(place.path),
        bandwidth: bandwidth, strain: level, billsTraffic: true))
  }
}
