// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a rule of a packet filter, written as one line: `allow tcp 443 from 10.0.0.0/16`.

import Diagnostics
package import NetworkReachability
package import ScenarioFormat

/// A rule as it was written, before the network says what its words mean.
struct WrittenRule {
  /// Who is at the other side.
  enum Peer: Hashable {
    case block(IPv4Prefix)
    /// The block of the VPC itself.
    case vpc
    case anywhere
    case group(String)
  }

  let allows: Bool
  /// `nil` is every protocol.
  let transport: TransportProtocol?
  let ports: PortRange
  let peer: Peer
  let location: SourceLocation
  let peerLocation: SourceLocation

  static let kind = "a rule such as 'allow tcp 443 from 10.0.0.0/16'"

  /// Reads `[allow|deny] PROTOCOL [PORTS] from|to PEER`; without a verb it allows.
  ///
  /// - Throws: `Misreading` with the place of the word that is wrong.
  init(reading node: LocatedNode, _ direction: FilterDirection) throws(Misreading) {
    guard let text = node.scalar, !node.isEmpty else {
      throw Misreading("expected \(Self.kind), not \(node.described)", at: node.location)
    }
    var words = RuleWords(text, at: node.location)
    location = node.location
    allows = words.take("allow") || !words.take("deny")
    transport = try words.transport()
    ports = try words.ports(of: transport)
    try words.preposition(of: direction)
    peerLocation = words.location
    peer = try words.peer()
    try words.end()
  }
}

/// The words of a rule from left to right, each with its place.
private struct RuleWords {
  private var words: [(text: String, column: Int)] = []
  private var next = 0
  private let start: SourceLocation
  private let length: Int

  init(_ text: String, at location: SourceLocation) {
    start = location
    length = text.count
    var column = 0
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !part.isEmpty { words.append((String(part), column)) }
      column += part.count + 1
    }
  }

  private var current: String { next < words.count ? words[next].text : "" }

  /// The place of the next word, or of the end.
  var location: SourceLocation {
    start.advanced(by: next < words.count ? words[next].column : length)
  }

  /// Takes the next word if it is this one.
  mutating func take(_ word: String) -> Bool {
    guard current == word else { return false }
    next += 1
    return true
  }

  private var described: String { current.isEmpty ? "the end" : "'\(current)'" }

  mutating func transport() throws(Misreading) -> TransportProtocol? {
    if take("all") { return nil }
    let names = TransportProtocol.allCases.map(\.rawValue)
    guard let transport = TransportProtocol(rawValue: current) else {
      throw Misreading(
        "expected a protocol, not \(described)", at: location,
        notes: notesForUnknown(current, among: names + ["all", "allow", "deny"]))
    }
    next += 1
    return transport
  }

  mutating func ports(of transport: TransportProtocol?) throws(Misreading) -> PortRange {
    guard let first = current.first, first.isNumber else { return .all }
    guard let transport, transport != .icmp else {
      throw Misreading(
        "'\(transport?.rawValue ?? "all")' has no ports, but \(described) follows", at: location)
    }
    let range = try PortRange(reading: current, at: location)
    next += 1
    return range
  }

  mutating func preposition(of direction: FilterDirection) throws(Misreading) {
    let (right, wrong) = direction == .inbound ? ("from", "to") : ("to", "from")
    guard !take(right) else { return }
    guard current != wrong else {
      throw Misreading(
        "an \(direction.rawValue) rule says '\(right)', not '\(wrong)'", at: location,
        notes: ["its addresses are those of the other side"])
    }
    throw Misreading(
      "expected '\(right)' and an address block, not \(described)", at: location)
  }

  mutating func peer() throws(Misreading) -> WrittenRule.Peer {
    if take("anywhere") { return .anywhere }
    if take("vpc") { return .vpc }
    guard let first = current.first else {
      throw Misreading(
        "expected an address block, 'anywhere', 'vpc' or a security group, not the end",
        at: location)
    }
    let word = current
    defer { next += 1 }
    guard first.isNumber else { return .group(word) }
    return .block(
      try IPv4Prefix(reading: LocatedNode(.scalar(word, isQuoted: false), at: location)))
  }

  func end() throws(Misreading) {
    guard next < words.count else { return }
    throw Misreading("\(described) follows after the end of the rule", at: location)
  }
}

extension PortRange {
  /// Reads `443` or `1024-65535`.
  ///
  /// - Throws: `Misreading` for what is no port, or a range that runs downwards.
  init(reading text: String, at location: SourceLocation) throws(Misreading) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first.flatMap({ UInt16($0) }),
      let last = parts.last.flatMap({ UInt16($0) })
    else {
      throw Misreading(
        "'\(text)' is no port and no range of ports", at: location,
        notes: ["ports are written '443' or '1024-65535', at most 65535"])
    }
    guard first <= last else {
      throw Misreading("ports \(text) run downwards", at: location)
    }
    self.init(first, last)
  }
}

/// What connections a service opens, written `tcp 443`.
extension ConnectionKind: FieldValue {
  package static let kind = "a protocol and its ports such as 'tcp 443'"
  package static let placeholder = ConnectionKind(.tcp, ports: PortRange(443, 443))
  package init(reading node: LocatedNode) throws(Misreading) {
    var words = RuleWords(try Self.scalar(node), at: node.location)
    guard let transport = try words.transport() else {
      throw Misreading("'all' is no protocol of a connection", at: node.location)
    }
    self.init(transport, ports: try words.ports(of: transport))
    try words.end()
  }
  package var text: String { description }
}
