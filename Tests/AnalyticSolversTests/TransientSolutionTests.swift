// SPDX-License-Identifier: GPL-3.0-or-later
// Values at t and over [0, t]: mild and stiff, by steps and by squaring.

import AnalyticSolvers
import Foundation
import Testing

@Suite struct TransientSolutionTests {
  /// Single steps only, and squaring as soon as there are many.
  static let limits = [
    TransientLimits(squaredStates: 0, products: .infinity), TransientLimits(),
  ]

  // Up at t = 0, fails at 1/2000 h, repaired at 1/4 h: closed forms with 40 digits (Barlow &
  // Proschan 1975; Trivedi & Bobbio 2017).
  @Test(
    arguments: [
      (0.5, 1 - 0.999_765_022_566_735_9, nil), (1, 1 - 0.999_557_707_544_937_7, nil),
      (4, 1 - 0.998_736_815_204_706, nil),
      (24, 1 - 0.998_008_880_608_600_7, 1 - 0.998_335_182_866_167_5),
      (720, nil, 1 - 0.998_015_058_815_613_4), (8_760, nil, 1 - 0.998_004_901_615_938_9),
    ] as [(Double, Double?, Double?)])
  func `one repairable unit has its point and interval unavailability`(
    hours: Double, atEnd: Double?, mean: Double?
  ) throws {
    let chain = birthDeath(size: 1, up: { _ in 1 / 2_000 }, down: { _ in 1 / 4 })
    let solution = try #require(chain.transient([[0, 1]], after: hours)?.first)
    let found = solution.mean(from: [1, 0])
    // The references are availabilities with 16 digits.
    if let atEnd { #expect(abs(found.atEnd - atEnd) < 3e-16) }
    if let mean { #expect(abs(found.integral / hours - mean) < 3e-16) }
  }

  @Test(arguments: limits)
  func `a year of a chain that turns a thousand times an hour keeps twelve digits`(
    limits: TransientLimits
  ) throws {
    // λ = 1/1000 h, μ = 500 an hour: Λt = 8.76 million steps.
    let failure = 1e-3
    let repair = 500.0
    let chain = birthDeath(size: 1, up: { _ in failure }, down: { _ in repair })
    let solution = try #require(
      chain.transient([[0, 1]], after: 8_760, limits: limits)?.first)
    let found = solution.mean(from: [1, 0])
    let sum = failure + repair
    #expect(agree(found.atEnd, failure / sum, within: 1e-12))
    let exact = failure / sum * (1 - 1 / (sum * 8_760))
    #expect(agree(found.integral / 8_760, exact, within: 1e-12))
  }

  @Test func `a first failure that is rare and one that is nearly sure keep their digits`() throws {
    // Two units at 1/500 h, repaired at 1/2 h: 1 − R(t) with the roots of
    // s² + (3 λ + μ) s + 2 λ² (40 digits).
    let chain = birthDeath(
      size: 2, up: { Double(2 - $0) / 500 }, down: { $0 == 1 ? 0.5 : 0 })
    for (hours, exact) in [
      (24.0, 0.000_348_149_998_156_198_9), (720, 1 - 0.988_711_689_679_953_4),
      (8_760, 0.129_311_589_154_029_57),
    ] {
      let solution = try #require(
        chain.transient(
          [[0, 0, 1]], after: hours, limits: TransientLimits(squaredStates: 9))?.first)
      #expect(agree(solution.atEnd[0], exact, within: 1e-13))
    }
  }

  @Test func `squaring does not lose the digits of a rare first failure in a stiff chain`() throws {
    // As before with repairs of a second: λ = 1/1000 h, μ = 3600 an hour, one year. The slow root
    // is −2λ² / (3λ + μ) to 1e-12; Λt = 63 million.
    let failure = 1e-3
    let repair = 3_600.0
    let chain = birthDeath(
      size: 2, up: { Double(2 - $0) * failure }, down: { $0 == 1 ? repair : 0 })
    let solution = try #require(chain.transient([[0, 0, 1]], after: 8_760)?.first)
    let sum = 3 * failure + repair
    let root = (sum + (sum * sum - 8 * failure * failure).squareRoot()) / 2
    let slow = 2 * failure * failure / root
    // 1 − R = 1 − (s₁ e^(s₂ t) − s₂ e^(s₁ t)) / (s₁ − s₂), written without a difference.
    let exact = (root * -expm1(-slow * 8_760) - slow) / (root - slow)
    #expect(agree(solution.atEnd[0], exact, within: 1e-11))
  }

  @Test func `the two ways agree on a chain of many speeds`() throws {
    let cluster = WorkstationCluster.explored(size: 2)
    let rewards = [cluster.indicator { !$0.isMinimum }]
    let stepped = try #require(
      cluster.chain.transient(
        rewards, after: 85, limits: TransientLimits(squaredStates: 0))?.first)
    let squared = try #require(cluster.chain.transient(rewards, after: 85)?.first)
    let one = stepped.mean(from: cluster.initial)
    let two = squared.mean(from: cluster.initial)
    #expect(agree(one.integral, two.integral, within: 1e-11))
    #expect(agree(one.atEnd, two.atEnd, within: 1e-11))
    // Storm's rate matrix with an independent matrix exponential, 13 digits.
    let long = try #require(cluster.chain.transient(rewards, after: 2_000)?.first)
    #expect(agree(long.mean(from: cluster.initial).integral, 0.004_659_192_405_471, within: 1e-9))
  }

  // Storm's rate matrix with an independent matrix exponential, 13 digits.
  @Test(arguments: [
    (2, 85.0, 4.674_906_663_864e-5), (2, 2_000, 0.001_158_395_575_204),
    (4, 2_000, 0.001_822_105_149_013),
  ])
  func `the workstation cluster first violates its minimum as published`(
    size: Int, hours: Double, exact: Double
  ) throws {
    let cluster = WorkstationCluster.explored(size: size)
    let found = try #require(
      cluster.chain.probability(
        ofEntering: cluster.states.map { !$0.isMinimum }, by: hours, from: cluster.initial))
    #expect(agree(found, exact, within: 1e-11))
  }

  @Test func `what would take too many steps is refused`() {
    let cluster = WorkstationCluster.explored(size: 2)
    let limits = TransientLimits(squaredStates: 0, products: 1e6)
    #expect(
      cluster.chain.transient(
        [cluster.indicator { !$0.isMinimum }], after: 1e6, limits: limits) == nil)
  }
}
