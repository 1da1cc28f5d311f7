// SPDX-License-Identifier: GPL-3.0-or-later
// The egress of private subnets as a service: who leaves, by what, and where work goes.

package import Quantities
package import RandomVariates

/// Traffic of private subnets to the internet.
package struct EgressService: Hashable, Sendable {
  /// What becomes of the work of a zone that an incident hits.
  package enum ZoneLoss: Hashable, Sendable {
    /// It is lost while the incident lasts.
    case lost
    /// It runs in the other zones after this delay.
    case shift(after: DurationLaw)
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

  package var name: String
  /// Both directions together.
  package var demand: BitsPerSecond
  /// The larger direction's part of the demand, in ½ … 1: what a limit per direction meets.
  package var direction: Share
  package var sources: [Source]
  package var onZoneLoss: ZoneLoss
  package var tolerance: Share

  package init(
    name: String, demand: BitsPerSecond, direction: Share = Share(1), sources: [Source],
    onZoneLoss: ZoneLoss, tolerance: Share = Share(0.001)
  ) {
    self.name = name
    self.demand = demand
    self.direction = direction
    self.sources = sources
    self.onZoneLoss = onZoneLoss
    self.tolerance = tolerance
  }
}
