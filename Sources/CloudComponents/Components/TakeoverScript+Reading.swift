// SPDX-License-Identifier: GPL-3.0-or-later
// Reads how a script watches a way out and moves its routes.

import Quantities
import RandomVariates
import ScenarioFormat

extension TakeoverScript.Probe: FieldChoice {}
extension TakeoverScript.Watcher: FieldChoice {}

/// Defaults of a script that differ between components.
struct TakeoverDefaults: Sendable {
  var down = AWSFacts.probesDown
  var timeout = AWSFacts.probeTimeout
  var drainsFirst = false
  /// `nil`: by whether planned reboots rehearse it.
  var success: Cited<Share>?
  var drainedSwitch: DurationLaw? = AWSFacts.drainedSwitch.value

  static let usual = TakeoverDefaults()
}

extension TakeoverScript.Blackout {
  private static let interval = Field<Seconds>(
    "mtbf", "Mean from an end to the next, drawn exponentially.", must: .moreThan(Seconds(0)))
  private static let duration = Field<DurationLaw>("duration", "How long it lasts.")

  static func fields(in group: String) -> [FieldReference] {
    [interval.reference(in: group), duration.reference(in: group)]
  }

  init(_ read: inout FieldReader) {
    self.init(interval: read(Self.interval), duration: read(Self.duration))
  }
}

extension TakeoverScript {
  private static let probe = Field<Probe>(
    "probe", orAbsent: .through,
    "What the watcher tests: a way through the instance, or the box, blind to its software.")
  private static let interval = Field<Seconds>(
    "interval", default: AWSFacts.probeInterval, "Interval of the watcher's probes.",
    must: .moreThan(Seconds(0)))
  private static let up = Field<Int>(
    "up", default: AWSFacts.probesUp, "Passed probes in a row before a return.",
    must: .within(1...1_000))
  private static let call = Field<Seconds>(
    "call", default: AWSFacts.routeCall, "From a verdict to the answered call of the API.")
  private static let effect = Field<DurationLaw>(
    "effect", default: AWSFacts.routeEffect, "From the answered call to traffic on the new way.")
  private static let address = Field<DurationLaw?>(
    optional: "address", "The public address moves too, in this time; it stays behind if absent.")
  private static let failback = Field<Bool>(
    "failback", default: true, "Whether the route returns to its owner, which cuts flows again.")
  static let backlog = Field<DurationLaw>(
    "backlog", default: AWSFacts.planeBacklog,
    "Wait behind other callers once an impaired plane has returned.")
  static let watcher = Field<Watcher>(
    "watcher", orAbsent: .function,
    "Where the watcher runs: a managed function, the next instance, or a host of its own.")
  private static let watcherFailure = Field<DurationLaw?>(
    switchable: "watcherFailure", default: AWSFacts.watcherFailure,
    "Time to a fault of an external watcher.")
  static let watcherSubnet = Field<String?>(
    optional: "watcherSubnet", "Subnets from which the watcher calls the API, for the check.")
  static let mutualKill = Field<Bool>(
    "mutualKill", orAbsent: false,
    "Whether a take-over stops the instance that it takes over, as pairs do to each other.")
  private static let restart = Field<DurationLaw>(
    "restart", default: AWSFacts.stopAndStart, "From such a stop until it has started again.")
  static let drainFirst = Field<Bool>(
    "drainFirst", orAbsent: false, "Whether planned reboots are taken over before they begin.")
  private static let lead = Field<Seconds>(
    "lead", default: AWSFacts.drainLead, "From the announcement of a planned reboot to its begin.",
    must: .moreThan(Seconds(0)))
  static let grey = Field<Bool>(
    "grey", orAbsent: false, "Whether the watcher sees a grey failure too.")

  private static func down(_ defaults: TakeoverDefaults) -> Field<Int> {
    Field(
      "down", default: defaults.down, "Failed probes in a row before a take-over.",
      must: .within(1...1_000))
  }
  private static func timeout(_ defaults: TakeoverDefaults) -> Field<Seconds> {
    Field("timeout", default: defaults.timeout, "From the deciding probe to its verdict.")
  }
  private static let drainedSwitch = Field<DurationLaw?>(
    switchable: "drainedSwitch", default: AWSFacts.drainedSwitch, "Outage of such a switch.")
  /// The default depends on whether planned reboots rehearse the take-over.
  private static func success(
    isRehearsed: Bool, _ defaults: TakeoverDefaults
  ) -> Field<Share> {
    let usual = isRehearsed ? AWSFacts.takeoverSuccessRehearsed : AWSFacts.takeoverSuccess
    return Field(
      "success", default: defaults.success ?? usual,
      "Probability that the first attempt works; higher where reboots rehearse it monthly.",
      must: .moreThan(Share(0)))
  }

  /// Of the group `failover`.
  static func fields(_ defaults: TakeoverDefaults = .usual) -> [FieldReference] {
    let group = "failover"
    return [
      probe.reference(in: group), interval.reference(in: group),
      down(defaults).reference(in: group), up.reference(in: group),
      timeout(defaults).reference(in: group), call.reference(in: group),
      effect.reference(in: group), address.reference(in: group),
      success(isRehearsed: true, defaults).reference(in: group), failback.reference(in: group),
      backlog.reference(in: group), watcher.reference(in: group),
      watcherFailure.reference(in: group), watcherSubnet.reference(in: group),
      mutualKill.reference(in: group), restart.reference(in: group),
      drainFirst.reference(in: group), lead.reference(in: group),
      drainedSwitch.reference(in: group), grey.reference(in: group),
    ] + Blackout.fields(in: "\(group).falseAlarm") + Blackout.fields(in: "\(group).partition")
  }

  /// Reads the fields of the group `failover`; a setting that nothing uses is no assumption.
  init(_ read: inout FieldReader, isRehearsed: Bool, _ defaults: TakeoverDefaults = .usual) {
    let watcher = read(Self.watcher)
    var drains = defaults.drainsFirst
    if read.node["drainFirst"] != nil || !drains { drains = read(Self.drainFirst) }
    let kills = read(Self.mutualKill)
    let restart = read.uses("restart", if: kills) ? read(Self.restart) : nil
    let failure =
      read.uses("watcherFailure", if: watcher == .external) ? read(Self.watcherFailure) : nil
    self.init(
      probe: read(Self.probe), interval: read(Self.interval), down: read(Self.down(defaults)),
      up: read(Self.up), timeout: read(Self.timeout(defaults)), call: read(Self.call),
      effect: read(Self.effect), address: read(Self.address),
      success: read(Self.success(isRehearsed: isRehearsed && !drains, defaults)),
      failsBack: read(Self.failback), backlog: read(Self.backlog), watcher: watcher,
      watcherFailure: failure,
      falseAlarm: read.groupIfPresent("falseAlarm") { Blackout(&$0) },
      partition: read.groupIfPresent("partition") { Blackout(&$0) },
      stopsOwner: kills ? restart : nil,
      seesGrey: read(Self.grey))
    _ = read(Self.watcherSubnet)
    guard read.uses("lead", if: drains) || read.uses("drainedSwitch", if: drains) else { return }
    draining = Draining(
      lead: read(Self.lead),
      outage: read.node["drainedSwitch"] == nil && defaults.drainedSwitch == nil
        ? nil : read(Self.drainedSwitch))
    if !drains { draining = nil }
  }
}

extension FieldReader {
  /// Whether a value is read: a setting that nothing uses is no assumption, unless somebody wrote
  /// it.
  func uses(_ name: String, if isNeeded: Bool) -> Bool { isNeeded || node[name] != nil }
}
