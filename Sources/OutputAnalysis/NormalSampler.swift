// SPDX-License-Identifier: GPL-3.0-or-later
// Draws from a joint normal law, for integrals that have no closed form.

import CGSL

/// Draws from a joint normal law with mean zero, always the same ones.
///
/// The seed is fixed: these draws integrate over a law that is known, so they are part of a
/// formula, and a report must not change with them.
struct NormalSampler: ~Copyable {
  private static let seed: UInt = 20_260_101
  private let generator: UnsafeMutablePointer<gsl_rng>
  private let size: Int
  /// The columns of the covariance's factor, one after the other.
  private let factor: [Double]
  private let rank: Int
  /// The latest draw.
  private(set) var values: [Double]

  init(covariance: SymmetricMatrix) {
    guard let generator = gsl_rng_alloc(cgsl_mt19937()) else {
      preconditionFailure("no memory for a random generator")
    }
    gsl_rng_set(generator, Self.seed)
    self.generator = generator
    let columns = covariance.factor()
    size = covariance.size
    rank = columns.count
    factor = columns.flatMap { $0 }
    values = Array(repeating: 0, count: size)
  }

  deinit { gsl_rng_free(generator) }

  /// Draws the next vector into `values`.
  ///
  /// - Complexity: O(size · rank)
  mutating func draw() {
    for index in 0..<size { values[index] = 0 }
    for column in 0..<rank {
      let normal = gsl_ran_gaussian_ziggurat(generator, 1)
      let start = column * size
      for index in 0..<size { values[index] += factor[start + index] * normal }
    }
  }

  /// Draws the square root of χ² over its degrees of freedom: Student's common denominator.
  mutating func drawScale(degreesOfFreedom: Double) -> Double {
    (gsl_ran_chisq(generator, degreesOfFreedom) / degreesOfFreedom).squareRoot()
  }
}
