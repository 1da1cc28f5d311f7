// SPDX-License-Identifier: GPL-3.0-or-later
// Empirical laws, compiled: quantiles joined by straight lines.

/// One quantile of a compiled empirical law.
struct EmpiricalPoint: BitwiseCopyable, Sendable {
  /// The probability of at most `value`.
  let lower: Double
  let value: Double
}

extension SamplerTable {
  /// The probability of at most `x`, or with `isStrict` of less.
  ///
  /// - Complexity: O(number of points)
  func empiricalLower(_ law: CompiledSampler, _ x: Double, isStrict: Bool = false) -> Double {
    var last = 0.0
    for index in range(law) {
      let point = points[index]
      if point.value > x || isStrict && point.value == x {
        guard index > Int(law.first), point.lower > last else { return last }
        let start = points[index - 1]
        return last + (x - start.value) / (point.value - start.value) * (point.lower - last)
      }
      last = point.lower
    }
    return 1
  }

  /// The density at `x`; infinite at an atom.
  func empiricalDensity(_ law: CompiledSampler, _ x: Double) -> Double {
    for index in range(law).dropFirst() {
      let (start, end) = (points[index - 1], points[index])
      guard end.lower > start.lower, x >= start.value, x <= end.value else { continue }
      if x < end.value { return (end.lower - start.lower) / (end.value - start.value) }
      if start.value == end.value { return .infinity }
    }
    return 0
  }

  /// The smallest value with at least `lower` at or below it.
  ///
  /// - Complexity: O(log n) in the number of points.
  func empiricalInverse(_ law: CompiledSampler, lower: Double, upper: Double) -> Double {
    var (low, high) = (Int(law.first), Int(law.first) + Int(law.count) - 1)
    // The first point of probability `lower` or more; the last one has all.
    while low < high {
      let middle = (low + high) / 2
      if points[middle].lower < lower { low = middle + 1 } else { high = middle }
    }
    if low == Int(law.first) {
      // The least value, behind what has no probability.
      while low + 1 < Int(law.first) + Int(law.count), points[low + 1].lower == 0 { low += 1 }
      return points[low].value
    }
    let (start, end) = (points[low - 1], points[low])
    let rest = lower < 0.5 ? end.lower - lower : upper - (1 - end.lower)
    return max(
      end.value - (end.value - start.value) * (rest / (end.lower - start.lower)), start.value)
  }
}
