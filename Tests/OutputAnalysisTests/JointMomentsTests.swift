// SPDX-License-Identifier: GPL-3.0-or-later
// Covariances and paired differences against arithmetic.

import OutputAnalysis
import Testing

@Suite struct JointMomentsTests {
  private static func sample(count: Int, seed: UInt64) -> [[Double]] {
    var random = SplitMix(seed: seed)
    return (0..<count).map { _ in
      let common = random.exponential()
      return [5 + common, 7 + 2 * common + random.normal(), -3 * common + 0.5 * random.normal()]
    }
  }

  @Test func `weighted covariances equal those of two passes`() {
    let rows = Self.sample(count: 50, seed: 3)
    let weights = (0..<50).map { Double($0 % 5 + 1) }
    var joint = JointMoments(dimension: 3)
    for (row, weight) in zip(rows, weights) { joint.add(row, weight: weight) }
    let total = weights.reduce(0, +)
    let means = (0..<3).map { column in
      zip(rows, weights).reduce(0) { $0 + $1.0[column] * $1.1 } / total
    }
    for first in 0..<3 {
      #expect(agree(joint.means[first], means[first]))
      for second in 0..<3 {
        let products = zip(rows, weights).reduce(0) {
          $0 + $1.1 * ($1.0[first] - means[first]) * ($1.0[second] - means[second])
        }
        #expect(agree(joint.covariance(first, second), products / 49, within: 1e-10))
      }
    }
  }

  @Test func `merging is associative to ten digits`() {
    let parts = [(7, 1), (30, 2), (11, 3)].map { count, seed in
      var joint = JointMoments(dimension: 3)
      for row in Self.sample(count: count, seed: UInt64(seed)) { joint.add(row, weight: 64) }
      return joint
    }
    var left = parts[0]
    left.merge(parts[1])
    left.merge(parts[2])
    var tail = parts[1]
    tail.merge(parts[2])
    var right = parts[0]
    right.merge(tail)
    #expect(left.count == 48 && right.count == 48)
    for first in 0..<3 {
      #expect(agree(left.means[first], right.means[first]))
      for second in 0...first {
        let values = (left.covariance(first, second), right.covariance(first, second))
        #expect(agree(values.0, values.1, within: 1e-10))
      }
    }
  }

  @Test func `a variate differs from itself under another number by exactly zero`() {
    var joint = JointMoments(dimension: 3)
    for row in Self.sample(count: 200, seed: 5) { joint.add([row[1], row[0], row[1]], weight: 64) }
    #expect(joint.means[0] == joint.means[2])
    #expect(joint.differenceVariance(0, 2) == 0)
    #expect(joint.differenceVariance(0, 1) > 0)
  }

  @Test func `the covariance of differences agrees with differences as variates`() {
    var joint = JointMoments(dimension: 5)
    for row in Self.sample(count: 80, seed: 8) {
      joint.add(row + [row[0] - row[1], row[0] - row[2]])
    }
    let direct = joint.covariance(3, 4)
    #expect(agree(joint.covariance(of: (0, 1), with: (0, 2)), direct, within: 1e-10))
    #expect(agree(joint.differenceVariance(0, 1), joint.variance(3), within: 1e-10))
  }

  @Test func `pairing eight years narrows the difference as worked by hand`() {
    let first = [12.1, 9.8, 11.4, 10.9, 13.0, 10.2, 12.6, 11.8]
    let second = [11.0, 9.1, 10.9, 10.1, 12.2, 9.2, 11.9, 11.0]
    var joint = JointMoments(dimension: 2)
    for (one, other) in zip(first, second) { joint.add([one, other]) }
    let paired = joint.differenceVariance(0, 1)
    #expect(agree(joint.means[0] - joint.means[1], 0.8, within: 1e-12))
    #expect(agree(paired.squareRoot(), 0.185_164_019_954_510_3, within: 1e-11))
    let unpaired = joint.variance(0) + joint.variance(1)
    #expect(agree(unpaired / paired, 74.708_333_333_333_33, within: 1e-10))
    let quantile = ConfidenceInterval.studentQuantile(degreesOfFreedom: 7, confidence: 0.95)
    let half = quantile * (paired / 8).squareRoot()
    #expect(agree(half, 0.154_800_994_615_032_02, within: 1e-10))
  }
}
