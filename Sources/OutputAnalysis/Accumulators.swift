// SPDX-License-Identifier: GPL-3.0-or-later
// What is summed up over replications: exact integer sums, and moments of one variate.

/// An exact sum of integers and how many were added; the order of adding and merging is immaterial.
package struct ExactSum: Hashable, Sendable {
  package private(set) var total: Int128 = 0
  package private(set) var count: UInt64 = 0
  package init() {}

  /// Adds one value, exactly.
  package mutating func add(_ value: Int128) {
    total += value
    count += 1
  }

  /// Adds all that `other` has seen, exactly.
  package mutating func merge(_ other: Self) {
    total += other.total
    count += other.count
  }

  /// The mean of what was added; zero when nothing was.
  package var mean: Double { count == 0 ? 0 : Double(nearest: total) / Double(count) }
}

/// Mean, spread and skewness of values with weights, by updating formulas that never cancel.
///
/// A value of weight w stands for the mean of w replications, so `variance` is that of one
/// replication whatever the sizes of the batches were.
///
/// - Source: Welford (1962); West (1979) for weights; Chan, Golub and LeVeque (1979) for `merge`;
///   Pébay (2008) for the third power.
package struct Moments: Hashable, Sendable {
  package private(set) var count = 0
  package private(set) var weight = 0.0
  package private(set) var mean = 0.0
  /// Σ w · (x − mean)².
  package private(set) var squares = 0.0
  /// Σ w · (x − mean)³.
  package private(set) var cubes = 0.0
  package init() {}

  /// Adds one value; its weight is more than 0.
  package mutating func add(_ value: Double, weight added: Double = 1) {
    assert(added > 0, "a value without weight is no observation")
    let delta = value - mean
    let before = weight
    count += 1
    weight += added
    let part = added / weight
    cubes +=
      delta * part * (delta * delta * (before / weight) * (before - added) - 3 * squares)
    mean += delta * part
    squares += added * delta * (value - mean)
  }

  /// Adds all that `other` has seen; associative up to rounding.
  package mutating func merge(_ other: Self) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let delta = other.mean - mean
    let total = weight + other.weight
    let (own, their) = (weight / total, other.weight / total)
    cubes += other.cubes + delta * delta * delta * weight * their * (own - their)
    cubes += 3 * delta * (own * other.squares - their * squares)
    squares += other.squares + delta * delta * (weight * (other.weight / total))
    mean += delta * (other.weight / total)
    weight = total
    count += other.count
  }

  /// Unbiased variance of a value of weight one; infinite for fewer than two values.
  package var variance: Double { count < 2 ? .infinity : squares / Double(count - 1) }

  /// Adjusted skewness of the values; 0 for fewer than three of them, or for equal ones.
  ///
  /// - Source: The estimator G₁ of Joanes and Gill (1998).
  package var skewness: Double {
    guard count > 2, squares > 0 else { return 0 }
    let n = Double(count)
    let deviation = (squares / weight).squareRoot()
    let plain = cubes / weight / (deviation * deviation * deviation)
    return plain * (n * (n - 1)).squareRoot() / (n - 2)
  }

  /// Standard error of `mean`; infinite for fewer than two values.
  package var standardError: Double {
    count < 2 ? .infinity : (variance / weight).squareRoot()
  }
}

extension Double {
  /// The double nearest to an integer of 128 bits, ties to even.
  ///
  /// What the standard library's generic conversion gives, without its cost of a microsecond.
  package init(nearest value: Int128) {
    if let short = Int64(exactly: value) {
      self.init(short)
      return
    }
    // 62 bits and, as the last one, whether anything was cut off: enough to round once.
    let magnitude = value.magnitude
    let shift = 66 - magnitude.leadingZeroBitCount
    let kept = magnitude >> UInt128(shift)
    let isCut = kept << UInt128(shift) != magnitude
    let rounded = Self(UInt64(truncatingIfNeeded: kept) | (isCut ? 1 : 0))
    self = Self(sign: value < 0 ? .minus : .plus, exponent: shift, significand: rounded)
  }
}
