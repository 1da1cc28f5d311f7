// SPDX-License-Identifier: GPL-3.0-or-later
// A NAT gateway of one zone or of the region: redundant inside each zone, struck by incidents only.

package import Quantities
package import RandomVariates
import ReliabilityModeling
import ScenarioFormat

/// A managed gateway; it has no failure modes of its own but grey ones, for what strikes one
/// strikes all of the zone or region.
package struct NATGateway: Hashable, Sendable {
  /// Name of the type in scenarios.
  package static let typeName = "nat-gateway"
  /// What of a regional gateway lies in one zone, and what does not.
  static let zonalPart = "nat-gateway in a zone"
  static let regionalPart = "nat-gateway of a region"

  /// Who moves its routes to the gateways of other zones.
  package enum Failover: Hashable, Sendable {
    case script(TakeoverScript)
    /// An operator, who also sees a grey failure, and waits so long behind others once an impaired
    /// plane has returned.
    case person(backlog: DurationLaw)
  }

  package var limits: EgressLimits
  /// Severity of a zone incident from which it is down.
  package var threshold: Share
  /// Below the threshold its capacity falls by this times the severity.
  package var strain: Share
  /// `nil` never loses a share of its packets.
  package var grey: GreyFailure?
  /// `nil` leaves every route where it points.
  package var failover: Failover?
  /// It spans all zones, and serves a lost one from another after this; `nil` is a zonal one.
  package var rehoming: DurationLaw?
  /// Subnets from which an own watcher calls the API.
  package var watcherSubnet: String?

  package init(
    limits: EgressLimits, threshold: Share = Share(0.5), strain: Share = Share(0),
    grey: GreyFailure? = nil, failover: Failover? = nil, rehoming: DurationLaw? = nil,
    watcherSubnet: String? = nil
  ) {
    self.limits = limits
    self.threshold = threshold
    self.strain = strain
    self.grey = grey
    self.failover = failover
    self.rehoming = rehoming
    self.watcherSubnet = watcherSubnet
  }
}

extension NATGateway {
  package var takesOver: Bool { failover != nil || rehoming != nil }

  /// Adds the gateway of one zone.
  package func lower(at place: Placement, into model: inout DesignLowering) {
    var gateway = provided(at: place.path, of: place.component, in: place.zone, into: &model)
    let serves = gateway.serves
    if let rehoming {
      gateway.takeover = RouteTakeover(seen: serves, by: .provider(after: rehoming))
    } else {
      switch failover {
      case nil: break
      case .script(let script):
        let parts = WatchedParts(
          serves: serves, grey: greyPath(beside: place.path),
          usualSuccess: AWSFacts.takeoverSuccess.value)
        gateway.takeover = script.lower(at: place, watching: parts, into: &model)
      case .person(let backlog):
        let seen = [serves] + (greyPath(beside: place.path).map { [.part($0)] } ?? [])
        gateway.takeover = RouteTakeover(
          seen: seen.count == 1 ? serves : .all(seen),
          by: .person(fix: model.world.operators.fix), backlog: backlog)
      }
    }
    model.provide(gateway)
  }

  /// Adds one that stands by beside a NAT instance of the same zone.
  func standby(beside place: Placement, into model: inout DesignLowering) -> EgressGateway {
    let path = Self.standbyPath(beside: place.path)
    return provided(at: path, of: place.component, in: place.zone, into: &model)
  }

  static func standbyPath(beside component: ComponentPath) -> ComponentPath {
    DesignLowering.path(of: "fallback", beside: component)
  }

  private func greyPath(beside component: ComponentPath) -> ComponentPath? {
    grey == nil ? nil : DesignLowering.path(of: "grey", beside: component)
  }

  /// Adds its unit, subjects it to its zone and to the service, and describes it as a way out.
  private func provided(
    at path: ComponentPath, of component: String, in zone: String,
    into model: inout DesignLowering
  ) -> EgressGateway {
    var level = FlowLevel.full
    var strained: ComponentPath?
    if strain.value > 0 {
      let leaf = DesignLowering.path(of: "strain", beside: path)
      model.builder.add(LeafLevel(leaf))
      level = .leaf(leaf)
      strained = leaf
    }
    model.builder.add(RepairableUnit(path))
    model.expose(
      Exposure(
        path,
        as: .zoneService(threshold: threshold.value, strain: strained, slope: strain.value),
        in: zone, ofType: rehoming == nil ? Self.typeName : Self.zonalPart,
        partOf: rehoming == nil ? path : Self.regionalPath(of: component)))
    var serves = Signal.part(path)
    if rehoming != nil { serves = .all([serves, regionalUnit(of: component, in: &model)]) }
    let passes = grey.map { $0.level(by: $0.lower(beside: path, into: &model)) }
    return EgressGateway(
      path, of: component, in: zone, at: [EgressGateway.Place(path, in: zone, while: serves)],
      limits: limits, strain: level, passes: passes ?? .full, billsTraffic: true)
  }

  private static func regionalPath(of component: String) -> ComponentPath {
    ComponentPath("region") / component
  }

  /// What an incident of the region's gateways takes of a regional one: all of it, by one coin.
  private func regionalUnit(of component: String, in model: inout DesignLowering) -> Signal {
    let path = Self.regionalPath(of: component)
    if !model.exposures.contains(where: { $0.leaf == path }) {
      model.builder.add(RepairableUnit(path))
      model.expose(
        Exposure(path, as: .none, in: model.world.zones.first ?? "", ofType: Self.regionalPart))
    }
    return .part(path)
  }
}
