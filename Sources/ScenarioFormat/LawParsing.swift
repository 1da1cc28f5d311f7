// SPDX-License-Identifier: GPL-3.0-or-later
// Laws from text such as `lognormal(median 12 min, p95 60 min)`; errors point into the text.

import Diagnostics
import Quantities
import RandomVariates

/// Reads one law; positions are offsets of characters in the whole text.
struct LawParser<Unit: WrittenUnit> {
  let characters: [Character]
  let start: SourceLocation

  /// - Parameters:
  ///   - text: The whole text of the law.
  ///   - start: The place of its first character.
  init(_ text: String, at start: SourceLocation) {
    characters = Array(text)
    self.start = start
  }

  /// The law that the whole text describes.
  ///
  /// - Throws: `Misreading` at the place of the fault.
  func law() throws(Misreading) -> Distribution<Unit> {
    try law(in: trimmed(characters.indices), depth: 0)
  }

  /// The law that a part of the text describes, within `depth` others.
  func law(in range: Range<Int>, depth: Int) throws(Misreading) -> Distribution<Unit> {
    guard let open = range.first(where: { characters[$0] == "(" }) else {
      return .constant(try quantity(in: range))
    }
    guard depth < 8 else {
      throw fault("laws are nested more than 8 deep", at: range.lowerBound)
    }
    let call = try LawCall(
      name: text(of: trimmed(range.lowerBound..<open)), offset: range.lowerBound,
      arguments: arguments(after: open, within: range))
    switch call.name {
    case "exponential": return try exponential(call)
    case "weibull": return try weibull(call)
    case "lognormal": return try lognormal(call)
    case "gamma": return try gamma(call)
    case "erlang": return try erlang(call)
    case "hyperexponential": return try hyperexponential(call)
    case "pareto": return try pareto(call)
    case "lomax": return try lomax(call)
    case "uniform": return try uniform(call)
    case "triangular":
      let (least, likeliest, most) = try threePoints(call)
      return .triangular(least: least, likeliest: likeliest, most: most)
    case "pert":
      let (least, likeliest, most) = try threePoints(call)
      return .pert(least: least, likeliest: likeliest, most: most)
    case "empirical": return try empirical(call)
    case "mixture": return try mixture(call, depth: depth)
    case "truncated": return try truncated(call, depth: depth)
    case "shifted": return try shifted(call, depth: depth)
    default:
      throw fault(
        "there is no law '\(clipped(call.name))'", at: call.offset,
        notes: notesForUnknown(call.name, among: lawNames))
    }
  }

  private func exponential(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    guard call.arguments.count == 1 else {
      throw wrongArguments(call, "exponential(mean 90 d)")
    }
    let argument = labelled(call.arguments[0], among: ["mean"])
    return .exponential(mean: try positive("mean", in: argument.range))
  }

  private func uniform(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    guard call.arguments.count == 2 else {
      throw wrongArguments(call, "uniform(1 s, 5 s)")
    }
    let low: Quantity<Unit> = try quantity(in: call.arguments[0])
    let high: Quantity<Unit> = try quantity(in: call.arguments[1])
    guard low < high else {
      throw fault(
        "the upper end of a uniform law must be above the lower end",
        at: call.arguments[1].lowerBound)
    }
    return .uniform(from: low, to: high)
  }

  /// Triangular or PERT: least, likeliest and most.
  private func threePoints(
    _ call: LawCall
  ) throws(Misreading) -> (least: Quantity<Unit>, likeliest: Quantity<Unit>, most: Quantity<Unit>) {
    guard call.arguments.count == 3 else {
      throw fault(
        "\(call.name) takes three values: least, likeliest and most, not \(call.arguments.count)",
        at: call.offset)
    }
    let least: Quantity<Unit> = try quantity(in: call.arguments[0])
    let likeliest: Quantity<Unit> = try quantity(in: call.arguments[1])
    let most: Quantity<Unit> = try quantity(in: call.arguments[2])
    guard least <= likeliest else {
      throw fault("the likeliest value is below the least", at: call.arguments[1].lowerBound)
    }
    guard likeliest <= most, least < most else {
      throw fault(
        "the most must be above the least and not below the likeliest value",
        at: call.arguments[2].lowerBound)
    }
    return (least, likeliest, most)
  }
}

/// The names of all laws.
private let lawNames = [
  "exponential", "weibull", "lognormal", "gamma", "erlang", "hyperexponential", "pareto", "lomax",
  "uniform", "triangular", "pert", "empirical", "mixture", "truncated", "shifted",
]
