// SPDX-License-Identifier: GPL-3.0-or-later
// A NAT instance: one virtual machine that forwards for private subnets, its faults and its repair.

package import Quantities
package import RandomVariates

/// A virtual machine that translates addresses; what AWS does not repair, an operator does.
package struct NATInstance: Hashable, Sendable {
  /// Name of the type in scenarios.
  package static let typeName = "nat-instance"
  /// Who ends a fault of the host.
  package enum Recovery: String, Hashable, Sendable, CaseIterable {
    case manual
    /// Sees system-check faults only, in the same zone, while the zone is well and has capacity.
    case autoRecovery
  }
  /// What the watcher tests.
  package enum Probe: String, Hashable, Sendable, CaseIterable {
    /// A way through the instance: sees every fault.
    case through
    /// The instance itself: blind to software faults and to broken returns.
    case box
  }
  /// EC2's own checks.
  package struct StatusChecks: Hashable, Sendable {
    package var interval: Seconds
    package var down: Int
    package var up: Int

    package init(interval: Seconds, down: Int, up: Int) {
      self.interval = interval
      self.down = down
      self.up = up
    }
  }
  /// Planned restarts for patches.
  package struct Reboots: Hashable, Sendable {
    package var every: Seconds
    package var duration: DurationLaw

    package init(every: Seconds, duration: DurationLaw) {
      self.every = every
      self.duration = duration
    }
  }
  /// How a watcher moves the route to a peer.
  package struct Takeover: Hashable, Sendable {
    package var probe: Probe
    package var interval: Seconds
    package var down: Int
    package var up: Int
    package var timeout: Seconds
    package var call: Seconds
    package var effect: DurationLaw
    /// `nil`: by how often planned restarts rehearse it.
    package var success: Share?
    package var failsBack: Bool
    package var backlog: DurationLaw

    package init(
      probe: Probe = .through, interval: Seconds, down: Int, up: Int, timeout: Seconds,
      call: Seconds, effect: DurationLaw, success: Share? = nil, failsBack: Bool = true,
      backlog: DurationLaw
    ) {
      self.probe = probe
      self.interval = interval
      self.down = down
      self.up = up
      self.timeout = timeout
      self.call = call
      self.effect = effect
      self.success = success
      self.failsBack = failsBack
      self.backlog = backlog
    }
  }

  package var instanceType: String
  /// Sustained rate to the internet in one direction.
  package var bandwidth: BitsPerSecond
  /// Time to a fault of the host; `nil` never.
  package var hostFailure: DurationLaw?
  package var recovery: Recovery
  /// Time of an automatic recovery, once it has begun.
  package var recoveryTime: DurationLaw
  package var statusChecks: StatusChecks
  /// Time to a fault of software or operating system; `nil` never.
  package var softwareFailure: DurationLaw?
  /// `nil` never restarts it.
  package var reboots: Reboots?
  package var comesBackBroken: Share
  /// `nil` leaves every route where it points.
  package var takeover: Takeover?

  package init(
    instanceType: String, bandwidth: BitsPerSecond, hostFailure: DurationLaw?,
    recovery: Recovery, recoveryTime: DurationLaw, statusChecks: StatusChecks,
    softwareFailure: DurationLaw?, reboots: Reboots?, comesBackBroken: Share,
    takeover: Takeover?
  ) {
    self.instanceType = instanceType
    self.bandwidth = bandwidth
    self.hostFailure = hostFailure
    self.recovery = recovery
    self.recoveryTime = recoveryTime
    self.statusChecks = statusChecks
    self.softwareFailure = softwareFailure
    self.reboots = reboots
    self.comesBackBroken = comesBackBroken
    self.takeover = takeover
  }
}
