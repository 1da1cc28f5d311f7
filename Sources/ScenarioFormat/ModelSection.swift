// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a model file, its templates, and the names in them.

import Diagnostics

/// The sections of named entries, in the order in which they are read.
enum ModelSection: String, CaseIterable {
  case crews, units, gates, incidents, calendars, detectors, failovers, pools
  case levels, sources, nodes, splits, switches, measures

  /// One entry, for messages.
  var subject: String {
    switch self {
    case .crews: "crew"
    case .units: "unit"
    case .gates: "gate"
    case .incidents: "incident"
    case .calendars: "calendar"
    case .detectors: "detector"
    case .failovers: "failover"
    case .pools: "pool"
    case .levels: "level"
    case .sources: "source"
    case .nodes: "node"
    case .splits: "split"
    case .switches: "switch"
    case .measures: "measure"
    }
  }

  /// Whether an entry may be a template with copies.
  var allowsEach: Bool { self != .crews && self != .pools }

  /// The table of names to which its entries belong; `nil` for those that nobody names.
  var names: WritableKeyPath<ModelNames, NameTable>? {
    switch self {
    case .units, .gates, .calendars, .detectors, .failovers, .pools: \.signals
    case .levels: \.levels
    case .sources: \.sources
    case .nodes, .splits, .switches: \.elements
    case .crews, .incidents, .measures: nil
    }
  }

  /// The field that an entry without any map stands for.
  private var onlyField: String? {
    switch self {
    case .crews: "servers"
    case .gates: "signal"
    case .measures: "up"
    case .levels: "base"
    case .units, .incidents, .calendars, .detectors, .failovers, .pools, .sources, .nodes, .splits,
      .switches:
      nil
    }
  }

  /// An entry as a map of fields: a gate may be written as its signal alone.
  func expanded(_ node: LocatedNode) -> LocatedNode {
    if let onlyField, node.map == nil, !node.isEmpty {
      return LocatedNode(
        .map([.init(.init(onlyField, at: node.location), node)]), at: node.location)
    }
    guard self == .gates, let entries = node.map, node["signal"] == nil else { return node }
    // A combination beside `each` is the gate's signal.
    let own = entries.filter { $0.key.name != "each" }
    let signal = LocatedNode(.map(own), at: node.location)
    return LocatedNode(
      .map(
        entries.filter { $0.key.name == "each" }
          + (own.isEmpty ? [] : [.init(.init("signal", at: node.location), signal)])),
      at: node.location)
  }
}

/// The members of a template: a list of names, or a number n for 1 … n.
struct ModelMembers: FieldValue {
  let names: [String]
  static let kind = "a list of names, or how many"
  static let placeholder = Self(names: [])
  static let shape = ValueShape.oneOf([.integer, .list(.scalar)])
  /// Copies of one template; more units than this cannot be simulated anyway.
  static let most = 4_096
  static let field = Field<ModelMembers?>(
    optional: "each", "makes a copy NAME/MEMBER for each member")

  init(names: [String]) { self.names = names }

  init(reading node: LocatedNode) throws(Misreading) {
    if node.list == nil {
      let count = try Int(reading: node)
      guard (1...Self.most).contains(count) else {
        throw Misreading(
          "\(count) copies are not possible: from 1 to \(Self.most)", at: node.location)
      }
      names = (1...count).map { "\($0)" }
      return
    }
    names = try [String](reading: node)
    guard (1...Self.most).contains(names.count), Set(names).count == names.count else {
      throw Misreading("expected 1 to \(Self.most) different names", at: node.location)
    }
    for (name, element) in zip(names, node.list ?? [])
    where !isPlainName(name) || name.contains("/") {
      throw Misreading(
        "'\(clipped(name))' is no name for a member", at: element.location,
        notes: ["a name has 1 to 80 letters, digits, '-' and '_'"])
    }
  }

  var text: String { "[\(names.joined(separator: ", "))]" }
}

/// Whether a text can be the name of a part: letters, digits, `-`, `_`, and `/` between them.
func isPlainName(_ name: String) -> Bool {
  let words = ["always", "and", "or", "not", "of", "all", "any"]
  guard !name.isEmpty, name.utf8.count <= 80, !words.contains(name) else { return false }
  let isPlain = name.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_/".unicodeScalars.contains($0)
  }
  return isPlain && !name.hasPrefix("/") && !name.hasSuffix("/") && !name.contains("//")
}
