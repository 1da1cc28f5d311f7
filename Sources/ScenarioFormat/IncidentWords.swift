// SPDX-License-Identifier: GPL-3.0-or-later
// The small languages of an incident: conditions, factors, and which groups a strike hits.

import Diagnostics
import Quantities
import ReliabilityModeling

/// The partition of leaves that an incident knows.
struct LeafGroups {
  private(set) var names: [String] = []
  private var isListed = false
  private var groupOfLeaf: [String: Int] = [:]

  init(named names: [String] = [], isListed: Bool = false) {
    self.names = names
    self.isListed = isListed
  }

  /// Puts a leaf into a group; `false` if it is in another one.
  mutating func put(_ leaf: String, into name: String) -> Bool {
    guard let group = names.firstIndex(of: name) else { return true }
    return groupOfLeaf.updateValue(group, forKey: leaf).map { $0 == group } ?? true
  }

  /// The group of a leaf: where it was put, or the one whose name is a part of its path.
  func group(of leaf: String) -> Int? {
    if isListed { return groupOfLeaf[leaf] }
    let parts = leaf.split(separator: "/").map(String.init)
    return names.firstIndex { parts.contains($0) }
  }
}

/// One of `coin h`, `coin 20 %`, `h >= 0.5` and `mark in [0, 0.3)`.
struct ReactionCondition: FieldValue {
  let condition: Incident.Condition
  static let kind = "a condition"
  static let placeholder = Self(condition: .coinOfSeverity)

  init(condition: Incident.Condition) { self.condition = condition }

  init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1].trimmed : ""
    if words[0] == "coin" {
      if rest == "h" {
        condition = .coinOfSeverity
        return
      }
      condition = .coin(try Self.share(rest, of: text, at: node))
    } else if words[0] == "h", rest.hasPrefix(">=") {
      condition = .severityAtLeast(try Self.share(String(rest.dropFirst(2)), of: text, at: node))
    } else if words[0] == "mark", rest.hasPrefix("in"), text.hasSuffix(")"),
      let open = rest.firstIndex(of: "["), let comma = rest.firstIndex(of: ","), open < comma
    {
      let low = String(rest[rest.index(after: open)..<comma])
      let high = String(rest[rest.index(after: comma)...].dropLast())
      condition = .markIn(
        try Self.share(low, of: text, at: node), try Self.share(high, of: text, at: node))
    } else {
      throw Self.misreading(text, at: node)
    }
  }

  private static func share(
    _ part: String, of text: String, at node: LocatedNode
  ) throws(Misreading) -> Double {
    guard let share = try? Share(parsing: part.trimmed), (0...1).contains(share.value) else {
      throw misreading(text, at: node)
    }
    return share.value
  }

  private static func misreading(_ text: String, at node: LocatedNode) -> Misreading {
    Misreading(
      "'\(clipped(text))' is no condition", at: node.location,
      notes: ["a condition is 'coin h', 'coin 20 %', 'h >= 0.5' or 'mark in [0, 0.3)'"])
  }

  var text: String {
    switch condition {
    case .coinOfSeverity: "coin h"
    case .coin(let share): "coin \(plainText(share))"
    case .severityAtLeast(let least): "h >= \(plainText(least))"
    case .markIn(let low, let high): "mark in [\(plainText(low)), \(plainText(high)))"
    }
  }
}

/// What a severity h leaves of a level: `1 - h` or `1 - 0.6 h`.
struct SeverityFactor: FieldValue {
  let slope: Double
  static let kind = "a factor such as '1 - 0.6 h'"
  static let placeholder = Self(slope: 1)

  init(slope: Double) { self.slope = slope }

  init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    let terms = text.split(separator: "-").map { String($0).trimmed }
    guard terms.count == 2, terms[0] == "1", terms[1].hasSuffix("h") else {
      throw Misreading("'\(clipped(text))' is not \(Self.kind)", at: node.location)
    }
    let factor = String(terms[1].dropLast()).trimmed
    guard let share = factor.isEmpty ? Share(1) : try? Share(parsing: factor),
      (0...1).contains(share.value)
    else {
      throw Misreading(
        "'\(clipped(text))': the share of h must lie in 0 … 1", at: node.location)
    }
    slope = share.value
  }

  var text: String { slope == 1 ? "1 - h" : "1 - \(plainText(slope)) h" }
}

/// Which groups a dated strike hits.
enum StruckGroups: FieldValue {
  case none
  case named([String])
  case drawn(count: Int, population: Int)

  static let kind = "names of groups, or a number such as '1 of 6'"
  static let placeholder = Self.none
  static let shape = ValueShape.list(.scalar)

  init(reading node: LocatedNode) throws(Misreading) {
    if let text = node.scalar {
      let words = text.split(separator: " ").map(String.init)
      if words.count == 3, words[1] == "of", let count = Int(words[0]), let all = Int(words[2]) {
        guard count >= 0, count <= all, all <= 1_000_000 else {
          throw Misreading("'\(clipped(text))' cannot be drawn", at: node.location)
        }
        self = .drawn(count: count, population: all)
        return
      }
    }
    self = .named(try [String](reading: node))
  }

  var text: String {
    switch self {
    case .none: "none"
    case .named(let names): names.text
    case .drawn(let count, let population): "\(count) of \(population)"
    }
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
