// SPDX-License-Identifier: GPL-3.0-or-later
// Probabilities of a Poisson count, and of counts above each one: the weights of uniformization.

import CGSL

/// P[N = k] and P[N > k] of a Poisson count, over the k that matter.
struct PoissonWeights {
  /// Counts below have a probability under 1e-30 together.
  let first: Int
  /// P[N = first + i].
  let mass: [Double]
  /// P[N > first + i]; before `first` it is 1.
  let tail: [Double]
  /// The last count that matters.
  var last: Int { first + mass.count - 1 }

  /// - Parameter mean: More than 0, at most 10⁹.
  /// - Complexity: O(√mean)
  /// - Source: the recurrences of Fox and Glynn, Comm. ACM 31 (1988) 440, anchored at the mode by
  ///   GSL instead of their table.
  init(mean: Double) {
    let mode = Int(mean)
    let anchor = gsl_ran_poisson_pdf(UInt32(mode), mean)
    var below: [Double] = []
    var term = anchor
    var count = mode
    while count > 0, term > 1e-32 {
      term *= Double(count) / mean
      count -= 1
      below.append(term)
    }
    var above: [Double] = []
    term = anchor
    count = mode
    // 48 terms at least: what is many moves away must be reached, however improbable it is.
    while term > 1e-32 || above.count < 48 {
      count += 1
      term *= mean / Double(count)
      above.append(term)
    }
    let all = below.reversed() + [anchor] + above
    let total = all.reduce(0, +)
    mass = all.map { $0 / total }
    first = mode - below.count
    var rest = 0.0
    var tail: [Double] = []
    for weight in mass.reversed() {
      tail.append(rest)
      rest += weight
    }
    self.tail = tail.reversed()
  }
}
