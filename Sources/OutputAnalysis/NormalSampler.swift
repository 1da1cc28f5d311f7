// SPDX-License-Identifier: GPL-3.0-or-later
// Draws from a joint normal law, for integrals that have no closed form.

import CGSL

/// Draws from a joint normal law with mean zero, always the same ones.
///
/// The seed is fixed: these draws integrate over a law that is known, so they are part of a
/// formula, and a report must not change with them.
enum NormalSampler {
  private static let seed: UInt = 20_260_101

  /// Shows `count` draws one after the other, each divided by a common Student denominator.
  ///
  /// - Parameters:
  ///   - count: Number of draws.
  ///   - covariance: May be singular.
  ///   - degreesOfFreedom: Of the denominator; `nil` for normal draws.
  ///   - visit: Sees each draw.
  /// - Complexity: O(count · size · rank)
  static func draw(
    _ count: Int, covariance: SymmetricMatrix, degreesOfFreedom: Int? = nil,
    visit: ([Double]) -> Void
  ) {
    guard let generator = gsl_rng_alloc(cgsl_mt19937()) else {
      preconditionFailure("no memory for a random generator")
    }
    defer { gsl_rng_free(generator) }
    gsl_rng_set(generator, seed)
    let factor = covariance.factor()
    var values = Array(repeating: 0.0, count: covariance.size)
    for _ in 0..<count {
      let scale = degreesOfFreedom.map { degrees in
        (Double(degrees) / gsl_ran_chisq(generator, Double(degrees))).squareRoot()
      }
      for index in values.indices { values[index] = 0 }
      for column in factor {
        let normal = gsl_ran_gaussian_ziggurat(generator, scale ?? 1)
        for index in values.indices { values[index] += column[index] * normal }
      }
      visit(values)
    }
  }
}
