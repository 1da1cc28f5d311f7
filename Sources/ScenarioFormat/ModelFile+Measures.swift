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
      let signal = read.signal(MeasureFields.up, model.names, for: copy)
      model.add(.up(name: copy.path.text, signal, kind: Self.kind(&read)))
    }
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

extension ModelReading {
  /// Reads all sections of named entries.
  mutating func readSections(_ read: inout FieldReader) {
    readCrews(&read)
    readUnits(&read)
    readGates(&read)
    readMeasures(&read)
  }
}
