// SPDX-License-Identifier: GPL-3.0-or-later
// Reads how a NAT instance is checked, restarted and taken over.

import Quantities
import RandomVariates
import ScenarioFormat

extension NATInstance.StatusChecks {
  private static let interval = Field<Seconds>(
    "interval", default: AWSFacts.statusCheckInterval, "Interval of EC2's status checks.",
    must: .moreThan(Seconds(0)))
  private static let down = Field<Int>(
    "down", default: AWSFacts.statusChecksDown, "Failed checks in a row before a recovery.",
    must: .within(1...1_000))
  private static let up = Field<Int>(
    "up", default: AWSFacts.statusChecksUp, "Passed checks in a row before it counts as well.",
    must: .within(1...1_000))

  static let fields = [
    interval.reference(in: "statusChecks"), down.reference(in: "statusChecks"),
    up.reference(in: "statusChecks"),
  ]

  static let shipped = Self(
    interval: AWSFacts.statusCheckInterval.value, down: AWSFacts.statusChecksDown.value,
    up: AWSFacts.statusChecksUp.value)

  init(_ read: inout FieldReader) {
    self.init(interval: read(Self.interval), down: read(Self.down), up: read(Self.up))
  }
}

extension NATInstance.Reboots {
  private static let every = Field<Seconds>(
    "every", default: AWSFacts.rebootInterval,
    "From one planned reboot to the next; copies are staggered evenly.",
    must: .atLeast(.hours(1)))
  private static let duration = Field<DurationLaw>(
    "duration", default: AWSFacts.rebootDuration, "Outage of one planned reboot.")

  static let fields = [every.reference(in: "reboots"), duration.reference(in: "reboots")]

  init(_ read: inout FieldReader) {
    self.init(every: read(Self.every), duration: read(Self.duration))
  }
}

extension NATInstance.Takeover {
  private static let probe = Field<NATInstance.Probe>(
    "probe", orAbsent: .through,
    "What the watcher tests: a way through the instance, or the box, blind to its software.")
  private static let interval = Field<Seconds>(
    "interval", default: AWSFacts.probeInterval, "Interval of the watcher's probes.",
    must: .moreThan(Seconds(0)))
  private static let down = Field<Int>(
    "down", default: AWSFacts.probesDown, "Failed probes in a row before a take-over.",
    must: .within(1...1_000))
  private static let up = Field<Int>(
    "up", default: AWSFacts.probesUp, "Passed probes in a row before a return.",
    must: .within(1...1_000))
  private static let timeout = Field<Seconds>(
    "timeout", default: AWSFacts.probeTimeout, "From the deciding probe to its verdict.")
  private static let call = Field<Seconds>(
    "call", default: AWSFacts.routeCall, "From a verdict to the answered call of the API.")
  private static let effect = Field<DurationLaw>(
    "effect", default: AWSFacts.routeEffect, "From the answered call to traffic on the new way.")
  private static let failback = Field<Bool>(
    "failback", default: true, "Whether the route returns to its owner, which cuts flows again.")
  private static let backlog = Field<DurationLaw>(
    "backlog", default: AWSFacts.planeBacklog,
    "Wait behind other callers once an impaired plane has returned.")

  /// The default depends on whether planned reboots rehearse the take-over.
  private static func success(isRehearsed: Bool) -> Field<Share> {
    Field(
      "success",
      default: isRehearsed ? AWSFacts.takeoverSuccessRehearsed : AWSFacts.takeoverSuccess,
      "Probability that the first attempt works; higher where reboots rehearse it monthly.",
      must: .moreThan(Share(0)))
  }

  static var fields: [FieldReference] {
    [
      probe.reference(in: "failover"), interval.reference(in: "failover"),
      down.reference(in: "failover"), up.reference(in: "failover"),
      timeout.reference(in: "failover"), call.reference(in: "failover"),
      effect.reference(in: "failover"), success(isRehearsed: true).reference(in: "failover"),
      failback.reference(in: "failover"), backlog.reference(in: "failover"),
    ]
  }

  init(_ read: inout FieldReader, isRehearsed: Bool) {
    self.init(
      probe: read(Self.probe), interval: read(Self.interval), down: read(Self.down),
      up: read(Self.up), timeout: read(Self.timeout), call: read(Self.call),
      effect: read(Self.effect), success: read(Self.success(isRehearsed: isRehearsed)),
      failsBack: read(Self.failback), backlog: read(Self.backlog))
  }
}
