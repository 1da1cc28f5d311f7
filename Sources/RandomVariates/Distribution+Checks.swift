// SPDX-License-Identifier: GPL-3.0-or-later
// Why the parameters of a law make no law, in words for the person who wrote them.

import Quantities

extension Distribution {
  /// Most laws of one mixture, those of mixtures within it included.
  package static var mostComponents: Int { 1_000 }
  /// Most points of an empirical law.
  package static var mostPoints: Int { 10_000 }
  /// Shapes of Weibull and gamma laws, and beyond them no numbers of use.
  package static var shapes: ClosedRange<Double> { 0.1...1_000 }
  /// Stages of an Erlang law.
  package static var stages: ClosedRange<Int> { 1...1_000 }
  /// The least probability that a truncation may leave of its law.
  package static var leastShare: Double { 1e-12 }

  /// Why these parameters make no law, as the end of a sentence; `nil` if they do.
  package var problem: String? {
    if let fault { return fault }
    if isMeanFinite { return nil }
    return switch self {
    case .lognormal: "the sigma of a lognormal is so large that its mean is infinite"
    case .pareto, .lomax:
      "the shape of a Pareto or Lomax must be above 1, or its mean is infinite"
    case .constant, .exponential, .weibull, .gamma, .erlang, .hyperexponential, .uniform,
      .triangular, .pert, .empirical, .mixture, .truncated, .shifted:
      "the mean of the law is infinite"
    }
  }

  /// Whether a law without a fault has a mean, told from its parameters alone.
  private var isMeanFinite: Bool {
    switch self {
    case .lognormal: mean.value.isFinite
    case .pareto(let shape, _), .lomax(let shape, _): shape > 1
    case .mixture(let parts): parts.allSatisfy { $0.law.isMeanFinite }
    case .truncated(let law, _, let to): to.value.isFinite || law.isMeanFinite
    case .shifted(let law, _): law.isMeanFinite
    case .constant, .exponential, .weibull, .gamma, .erlang, .hyperexponential, .uniform,
      .triangular, .pert, .empirical:
      true
    }
  }

  /// The problem, unless it is the mean alone: bounds may make that finite.
  private var fault: String? {
    switch self {
    case .constant(let value):
      Self.isSpan(value) ? nil : "a constant must be finite and not negative"
    case .exponential(let mean):
      Self.isPositive(mean.value) ? nil : "the mean of an exponential must be positive"
    case .weibull(let shape, let scale):
      Self.problem(of: "Weibull", shape: shape, size: scale)
    case .lognormal(let median, let sigma):
      if !Self.isPositive(median.value) {
        "the median (or mean) of a lognormal must be positive"
      } else if !Self.isPositive(sigma) {
        "the sigma of a lognormal must be positive, a 95 % quantile above the median"
      } else {
        nil
      }
    case .gamma(let shape, let mean): Self.problem(of: "gamma", shape: shape, size: mean)
    case .erlang(let stages, let mean):
      !Self.stages.contains(stages)
        ? "the stages of an Erlang must be 1 to 1000"
        : Self.isPositive(mean.value) ? nil : "the mean of an Erlang must be positive"
    case .pareto(let shape, let size), .lomax(let shape, let size):
      !Self.isPositive(shape)
        ? "the shape of a Pareto or Lomax must be positive"
        : Self.isPositive(size.value)
          ? nil : "the least value of a Pareto, the scale of a Lomax must be positive"
    case .uniform(let from, let to):
      Self.isSpan(from) && Self.isSpan(to) && from < to
        ? nil : "a uniform needs 0 ≤ lower end < upper end"
    case .triangular(let least, let likeliest, let most):
      Self.problem(of: "triangular", [least, likeliest, most])
    case .pert(let least, let likeliest, let most):
      Self.problem(of: "PERT", [least, likeliest, most])
    case .hyperexponential, .empirical, .mixture, .truncated, .shifted: composedFault
    }
  }

  private var composedFault: String? {
    switch self {
    case .hyperexponential(let phases):
      Self.problem(
        of: phases.map { Component(weight: $0.weight, law: .exponential(mean: $0.mean)) })
    case .mixture(let parts): Self.problem(of: parts)
    case .empirical(let points): Self.problem(of: points)
    case .truncated(let law, let from, let to): Self.problem(of: law, from: from, to: to)
    case .shifted(let law, let by):
      Self.isSpan(by) ? law.fault : "the shift of a law must be finite and not negative"
    case .constant, .exponential, .weibull, .lognormal, .gamma, .erlang, .pareto, .lomax, .uniform,
      .triangular, .pert:
      nil
    }
  }
}

extension Distribution {
  private static func problem(
    of name: String, shape: Double, size: Quantity<Unit>
  ) -> String? {
    if !shapes.contains(shape) { return "the shape of a \(name) must be between 0.1 and 1000" }
    return isPositive(size.value) ? nil : "the mean or scale of a \(name) must be positive"
  }

  private static func problem(of name: String, _ values: [Quantity<Unit>]) -> String? {
    values.allSatisfy(isSpan) && values[0] <= values[1] && values[1] <= values[2]
      && values[0] < values[2]
      ? nil : "a \(name) needs 0 ≤ least ≤ likeliest ≤ most, and least < most"
  }

  private static func problem(of parts: [Component]) -> String? {
    if parts.isEmpty { return "a mixture needs at least one law" }
    let total = parts.reduce(0) { $0 + $1.weight }
    if !total.isFinite || !parts.allSatisfy({ isPositive($0.weight) }) {
      return "the weights of a mixture must be positive"
    }
    if let fault = parts.lazy.compactMap({ $0.law.fault }).first { return fault }
    let count = parts.reduce(0) { $0 + $1.law.components.count }
    return count <= mostComponents ? nil : "a mixture has at most \(mostComponents) laws"
  }

  private static func problem(of points: [QuantilePoint]) -> String? {
    guard (2...mostPoints).contains(points.count) else {
      return "an empirical law has 2 to \(mostPoints) points"
    }
    guard points.first?.probability == 0, points.last?.probability == 1 else {
      return "an empirical law begins at 0 % and ends at 100 %"
    }
    guard points.allSatisfy({ isSpan($0.value) && (0...1).contains($0.probability) }) else {
      return "the values of an empirical law must be finite and not negative"
    }
    let rises = zip(points, points.dropFirst()).allSatisfy {
      $0.probability <= $1.probability && $0.value <= $1.value
    }
    return rises ? nil : "neither probabilities nor values of an empirical law may fall"
  }

  private static func problem(
    of law: Distribution, from: Quantity<Unit>, to: Quantity<Unit>
  ) -> String? {
    if let fault = law.fault { return fault }
    guard isSpan(from), to > from else {
      return "a truncated law needs 0 ≤ lower bound < upper bound"
    }
    // A bound itself belongs to the law, an atom on it too.
    let atBound = law.probability(from: Quantity(from.value.nextDown), to: to)
    return atBound >= leastShare ? nil : "nothing of the law lies within its bounds"
  }

  private static func isSpan(_ value: Quantity<Unit>) -> Bool {
    value.value >= 0 && value.value.isFinite
  }

  private static func isPositive(_ value: Double) -> Bool { value > 0 && value.isFinite }
}
