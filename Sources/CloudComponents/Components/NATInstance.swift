// SPDX-License-Identifier: GPL-3.0-or-later
// A NAT instance: one virtual machine that forwards for private subnets, its faults and its repair.

package import Quantities
package import RandomVariates

/// A virtual machine that translates addresses; what AWS does not repair, an operator does.
package struct NATInstance: Hashable, Sendable {
  /// Name of the type in scenarios.
  package static let typeName = "nat-instance"
  /// Who ends a fault of the host.
  package enum Recovery: Hashable, Sendable {
    case manual
    /// Sees system-check faults only, in the same zone, while the zone is well and has capacity.
    case autoRecovery
    /// A group of one replaces it; what its checks do not see is left to an operator.
    case autoScaling(AutoScalingGroup)
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

  package var instanceType: String
  package var limits: EgressLimits
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
  package var takeover: TakeoverScript?
  /// Where a take-over leads: a gateway of the same zone, or the peers in other zones.
  package var standby: NATGateway?
  /// `nil` never loses a share of its packets.
  package var grey: GreyFailure?
  /// Subnets from which an own watcher calls the API.
  package var watcherSubnet: String?

  package init(
    instanceType: String, limits: EgressLimits, hostFailure: DurationLaw?,
    recovery: Recovery, recoveryTime: DurationLaw, statusChecks: StatusChecks,
    softwareFailure: DurationLaw?, reboots: Reboots?, comesBackBroken: Share,
    takeover: TakeoverScript?, standby: NATGateway? = nil, grey: GreyFailure? = nil,
    watcherSubnet: String? = nil
  ) {
    self.instanceType = instanceType
    self.limits = limits
    self.hostFailure = hostFailure
    self.recovery = recovery
    self.recoveryTime = recoveryTime
    self.statusChecks = statusChecks
    self.softwareFailure = softwareFailure
    self.reboots = reboots
    self.comesBackBroken = comesBackBroken
    self.takeover = takeover
    self.standby = standby
    self.grey = grey
    self.watcherSubnet = watcherSubnet
  }

  /// Sustained rate to the internet in one direction; `nil` is unlimited.
  package var bandwidth: BitsPerSecond? {
    get { limits.internet }
    set { limits.internet = newValue }
  }

  /// The group that keeps it in service, if one does.
  package var group: AutoScalingGroup? {
    guard case .autoScaling(let group) = recovery else { return nil }
    return group
  }
}
