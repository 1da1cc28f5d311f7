// SPDX-License-Identifier: GPL-3.0-or-later
// Presets of a NAT instance: the same fields and the same lowering with other defaults.

import Quantities
import RandomVariates
import ReliabilityModeling
package import ScenarioFormat

/// What holds for a NAT instance where a scenario says nothing.
struct NATInstancePreset: Sendable {
  /// `nil` must be given.
  var instance: Cited<InstanceType>?
  var recovery: RecoveryKind?
  var rebootInterval = AWSFacts.rebootInterval
  var rebootDuration = AWSFacts.rebootDuration
  var failover = FailoverKind.none
  var takeover = TakeoverDefaults.usual
  var group = GroupDefaults.usual

  /// As AWS describes a NAT instance.
  static let plain = NATInstancePreset()

  private static func type(_ cited: Cited<String>) -> Cited<InstanceType> {
    cited.map { InstanceTable.type(named: $0) ?? .placeholder }
  }

  /// As alterNAT publishes it: in each zone a group of one, whose route a function moves to a
  /// standby gateway when probes fail or, first, when the instance has reached its maximum life.
  static let alternat = NATInstancePreset(
    instance: type(AWSFacts.alternatInstance), recovery: .autoScaling,
    rebootInterval: AWSFacts.alternatLife, rebootDuration: AWSFacts.alternatStart,
    failover: .gatewayFallback,
    takeover: TakeoverDefaults(
      down: AWSFacts.alternatProbesDown, timeout: AWSFacts.alternatProbeTimeout,
      drainsFirst: true, success: AWSFacts.alternatSuccess, drainedSwitch: nil),
    group: GroupDefaults(
      launch: AWSFacts.groupLaunch, impaired: AWSFacts.groupImpaired.map { $0 },
      boot: AWSFacts.alternatStart.map { $0 }))

  /// As fck-nat publishes its high-availability mode: in each zone a group of one, whose next
  /// member attaches the interface of the last.
  static let fckNAT = NATInstancePreset(
    instance: type(AWSFacts.fckNATInstance), recovery: .autoScaling,
    rebootDuration: AWSFacts.fckNATUpdate, failover: .interfaceReattach,
    group: GroupDefaults(launch: AWSFacts.fckNATLaunch, impaired: nil, boot: nil))
}

/// A component that is a NAT instance with the defaults of a preset, and nothing else.
package protocol PresetNATInstance: ComponentType {
  var instance: NATInstance { get }
}

extension PresetNATInstance {
  package static var attachment: NetworkAttachment { .instance }
  package var takesOver: Bool { instance.takesOver }

  package func check(_ read: inout FieldReader, in surroundings: Surroundings) {
    instance.check(&read, in: surroundings)
  }
  package func lower(at place: Placement, into model: inout DesignLowering) {
    instance.lower(at: place, into: &model)
  }
  package func billables(at place: Placement, at prices: PriceList) -> [Billable] {
    instance.billables(at: place, at: prices)
  }
}

/// alterNAT, an instance with a standby gateway, as a preset of the NAT instance.
package struct AlterNAT: PresetNATInstance, Hashable {
  package static let typeName = "alternat"
  package static let summary =
    "alterNAT: a nat-instance with the defaults of that project; a standby gateway takes over."
  package static var fields: [FieldReference] { NATInstance.fields(.alternat) }

  package let instance: NATInstance

  package init(_ read: inout FieldReader) { instance = NATInstance(&read, .alternat) }
}

/// fck-nat in high-availability mode, as a preset of the NAT instance.
package struct FckNAT: PresetNATInstance, Hashable {
  package static let typeName = "fck-nat"
  package static let summary =
    "fck-nat in high-availability mode: a nat-instance with the defaults of that project."
  package static var fields: [FieldReference] { NATInstance.fields(.fckNAT) }

  package let instance: NATInstance

  package init(_ read: inout FieldReader) { instance = NATInstance(&read, .fckNAT) }
}
