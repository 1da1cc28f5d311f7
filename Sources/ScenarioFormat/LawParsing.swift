// SPDX-License-Identifier: GPL-3.0-or-later
// Laws from text such as `lognormal(median 12 min, p95 60 min)`; errors point into the text.

import Diagnostics
import Foundation
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

  private func law(in range: Range<Int>, depth: Int) throws(Misreading) -> Distribution<Unit> {
    guard let open = range.first(where: { characters[$0] == "(" }) else {
      return .constant(try quantity(in: range))
    }
    guard depth < 8 else {
      throw fault("mixtures are nested more than 8 deep", at: range.lowerBound)
    }
    let call = try LawCall(
      name: text(of: trimmed(range.lowerBound..<open)), offset: range.lowerBound,
      arguments: arguments(after: open, within: range))
    switch call.name {
    case "exponential": return try exponential(call)
    case "lognormal": return try lognormal(call)
    case "uniform": return try uniform(call)
    case "triangular": return try triangular(call)
    case "mixture": return try mixture(call, depth: depth)
    default:
      let laws = ["exponential", "lognormal", "uniform", "triangular", "mixture"]
      throw fault(
        "there is no law '\(clipped(call.name))'", at: call.offset,
        notes: notesForUnknown(call.name, among: laws))
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

  private func triangular(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    guard call.arguments.count == 3 else {
      throw fault(
        "triangular takes three values: least, likeliest and most, not \(call.arguments.count)",
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
    return .triangular(least: least, likeliest: likeliest, most: most)
  }

  private func mixture(_ call: LawCall, depth: Int) throws(Misreading) -> Distribution<Unit> {
    guard call.arguments.count >= 2, call.arguments.count <= 100 else {
      throw fault(
        "a mixture takes 2 to 100 laws, each behind its weight: mixture(75 % …, 25 % …)",
        at: call.offset)
    }
    var parts: [Distribution<Unit>.Component] = []
    for argument in call.arguments {
      guard let percent = argument.first(where: { characters[$0] == "%" }) else {
        throw fault(
          "each law of a mixture stands behind its weight, such as '75 %'", at: argument.lowerBound)
      }
      let weight: Share = try quantity(in: argument.lowerBound..<percent + 1)
      guard weight.value > 0 else {
        throw fault("the weight of a law must be more than 0 %", at: argument.lowerBound)
      }
      let rest = trimmed(percent + 1..<argument.upperBound)
      guard !rest.isEmpty else { throw fault("a law is missing behind the weight", at: percent) }
      parts.append(.init(weight: weight.value, law: try law(in: rest, depth: depth + 1)))
    }
    let total = parts.reduce(0) { $0 + $1.weight }
    guard abs(total - 1) < 1e-6 else {
      throw fault(
        "the weights of a mixture add to \(plainText(total * 100)) %, not to 100 %",
        at: call.offset)
    }
    return .mixture(parts)
  }
}

extension LawParser {
  /// By median and sigma, mean and sigma, or median and 95 % quantile.
  private func lognormal(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    let labels = ["median", "mean", "sigma", "p95"]
    var ranges: [String: Range<Int>] = [:]
    for argument in call.arguments {
      let (label, range) = labelled(argument, among: labels)
      guard let label else {
        throw fault(
          "say what this is: median, mean, sigma or p95", at: argument.lowerBound,
          notes: ["such as lognormal(median 12 min, sigma 1.0)"])
      }
      guard ranges.updateValue(range, forKey: label) == nil else {
        throw fault("'\(label)' is given twice", at: argument.lowerBound)
      }
    }
    if ranges.count == 2, let sigma = ranges["sigma"] {
      let spread = try number("sigma", in: sigma)
      if let median = ranges["median"] {
        return .lognormal(median: try positive("median", in: median), sigma: spread)
      }
      if let mean = ranges["mean"] {
        let mean = try positive("mean", in: mean)
        return .lognormal(median: mean * exp(-spread * spread / 2), sigma: spread)
      }
    }
    if ranges.count == 2, let median = ranges["median"], let p95 = ranges["p95"] {
      let middle = try positive("median", in: median)
      let high = try positive("p95", in: p95)
      guard middle < high else {
        throw fault("the p95 must be above the median", at: p95.lowerBound)
      }
      return .lognormal(median: middle, sigma: log(high / middle) / standardNormalP95)
    }
    throw fault(
      "a lognormal law takes two of median, mean, sigma and p95", at: call.offset,
      notes: ["median with sigma, mean with sigma, or median with p95"])
  }
}

/// The 95 % quantile of the standard normal law.
private let standardNormalP95 = 1.644_853_626_951_472_2
