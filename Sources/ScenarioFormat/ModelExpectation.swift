// SPDX-License-Identifier: GPL-3.0-or-later
// What a model file claims about its measures: figures, and the reading of its expectations.

import Diagnostics
import Quantities
package import ReliabilityModeling

/// A figure of a measure of a model, as `expect:` names it behind the measure and a dot.
package enum ModelFigure: String, FieldChoice {
  /// The share of time, or the probability at an instant, of being down; of a service its lost
  /// share.
  case unavailability
  /// Of having failed by an instant, or of a down time within a bound.
  case probability
  case meanTimeToFirstFailure
  case outagesPerYear, downtimeMinutesPerYear
  /// Of a service.
  case lostMinutesPerYear, shortMinutesPerYear, darkMinutesPerYear
  case darkOutagesPerYear, interruptionsPerYear
  /// Of a node, in bit/s.
  case meanRate

  /// The figures that a measure has, its own value first.
  package static func all(of measure: Measure) -> [Self] {
    switch measure {
    case .up(_, _, .average): [.unavailability, .outagesPerYear, .downtimeMinutesPerYear]
    case .up(_, _, .at), .up(_, _, .steady): [.unavailability]
    case .up(_, _, .firstFailure), .up(_, _, .downTime): [.probability]
    case .up(_, _, .meanTimeToFirstFailure): [.meanTimeToFirstFailure]
    case .served:
      [
        .unavailability, .lostMinutesPerYear, .shortMinutesPerYear, .darkMinutesPerYear,
        .outagesPerYear, .darkOutagesPerYear, .interruptionsPerYear,
      ]
    case .carried: [.meanRate]
    }
  }

  /// Reads an expected number: plain, or in the unit of the figure.
  ///
  /// - Throws: `Misreading` if it is none, or negative.
  func number(_ node: LocatedNode) throws(Misreading) -> Double {
    if let text = node.scalar, !node.isEmpty, let number = try? parseNumber(text) {
      guard number >= 0 else {
        throw Misreading("'\(clipped(text))' is negative", at: node.location)
      }
      return number
    }
    switch self {
    case .unavailability, .probability: return try Share(reading: node).value
    case .meanTimeToFirstFailure: return try Seconds(reading: node).value
    case .downtimeMinutesPerYear, .lostMinutesPerYear, .shortMinutesPerYear, .darkMinutesPerYear:
      return try Seconds(reading: node) / .minutes(1)
    case .meanRate: return try BitsPerSecond(reading: node).value
    case .outagesPerYear, .darkOutagesPerYear, .interruptionsPerYear:
      return try Double(reading: node)
    }
  }
}

extension ValueKind {
  /// As files name it.
  package var name: ValueKindName {
    switch self {
    case .average: .average
    case .at: .at
    case .steady: .steady
    case .firstFailure: .firstFailure
    case .meanTimeToFirstFailure: .meanTimeToFirstFailure
    case .downTime: .downTime
    }
  }
}

extension Expectation {
  private static let kind = Field<ValueKindName?>(
    optional: "kind", "the kind of the measure; another one is refused")

  /// Reads one entry of a model file; `nil` after an error.
  init?(_ read: inout FieldReader, ofMeasures measures: [Measure]) {
    because = read(Self.because)
    resolution = read(Self.resolutionField)
    location = read.node.location
    guard let given = Self.givenForm(&read) else { return nil }
    let names = measures.map(\.name)
    let form: Form? =
      switch given {
      case "value": Self.figure(&read, "value", nearBy: .standardErrors(4), measures)
      case "solved": Self.figure(&read, "solved", nearBy: .relative(1e-9), measures)
      case "better": Self.moreAvailable(&read, names)
      default:
        .sameAvailable(
          read.name("same", "one measure", among: names, of: "measure", insists: true),
          as: read.name("as", "the other measure", among: names, of: "measure", insists: true))
      }
    guard let form, !read.hasErrors else { return nil }
    self.form = form
  }

  private static func figure(
    _ read: inout FieldReader, _ field: String, nearBy usual: Tolerance, _ measures: [Measure]
  ) -> Form? {
    let name = read(Field<String>(field, "a figure of a measure, such as egress.unavailability"))
    let kind = read(Self.kind)
    guard !read.failed(field), let (measure, figure) = read.figure(name, field, measures) else {
      for field in ["is", "atMost", "atLeast"] { _ = read.take(field) }
      _ = read(within)
      return nil
    }
    if let kind, case .up(_, _, let own) = measure, own.name != kind {
      read.fail(
        "kind",
        "\(measure.name) is of kind '\(own.name.rawValue)', and kinds are never compared")
    }
    let bound = read.bound(nearBy: usual) { node throws(Misreading) in try figure.number(node) }
    guard let bound else { return nil }
    guard field == "solved" else { return .figure(figure, of: measure.name, bound) }
    guard case .equal(_, .standardErrors) = bound else { return .solved(of: measure.name, bound) }
    read.fail("within", "a solved value has no standard error", notes: ["such as 1e-9 relative"])
    return nil
  }

  private static func moreAvailable(_ read: inout FieldReader, _ names: [String]) -> Form? {
    let better = read.name("better", "one measure", among: names, of: "measure", insists: true)
    let worse = read.name("than", "the other measure", among: names, of: "measure", insists: true)
    if better == worse, !read.hasErrors {
      read.fail("than", "a measure cannot be better than itself")
    }
    let share = read(Field<Share?>(optional: "by", "by which share of time"))
    return .moreAvailable(better, than: worse, by: share?.value)
  }
}

extension FieldReader {
  /// The parts of a name such as `egress.unavailability`; the measure alone means its own value.
  fileprivate mutating func figure(
    _ name: String, _ field: String, _ measures: [Measure]
  ) -> (measure: Measure, figure: ModelFigure)? {
    if let measure = measures.first(where: { $0.name == name }) {
      return (measure, ModelFigure.all(of: measure)[0])
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let (owner, last) = (parts.dropLast().joined(separator: "."), parts[parts.count - 1])
    guard parts.count > 1, let measure = measures.first(where: { $0.name == owner }) else {
      let wanted = parts.count > 1 ? owner : name
      fail(
        field, "there is no measure '\(clipped(wanted))'",
        notes: notesForUnknown(wanted, among: measures.map(\.name)))
      return nil
    }
    let known = ModelFigure.all(of: measure)
    guard let figure = ModelFigure(rawValue: last), known.contains(figure) else {
      fail(
        field, "\(owner) has no figure '\(clipped(last))'",
        notes: notesForUnknown(last, among: known.map(\.rawValue)))
      return nil
    }
    return (measure, figure)
  }
}
