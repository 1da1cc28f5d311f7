// SPDX-License-Identifier: GPL-3.0-or-later
// Laws as text.

import Quantities
import RandomVariates

extension Distribution where Unit: WrittenUnit {
  /// As it is written in a scenario; reading it again gives the same law to six digits.
  var written: String {
    switch self {
    case .constant(let value): value.text
    case .exponential(let mean): "exponential(mean \(mean.text))"
    case .weibull(let shape, let scale):
      "weibull(shape \(plainText(shape)), scale \(scale.text))"
    case .lognormal(let median, let sigma):
      "lognormal(median \(median.text), sigma \(plainText(sigma)))"
    case .gamma(let shape, let mean): "gamma(shape \(plainText(shape)), mean \(mean.text))"
    case .erlang(let stages, let mean): "erlang(\(stages), mean \(mean.text))"
    case .hyperexponential(let phases):
      Self.call("hyperexponential", Self.weighted(phases.map { ($0.weight, $0.mean.text) }))
    case .pareto(let shape, let least):
      "pareto(shape \(plainText(shape)), least \(least.text))"
    case .lomax(let shape, let scale): "lomax(shape \(plainText(shape)), scale \(scale.text))"
    case .uniform(let from, let to): "uniform(\(from.text), \(to.text))"
    case .triangular(let least, let likeliest, let most):
      "triangular(\(least.text), \(likeliest.text), \(most.text))"
    case .pert(let least, let likeliest, let most):
      "pert(\(least.text), \(likeliest.text), \(most.text))"
    case .empirical(let points):
      Self.call("empirical", points.map { (Share($0.probability).text, $0.value.text) })
    case .mixture(let parts):
      Self.call("mixture", Self.weighted(parts.map { ($0.weight, $0.law.written) }))
    case .truncated(let law, let from, let to): Self.truncatedText(law, from: from, to: to)
    case .shifted(let law, let by): "shifted(\(law.written), by \(by.text))"
    }
  }

  /// A law of pairs, each a share and what it belongs to.
  private static func call(_ name: String, _ pairs: [(share: String, value: String)]) -> String {
    "\(name)(\(pairs.map { "\($0.share) \($0.value)" }.joined(separator: ", ")))"
  }

  /// Weights as shares of their sum.
  private static func weighted(
    _ pairs: [(weight: Double, value: String)]
  ) -> [(share: String, value: String)] {
    let total = pairs.reduce(0) { $0 + $1.weight }
    return pairs.map { (Share($0.weight / total).text, $0.value) }
  }

  /// A truncated law with those of its bounds that say something.
  private static func truncatedText(
    _ law: Self, from: Quantity<Unit>, to: Quantity<Unit>
  ) -> String {
    let lower = from.value > 0 || !to.value.isFinite ? ", from \(from.text)" : ""
    let upper = to.value.isFinite ? ", to \(to.text)" : ""
    return "truncated(\(law.written)\(lower)\(upper))"
  }
}
