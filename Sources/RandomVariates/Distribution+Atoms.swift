// SPDX-License-Identifier: GPL-3.0-or-later
// Values of laws that have a probability of their own.

package import Quantities

extension Distribution {
  /// A value with a probability of its own.
  package struct Atom: Hashable, Sendable {
    package let value: Quantity<Unit>
    package let probability: Double
    package init(value: Quantity<Unit>, probability: Double) {
      self.value = value
      self.probability = probability
    }
  }

  /// The values that occur with a probability of their own, rising, each once.
  ///
  /// Asks for a law without a `problem`. A law of atoms only has probabilities that add to one.
  package var atoms: [Atom] {
    var found: [Atom] = []
    for component in components {
      switch component.law {
      case .constant(let value):
        found.append(Atom(value: value, probability: component.weight))
      case .empirical(let points):
        for (start, end) in zip(points, points.dropFirst())
        where start.value == end.value && start.probability < end.probability {
          found.append(
            Atom(
              value: end.value,
              probability: component.weight * (end.probability - start.probability)))
        }
      case .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto, .lomax,
        .uniform, .triangular, .pert, .mixture, .truncated, .shifted:
        continue
      }
    }
    return found.sorted { $0.value < $1.value }.reduce(into: []) { merged, atom in
      if let last = merged.last, last.value == atom.value {
        merged[merged.count - 1] = Atom(
          value: atom.value, probability: last.probability + atom.probability)
      } else {
        merged.append(atom)
      }
    }
  }

  /// The probability of `value` or more, with its atom if it is one.
  package func probability(atLeast value: Quantity<Unit>) -> Double {
    survival(value) + atoms.reduce(0) { $0 + ($1.value == value ? $1.probability : 0) }
  }
}
