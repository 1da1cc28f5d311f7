// SPDX-License-Identifier: GPL-3.0-or-later
// Integrals of smooth positive functions by adaptive Gauss-Legendre rules.

import CGSL
import RandomVariates

/// Integrates one or several functions at once to near the precision of a double.
struct Quadrature {
  /// Nodes and weights on [−1, 1].
  private let rule: [(node: Double, weight: Double)]
  /// Wanted error relative to the integral.
  private let tolerance: Double
  private static let deepest = 40

  init(points: Int = 24, tolerance: Double = 1e-13) {
    GSLErrors.disableAbort()
    self.tolerance = tolerance
    guard let table = gsl_integration_glfixed_table_alloc(points) else {
      preconditionFailure("no memory for a rule of integration")
    }
    defer { gsl_integration_glfixed_table_free(table) }
    rule = (0..<points).map { index in
      var (node, weight) = (0.0, 0.0)
      gsl_integration_glfixed_point(-1, 1, index, &node, &weight, table)
      return (node, weight)
    }
  }

  /// The integral of a function over panels between ascending ends, each halved until its halves
  /// add up to it.
  ///
  /// - Returns: The integral, and a bound on its relative error: the sum of the last corrections.
  func integral(
    between ends: [Double], of function: (Double) -> Double
  ) -> (value: Double, relativeError: Double) {
    var sum = 0.0
    var error = 0.0
    for (low, high) in zip(ends, ends.dropFirst()) where high > low {
      let whole = panel(low, high, function)
      refine(low, high, whole, 0, &sum, &error, function)
    }
    return (sum, sum > 0 ? error / sum : 0)
  }

  private func refine(
    _ low: Double, _ high: Double, _ whole: Double, _ depth: Int, _ sum: inout Double,
    _ error: inout Double, _ function: (Double) -> Double
  ) {
    let middle = low + (high - low) / 2
    let (left, right) = (panel(low, middle, function), panel(middle, high, function))
    let correction = abs(left + right - whole)
    if correction <= tolerance * abs(left + right) || depth >= Self.deepest {
      sum += left + right
      error += correction
      return
    }
    refine(low, middle, left, depth + 1, &sum, &error, function)
    refine(middle, high, right, depth + 1, &sum, &error, function)
  }

  private func panel(
    _ low: Double, _ high: Double, _ function: (Double) -> Double
  ) -> Double {
    let (center, half) = (low + (high - low) / 2, (high - low) / 2)
    return half * rule.reduce(0) { $0 + $1.weight * function(center + half * $1.node) }
  }

  /// Ends of panels from 0 on that double from `first` until `last`.
  static func doubling(from first: Double, to last: Double) -> [Double] {
    var ends = [0.0]
    var end = first
    while end < last && end > 0 {
      ends.append(end)
      end *= 2
    }
    return ends + [last]
  }
}
