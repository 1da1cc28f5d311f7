// SPDX-License-Identifier: GPL-3.0-or-later
// Reads gates and measures of a model file.

import Diagnostics
import Quantities
import ReliabilityModeling

/// The kinds of values, as files name them.
package enum ValueKindName: String, FieldChoice {
  case average, at, steady, firstFailure, meanTimeToFirstFailure, downTime
}

/// The fields of gates and measures.
enum MeasureFields {
  static let signal = Field<WrittenSignal>("signal", "what the gate is up by")
  static let up = Field<WrittenSignal>("up", "the signal that should be up")
  static let served = Field<[String]>(
    "served", "the sources of a service, which should all be served")
  static let tolerance = Field<Share>(
    "tolerance", orAbsent: Share(0.001), "a service is short while it misses more than this share")
  static let carried = Field<[String]>("carried", "a node whose flow is summed up")
  static let kind = Field<ValueKindName>("kind", orAbsent: .average, "which kind of value")
  static let at = Field<Seconds?>(optional: "at", "the instant of kind 'at'")
  static let by = Field<Seconds?>(optional: "by", "the instant of kind 'firstFailure'")
  static let atMost = Field<Seconds?>(optional: "atMost", "the down time of kind 'downTime'")
}

extension ModelReading {
  mutating func readGates(_ read: inout FieldReader) {
    entries(of: .gates, &read) { model, copy, read in
      let signal = read.signal(MeasureFields.signal, model.names, for: copy)
      model.builder.add(LogicGate(copy.path, signal), at: copy.location)
    }
  }

  mutating func readMeasures(_ read: inout FieldReader) {
    entries(of: .measures, &read) { model, copy, read in
      let name = copy.path.text
      let given = ["up", "served", "carried"].filter { read.node[$0] != nil }
      guard given.count <= 1 else {
        for entry in read.node.map ?? [] { _ = read.take(entry.key.name) }
        return read.fail(
          "", "\(read.subject) has one of the fields up, served and carried, not \(given.count)")
      }
      switch given.first {
      case "served":
        model.add(.served(model.service(named: name, for: copy, &read)), at: copy.location)
      case "carried":
        let nodes = read.paths(MeasureFields.carried, in: model.names.elements, for: copy)
        if nodes.count > 1 { read.fail("carried", "\(read.subject) is about one node") }
        guard let node = nodes.first else { return }
        model.add(.carried(name: name, node: node), at: copy.location)
      default:
        let signal = read.signal(MeasureFields.up, model.names, for: copy)
        model.add(.up(name: name, signal, kind: Self.kind(&read)), at: copy.location)
      }
    }
  }

  /// A service: what its sources want is its demand while every part is healthy.
  private func service(
    named name: String, for copy: ModelCopy, _ read: inout FieldReader
  ) -> ServedMeasure {
    let sources = read.paths(MeasureFields.served, in: names.sources, for: copy)
    let parts = sources.compactMap { demands[$0] }
    let profile = DemandProfile.sum(of: parts)
    if profile == nil {
      read.fail("served", "the sources of \(read.subject) must grow alike")
    }
    return ServedMeasure(
      name: name, sources: sources, demand: parts.reduce(0) { $0 + $1.rate },
      profile: profile ?? nil, tolerance: read(MeasureFields.tolerance))
  }

  /// The kind of value, with the one number that belongs to it.
  private static func kind(_ read: inout FieldReader) -> ValueKind {
    let kind = read(MeasureFields.kind)
    let numbers = [
      ("at", ValueKindName.at, read(MeasureFields.at)),
      ("by", .firstFailure, read(MeasureFields.by)),
      ("atMost", .downTime, read(MeasureFields.atMost)),
    ]
    for (name, owner, _) in numbers where owner != kind && read.node[name] != nil {
      read.fail(name, "'\(name)' belongs to kind '\(owner.rawValue)', not to '\(kind.rawValue)'")
    }
    for (name, owner, value) in numbers where owner == kind && value == nil && !read.failed(name) {
      read.noteAbsence(of: name, "field", "kind '\(kind.rawValue)' is about an instant or a span")
    }
    func number(_ index: Int) -> SimDuration { SimDuration(numbers[index].2 ?? Seconds(0)) }
    switch kind {
    case .average: return .average
    case .at: return .at(.zero + number(0))
    case .steady: return .steady
    case .firstFailure: return .firstFailure(by: .zero + number(1))
    case .meanTimeToFirstFailure: return .meanTimeToFirstFailure
    case .downTime: return .downTime(atMost: number(2))
    }
  }
}
