// SPDX-License-Identifier: GPL-3.0-or-later
// The max-t quantile against exact values and its two bounds.

import OutputAnalysis
import Testing

@Suite struct SimultaneousIntervalTests {
  /// Correlations of all differences between independent means of equal variance.
  private func allPairs(of designs: Int) -> SymmetricMatrix {
    let pairs = (0..<designs).flatMap { first in ((first + 1)..<designs).map { (first, $0) } }
    return SymmetricMatrix(size: pairs.count) { row, column in
      let ((a, b), (c, d)) = (pairs[row], pairs[column])
      let same = { (x: Int, y: Int) in x == y ? 0.5 : 0 }
      return same(a, c) + same(b, d) - same(a, d) - same(b, c)
    }
  }

  // The draws are fixed; with fresh ones a quantile would be off by 0.01 (one standard
  // deviation), so the bound of 0.04 has a false-alarm probability of 6e-5.
  private let tolerance = 0.04

  @Test func `five independent normals reach the exact quantile`() {
    // Φ⁻¹((1 + 0.95^(1/5)) / 2) = 2.5688
    let identity = SymmetricMatrix(size: 5) { $0 == $1 ? 1 : 0 }
    let quantile = SimultaneousInterval.quantile(
      correlation: identity, degreesOfFreedom: 1_000_000, confidence: 0.95)
    #expect(abs(quantile - 2.568_8) < tolerance)
  }

  // Tukey's studentized range q over √2: q(3, ∞) = 3.314, q(6, ∞) = 4.030, q(3, 10) = 3.877,
  // q(4, 20) = 3.958.
  @Test(arguments: [
    (3, 1_000_000, 3.314), (6, 1_000_000, 4.030), (3, 10, 3.877), (4, 20, 3.958),
  ])
  func `all pairs of independent means give Tukey's range`(
    designs: Int, degrees: Int, range: Double
  ) {
    let quantile = SimultaneousInterval.quantile(
      correlation: allPairs(of: designs), degreesOfFreedom: degrees, confidence: 0.95)
    #expect(abs(quantile - range / 2.0.squareRoot()) < tolerance)
  }

  @Test func `variates that are all one need only Student's quantile`() {
    let ones = SymmetricMatrix(size: 4) { _, _ in 1 }
    let quantile = SimultaneousInterval.quantile(
      correlation: ones, degreesOfFreedom: 39, confidence: 0.95)
    #expect(abs(quantile - 2.022_691) < tolerance)
  }

  @Test func `a single interval is Student's exactly`() {
    let one = SymmetricMatrix(size: 1) { _, _ in 1 }
    let quantile = SimultaneousInterval.quantile(
      correlation: one, degreesOfFreedom: 39, confidence: 0.95)
    #expect(agree(quantile, 2.022_690_920, within: 1e-9))
  }

  @Test func `correlated intervals are narrower than Bonferroni's and wider than single ones`() {
    let correlated = SymmetricMatrix(size: 6) { $0 == $1 ? 1 : 0.7 }
    let quantile = SimultaneousInterval.quantile(
      correlation: correlated, degreesOfFreedom: 59, confidence: 0.95)
    // Student(59): 2.0010 at 95 %, 2.7335 at 1 − 0.05 / 6.
    #expect(quantile > 2.3 && quantile < 2.65)
  }

  @Test func `a factor of a singular matrix gives it back`() {
    let matrix = allPairs(of: 4)
    let columns = matrix.factor()
    #expect(columns.count == 3)
    for row in 0..<matrix.size {
      for column in 0...row {
        let product = columns.reduce(0) { $0 + $1[row] * $1[column] }
        #expect(abs(product - matrix[row, column]) < 1e-12)
      }
    }
  }
}
