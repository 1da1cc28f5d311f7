// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of shares and values, and laws made of laws.

import Diagnostics
import Quantities
import RandomVariates

extension LawParser {
  /// A share and what stands behind it, such as `75 % exponential(mean 1 h)`.
  private func pair(
    _ argument: Range<Int>, _ hint: String, missing: String
  ) throws(Misreading) -> (share: Double, rest: Range<Int>) {
    guard let percent = argument.first(where: { characters[$0] == "%" }) else {
      throw fault(hint, at: argument.lowerBound)
    }
    let share: Share = try quantity(in: argument.lowerBound..<percent + 1)
    let rest = trimmed(percent + 1..<argument.upperBound)
    guard !rest.isEmpty else { throw fault(missing, at: percent) }
    return (share.value, rest)
  }

  /// Laws or means behind their weights.
  private func weighted(
    _ call: LawCall, _ thing: String
  ) throws(Misreading) -> [(share: Double, rest: Range<Int>)] {
    guard call.arguments.count >= 2, call.arguments.count <= 100 else {
      throw fault(
        "a \(call.name) takes 2 to 100 \(thing)s, each behind its weight: "
          + "\(call.name)(75 % …, 25 % …)",
        at: call.offset)
    }
    var pairs: [(share: Double, rest: Range<Int>)] = []
    for argument in call.arguments {
      let next = try pair(
        argument, "each \(thing) of a \(call.name) stands behind its weight, such as '75 %'",
        missing: "a \(thing) is missing behind the weight")
      guard next.share > 0 else {
        throw fault("the weight of a \(thing) must be more than 0 %", at: argument.lowerBound)
      }
      pairs.append(next)
    }
    let total = pairs.reduce(0) { $0 + $1.share }
    // Weights of six digits may miss the whole by a few of the last.
    guard abs(total - 1) < 1e-5 else {
      throw fault(
        "the weights of a \(call.name) add to \(plainText(total * 100)) %, not to 100 %",
        at: call.offset)
    }
    return pairs
  }

  func mixture(_ call: LawCall, depth: Int) throws(Misreading) -> Distribution<Unit> {
    var parts: [Distribution<Unit>.Component] = []
    for (weight, rest) in try weighted(call, "law") {
      parts.append(.init(weight: weight, law: try law(in: rest, depth: depth + 1)))
    }
    return .mixture(parts)
  }

  func hyperexponential(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    var phases: [Distribution<Unit>.Phase] = []
    for (weight, rest) in try weighted(call, "mean") {
      let (_, mean) = labelled(rest, among: ["mean"])
      phases.append(.init(weight: weight, mean: try positive("mean", in: mean)))
    }
    return .hyperexponential(phases)
  }

  /// Values behind their probabilities, from 0 % to 100 %.
  func empirical(_ call: LawCall) throws(Misreading) -> Distribution<Unit> {
    guard call.arguments.count >= 2 else {
      throw wrongArguments(call, "empirical(0 % 1 min, 50 % 10 min, 100 % 4 h)")
    }
    var points: [Distribution<Unit>.QuantilePoint] = []
    for argument in call.arguments {
      let (share, rest) = try pair(
        argument, "each value of an empirical law stands behind its probability, such as '50 %'",
        missing: "a value is missing behind the probability")
      let value: Quantity<Unit> = try quantity(in: rest)
      if let last = points.last {
        guard share >= last.probability else {
          throw fault("the probabilities of an empirical law may not fall", at: argument.lowerBound)
        }
        guard value >= last.value else {
          throw fault("the values of an empirical law may not fall", at: rest.lowerBound)
        }
      } else if share != 0 {
        throw fault("an empirical law begins at 0 %", at: argument.lowerBound)
      }
      points.append(.init(probability: share, value: value))
    }
    guard points.last?.probability == 1 else {
      throw fault(
        "an empirical law ends at 100 %", at: call.arguments[points.count - 1].lowerBound)
    }
    return .empirical(points)
  }

  /// A law, and one or two bounds.
  func truncated(_ call: LawCall, depth: Int) throws(Misreading) -> Distribution<Unit> {
    let example = "truncated(exponential(mean 1 h), from 5 min, to 4 h)"
    guard (2...3).contains(call.arguments.count) else { throw wrongArguments(call, example) }
    let law = try law(in: call.arguments[0], depth: depth + 1)
    var (from, to) = (nil as Quantity<Unit>?, nil as Quantity<Unit>?)
    for argument in call.arguments.dropFirst() {
      let (label, range) = labelled(argument, among: ["from", "to"])
      guard let label, (label == "from" ? from : to) == nil else {
        throw fault(
          "each bound stands once behind 'from' or 'to'", at: argument.lowerBound,
          notes: ["such as \(example)"])
      }
      let bound: Quantity<Unit> = try quantity(in: range)
      if label == "from" { from = bound } else { to = bound }
    }
    let truncated = Distribution.truncated(
      law, from: from ?? Quantity(0), to: to ?? Quantity(.infinity))
    if let problem = truncated.problem { throw fault(problem, at: call.offset) }
    return truncated
  }

  /// A law and what is added to it.
  func shifted(_ call: LawCall, depth: Int) throws(Misreading) -> Distribution<Unit> {
    guard call.arguments.count == 2 else {
      throw wrongArguments(call, "shifted(exponential(mean 1 h), by 5 min)")
    }
    let (_, by) = labelled(call.arguments[1], among: ["by"])
    return .shifted(
      try law(in: call.arguments[0], depth: depth + 1), by: try quantity(in: by))
  }
}
