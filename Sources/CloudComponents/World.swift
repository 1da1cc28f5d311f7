// SPDX-License-Identifier: GPL-3.0-or-later
// The world of a scenario: what its architect does not choose, the same for every design.

package import Quantities
package import RandomVariates

/// A region with its zones, their trouble, the people on call and what changes break.
package struct World: Hashable, Sendable {
  package var region: String
  /// Names of the zones in use, in declared order.
  package var zones: [String]
  /// Zones that the region has, those not in use included; at least 1.
  package var zonePopulation: Int
  package var incidents: IncidentModes
  /// Dated rows that take the place of drawn incidents; `nil` draws them.
  package var replay: Replay?
  package var operators: Operators
  /// `nil`: nothing is ever broken by a change.
  package var change: Change?
  /// Independent impairments of planes; those not listed have none.
  package var planes: [PlaneImpairment]

  package init(
    region: String, zones: [String], zonePopulation: Int? = nil, incidents: IncidentModes,
    replay: Replay? = nil, operators: Operators, change: Change? = nil,
    planes: [PlaneImpairment] = []
  ) {
    self.region = region
    self.zones = zones
    self.zonePopulation = zonePopulation ?? zones.count
    self.incidents = incidents
    self.replay = replay
    self.operators = operators
    self.change = change
    self.planes = planes
  }
}

/// The incident modes that strike zones and managed gateways; `nil` switches one off.
package struct IncidentModes: Hashable, Sendable {
  /// Partial or whole loss of a zone.
  package var zone: ZoneIncidents?
  /// Loss of a zone's control planes alone.
  package var zoneControl: IncidentMode?
  /// Loss of every NAT gateway of a zone.
  package var gatewayZone: IncidentMode?
  /// Loss of a share of the region's NAT gateways.
  package var gatewayRegion: IncidentMode?

  package init(
    zone: ZoneIncidents? = nil, zoneControl: IncidentMode? = nil,
    gatewayZone: IncidentMode? = nil, gatewayRegion: IncidentMode? = nil
  ) {
    self.zone = zone
    self.zoneControl = zoneControl
    self.gatewayZone = gatewayZone
    self.gatewayRegion = gatewayRegion
  }
}

/// How often one kind of incident strikes, how long it lasts and how much it takes.
package struct IncidentMode: Hashable, Sendable {
  /// Mean from an end to the next strike, in one zone or in the region; `nil` never strikes and
  /// keeps the laws for a replay.
  package var mtbf: Seconds?
  package var duration: DurationLaw
  package var severity: ShareLaw

  package init(mtbf: Seconds?, duration: DurationLaw, severity: ShareLaw = .constant(Share(1))) {
    self.mtbf = mtbf
    self.duration = duration
    self.severity = severity
  }
}

/// Incidents of a zone, and what they drag along.
package struct ZoneIncidents: Hashable, Sendable {
  package var mode: IncidentMode
  /// Probability that each other zone is struck by the same incident.
  package var spread: Share
  package var coupling: PlaneCoupling
  package var shortage: CapacityShortage
  /// Least severity at which nothing is launched in the zone.
  package var launchThreshold: Share

  package init(
    _ mode: IncidentMode, spread: Share = Share(0), coupling: PlaneCoupling = .none,
    shortage: CapacityShortage = .none, launchThreshold: Share = Share(0.5)
  ) {
    self.mode = mode
    self.spread = spread
    self.coupling = coupling
    self.shortage = shortage
    self.launchThreshold = launchThreshold
  }
}

/// How often a zone incident takes the control planes with it.
package struct PlaneCoupling: Hashable, Sendable {
  /// Probability that the planes of the zone fall as well.
  package var probability: Share
  /// Given that, probability that those of the whole region do.
  package var regionShare: Share

  package init(probability: Share, regionShare: Share) {
    self.probability = probability
    self.regionShare = regionShare
  }
  /// Planes never fall with a zone.
  package static let none = Self(probability: Share(0), regionShare: Share(0))
}

/// No instances to be had in other zones while one zone is down.
package struct CapacityShortage: Hashable, Sendable {
  /// Of each (zone, instance type) that was not struck.
  package var probability: Share
  package var duration: DurationLaw
  /// Least severity of the incident.
  package var threshold: Share

  package init(probability: Share, duration: DurationLaw, threshold: Share = Share(0.5)) {
    self.probability = probability
    self.duration = duration
    self.threshold = threshold
  }
  /// Capacity never runs short.
  package static let none = Self(probability: Share(0), duration: .constant(Seconds(0)))
}

/// People on call: never busy, each page draws its reaction, then the fix.
package struct Operators: Hashable, Sendable {
  package var reaction: DurationLaw
  package var fix: DurationLaw

  package init(reaction: DurationLaw, fix: DurationLaw) {
    self.reaction = reaction
    self.fix = fix
  }
}

/// Outages that people and pipelines cause: the common cause that redundancy does not remove.
package struct Change: Hashable, Sendable {
  /// What one bad change takes.
  package enum Reach: String, Hashable, Sendable, CaseIterable { case design, zone, component }
  /// Mean between bad changes of the whole design.
  package var mtbf: Seconds
  package var duration: DurationLaw
  package var reach: Reach

  package init(mtbf: Seconds, duration: DurationLaw, reach: Reach = .design) {
    self.mtbf = mtbf
    self.duration = duration
    self.reach = reach
  }
}

/// A family of control APIs: running things keep running, changes need it.
package enum Plane: String, Hashable, Sendable, CaseIterable {
  case launch, network, autoscaling, elb, route53, identity
}

/// An impairment of one plane, region-wide and independent of zones.
package struct PlaneImpairment: Hashable, Sendable {
  package var plane: Plane
  package var mtbf: DurationLaw
  package var duration: DurationLaw

  package init(_ plane: Plane, mtbf: DurationLaw, duration: DurationLaw) {
    self.plane = plane
    self.mtbf = mtbf
    self.duration = duration
  }
}
