// SPDX-License-Identifier: GPL-3.0-or-later
// Laws whose values stand behind labels, such as `weibull(shape 2, mean 90 d)`.

import Diagnostics
import Foundation
import Quantities
import RandomVariates

extension LawParser {
  /// Where the labelled values of a call stand, by label.
  private func labelledValues(
    _ call: LawCall, among labels: [String], _ example: String
  ) throws(Misreading) -> [String: Range<Int>] {
    var ranges: [String: Range<Int>] = [:]
    for argument in call.arguments {
      let (label, range) = labelled(argument, among: labels)
      guard let label else {
        let choice = labels.dropLast().joined(separator: ", ")
        throw fault(
          "say what this is: \(choice) or \(labels[labels.count - 1])", at: argument.lowerBound,
          notes: ["such as \(example)"])
      }
      guard ranges.updateValue(range, forKey: label) == nil else {
        throw fault("'\(label)' is given twice", at: argument.lowerBound)
      }
    }
    return ranges
  }

  /// By median and sigma, mean and sigma, or median and 95 % quantile.
  func lognormal(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    let ranges = try labelledValues(
      call, among: ["median", "mean", "sigma", "p95"], "lognormal(median 12 min, sigma 1.0)")
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

  /// By shape and scale, or shape and mean.
  func weibull(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    let (shape, size, isMean) = try shapeAndSize(call, "weibull(shape 2, mean 90 d)")
    return isMean ? .weibull(shape: shape, mean: size) : .weibull(shape: shape, scale: size)
  }

  /// By shape and scale, or shape and mean.
  func gamma(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    let (shape, size, isMean) = try shapeAndSize(call, "gamma(shape 2, mean 4 h)")
    return isMean ? .gamma(shape: shape, mean: size) : .gamma(shape: shape, scale: size)
  }

  private func shapeAndSize(
    _ call: LawCall, _ example: String
  ) throws(Misreading) -> (shape: Double, size: Quantity<Unit>, isMean: Bool) {
    let ranges = try labelledValues(call, among: ["shape", "scale", "mean"], example)
    guard ranges.count == 2, let shape = ranges["shape"] else {
      throw fault(
        "\(call.name) takes a shape, and a scale or a mean", at: call.offset,
        notes: ["such as \(example)"])
    }
    let value = try number("the shape", in: shape, within: Distribution<Unit>.shapes)
    if let mean = ranges["mean"] { return (value, try positive("mean", in: mean), true) }
    return (value, try positive("scale", in: ranges["scale"] ?? shape), false)
  }

  /// By shape and least value.
  func pareto(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    let (shape, least) = try tail(call, and: "least", "pareto(shape 2.5, least 1 h)")
    return .pareto(shape: shape, least: least)
  }

  /// By shape and scale.
  func lomax(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    let (shape, scale) = try tail(call, and: "scale", "lomax(shape 2.5, scale 1 h)")
    return .lomax(shape: shape, scale: scale)
  }

  private func tail(
    _ call: LawCall, and label: String, _ example: String
  ) throws(Misreading) -> (shape: Double, size: Quantity<Unit>) {
    let ranges = try labelledValues(call, among: ["shape", label], example)
    guard let shape = ranges["shape"], let size = ranges[label] else {
      throw wrongArguments(call, example)
    }
    return (
      try number("the shape", in: shape, within: 0.01...1_000), try positive(label, in: size)
    )
  }

  /// By the number of stages and the mean of their sum.
  func erlang(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    guard call.arguments.count == 2 else { throw wrongArguments(call, "erlang(3, mean 4 h)") }
    let (_, count) = labelled(call.arguments[0], among: ["stages"])
    let (_, mean) = labelled(call.arguments[1], among: ["mean"])
    guard let stages = Int(text(of: count)), Distribution<Unit>.stages.contains(stages) else {
      throw fault("the stages must be a whole number from 1 to 1000", at: count.lowerBound)
    }
    return .erlang(stages: stages, mean: try positive("mean", in: mean))
  }
}

/// The 95 % quantile of the standard normal law.
private let standardNormalP95 = 1.644_853_626_951_472_2
