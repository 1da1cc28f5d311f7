// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the fields of a NAT gateway.

import Diagnostics
import Quantities
import RandomVariates
package import ScenarioFormat

/// Of which time the service is; its documented limits have grown.
enum GatewayGeneration: String, FieldChoice {
  case current
  case april2018 = "2018-04"
  case january2018 = "2018-01"

  /// The bandwidth to which a gateway scales.
  var bandwidth: Cited<BitsPerSecond> {
    switch self {
    case .current: AWSFacts.gatewayBandwidth
    case .april2018: AWSFacts.gatewayBandwidthApril2018
    case .january2018: AWSFacts.gatewayBandwidthJanuary2018
    }
  }
}

/// What moves the routes of a gateway's zone while it is down.
enum GatewayFailover: String, FieldChoice {
  case none, routeTakeover
  case person = "operator"
}

extension NATGateway: ComponentType {
  package static let summary =
    "A managed gateway of one zone or, if regional, of all; incidents of zones and of the service "
    + "strike it."

  static let generation = Field<GatewayGeneration>(
    "generation", orAbsent: .current,
    "Whose documented bandwidth holds: 100 Gbps now, 45 in April and 10 in January of 2018.")
  static let threshold = Field<Share>(
    "threshold", default: AWSFacts.zoneServiceThreshold,
    "Severity of a zone incident from which it is down.")
  static let strain = Field<Share>(
    "strain", default: AWSFacts.zoneServiceStrain,
    "Below the threshold, share of its capacity lost per unit of severity.")
  static let addresses = Field<Int>(
    "addresses", default: AWSFacts.gatewayAddresses,
    "Public addresses, each with ports of its own.", must: .within(1...32))
  static let ports = Field<Int>(
    "ports", default: AWSFacts.gatewayPorts,
    "Connections at one time to one destination, for each of its addresses.", must: .moreThan(0))
  static let regional = Field<Bool>(
    "regional", orAbsent: false,
    "Whether it spans all zones; then it needs no public subnet and stands in every zone.")
  static let rehoming = Field<DurationLaw>(
    "rehoming", default: AWSFacts.rehoming,
    "Until a regional gateway serves a zone whose part is down from another one.")
  static let failover = Field<GatewayFailover>(
    "failover", orAbsent: .none,
    "What moves the routes of its zone to other zones' gateways; in a map, 'type' says it.")
  static let failoverType = Field<GatewayFailover>("type", "What moves the routes.")

  static func bandwidth(of generation: GatewayGeneration) -> Field<BitsPerSecond> {
    Field(
      "bandwidth", default: generation.bandwidth, "Capacity in one direction.",
      must: .moreThan(BitsPerSecond(0)))
  }
  static func packets(of generation: GatewayGeneration) -> Field<Int?> {
    let meaning = "Packets a second, both directions together."
    switch generation {
    case .current:
      return Field(
        switchable: "packets", default: AWSFacts.gatewayPackets, meaning, must: .moreThan(0))
    case .april2018, .january2018:
      return Field(optional: "packets", meaning, must: .moreThan(0))
    }
  }

  package static var fields: [FieldReference] {
    [
      generation.reference(), bandwidth(of: .current).reference(),
      packets(of: .current).reference(), addresses.reference(), ports.reference(),
      threshold.reference(),
      strain.reference(), regional.reference(), rehoming.reference(),
    ] + GreyFailure.fields + [failover.reference()] + TakeoverScript.fields()
  }

  /// Those of a standby gateway, in the group `fallback`.
  static var standbyFields: [FieldReference] {
    [
      generation.reference(in: "fallback"), bandwidth(of: .current).reference(in: "fallback"),
      packets(of: .current).reference(in: "fallback"), addresses.reference(in: "fallback"),
      ports.reference(in: "fallback"),
      threshold.reference(in: "fallback"), strain.reference(in: "fallback"),
    ]
  }

  /// Reads a gateway that stands by.
  init(standby read: inout FieldReader) {
    self.init(
      limits: Self.limits(&read), threshold: read(Self.threshold), strain: read(Self.strain))
  }

  private static func limits(_ read: inout FieldReader) -> EgressLimits {
    let generation = read(generation)
    return EgressLimits(
      internet: read(bandwidth(of: generation)),
      packets: read(packets(of: generation)).map { Double($0) },
      ports: Double(read(addresses)) * Double(read(ports)))
  }

  package func check(_ read: inout FieldReader, in surroundings: Surroundings) {
    guard case .script(let script) = failover else { return }
    surroundings.check(watcherSubnet, of: script, &read)
    if script.stopsOwner != nil || script.draining != nil {
      read.fail("failover", "nobody stops or reboots \(read.subject)")
    }
    if script.watcher == .peer {
      read.fail(
        "failover", "no watcher runs on \(read.subject)",
        notes: ["'watcher' is 'function' or 'external'"])
    }
  }

  package static func standsEverywhere(_ node: LocatedNode) -> Bool {
    guard let written = node[regional.name] else { return false }
    return (try? Bool(reading: written)) == true
  }
  package var needsPublicSubnet: Bool { rehoming == nil }

  package init(_ read: inout FieldReader) {
    let limits = Self.limits(&read)
    let isRegional = read(Self.regional)
    self.init(
      limits: limits, threshold: read(Self.threshold), strain: read(Self.strain),
      grey: GreyFailure.read(from: &read),
      rehoming: read.uses("rehoming", if: isRegional) ? read(Self.rehoming) : nil)
    if !isRegional { rehoming = nil }
    failover = readFailover(&read)
    if isRegional, failover != nil {
      read.fail("failover", "\(read.subject) is regional, and moves its traffic itself")
    }
  }

  /// `failover: operator`, or a map with the word as its `type`.
  private mutating func readFailover(_ read: inout FieldReader) -> Failover? {
    guard let written = read.take(Self.failover.name) else { return nil }
    var kind = GatewayFailover.none
    var map = written
    if written.map == nil {
      kind = read(Self.failover)
      map = LocatedNode(.map([]), at: written.location)
    } else {
      kind = (written["type"].flatMap { try? GatewayFailover(reading: $0) }) ?? .none
    }
    return read.part(map, named: "failover", of: "failover of \(read.subject)") { read in
      if written.map != nil { _ = read(Self.failoverType) }
      watcherSubnet = read.node["watcherSubnet"]?.scalar
      switch kind {
      case .none: return nil
      case .person: return .person(backlog: read(TakeoverScript.backlog))
      case .routeTakeover: return .script(TakeoverScript(&read, isRehearsed: false))
      }
    }
  }
}
