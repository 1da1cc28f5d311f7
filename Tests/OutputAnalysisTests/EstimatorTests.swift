// SPDX-License-Identifier: GPL-3.0-or-later
// Ratios, controls, differences and selection, against examples worked with forty digits.

import OutputAnalysis
import Testing

@Suite struct EstimatorTests {
  @Test func `down time over ten cycles has the worked ratio, classical and by the jackknife`()
    throws
  {
    // Down time in minutes, length in hours.
    let down: [Double] = [0, 0, 12, 0, 5, 0, 0, 30, 0, 8]
    let lengths: [Double] = [700, 950, 810, 1_200, 640, 990, 1_100, 720, 880, 1_010]
    let found = try #require(RatioEstimator(down, over: lengths, confidence: 0.95))
    let quantile = ConfidenceInterval.studentQuantile(degreesOfFreedom: 9, confidence: 0.95)
    #expect(agree(found.classical.mean, 0.006_111_111_111_111_111))
    #expect(
      agree(found.classical.standardError * quantile, 0.008_062_759_334_967_808, within: 1e-10))
    #expect(agree(found.jackknife.mean, 0.005_990_817_544_981_056, within: 1e-11))
    #expect(
      agree(found.jackknife.standardError * quantile, 0.007_963_766_378_985_61, within: 1e-10))
    // Wider than the ratio itself, on four cycles with an outage: no end below nothing.
    #expect(found.classical.low == 0 && found.classical.events == 4)
  }

  @Test func `a ratio over nothing has no value`() {
    #expect(RatioEstimator([1, 2], over: [0, 0], confidence: 0.95) == nil)
    #expect(RatioEstimator([1, 2], over: [3, 0], confidence: 0.95) == nil)
    #expect(RatioEstimator([1], over: [3], confidence: 0.95) == nil)
  }

  @Test func `a control of known mean takes 99.6 % of the variance, as worked`() throws {
    // Down time in minutes, number of zone incidents, whose mean is 1.2.
    let found = try #require(
      ControlVariate(
        [3.1, 2.7, 4.2, 3.8, 2.9, 3.5], controls: [1.0, 0.7, 2.0, 1.7, 0.9, 1.4], expected: 1.2,
        confidence: 0.95))
    #expect(agree(found.coefficient, 1.132_720_105_124_835_7))
    #expect(agree(found.estimate.mean, 3.272_273_324_572_930_5))
    #expect(agree(found.squaredCorrelation, 0.996_331_357_773_069_8))
    let crude = Moments(of: [3.1, 2.7, 4.2, 3.8, 2.9, 3.5])
    #expect(agree(crude.mean, 3.366_666_666_666_666_7))
    // What is left of the variance, (1 − ρ²) · 5/4, times 1 + 6 · (C̄ − 1.2)² / (5 · s²).
    let share = found.estimate.standardError / crude.standardError
    let off = 7.7 / 6 - 1.2
    let spread = Moments(of: [1.0, 0.7, 2.0, 1.7, 0.9, 1.4]).variance
    #expect(
      agree(
        share * share, 0.003_668_642_226_930_194 * 1.25 * (1 + 6 * off * off / (5 * spread)),
        within: 1e-9))
    #expect(
      ControlVariate([1, 2, 3], controls: [4, 4, 4], expected: 4, confidence: 0.95) == nil)
  }

  @Test func `the interval of a controlled mean covers what it says`() throws {
    // Eight pairs, X = 2 C + normal, E[X] = 6: exact under the normal law. 2 000 experiments have a
    // deviation of 0.49 % at 95 %: 4 of them to each side are left once in 16 000.
    var random = SplitMix(seed: 25)
    var covered = 0
    for _ in 0..<2_000 {
      let controls = (0..<8).map { _ in 3 + random.normal() }
      let values = controls.map { 2 * $0 + random.normal() }
      let found = try #require(
        ControlVariate(values, controls: controls, expected: 3, confidence: 0.95)
      ).estimate
      if found.low <= 6, 6 <= found.high { covered += 1 }
    }
    #expect((1_861...1_939).contains(covered), "\(covered) of 2000")
  }

  @Test func `eight years of common luck tell designs apart that own luck does not`() {
    let first = [12.1, 9.8, 11.4, 10.9, 13.0, 10.2, 12.6, 11.8]
    let second = [11.0, 9.1, 10.9, 10.1, 12.2, 9.2, 11.9, 11.0]
    let paired = ConfidenceInterval.paired(first, second, confidence: 0.95)
    let unpaired = ConfidenceInterval.unpaired(first, second, confidence: 0.95)
    #expect(agree(paired.mean, 0.8, within: 1e-10) && agree(unpaired.mean, 0.8, within: 1e-10))
    #expect(agree(paired.high - paired.mean, 0.154_800_994_615_032_02, within: 1e-9))
    #expect(agree(unpaired.high - unpaired.mean, 1.213_630_188_553_234_3, within: 1e-9))
    #expect(paired.excludesZero && !unpaired.excludesZero)
    let ratio = unpaired.standardError / paired.standardError
    #expect(agree(ratio * ratio, 74.708_333_333_333_33, within: 1e-9))
    let variances = (Moments(of: first).variance / 8, Moments(of: second).variance / 8)
    #expect(
      agree(
        ConfidenceInterval.welchDegrees(variances, degrees: (7, 7)), 13.997_892_597_749_596,
        within: 1e-10))
  }

  // Gauss–Legendre quadrature with 500 nodes, checked at 200 and 400; 20 replications, 95 %.
  @Test(arguments: [(2, 2.452_473_252_6), (5, 3.385_418_731_5), (10, 3.875_276_635_6)])
  func `Rinott's constant is the tabled one`(designs: Int, constant: Double) {
    let found = RinottSelection(designs: designs, firstStage: 20, probability: 0.95)
    #expect(agree(found.constant, constant, within: 1e-9))
  }

  @Test func `a deviation of three differences needs 104 replications among five designs`() {
    let found = RinottSelection(designs: 5, firstStage: 20, probability: 0.95)
    #expect(found.replications(deviation: 3, difference: 1) == 104)
    #expect(found.replications(deviation: 0.1, difference: 1) == 20)
  }
}
