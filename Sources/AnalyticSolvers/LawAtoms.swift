// SPDX-License-Identifier: GPL-3.0-or-later
// Values that a law takes with a probability of their own.

import Quantities
import RandomVariates

extension Distribution {
  /// Values that occur with a probability of their own, in base units and in no order.
  var atoms: [Double] {
    if case .constant(let value) = self { return [value.value] }
    if case .mixture(let parts) = self { return parts.flatMap(\.law.atoms) }
    if case .empirical(let points) = self {
      return zip(points, points.dropFirst()).filter { $0.value == $1.value }.map(\.0.value.value)
    }
    if case .truncated(let law, let from, let to) = self {
      return law.atoms.filter { $0 >= from.value && $0 <= to.value }
    }
    if case .shifted(let law, let offset) = self { return law.atoms.map { $0 + offset.value } }
    return []
  }

  /// Whether it consists of atoms only.
  var isFixed: Bool {
    if case .mixture(let parts) = self { return parts.allSatisfy { $0.law.isFixed } }
    if case .empirical(let points) = self {
      return zip(points, points.dropFirst()).allSatisfy {
        $0.probability == $1.probability || $0.value == $1.value
      }
    }
    if case .truncated(let law, _, _) = self { return law.isFixed }
    if case .shifted(let law, _) = self { return law.isFixed }
    return variance == 0
  }
}
