// SPDX-License-Identifier: GPL-3.0-or-later
// A way out of the network, as a component offers it to the route tables.

package import Quantities
package import RandomVariates
package import ReliabilityModeling

/// One NAT instance or NAT gateway: a node of the flow network that routes may point at.
package struct EgressGateway: Hashable, Sendable {
  /// The component's path, and that of its node, such as `nat/a`.
  package let path: ComponentPath
  /// Name in the design, such as `nat`, at which route tables point.
  package let component: String
  package let zone: String
  /// Up while it forwards.
  package let unit: Signal
  /// Sustained rate in one direction; `nil` is unlimited.
  package let bandwidth: BitsPerSecond?
  /// Multiplied into the capacity.
  package let strain: FlowLevel
  /// How a route leaves it for its peers; `nil` stays.
  package let takeover: RouteTakeover?
  /// Whether what it carries is billed by the gigabyte.
  package let billsTraffic: Bool

  package init(
    _ path: ComponentPath, of component: String, in zone: String, while unit: Signal,
    bandwidth: BitsPerSecond?, strain: FlowLevel = .full, takeover: RouteTakeover? = nil,
    billsTraffic: Bool = false
  ) {
    self.path = path
    self.component = component
    self.zone = zone
    self.unit = unit
    self.bandwidth = bandwidth
    self.strain = strain
    self.takeover = takeover
    self.billsTraffic = billsTraffic
  }
}

/// How a route is moved from a gateway that its watcher sees down to a peer.
package struct RouteTakeover: Hashable, Sendable {
  /// Whether the owner is seen up.
  package var seen: Signal
  /// The watcher's call of the network API, before the effect.
  package var call: Seconds
  /// From the answered call to traffic on the new way.
  package var effect: DurationLaw
  /// Probability that the first attempt works.
  package var success: Share
  /// Wait after a plane's return.
  package var backlog: DurationLaw
  /// Whether the route returns to its owner once that is seen again.
  package var failsBack: Bool

  package init(
    seen: Signal, call: Seconds, effect: DurationLaw, success: Share, backlog: DurationLaw,
    failsBack: Bool
  ) {
    self.seen = seen
    self.call = call
    self.effect = effect
    self.success = success
    self.backlog = backlog
    self.failsBack = failsBack
  }
}
