// SPDX-License-Identifier: GPL-3.0-or-later
// Means and cross-products of many variates that were observed together.

/// Means and covariances of a vector of variates, by updating formulas that never cancel.
///
/// An observation of weight w is the mean of w replications; all variates of one observation come
/// from the same replications, which is what makes paired differences sharp. Two variates with the
/// same values have bit-equal cross-products, so their difference has variance exactly zero.
///
/// - Source: Welford (1962), West (1979), Chan, Golub and LeVeque (1979), for vectors.
package struct JointMoments: Hashable, Sendable {
  package let dimension: Int
  package private(set) var count = 0
  package private(set) var weight = 0.0
  package private(set) var means: [Double]
  /// Σ w · (x − mean) · (y − mean).
  private var products: SymmetricMatrix
  private var deviations: [Double]

  package init(dimension: Int) {
    self.dimension = dimension
    means = Array(repeating: 0, count: dimension)
    deviations = means
    products = SymmetricMatrix(size: dimension)
  }

  /// Adds one observation; its weight is more than 0.
  ///
  /// - Complexity: O(dimension²)
  package mutating func add(_ values: [Double], weight added: Double = 1) {
    precondition(values.count == dimension, "an observation has one value for each variate")
    assert(added > 0, "an observation without weight is none")
    for index in 0..<dimension { deviations[index] = values[index] - means[index] }
    // With δ the deviations from the old means, w·δ·(x − new mean) is factor·δ·δᵀ: symmetric.
    fold(weight: added, factor: added * (weight / (weight + added)))
    count += 1
  }

  /// Adds all that `other` has seen; associative up to rounding.
  ///
  /// - Complexity: O(dimension²)
  package mutating func merge(_ other: Self) {
    precondition(other.dimension == dimension, "only like observations can be merged")
    guard other.count > 0 else { return }
    for index in 0..<dimension { deviations[index] = other.means[index] - means[index] }
    fold(weight: other.weight, factor: other.weight * (weight / (weight + other.weight)))
    for index in other.products.elements.indices {
      products.elements[index] += other.products.elements[index]
    }
    count += other.count
  }

  /// Moves the means by the deviations' part, and adds factor · δ · δᵀ.
  private mutating func fold(weight added: Double, factor: Double) {
    weight += added
    let part = added / weight
    products.addOuterProduct(of: deviations, times: factor)
    for index in 0..<dimension { means[index] += part * deviations[index] }
  }

  /// Unbiased covariance of two variates of one replication; infinite for fewer than two
  /// observations.
  package func covariance(_ first: Int, _ second: Int) -> Double {
    count < 2 ? .infinity : products[first, second] / Double(count - 1)
  }

  /// Unbiased variance of one variate of one replication.
  package func variance(_ index: Int) -> Double { covariance(index, index) }

  /// Unbiased variance, in one replication, of the difference of two variates.
  package func differenceVariance(_ first: Int, _ second: Int) -> Double {
    guard count >= 2 else { return .infinity }
    let squares = products[first, first] - 2 * products[first, second] + products[second, second]
    return max(0, squares) / Double(count - 1)
  }

  /// Covariance of two differences, (a − b) with (c − d), in one replication.
  package func covariance(of first: (Int, Int), with second: (Int, Int)) -> Double {
    guard count >= 2 else { return .infinity }
    let (a, b) = first
    let (c, d) = second
    let sum = (products[a, c] - products[a, d]) - (products[b, c] - products[b, d])
    return sum / Double(count - 1)
  }
}
