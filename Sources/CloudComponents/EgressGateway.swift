// SPDX-License-Identifier: GPL-3.0-or-later
// A way out of the network, as a component offers it to the route tables.

package import Quantities
package import RandomVariates
package import ReliabilityModeling

/// One NAT instance or NAT gateway: nodes of the flow network that routes may point at.
package struct EgressGateway: Hashable, Sendable {
  /// A place where it may run: most have one, a group over several zones has more.
  package struct Place: Hashable, Sendable {
    /// That of its node, such as `nat/a`.
    package let path: ComponentPath
    package let zone: String
    /// Up while it forwards.
    package let unit: Signal

    package init(_ path: ComponentPath, in zone: String, while unit: Signal) {
      self.path = path
      self.zone = zone
      self.unit = unit
    }
  }

  /// The component's path, such as `nat/a`.
  package let path: ComponentPath
  /// Name in the design, such as `nat`, at which route tables point.
  package let component: String
  package let zone: String
  /// At least one.
  package let places: [Place]
  package let limits: EgressLimits
  /// Multiplied into the capacity.
  package let strain: FlowLevel
  /// Share of the inflow that passes.
  package let passes: FlowLevel
  /// How a route leaves it; `nil` stays.
  package var takeover: RouteTakeover?
  /// Where a route goes when it leaves; empty: to the peers in other zones.
  package var standby: [EgressGateway]
  /// Whether what it carries is billed by the gigabyte.
  package let billsTraffic: Bool

  package init(
    _ path: ComponentPath, of component: String, in zone: String, at places: [Place],
    limits: EgressLimits, strain: FlowLevel = .full, passes: FlowLevel = .full,
    takeover: RouteTakeover? = nil, standby: [EgressGateway] = [], billsTraffic: Bool = false
  ) {
    self.path = path
    self.component = component
    self.zone = zone
    self.places = places
    self.limits = limits
    self.strain = strain
    self.passes = passes
    self.takeover = takeover
    self.standby = standby
    self.billsTraffic = billsTraffic
  }

  /// Up while it forwards, wherever it runs.
  package var serves: Signal {
    places.count == 1 ? places[0].unit : .any(places.map(\.unit))
  }
}

/// How a route is moved from a gateway that is seen down.
package struct RouteTakeover: Hashable, Sendable {
  /// Who moves it.
  package enum Mover: Hashable, Sendable {
    /// A script; when it has failed, an operator.
    case script(Script)
    /// An operator, who reacts and then needs this long.
    case person(fix: DurationLaw)
    /// The provider, who needs no plane of the customer's.
    case provider(after: DurationLaw)
  }
  /// A script's calls of the network API.
  package struct Script: Hashable, Sendable {
    /// Up while somebody runs it; it calls with what the plane of the route's zone allows.
    package var alive: Signal
    /// Before the effect.
    package var call: Seconds
    /// From the answered call to traffic on the new way.
    package var effect: DurationLaw
    /// The public address moves too, which takes this long; `nil` leaves it behind.
    package var address: DurationLaw?
    /// Probability that the first attempt works.
    package var success: Share

    package init(
      alive: Signal = .always, call: Seconds, effect: DurationLaw, address: DurationLaw? = nil,
      success: Share
    ) {
      self.alive = alive
      self.call = call
      self.effect = effect
      self.address = address
      self.success = success
    }
  }

  /// Whether the owner is seen up.
  package var seen: Signal
  package var mover: Mover
  /// Wait after a plane's return.
  package var backlog: DurationLaw
  /// Whether the route returns to its owner once that is seen again.
  package var failsBack: Bool
  /// The first peer is the watcher, and believes in itself.
  package var isWatchedByPeer: Bool
  /// What a script's completed switch stops.
  package var strikes: [UnitStrike]
  /// Down while a drained switch interrupts the way; `nil` never is.
  package var cut: Signal?

  package init(
    seen: Signal, by mover: Mover, backlog: DurationLaw = .constant(Seconds(0)),
    failsBack: Bool = true, isWatchedByPeer: Bool = false, strikes: [UnitStrike] = [],
    cut: Signal? = nil
  ) {
    self.seen = seen
    self.mover = mover
    self.backlog = backlog
    self.failsBack = failsBack
    self.isWatchedByPeer = isWatchedByPeer
    self.strikes = strikes
    self.cut = cut
  }
}
