// SPDX-License-Identifier: GPL-3.0-or-later
// Reads how an Auto Scaling group replaces an instance, and what its boot script calls.

import Quantities
import RandomVariates
import ScenarioFormat

/// Defaults of a group that differ between components; `nil` is none.
struct GroupDefaults: Sendable {
  var launch: Cited<DurationLaw>
  var impaired: Cited<DurationLaw>?
  var boot: Cited<DurationLaw>?

  static let usual = GroupDefaults(
    launch: AWSFacts.groupLaunch, impaired: AWSFacts.groupImpaired, boot: AWSFacts.groupBoot)
}

extension AutoScalingGroup {
  static let zones = Field<[String]>(
    "zones", orAbsent: [],
    "Zones among which a group keeps its one instance, its own first; that alone if absent.")
  private static let elsewhere = Field<Bool>(
    "elsewhere", orAbsent: true, "Whether a replacement may stand in another zone of the group.")
  private static let types = Field<[InstanceType]>(
    "types", orAbsent: [], "Further instance types, tried where the first is not to be had.")
  private static let grace = Field<DurationLaw>(
    "grace", default: AWSFacts.groupGrace.map { .constant($0) },
    "From a launch until its health counts.")
  private static let backlog = Field<DurationLaw>(
    "backlog", default: AWSFacts.planeBacklog,
    "Wait behind other callers once an impaired plane or zone has returned.")
  private static let route = Field<DurationLaw?>(
    switchable: "route", default: AWSFacts.routeEffect,
    "The boot script replaces the route, in this time.")
  private static let address = Field<DurationLaw?>(
    switchable: "address", default: AWSFacts.addressMove,
    "The boot script moves the public address, in this time.")
  private static let checkOff = Field<DurationLaw?>(
    switchable: "checkOff", default: AWSFacts.checkSwitch,
    "The boot script switches the source/destination check off, in this time.")
  private static let attach = Field<DurationLaw>(
    "attach", default: AWSFacts.interfaceAttach,
    "The boot script attaches the old interface, in this time; for interfaceReattach alone.")
  private static let success = Field<Share>(
    "success", default: AWSFacts.postLaunchSuccess,
    "Probability that a call of the boot script works; else an operator has to come.",
    must: .moreThan(Share(0)))

  private static func launch(_ defaults: GroupDefaults) -> Field<DurationLaw> {
    Field("launch", default: defaults.launch, "From the call of a launch to the boot script.")
  }
  private static func impaired(_ defaults: GroupDefaults) -> Field<DurationLaw?> {
    optional(
      "impaired", defaults.impaired,
      "Wait before an instance is replaced that its status checks call impaired.")
  }
  private static func boot(_ defaults: GroupDefaults) -> Field<DurationLaw?> {
    optional("boot", defaults.boot, "The boot script but for its calls of the API.")
  }
  private static func optional(
    _ name: String, _ cited: Cited<DurationLaw>?, _ meaning: String
  ) -> Field<DurationLaw?> {
    guard let cited else { return Field(optional: name, meaning) }
    return Field(switchable: name, default: cited, meaning)
  }

  /// Of the group `recovery`.
  static func fields(_ defaults: GroupDefaults) -> [FieldReference] {
    let calls = "recovery.afterLaunch"
    return [
      zones.reference(in: "recovery"), elsewhere.reference(in: "recovery"),
      types.reference(in: "recovery"), grace.reference(in: "recovery"),
      impaired(defaults).reference(in: "recovery"), launch(defaults).reference(in: "recovery"),
      boot(defaults).reference(in: "recovery"), backlog.reference(in: "recovery"),
      route.reference(in: calls), address.reference(in: calls), checkOff.reference(in: calls),
      attach.reference(in: calls), success.reference(in: calls),
    ]
  }

  /// Reads the fields of the group `recovery`; `reattaches` makes its script attach an interface.
  init(_ read: inout FieldReader, reattaches: Bool, _ defaults: GroupDefaults) {
    self.init(
      zones: read(Self.zones), elsewhere: read(Self.elsewhere),
      otherTypes: read(Self.types).map(\.name), grace: read(Self.grace),
      impaired: read(Self.impaired(defaults)), launch: read(Self.launch(defaults)),
      boot: read(Self.boot(defaults)), afterLaunch: [], backlog: read(Self.backlog))
    afterLaunch =
      read.switchableGroup("afterLaunch") { read in
        let success = read(Self.success)
        guard !reattaches else {
          return [ScriptStep(.attach, read(Self.attach), success: success)]
        }
        let calls: [(ScriptStep.Kind, DurationLaw?)] = [
          (.route, read(Self.route)), (.address, read(Self.address)),
          (.checkOff, read(Self.checkOff)),
        ]
        return calls.compactMap { kind, law in
          law.map { ScriptStep(kind, $0, success: success) }
        }
      } ?? []
  }
}
