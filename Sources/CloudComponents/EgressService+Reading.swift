// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the services section: what each wants, from where, and what a lost zone means for it.

import Diagnostics
import NetworkReachability
import Quantities
import RandomVariates
package import ScenarioFormat

extension EgressService.ZoneLoss: FieldValue {
  package static let kind = "'lost', 'excluded' or '{ shift: after 2 min }'"
  package static let placeholder = EgressService.ZoneLoss.lost
  package init(reading node: LocatedNode) throws(Misreading) {
    let words = ["lost", "shift", "excluded"]
    if let entries = node.map {
      guard entries.count == 1, let entry = entries.first, entry.key.name == "shift" else {
        let name = entries.first { $0.key.name != "shift" }?.key
        throw Misreading(
          "expected \(Self.kind)", at: name?.location ?? node.location,
          notes: name.map { notesForUnknown($0.name, among: ["shift"]) } ?? [])
      }
      self = .shift(after: try DurationLaw(reading: entry.value.droppingWord("after")))
      return
    }
    switch try Self.scalar(node) {
    case "lost": self = .lost
    case "excluded": self = .excluded
    case "shift": self = .shift(after: AWSFacts.workShift.value)
    case let other:
      throw Misreading(
        "'\(other)' is not \(Self.kind)", at: node.location,
        notes: notesForUnknown(other, among: words))
    }
  }
  package var text: String {
    switch self {
    case .lost: "lost"
    case .excluded: "excluded"
    case .shift(let delay): "shift after \(delay.text)"
    }
  }
}

extension LocatedNode {
  /// The node without a leading word, such as `after` before a delay.
  fileprivate func droppingWord(_ word: String) -> LocatedNode {
    guard case .scalar(let text, let isQuoted) = value, text.hasPrefix("\(word) ") else {
      return self
    }
    return LocatedNode(
      .scalar(String(text.dropFirst(word.count + 1)), isQuoted: isQuoted),
      at: location.advanced(by: word.count + 1))
  }
}

/// Where a service leads: to the internet, or to a block of addresses outside the network.
enum Destination: FieldValue {
  case internet
  case block(IPv4Prefix)

  static let kind = "'internet' or an address block"
  static let placeholder = Destination.internet
  init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    if text == "internet" {
      self = .internet
    } else if text.first?.isNumber == true {
      self = .block(try IPv4Prefix(reading: node))
    } else {
      throw Misreading(
        "'\(text)' is not known here", at: node.location,
        notes: notesForUnknown(text, among: ["internet"]))
    }
  }
  var text: String { block?.text ?? "internet" }

  var block: IPv4Prefix? {
    guard case .block(let block) = self else { return nil }
    return block
  }
  var graph: NetworkGraph.Destination { block.map { .block($0) } ?? .internet }
}

/// A service as it is written, before the routes of a design say who carries it.
struct WrittenService {
  let name: String
  let location: SourceLocation
  /// Names of subnet groups that exist, and the place where each was named.
  let groups: [String]
  let groupsLocation: SourceLocation
  let destination: Destination
  /// What each of its connections is.
  let connection: ConnectionKind
  let demand: BitsPerSecond
  let variation: WeeklyDemand
  let shape: TrafficShape
  let awsParts: [EgressService.AWSPart]
  /// One a zone of the world; `nil` where nothing was said.
  let shares: [Share?]
  let onZoneLoss: EgressService.ZoneLoss
  let shiftOnEgressLoss: DurationLaw?
  let tolerance: Share
  let isIncomplete: Bool
}

extension WrittenService {
  static let from = Field<[String]>("from", "Subnets whose hosts leave the network.")
  static let to = Field<Destination>("to", orAbsent: .internet, "Where their traffic goes.")
  static let port = Field<ConnectionKind>(
    "port", orAbsent: ConnectionKind.placeholder, "Protocol and ports of its connections.")
  static let demand = Field<BitsPerSecond>(
    "demand",
    "Traffic that hosts want to send and receive at the peak, both directions together.",
    must: .moreThan(BitsPerSecond(0)))
  static let direction = Field<Share>(
    "direction", default: AWSFacts.largerDirection,
    "Share of the demand in its larger direction, 50 % to 100 %.",
    must: .within(Share(0.5)...Share(1)))
  static let packetBytes = Field<Int>(
    "packetBytes", default: AWSFacts.packetBytes,
    "Mean length of a packet, which turns limits in packets into bits.", must: .within(40...9_001))
  static let connections = Field<Int?>(
    optional: "connections",
    "Connections open at one time at full demand; without it no limit counts them.",
    must: .moreThan(0))
  static let busiest = Field<Share>(
    "busiestDestination", default: AWSFacts.busiestDestination,
    "Share of the connections that goes to the busiest destination.", must: .moreThan(Share(0)))
  static let shiftOnEgressLoss = Field<Bool>(
    "shiftOnEgressLoss", orAbsent: false,
    "Whether work also leaves a zone whose way out has died, as on a loss of the zone.")
  static let onZoneLoss = Field<EgressService.ZoneLoss>(
    "onZoneLoss", default: AWSFacts.workShift.map { .shift(after: $0) },
    "What becomes of the work of a zone that an incident hits.")
  static let tolerance = Field<Share>(
    "tolerance", default: AWSFacts.shortTolerance,
    "Share of the demand that may be missing before the service counts as short.")

  init(
    _ key: LocatedNode.Key, _ read: inout FieldReader, in network: VPCNetwork, zones: [String]
  ) {
    name = key.name
    location = key.location
    groups = read(Self.from)
    groupsLocation = read.location(of: "from")
    destination = read(Self.to)
    connection = read(Self.port)
    demand = read(Self.demand)
    variation = WeeklyDemand(&read)
    shape = Self.shape(&read, of: demand)
    awsParts = Self.awsParts(&read)
    shares = Self.shares(&read, among: zones)
    onZoneLoss = read(Self.onZoneLoss)
    let delay: DurationLaw
    if case .shift(let after) = onZoneLoss {
      delay = after
    } else {
      delay = AWSFacts.workShift.value
    }
    shiftOnEgressLoss = read(Self.shiftOnEgressLoss) ? delay : nil
    tolerance = read(Self.tolerance)
    if !read.failed("from"), !network.isIncomplete {
      for group in groups where network.group(named: group) == nil {
        read.fail(
          "from", "there is no subnet '\(group)' for \(read.subject) to leave from",
          notes: notesForUnknown(group, among: network.groups.map(\.name)))
      }
    }
    if let block = destination.block, !network.isIncomplete, block.overlaps(network.prefix) {
      read.fail("to", "\(read.subject) leads to \(block) inside the VPC's \(network.prefix)")
    }
    isIncomplete = read.hasErrors
  }

  /// What the traffic is made of; a setting that nothing reads is no assumption.
  private static func shape(
    _ read: inout FieldReader, of demand: BitsPerSecond
  ) -> TrafficShape {
    var shape = TrafficShape(
      direction: read(direction), packetBytes: Double(read(packetBytes)))
    let count = read(connections)
    shape.connectionsPerBit = count.map { Double($0) / demand.value }
    if read.uses("busiestDestination", if: count != nil) {
      shape.busiestDestination = read(busiest)
    }
    return shape
  }

  /// The parts of the demand that go to services of AWS, by name.
  private static func awsParts(_ read: inout FieldReader) -> [EgressService.AWSPart] {
    let parts: [EgressService.AWSPart]? = read.groupIfPresent("aws") { read in
      (read.node.map ?? []).compactMap { entry in
        let name = entry.key.name
        let share = read(Field<Share>(name, "Share of the demand that goes to it."))
        guard !read.failed(name) else { return nil }
        if name == "moved" || name.contains("/") {
          read.fail(name, "'\(name)' cannot be the name of a service of AWS")
        }
        return EgressService.AWSPart(name, share)
      }
    }
    let sum = parts?.reduce(0) { $0 + $1.share.value } ?? 0
    if sum > 1 + 1e-9 {
      read.fail("aws", "parts for AWS of \(read.subject) add up to \(Share(sum).text)")
    }
    return parts ?? []
  }

  /// The part of the demand that each zone has, if the scenario says so.
  private static func shares(
    _ read: inout FieldReader, among zones: [String]
  ) -> [Share?] {
    guard let written = read.take("shares") else { return zones.map { _ in nil } }
    let shares = read.part(written, named: "shares", of: "shares of \(read.subject)") { read in
      zones.map { read(Field<Share>($0, orAbsent: Share(0), "Share of zone \($0).")) }
    }
    let sum = shares.reduce(0) { $0 + $1.value }
    if !read.hasErrors, abs(sum - 1) > 1e-6 {
      read.fail("shares", "shares of \(read.subject) add up to \(Share(sum).text), not to 100 %")
    }
    return shares
  }
}

extension EgressService {
  static let fields: [FieldReference] = [
    WrittenService.from.reference(), WrittenService.to.reference(),
    WrittenService.port.reference(),
    WrittenService.demand.reference(), WeeklyDemand.shapeField.reference(),
    WeeklyDemand.growthField.reference(), WrittenService.direction.reference(),
    WrittenService.packetBytes.reference(), WrittenService.connections.reference(),
    WrittenService.busiest.reference(), WrittenService.onZoneLoss.reference(),
    WrittenService.shiftOnEgressLoss.reference(), WrittenService.tolerance.reference(),
    Field<Share>(
      "SERVICE", orAbsent: Share(0),
      "Share of the demand that goes to this service of AWS, by an endpoint where there is one."
    ).reference(in: "aws"),
    Field<Share>("ZONE", orAbsent: Share(0), "Share of a zone; equal unless given.")
      .reference(in: "shares"),
  ]
}
