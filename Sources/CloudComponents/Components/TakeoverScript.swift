// SPDX-License-Identifier: GPL-3.0-or-later
// A script that watches a way out and moves routes: its probes, its host, what it may wreck.

package import Quantities
package import RandomVariates

/// How a watcher sees a NAT instance or gateway, and moves its routes.
package struct TakeoverScript: Hashable, Sendable {
  /// What the watcher tests.
  package enum Probe: String, Hashable, Sendable, CaseIterable {
    /// A way through it: sees every fault.
    case through
    /// The instance itself: blind to software faults and to broken returns.
    case box
  }
  /// Where the watcher runs.
  package enum Watcher: String, Hashable, Sendable, CaseIterable {
    /// A managed function, always alive.
    case function
    /// On the next instance: it dies with it.
    case peer
    /// On a host of its own, the same for all copies, which fails unnoticed but for its pages.
    case external
  }
  /// Trouble of the watchers' sight.
  package struct Blackout: Hashable, Sendable {
    package var interval: Seconds
    package var duration: DurationLaw

    package init(interval: Seconds, duration: DurationLaw) {
      self.interval = interval
      self.duration = duration
    }
  }
  /// How planned reboots are taken over before they begin.
  package struct Draining: Hashable, Sendable {
    package var lead: Seconds
    /// Outage of the switch; `nil` is none.
    package var outage: DurationLaw?

    package init(lead: Seconds, outage: DurationLaw?) {
      self.lead = lead
      self.outage = outage
    }
  }

  package var probe: Probe
  package var interval: Seconds
  package var down: Int
  package var up: Int
  package var timeout: Seconds
  package var call: Seconds
  package var effect: DurationLaw
  /// The public address moves too; `nil` leaves it behind.
  package var address: DurationLaw?
  /// `nil`: by how often planned restarts rehearse it.
  package var success: Share?
  package var failsBack: Bool
  package var backlog: DurationLaw
  package var watcher: Watcher
  /// Time to a fault of an external watcher; `nil` never.
  package var watcherFailure: DurationLaw?
  /// Of one watcher's sight alone; `nil` never.
  package var falseAlarm: Blackout?
  /// Of all watchers' sight at once; `nil` never.
  package var partition: Blackout?
  /// A watcher that moves a route stops the instance that it takes over, which restarts; `nil`
  /// leaves it alone.
  package var stopsOwner: DurationLaw?
  /// `nil` lets planned reboots come as a surprise.
  package var draining: Draining?
  /// Whether it sees a grey failure too.
  package var seesGrey: Bool

  package init(
    probe: Probe = .through, interval: Seconds, down: Int, up: Int, timeout: Seconds,
    call: Seconds, effect: DurationLaw, address: DurationLaw? = nil, success: Share? = nil,
    failsBack: Bool = true, backlog: DurationLaw, watcher: Watcher = .function,
    watcherFailure: DurationLaw? = nil, falseAlarm: Blackout? = nil, partition: Blackout? = nil,
    stopsOwner: DurationLaw? = nil, draining: Draining? = nil, seesGrey: Bool = false
  ) {
    self.probe = probe
    self.interval = interval
    self.down = down
    self.up = up
    self.timeout = timeout
    self.call = call
    self.effect = effect
    self.address = address
    self.success = success
    self.failsBack = failsBack
    self.backlog = backlog
    self.watcher = watcher
    self.watcherFailure = watcherFailure
    self.falseAlarm = falseAlarm
    self.partition = partition
    self.stopsOwner = stopsOwner
    self.draining = draining
    self.seesGrey = seesGrey
  }
}
