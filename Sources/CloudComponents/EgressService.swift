// SPDX-License-Identifier: GPL-3.0-or-later
// The egress of private subnets as a service: who leaves, by what, and where work goes.

package import Quantities
package import RandomVariates
package import ScenarioFormat

/// Traffic of private subnets to the internet.
package struct EgressService: Hashable, Sendable {
  /// What becomes of the work of a zone that an incident hits.
  package enum ZoneLoss: Hashable, Sendable {
    /// It is lost while the incident lasts.
    case lost
    /// It runs in the other zones after this delay.
    case shift(after: DurationLaw)
    /// It is neither served nor missed.
    case excluded
  }

  /// The subnets of one zone that share a default route.
  package struct Source: Hashable, Sendable {
    package let zone: String
    /// Name of the component at which their default route points, such as `nat`.
    package let component: String
    /// Part of the service's demand.
    package let share: Share

    package init(zone: String, by component: String, share: Share) {
      self.zone = zone
      self.component = component
      self.share = share
    }
  }

  /// Part of the demand that goes to a service of AWS, such as `s3`.
  package struct AWSPart: Hashable, Sendable {
    package let service: String
    package let share: Share

    package init(_ service: String, _ share: Share) {
      self.service = service
      self.share = share
    }
  }

  package var name: String
  /// Both directions together; the peak of the first week.
  package var demand: BitsPerSecond
  package var variation: WeeklyDemand
  /// What its traffic is made of.
  package var shape: TrafficShape
  package var sources: [Source]
  package var awsParts: [AWSPart]
  package var onZoneLoss: ZoneLoss
  /// Work leaves a zone whose way out has died, after this; `nil` stays.
  package var shiftOnEgressLoss: DurationLaw?
  package var tolerance: Share

  package init(
    name: String, demand: BitsPerSecond, variation: WeeklyDemand = WeeklyDemand(),
    shape: TrafficShape = TrafficShape(),
    sources: [Source], awsParts: [AWSPart] = [], onZoneLoss: ZoneLoss,
    shiftOnEgressLoss: DurationLaw? = nil, tolerance: Share = Share(0.001)
  ) {
    self.name = name
    self.demand = demand
    self.variation = variation
    self.shape = shape
    self.sources = sources
    self.awsParts = awsParts
    self.onZoneLoss = onZoneLoss
    self.shiftOnEgressLoss = shiftOnEgressLoss
    self.tolerance = tolerance
  }
}
