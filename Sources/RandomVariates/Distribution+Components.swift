// SPDX-License-Identifier: GPL-3.0-or-later
// Laws taken apart: weighted laws that are no mixtures, with bounds and shifts moved inwards.

import Quantities

extension Distribution {
  /// The laws of a mixture with weights that add to one, without mixtures among them; any other law
  /// as the only one.
  ///
  /// A shift stands outside of a truncation, and a truncation only around a continuous law that has
  /// no simpler form for it.
  var components: [Component] {
    switch self {
    case .mixture(let parts):
      let total = parts.reduce(0) { $0 + $1.weight }
      return parts.flatMap { part in
        part.law.components.map {
          Component(weight: part.weight / total * $0.weight, law: $0.law)
        }
      }
    case .hyperexponential(let phases):
      let total = phases.reduce(0) { $0 + $1.weight }
      return phases.map { Component(weight: $0.weight / total, law: .exponential(mean: $0.mean)) }
    case .truncated(let law, let from, let to):
      let parts = law.components.compactMap { part in
        part.law.limited(from: from, to: to).map {
          Component(weight: part.weight * $0.weight, law: $0.law)
        }
      }
      let total = parts.reduce(0) { $0 + $1.weight }
      return parts.map { Component(weight: $0.weight / total, law: $0.law) }
    case .shifted(let law, let by):
      return law.components.map { Component(weight: $0.weight, law: $0.law.moved(by: by)) }
    case .constant, .exponential, .weibull, .lognormal, .gamma, .erlang, .pareto, .lomax, .uniform,
      .triangular, .pert, .empirical:
      return [Component(weight: 1, law: self)]
    }
  }

  /// A law that is no mixture, plus a constant.
  private func moved(by span: Quantity<Unit>) -> Self {
    switch self {
    case .constant(let value): .constant(value + span)
    case .uniform(let from, let to): .uniform(from: from + span, to: to + span)
    case .empirical(let points):
      .empirical(points.map { QuantilePoint(probability: $0.probability, value: $0.value + span) })
    case .shifted(let law, let by): .shifted(law, by: by + span)
    case .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto, .lomax,
      .triangular, .pert, .mixture, .truncated:
      .shifted(self, by: span)
    }
  }

  /// A law that is no mixture, given that it is within bounds, and the probability of that as its
  /// weight; `nil` where there is none.
  private func limited(from: Quantity<Unit>, to: Quantity<Unit>) -> Component? {
    let low = Swift.max(from, least)
    let high = Swift.min(to, greatest)
    guard low <= high else { return nil }
    switch self {
    case .constant: return Component(weight: 1, law: self)
    case .empirical(let points): return Self.limited(points, from: low, to: high)
    case .shifted(let law, let by):
      return law.limited(from: from - by, to: to - by).map {
        Component(weight: $0.weight, law: $0.law.moved(by: by))
      }
    case .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto, .lomax,
      .uniform, .triangular, .pert, .mixture, .truncated:
      let weight = probability(from: low, to: high)
      return weight > 0 ? Component(weight: weight, law: conditioned(from: low, to: high)) : nil
    }
  }

  /// A continuous law within bounds that it can reach.
  private func conditioned(from low: Quantity<Unit>, to high: Quantity<Unit>) -> Self {
    if low == least && high == greatest { return self }
    switch self {
    case .uniform: return .uniform(from: low, to: high)
    case .truncated(let law, _, _): return law.conditioned(from: low, to: high)
    case .exponential where !high.value.isFinite: return .shifted(self, by: low)
    case .pareto(let shape, _) where !high.value.isFinite:
      return .pareto(shape: shape, least: low)
    case .lomax(let shape, let scale) where !high.value.isFinite:
      return .shifted(.lomax(shape: shape, scale: scale + low), by: low)
    case .constant, .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto,
      .lomax, .triangular, .pert, .empirical, .mixture, .shifted:
      return .truncated(self, from: low, to: high)
    }
  }

  /// The pieces of an empirical law that lie within bounds.
  private static func limited(
    _ points: [QuantilePoint], from low: Quantity<Unit>, to high: Quantity<Unit>
  ) -> Component? {
    var kept: [QuantilePoint] = []
    for (start, end) in zip(points, points.dropFirst()) where end.probability > start.probability {
      guard end.value >= low, start.value <= high else { continue }
      let slope = (end.probability - start.probability) / (end.value - start.value).value
      func clipped(_ point: QuantilePoint, to value: Quantity<Unit>) -> QuantilePoint {
        point.value == value
          ? point
          : QuantilePoint(
            probability: start.probability + (value - start.value).value * slope, value: value)
      }
      kept.append(clipped(start, to: Swift.max(start.value, low)))
      kept.append(clipped(end, to: Swift.min(end.value, high)))
    }
    guard let first = kept.first?.probability, let last = kept.last?.probability, last > first
    else { return nil }
    let rescaled = kept.map {
      QuantilePoint(
        probability: ($0.probability - first) / (last - first), value: $0.value)
    }
    return Component(weight: last - first, law: .empirical(rescaled))
  }
}
