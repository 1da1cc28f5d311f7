// SPDX-License-Identifier: GPL-3.0-or-later
// Address blocks and their sizes as values of fields.

import Diagnostics
package import NetworkReachability
package import ScenarioFormat

extension IPv4Prefix: FieldValue {
  package static let kind = "an address block such as 10.0.0.0/16"
  package static let placeholder = IPv4Prefix.everything
  package init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    do {
      try self.init(parsing: text)
    } catch {
      switch error {
      case .malformed:
        throw Misreading("'\(text)' is not \(Self.kind)", at: node.location)
      case .hostBits(let meant):
        throw Misreading(
          "'\(text)' has address bits behind its length", at: node.location,
          notes: ["did you mean '\(meant)'?"])
      }
    }
  }
  package var text: String { description }
}

/// The size of an address block by its prefix length, written `/24`.
package struct PrefixSize: Hashable, Sendable, FieldValue {
  package let length: Int
  package init(length: Int) { self.length = length }

  package static let kind = "a block size such as /24"
  package static let placeholder = PrefixSize(length: 24)
  package init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    guard let prefix = try? IPv4Prefix(parsing: "0.0.0.0\(text)"), text.hasPrefix("/") else {
      throw Misreading("'\(text)' is not \(Self.kind)", at: node.location)
    }
    length = prefix.length
  }
  package var text: String { "/\(length)" }
}

/// Where the parts of something stand: one in each zone, or in named ones.
package struct ZoneChoice: Hashable, Sendable {
  /// In the order of the world's zones.
  package let zones: [String]
  /// Whether the choice itself was wrong, so that nothing more should be said about it.
  package let isWrong: Bool

  static let each = Field<String>("each", orAbsent: "", "'zone': one in every zone of the world.")
  static let zone = Field<[String]>("zone", orAbsent: [], "The one zone, or a list of zones.")

  /// Reads `each: zone` or `zone: a`, of which exactly one is needed unless it is `everywhere`.
  package init(_ read: inout FieldReader, among zones: [String], everywhere: Bool = false) {
    let each = read(Self.each)
    let chosen = read(Self.zone)
    // Without zones the world could not be read, and nothing here is to blame.
    guard !read.failed("each"), !read.failed("zone"), !zones.isEmpty else {
      self.zones = []
      isWrong = true
      return
    }
    if !each.isEmpty, each != "zone" {
      read.fail(
        "each", "'each' of \(read.subject): '\(each)' is not known here",
        notes: ["'each: zone' puts one in every zone"])
    } else if !each.isEmpty, !chosen.isEmpty {
      read.fail("zone", "\(read.subject) has both 'each' and 'zone'; one of them decides")
    } else if everywhere, !chosen.isEmpty {
      read.fail("zone", "\(read.subject) stands in every zone")
    } else if each.isEmpty, chosen.isEmpty, !everywhere {
      read.fail(
        "zone", "\(read.subject) stands in no zone", at: read.node.location,
        notes: ["'each: zone' puts one in every zone, 'zone: \(zones.first ?? "a")' in one"])
    }
    for name in chosen where !zones.contains(name) {
      read.fail(
        "zone", "zone '\(name)' of \(read.subject) is not in the world",
        notes: notesForUnknown(name, among: zones))
    }
    self.zones = each.isEmpty && !everywhere ? zones.filter(chosen.contains) : zones
    isWrong = read.failed("each") || read.failed("zone")
  }
}
