// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the fields of a NAT instance, with the defaults of a preset.

import Diagnostics
import Quantities
import RandomVariates
package import ScenarioFormat

extension InstanceType: FieldValue {
  package static let kind = "an EC2 instance type such as c7gn.medium"
  package static let placeholder = InstanceTable.all[0]
  package init(reading node: LocatedNode) throws(Misreading) {
    let name = try Self.scalar(node)
    guard let type = InstanceTable.type(named: name) else {
      throw Misreading(
        "'\(name)' is no EC2 instance type", at: node.location,
        notes: notesForUnknown(name, among: InstanceTable.all.map(\.name)))
    }
    self = type
  }
  package var text: String { name }
}

/// Who ends a fault of the host, as a scenario says it.
enum RecoveryKind: String, FieldChoice {
  case manual, autoRecovery, autoScaling
}

/// What happens to routes while an instance is down.
enum FailoverKind: String, FieldChoice {
  case none, routeTakeover, gatewayFallback, interfaceReattach
}

extension NATInstance: ComponentType {
  package static let summary =
    "A virtual machine that forwards; what AWS does not repair, an operator does."
  package static var fields: [FieldReference] { fields(.plain) }

  package static let attachment = NetworkAttachment.instance
  package var takesOver: Bool { takeover != nil && standby == nil }

  package init(_ read: inout FieldReader) { self.init(&read, .plain) }

  init(_ read: inout FieldReader, _ preset: NATInstancePreset) {
    let type = read(Self.instance(preset))
    let failover = read.kind(
      of: Self.failover(preset), needingType: preset.failover == .none)
    self.init(
      instanceType: type.name, limits: Self.limits(of: type, &read),
      hostFailure: Self.host.read(from: &read), recovery: .manual,
      recoveryTime: AWSFacts.recoveryTime.value, statusChecks: .shipped,
      softwareFailure: Self.software.read(from: &read),
      reboots: read.switchableGroup("reboots") { Reboots(&$0, preset) },
      comesBackBroken: read(Self.comesBackBroken), takeover: nil,
      grey: GreyFailure.read(from: &read))
    readRecovery(of: type, with: failover, preset, &read)
    readFailover(failover, preset, &read)
  }

  /// Who replaces or repairs it, and the checks that this needs.
  private mutating func readRecovery(
    of type: InstanceType, with failover: FailoverKind, _ preset: NATInstancePreset,
    _ read: inout FieldReader
  ) {
    let reattaches = failover == .interfaceReattach
    let usual = reattaches ? .autoScaling : preset.recovery
    let kind = read.kind(of: Self.recovery(of: type, usual), needingType: usual == nil)
    switch kind {
    case .manual: break
    case .autoRecovery:
      recovery = .autoRecovery
      if !type.recoversAutomatically, !read.failed("instance") {
        read.fail("recovery", "EC2 does not recover instances of type \(type.name) by itself")
      }
    case .autoScaling:
      let map = read.map(of: "recovery")
      let group = read.part(map, named: "recovery", of: "recovery of \(read.subject)") { read in
        _ = read.take("type")
        return AutoScalingGroup(&read, reattaches: reattaches, preset.group)
      }
      recovery = .autoScaling(group)
      let others = group.otherTypes.compactMap { InstanceTable.type(named: $0)?.internetBaseline }
      bandwidth = ([bandwidth].compactMap { $0 } + others).min()
    }
    if kind != .autoScaling, !read.failed("recovery"), let map = read.node["recovery"],
      map.map != nil
    {
      read.part(map, named: "recovery", of: "recovery of \(read.subject)") { _ = $0.take("type") }
    }
    if reattaches, kind != .autoScaling, !read.failed("recovery") {
      read.fail(
        "recovery", "\(read.subject) reattaches its interface, which needs 'autoScaling'",
        notes: ["a fresh instance attaches it at its start"])
    }
    let recovers = kind == .autoRecovery && hostFailure != nil
    if read.uses("recoveryTime", if: recovers) { recoveryTime = read(Self.recoveryTime) }
    guard read.uses("statusChecks", if: recovers || kind == .autoScaling) else { return }
    statusChecks = read.group("statusChecks") {
      StatusChecks(&$0, ofGroup: kind == .autoScaling)
    }
  }

  /// Who moves its routes, and where.
  private mutating func readFailover(
    _ kind: FailoverKind, _ preset: NATInstancePreset, _ read: inout FieldReader
  ) {
    guard !read.failed("failover") else { return }
    let map = read.map(of: "failover")
    let isRehearsed = reboots.map { $0.every <= .months(1) } ?? false
    (takeover, watcherSubnet) = read.part(
      map, named: "failover", of: "failover of \(read.subject)"
    ) { read in
      _ = read.take("type")
      switch kind {
      case .none, .interfaceReattach: return (nil, nil)
      case .routeTakeover, .gatewayFallback:
        let script = TakeoverScript(&read, isRehearsed: isRehearsed, preset.takeover)
        return (script, read.node[TakeoverScript.watcherSubnet.name]?.scalar)
      }
    }
    guard kind == .gatewayFallback else { return }
    standby = read.group("fallback", of: "fallback gateway of \(read.subject)") {
      NATGateway(standby: &$0)
    }
  }
}

extension FieldReader {
  /// A choice that is written as a word, or as the `type` of a map with further fields.
  fileprivate mutating func kind<Choice: FieldChoice>(
    of field: Field<Choice>, needingType: Bool
  ) -> Choice {
    guard let written = take(field.name), written.map != nil else { return self(field) }
    guard let word = written["type"] else {
      // The fields of a map speak of a preset's own kind.
      if needingType {
        fail(
          field.name, "\(field.name) of \(subject) needs the field 'type'",
          notes: ["type: \(Choice.kind)"])
      }
      return field.placeholder
    }
    do {
      return try Choice(reading: word)
    } catch {
      fail(
        field.name, "'type' of \(field.name) of \(subject): \(error.message)",
        at: error.location, notes: error.notes)
      return field.placeholder
    }
  }

  /// The map of a choice that was written with fields; else one without.
  fileprivate mutating func map(of name: String) -> LocatedNode {
    let written = take(name) ?? LocatedNode(.map([]), at: node.location)
    return written.map == nil ? LocatedNode(.map([]), at: written.location) : written
  }
}
