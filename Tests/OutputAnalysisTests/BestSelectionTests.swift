// SPDX-License-Identifier: GPL-3.0-or-later
// Probabilities of having the lowest mean, against integrals.

import CGSL
import OutputAnalysis
import Testing

@Suite struct BestSelectionTests {
  @Test func `of two the lower wins by the normal law of their difference`() {
    // Variance of the difference 4 + 9 − 2 · 3 = 7, Φ(2 / √7) = 0.775163…
    let covariance = SymmetricMatrix(size: 2) { $0 == $1 ? ($0 == 0 ? 4 : 9) : 3 }
    let won = BestSelection.probabilities(means: [10, 12], covariance: covariance)
    #expect(agree(won[0], gsl_cdf_ugaussian_P(2 / 7.0.squareRoot())))
    #expect(agree(won[0] + won[1], 1))
  }

  @Test func `of three independent ones the probabilities are those of the integral`() {
    let means = [0.0, 0.8, 1.5]
    let deviations = [1.0, 1.3, 0.7]
    let covariance = SymmetricMatrix(size: 3) { $0 == $1 ? deviations[$0] * deviations[$0] : 0 }
    let won = BestSelection.probabilities(means: means, covariance: covariance)
    for index in 0..<3 {
      // ∫ φ(z) · Π P(Xⱼ > x(z)) dz by the trapezoidal rule, exact to 1e-10 for smooth tails.
      let exact = (-800...800).reduce(0.0) { sum, step in
        let z = Double(step) / 100
        let x = means[index] + deviations[index] * z
        let others = (0..<3).filter { $0 != index }.reduce(1.0) {
          $0 * gsl_cdf_ugaussian_Q((x - means[$1]) / deviations[$1])
        }
        return sum + gsl_ran_ugaussian_pdf(z) * others / 100
      }
      // 100 000 draws: standard deviation at most 0.0016, so 0.007 is missed once in 1e5.
      #expect(abs(won[index] - exact) < 0.007)
    }
  }

  @Test func `designs that never differed share their probability`() {
    // The second and third are one design; the first is hopeless.
    let covariance = SymmetricMatrix(size: 3) { row, column in
      row == 0 || column == 0 ? (row == column ? 1 : 0.1) : 1
    }
    let won = BestSelection.probabilities(means: [50, 2, 2], covariance: covariance)
    #expect(won[0] < 1e-200 && won[1] == 0.5 && won[2] == 0.5)
  }

  @Test func `three that are one share in thirds, and one alone is best`() {
    let ones = SymmetricMatrix(size: 3) { _, _ in 2.5 }
    let shared = BestSelection.probabilities(means: [4, 4, 4], covariance: ones)
    #expect(shared.allSatisfy { agree($0, 1.0 / 3) })
    let alone = BestSelection.probabilities(means: [4], covariance: SymmetricMatrix(size: 1))
    #expect(alone == [1])
  }

  @Test func `a certain difference decides however small it is`() {
    // Both have the same luck; the second is 1e-6 higher in every year.
    let covariance = SymmetricMatrix(size: 2) { _, _ in 3 }
    let won = BestSelection.probabilities(means: [1, 1.000_001], covariance: covariance)
    #expect(won == [1, 0])
  }

  @Test func `nothing known makes all equal`() {
    let unknown = SymmetricMatrix(size: 2) { _, _ in .infinity }
    #expect(BestSelection.probabilities(means: [0, 7], covariance: unknown) == [0.5, 0.5])
  }
}
