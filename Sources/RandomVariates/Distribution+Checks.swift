// SPDX-License-Identifier: GPL-3.0-or-later
// Why the parameters of a law make no law, in words for the person who wrote them.

package import Quantities

extension Distribution {
  /// Most laws of one mixture, those of mixtures within it included.
  package static var mostComponents: Int { 1_000 }

  /// Why these parameters make no law, as the end of a sentence; `nil` if they do.
  package var problem: String? {
    switch self {
    case .constant(let value):
      Self.isSpan(value) ? nil : "a constant must be finite and not negative"
    case .exponential(let mean):
      Self.isPositive(mean.value) ? nil : "the mean of an exponential must be positive"
    case .lognormal(let median, let sigma):
      if !Self.isPositive(median.value) {
        "the median (or mean) of a lognormal must be positive"
      } else if !Self.isPositive(sigma) {
        "the sigma of a lognormal must be positive, a 95 % quantile above the median"
      } else if !mean.value.isFinite {
        "the sigma of a lognormal is so large that its mean is infinite"
      } else {
        nil
      }
    case .uniform(let from, let to):
      Self.isSpan(from) && Self.isSpan(to) && from < to
        ? nil : "a uniform needs 0 ≤ lower end < upper end"
    case .triangular(let least, let likeliest, let most):
      [least, likeliest, most].allSatisfy(Self.isSpan) && least <= likeliest && likeliest <= most
        && least < most
        ? nil : "a triangular needs 0 ≤ least ≤ likeliest ≤ most, and least < most"
    case .mixture(let parts):
      Self.problem(of: parts)
    }
  }

  private static func problem(of parts: [Component]) -> String? {
    if parts.isEmpty { return "a mixture needs at least one law" }
    let total = parts.reduce(0) { $0 + $1.weight }
    if !total.isFinite || !parts.allSatisfy({ isPositive($0.weight) }) {
      return "the weights of a mixture must be positive"
    }
    if let problem = parts.lazy.compactMap({ $0.law.problem }).first { return problem }
    let count = parts.reduce(0) { $0 + $1.law.components.count }
    return count <= mostComponents ? nil : "a mixture has at most \(mostComponents) laws"
  }

  private static func isSpan(_ value: Quantity<Unit>) -> Bool {
    value.value >= 0 && value.value.isFinite
  }

  private static func isPositive(_ value: Double) -> Bool { value > 0 && value.isFinite }

  /// The least value that can occur, or its infimum.
  package var least: Quantity<Unit> {
    switch self {
    case .constant(let value): value
    case .exponential, .lognormal: Quantity(0)
    case .uniform(let from, _): from
    case .triangular(let least, _, _): least
    case .mixture(let parts): parts.map(\.law.least).min() ?? Quantity(0)
    }
  }

  /// The greatest value that can occur, or infinity.
  package var greatest: Quantity<Unit> {
    switch self {
    case .constant(let value): value
    case .exponential, .lognormal: Quantity(.infinity)
    case .uniform(_, let to): to
    case .triangular(_, _, let most): most
    case .mixture(let parts): parts.map(\.law.greatest).max() ?? Quantity(0)
    }
  }
}
