// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of a NAT instance: its limits, its faults, its checks and its planned restarts.

import Quantities
import RandomVariates
import ScenarioFormat

extension NATInstance {
  static let host = TimeToFailureField(
    "host", AWSFacts.hostFailure, "Time to a fault of the host, which status checks see.")
  static let software = TimeToFailureField(
    "software", AWSFacts.softwareFailure,
    "Time to a fault that stops forwarding and that no status check sees.")
  static let comesBackBroken = Field<Share>(
    "comesBackBroken", default: AWSFacts.comesBackBroken,
    "Probability that a repair, reboot or return of the zone leaves it without its function.")
  static let recoveryTime = Field<DurationLaw>(
    "recoveryTime", default: AWSFacts.recoveryTime,
    "Time of an automatic recovery, once it has begun.")
  private static let packets = Field<Int?>(
    optional: "packets", "Packets a second, in and out together; AWS publishes no figure.",
    must: .moreThan(0))
  private static let connections = Field<Int?>(
    optional: "connections", "Connections that it tracks at one time; AWS publishes no figure.",
    must: .moreThan(0))

  private static let ports = Field<Int>(
    "ports", default: AWSFacts.instancePorts,
    "Connections at one time to one destination.", must: .moreThan(0))

  static func instance(_ preset: NATInstancePreset) -> Field<InstanceType> {
    let meaning = "EC2 instance type."
    return preset.instance.map { Field("instance", default: $0, meaning) }
      ?? Field("instance", meaning)
  }

  static func failover(_ preset: NATInstancePreset) -> Field<FailoverKind> {
    Field(
      "failover", orAbsent: preset.failover,
      "What moves the routes of its zone while it is down; in a map, 'type' says it.")
  }

  /// A value of the shipped table of instance types.
  private static func shipped<Value>(_ value: Value) -> Cited<Value> {
    Cited(
      value, source: InstanceTable.source, date: InstanceTable.date,
      confidence: .documentedByAWS)
  }

  static func bandwidth(of type: InstanceType) -> Field<BitsPerSecond> {
    Field(
      "bandwidth", default: shipped(type.internetBaseline),
      "Rate that it sustains to the internet in one direction; by instance type.",
      must: .moreThan(BitsPerSecond(0)))
  }

  static func rated(of type: InstanceType) -> Field<BitsPerSecond> {
    Field(
      "rated", default: shipped(type.baselineBandwidth),
      "Rate that its interface sustains in each direction; what it forwards passes once in each.",
      must: .moreThan(BitsPerSecond(0)))
  }

  static func recovery(of type: InstanceType, _ usual: RecoveryKind?) -> Field<RecoveryKind> {
    let meaning = "Who ends a fault of the host; automatic where the instance type allows it."
    guard let usual else {
      return Field(
        "recovery", default: shipped(type.recoversAutomatically ? .autoRecovery : .manual),
        meaning)
    }
    return Field("recovery", orAbsent: usual, "Who ends a fault of the host.")
  }

  static func limits(of type: InstanceType, _ read: inout FieldReader) -> EgressLimits {
    EgressLimits(
      internet: read(bandwidth(of: type)), forwarded: read(rated(of: type)),
      packets: read(packets).map { Double($0) }, connections: read(connections).map { Double($0) },
      ports: Double(read(ports)))
  }

  static func fields(_ preset: NATInstancePreset) -> [FieldReference] {
    let type = preset.instance?.value ?? InstanceType.placeholder
    return [
      instance(preset).reference(), bandwidth(of: type).reference(), rated(of: type).reference(),
      packets.reference(), connections.reference(), ports.reference(),
      recovery(of: type, preset.recovery).reference(),
    ] + AutoScalingGroup.fields(preset.group) + host.references + software.references
      + [recoveryTime.reference()] + StatusChecks.fields + Reboots.fields(preset)
      + [comesBackBroken.reference()] + GreyFailure.fields
      + [failover(preset).reference()] + TakeoverScript.fields(preset.takeover)
      + NATGateway.standbyFields
  }
}

extension NATInstance.StatusChecks {
  private static let interval = Field<Seconds>(
    "interval", default: AWSFacts.statusCheckInterval, "Interval of EC2's status checks.",
    must: .moreThan(Seconds(0)))
  private static let up = Field<Int>(
    "up", default: AWSFacts.statusChecksUp, "Passed checks in a row before it counts as well.",
    must: .within(1...1_000))

  /// A group asks for fewer failed checks than the alarm of a recovery.
  private static func down(ofGroup: Bool) -> Field<Int> {
    Field(
      "down", default: ofGroup ? AWSFacts.groupChecksDown : AWSFacts.statusChecksDown,
      "Failed checks in a row before a recovery or replacement.", must: .within(1...1_000))
  }

  static let fields = [
    interval.reference(in: "statusChecks"), down(ofGroup: false).reference(in: "statusChecks"),
    up.reference(in: "statusChecks"),
  ]

  static let shipped = Self(
    interval: AWSFacts.statusCheckInterval.value, down: AWSFacts.statusChecksDown.value,
    up: AWSFacts.statusChecksUp.value)

  init(_ read: inout FieldReader, ofGroup: Bool) {
    self.init(
      interval: read(Self.interval), down: read(Self.down(ofGroup: ofGroup)), up: read(Self.up))
  }
}

extension NATInstance.Reboots {
  private static func every(_ preset: NATInstancePreset) -> Field<Seconds> {
    Field(
      "every", default: preset.rebootInterval,
      "From one planned reboot or replacement to the next; copies are staggered evenly.",
      must: .atLeast(.hours(1)))
  }
  private static func duration(_ preset: NATInstancePreset) -> Field<DurationLaw> {
    Field(
      "duration", default: preset.rebootDuration, "For how long it does not forward then.")
  }

  static func fields(_ preset: NATInstancePreset) -> [FieldReference] {
    [
      every(preset).reference(in: "reboots"), duration(preset).reference(in: "reboots"),
    ]
  }

  init(_ read: inout FieldReader, _ preset: NATInstancePreset) {
    self.init(every: read(Self.every(preset)), duration: read(Self.duration(preset)))
  }
}
