// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the fields of a NAT instance.

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

extension NATInstance.Recovery: FieldChoice {}
extension NATInstance.Probe: FieldChoice {}

/// What happens to routes while an instance is down.
enum FailoverKind: String, FieldChoice {
  case none, routeTakeover
}

extension FieldReader {
  /// Reads `failover: routeTakeover`, or a map with that as its `type` and the fields of it.
  fileprivate mutating func takeover(isRehearsed: Bool) -> NATInstance.Takeover? {
    guard let written = take(NATInstance.failover.name) else { return nil }
    if written.map == nil {
      guard self(NATInstance.failover) == .routeTakeover else { return nil }
      let nothing = LocatedNode(.map([]), at: written.location)
      return part(nothing, named: "failover", of: "failover of \(subject)") {
        NATInstance.Takeover(&$0, isRehearsed: isRehearsed)
      }
    }
    return part(written, named: "failover", of: "failover of \(subject)") { read in
      let kind = read(NATInstance.failoverType)
      let takeover = NATInstance.Takeover(&read, isRehearsed: isRehearsed)
      return kind == .routeTakeover ? takeover : nil
    }
  }
}

extension NATInstance: ComponentType {
  package static let summary =
    "A virtual machine that forwards; what AWS does not repair, an operator does."

  static let instance = Field<InstanceType>("instance", "EC2 instance type.")
  static let host = TimeToFailureField(
    "host", AWSFacts.hostFailure, "Time to a fault of the host, which status checks see.")
  static let software = TimeToFailureField(
    "software", AWSFacts.softwareFailure,
    "Time to a fault that stops forwarding and that no status check sees.")
  static let comesBackBroken = Field<Share>(
    "comesBackBroken", default: AWSFacts.comesBackBroken,
    "Probability that a repair, reboot or return of the zone leaves it without its function.")
  static let failover = Field<FailoverKind>(
    "failover", orAbsent: .none,
    "What moves the routes of its zone while it is down; in a map, 'type' says it.")
  static let failoverType = Field<FailoverKind>("type", "What moves the routes.")

  package var takesOver: Bool { takeover != nil }

  package init(_ read: inout FieldReader) {
    let type = read(Self.instance)
    instanceType = type.name
    bandwidth = read(Self.bandwidth(of: type))
    recovery = read(Self.recovery(of: type))
    if recovery == .autoRecovery, !type.recoversAutomatically, !read.failed("instance") {
      read.fail("recovery", "EC2 does not recover instances of type \(type.name) by itself")
    }
    hostFailure = Self.host.read(from: &read)
    softwareFailure = Self.software.read(from: &read)
    let needsChecks = recovery == .autoRecovery && hostFailure != nil
    recoveryTime =
      Self.isUsed("recoveryTime", if: needsChecks, in: read)
      ? read(Self.recoveryTime) : AWSFacts.recoveryTime.value
    statusChecks =
      Self.isUsed("statusChecks", if: needsChecks, in: read)
      ? read.group("statusChecks") { StatusChecks(&$0) } : .shipped
    reboots = read.switchableGroup("reboots") { Reboots(&$0) }
    comesBackBroken = read(Self.comesBackBroken)
    takeover = read.takeover(isRehearsed: reboots.map { $0.every <= .months(1) } ?? false)
  }

  /// A setting that nothing reads is no assumption, unless somebody wrote it.
  private static func isUsed(
    _ name: String, if isNeeded: Bool, in read: FieldReader
  ) -> Bool { isNeeded || read.node[name] != nil }

  package static var fields: [FieldReference] {
    let type = InstanceType.placeholder
    return [instance.reference(), bandwidth(of: type).reference(), recovery(of: type).reference()]
      + host.references + software.references
      + [recoveryTime.reference()] + StatusChecks.fields + Reboots.fields
      + [comesBackBroken.reference(), failover.reference()] + Takeover.fields
  }

  static let recoveryTime = Field<DurationLaw>(
    "recoveryTime", default: AWSFacts.recoveryTime,
    "Time of an automatic recovery, once it has begun.")

  static func bandwidth(of type: InstanceType) -> Field<BitsPerSecond> {
    Field(
      "bandwidth",
      default: Cited(
        type.internetBaseline, source: InstanceTable.source, date: InstanceTable.date,
        confidence: .documentedByAWS),
      "Rate that it sustains to the internet in one direction; by instance type.",
      must: .moreThan(BitsPerSecond(0)))
  }

  static func recovery(of type: InstanceType) -> Field<Recovery> {
    Field(
      "recovery",
      default: Cited(
        type.recoversAutomatically ? .autoRecovery : .manual, source: InstanceTable.source,
        date: InstanceTable.date, confidence: .documentedByAWS),
      "Who ends a fault of the host; automatic where the instance type allows it.")
  }
}
