// SPDX-License-Identifier: GPL-3.0-or-later
// Reads levels of flows: shares, leaf levels by name, and what is made of them.

import Diagnostics
import Quantities
import ReliabilityModeling

/// The fields of levels that are made of others.
enum LevelFields {
  static let when = Field<WrittenSignal>("when", "while this is up 'then' holds, else 'else'")
  static let share = Field<[WrittenSignal]>("share", "the fraction of these signals that is up")
  static let forms = ["choose", "share", "product", "complement"]
}

extension ModelReading {
  /// The level that stands in a field; `nil` when it is not there.
  func level(
    _ field: String, _ copy: ModelCopy, _ read: inout FieldReader
  ) -> FlowLevel? {
    read.take(field).map { level($0, field, copy, &read) }
  }

  /// A share, the name of a leaf level, or a map with one of `choose`, `share`, `product` and
  /// `complement`.
  private func level(
    _ node: LocatedNode, _ field: String, _ copy: ModelCopy, _ read: inout FieldReader
  ) -> FlowLevel {
    if let name = node.scalar, !node.isEmpty,
      case .part(let path) = names.levels.meaning(of: name, for: copy.member)
    {
      return .leaf(ComponentPath(path))
    }
    guard node.map != nil else {
      do {
        return .constant(try Share(reading: node).inParts)
      } catch {
        read.fail(
          Misreading(
            error.message, at: error.location,
            notes: ["a level is a share, or the name of one of the section 'levels'"]), in: field)
        return .full
      }
    }
    return read.part(node, named: field, of: "'\(field)' of \(read.subject)") { part in
      let given = LevelFields.forms.filter { part.node[$0] != nil }
      guard given.count == 1 else {
        for entry in part.node.map ?? [] { _ = part.take(entry.key.name) }
        part.fail(
          "",
          "a level has one of the fields choose, share, product and complement, not \(given.count)")
        return .full
      }
      return composed(given[0], copy, &part)
    }
  }

  private func composed(
    _ form: String, _ copy: ModelCopy, _ read: inout FieldReader
  ) -> FlowLevel {
    switch form {
    case "share": return .share(of: read.signals(LevelFields.share, names, for: copy))
    case "complement": return .complement(level("complement", copy, &read) ?? .full)
    case "product":
      return .product(
        read.elementNodes("product").map { level($0, "product", copy, &read) })
    default:
      return read.group("choose") { part in
        .choose(
          when: part.signal(LevelFields.when, names, for: copy),
          then: level("then", copy, &part) ?? .full,
          otherwise: level("else", copy, &part) ?? .constant(0))
      }
    }
  }
}

extension FieldReader {
  /// The elements of a list that must be there, or the only one.
  mutating func elementNodes(_ field: String) -> [LocatedNode] {
    guard let written = take(field) else {
      noteAbsence(of: field, "field", "a list")
      return []
    }
    return written.list ?? [written]
  }

  /// The paths for which names of one table stand.
  mutating func paths(
    _ field: Field<[String]>, in table: NameTable, for copy: ModelCopy
  ) -> [ComponentPath] {
    self(field).flatMap { name -> [ComponentPath] in
      guard let paths = table.paths(of: name, for: copy.member) else {
        fail(table.unknown(name, at: location(of: field.name)), in: field.name)
        return []
      }
      return paths.map { ComponentPath($0) }
    }
  }
}

extension Share {
  /// In parts of 10⁹.
  var inParts: Int64 { Int64((min(max(value, 0), 1) * Double(FlowLevel.one)).rounded()) }
}

extension BitsPerSecond {
  /// Whole bits a second, saturating.
  var whole: Int64 { value < 0x1p62 ? Int64(value.rounded()) : Int64(1) << 62 }
}

extension FlowLevel {
  /// What a source of this level emits while every part is healthy, rounded down.
  func healthy(of rate: Int64) -> Int64 {
    Int64(Int128(rate) * Int128(healthyParts) / Int128(Self.one))
  }

  private var healthyParts: Int64 {
    switch self {
    case .constant(let parts): parts
    case .leaf, .share: Self.one
    case .choose(_, let then, _): then.healthyParts
    case .product(let factors):
      factors.reduce(Self.one) { Int64(Int128($0) * Int128($1.healthyParts) / Int128(Self.one)) }
    case .complement(let level): Self.one - level.healthyParts
    }
  }
}
