// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the entries of `expect:` and checks the names in them.

import Diagnostics
import Quantities

/// The names that an expectation may use.
struct ExpectationNames {
  let designs: [String]
  let services: [String]
}

extension Expectation {
  static let because = Field<String?>(optional: "because", "why it is expected, in words")
  static let resolutionField = Field<Share>(
    "resolution", default: Share(0.02), "relative standard error that a verdict needs",
    must: .within(Share(0.0001)...Share(1)))
  static let within = Field<Tolerance>(
    "within", orAbsent: .standardErrors(4), "how near the value must be")
  static let forms = ["value", "better", "same", "solved"]

  /// Reads one entry; `nil` after an error.
  init?(_ read: inout FieldReader, _ names: ExpectationNames) {
    because = read(Self.because)
    resolution = read(Self.resolutionField)
    location = read.node.location
    guard let given = Self.givenForm(&read) else { return nil }
    let form: Form? =
      switch given {
      case "value": Self.value(&read, names)
      case "better": Self.better(&read, names)
      case "same": Self.same(&read, names)
      default: Self.refuseSolved(&read)
      }
    guard let form, !read.hasErrors else { return nil }
    self.form = form
  }

  /// Which of the four forms an entry has; `nil` after an error.
  static func givenForm(_ read: inout FieldReader) -> String? {
    guard !read.failed("") else { return nil }
    let given = forms.filter { read.node[$0] != nil }
    guard given.count == 1 else {
      for entry in read.node.map ?? [] { _ = read.take(entry.key.name) }
      read.fail(
        "",
        "an expectation has one of the fields value, better, same and solved, not \(given.count)")
      return nil
    }
    return given[0]
  }

  private static func value(_ read: inout FieldReader, _ names: ExpectationNames) -> Form? {
    let name = read(Field<String>("value", "a figure, such as egress.lostMinutesPerYear"))
    let design = read.name(
      "design", "the design that it is about", among: names.designs, of: "design")
    _ = read(Field<Kind>("kind", orAbsent: .average, "what is expected over the horizon"))
    guard !read.failed("value"), let (service, measure) = read.measure(name, names) else {
      for field in ["is", "atMost", "atLeast"] { _ = read.take(field) }
      _ = read(within)
      return nil
    }
    let bound = read.bound(nearBy: .standardErrors(4)) { node throws(Misreading) in
      try expectedNumber(node, for: measure)
    }
    return bound.map { .value(measure, service: service, design: design, $0) }
  }

  private static func better(_ read: inout FieldReader, _ names: ExpectationNames) -> Form? {
    let better = read.name("better", "the better design", among: names.designs, of: "design")
    let worse = read.name("than", "the other design", among: names.designs, of: "design")
    let service = read.name("for", "the service", among: names.services, of: "service")
    if better == worse, !read.hasErrors {
      read.fail("than", "a design cannot be better than itself")
    }
    guard let node = read.take("by") else {
      return .better(better, than: worse, service: service, by: nil)
    }
    do {
      let minutes = try expectedNumber(node, for: .lostMinutesPerYear)
      return .better(better, than: worse, service: service, by: minutes)
    } catch {
      read.fail("by", error.message, at: error.location, notes: error.notes)
      return nil
    }
  }

  private static func same(_ read: inout FieldReader, _ names: ExpectationNames) -> Form? {
    let one = read.name("same", "one design", among: names.designs, of: "design")
    let other = read.name("as", "the other design", among: names.designs, of: "design")
    let service = read.name("for", "the service", among: names.services, of: "service")
    return .same(one, as: other, service: service)
  }

  private static func refuseSolved(_ read: inout FieldReader) -> Form? {
    for name in ["solved", "is", "within", "kind", "design"] { _ = read.take(name) }
    read.fail("solved", "no solver exists yet for scenarios, so nothing can be expected of one")
    return nil
  }

  /// A plain number, or a duration or a share where the measure is one.
  private static func expectedNumber(
    _ node: LocatedNode, for measure: ServiceMeasure
  ) throws(Misreading) -> Double {
    if let text = node.scalar, let number = try? parseNumber(text), !node.isEmpty {
      guard number >= 0 else {
        throw Misreading("'\(clipped(text))' is negative", at: node.location)
      }
      return number
    }
    if measure.isInMinutes { return try Seconds(reading: node) / .minutes(1) }
    if measure == .unavailability { return try Share(reading: node).value }
    return try Double(reading: node)
  }
}

/// What kind of value is expected.
private enum Kind: String, FieldChoice { case average }

extension FieldReader {
  /// What a value must be: one of the fields `is`, `atMost` and `atLeast`.
  ///
  /// - Parameters:
  ///   - usual: How near is near enough where `within` does not say it.
  ///   - number: Reads the expected number.
  /// - Returns: The bound, or `nil` after an error.
  mutating func bound(
    nearBy usual: Expectation.Tolerance,
    _ number: (LocatedNode) throws(Misreading) -> Double
  ) -> Expectation.Bound? {
    let bounds = ["is", "atMost", "atLeast"].filter { take($0) != nil }
    let written = self(Expectation.within)
    let tolerance = node["within"] == nil ? usual : written
    guard bounds.count == 1, let node = take(bounds[0]) else {
      fail(
        "is", "a value needs one of the fields is, atMost and atLeast, not \(bounds.count)",
        at: self.node.location)
      return nil
    }
    if bounds[0] != "is", self.node["within"] != nil {
      fail("within", "'within' belongs to 'is', not to '\(bounds[0])'")
    }
    do {
      let value = try number(node)
      switch bounds[0] {
      case "is": return .equal(value, within: tolerance)
      case "atMost": return .atMost(value)
      default: return .atLeast(value)
      }
    } catch {
      fail(bounds[0], error.message, at: error.location, notes: error.notes)
      return nil
    }
  }

  /// A field that names one of several things, and may be left out if there is only one.
  mutating func name(
    _ field: String, _ meaning: String, among names: [String], of kind: String,
    insists: Bool = false
  ) -> String {
    if names.count == 1, !insists, take(field) == nil { return names[0] }
    let name = self(Field<String>(field, meaning))
    guard !failed(field), !names.isEmpty, !names.contains(name) else { return name }
    fail(
      field, "there is no \(kind) '\(clipped(name))'", notes: notesForUnknown(name, among: names))
    return name
  }

  /// The parts of a name such as `egress.lostMinutesPerYear`.
  fileprivate mutating func measure(
    _ name: String, _ names: ExpectationNames
  ) -> (service: String, measure: ServiceMeasure)? {
    let known = ServiceMeasure.allCases.map(\.rawValue)
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let service = parts.dropLast().joined(separator: ".")
    guard parts.count > 1, names.services.isEmpty || names.services.contains(service) else {
      let all = names.services.flatMap { service in known.map { "\(service).\($0)" } }
      let example = suggestion(for: name, among: all) ?? all.first ?? "egress.lostMinutesPerYear"
      fail(
        "value", "'\(clipped(name))' names no figure of a service",
        notes: ["a service and a measure, such as \(example)"])
      return nil
    }
    guard let measure = ServiceMeasure(rawValue: parts[parts.count - 1]) else {
      fail(
        "value", "there is no measure '\(clipped(parts[parts.count - 1]))'",
        notes: notesForUnknown(parts[parts.count - 1], among: known))
      return nil
    }
    return (service, measure)
  }
}
