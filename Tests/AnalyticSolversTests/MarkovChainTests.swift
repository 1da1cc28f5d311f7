// SPDX-License-Identifier: GPL-3.0-or-later
// Long-run shares, mean times and frequencies of chains with known answers.

import AnalyticSolvers
import Foundation
import Testing

@Suite struct MarkovChainTests {
  // Elimination order must not matter: sparse to the end, dense from the start, and in between.
  static let limits = [
    EliminationLimits(denseStates: 0), EliminationLimits(), EliminationLimits(denseStates: 4),
  ]

  @Test(arguments: limits)
  func `a birth and death chain has the shares of detailed balance, the least ones too`(
    limits: EliminationLimits
  ) throws {
    // Six units fail at 1/1000 h and are repaired one at a time at 1/8 h:
    // share(j) ∝ Π (6 − i) · 0.008.
    let chain = birthDeath(size: 6, up: { Double(6 - $0) / 1_000 }, down: { _ in 1 / 8 })
    var exact = [1.0]
    for count in 0..<6 { exact.append(exact[count] * Double(6 - count) * 0.008) }
    let total = exact.reduce(0, +)
    let found = try #require(chain.stationaryDistribution(limits: limits))
    for count in 0...6 { #expect(agree(found[count], exact[count] / total, within: 1e-14)) }
    // 4 of 6 with one crew; formula evaluated with 40 digits (Trivedi & Bobbio 2017).
    #expect(agree(found[3...].reduce(0, +), 5.994_225_182_656_969e-5, within: 1e-12))
  }

  @Test func `shares of 1e-60 keep their digits`() throws {
    let chain = birthDeath(size: 20, up: { _ in 1e-3 }, down: { _ in 1 })
    let found = try #require(chain.stationaryDistribution())
    #expect(agree(found[20], pow(1e-3, 20) * (1 - 1e-3), within: 1e-12))
  }

  @Test(arguments: limits)
  func `a mean time until absorption is that of the closed form`(
    limits: EliminationLimits
  ) throws {
    // Two units fail at 1/500 h and are repaired at 1/2 h until both are down:
    // (3 λ + μ) / (2 λ²) = 63 250 h.
    let chain = birthDeath(size: 2, up: { Double(2 - $0) / 500 }, down: { Double($0) / 2 })
    let found = try #require(
      chain.meanTime(until: [false, false, true], from: [1, 0, 0], limits: limits))
    #expect(agree(found, 63_250, within: 1e-13))
  }

  @Test func `what may never come takes infinitely long`() {
    let chain = MarkovChain(
      stateCount: 3,
      transitions: [
        ChainTransition(from: 0, to: 1, rate: 2), ChainTransition(from: 0, to: 2, rate: 1),
      ])
    #expect(chain.meanTime(until: [false, true, false], from: [1, 0, 0]) == .infinity)
    #expect(chain.meanTime(until: [false, true, true], from: [1, 0, 0]) == 1 / 3.0)
  }

  @Test func `of several closed classes each counts by the probability to end there`() throws {
    // From 0 to 1 (rate 2), where it stays, or to the pair 2, 3 (rate 1) with shares 3/4, 1/4.
    let chain = MarkovChain(
      stateCount: 4,
      transitions: [
        ChainTransition(from: 0, to: 1, rate: 2), ChainTransition(from: 0, to: 2, rate: 1),
        ChainTransition(from: 2, to: 3, rate: 1), ChainTransition(from: 3, to: 2, rate: 3),
      ])
    let means = try #require(
      chain.longRunMeans(of: [[0, 1, 0, 0], [0, 0, 0, 1]], from: [1, 0, 0, 0]))
    #expect(agree(means[0], 2 / 3.0) && agree(means[1], 1 / 12.0))
  }

  // Storm's rate matrix solved by an independent elimination; N = 2 and 4 as published with the
  // QComp benchmark 'cluster' (Haverkort, Hermanns, Katoen 2000).
  @Test(arguments: [
    (2, 276, 1 - 0.999_961_533_562_362_8, 2.339_823_365_629e-6),
    (4, 820, 1 - 0.999_921_240_851_379_3, 3.701_129_861_877e-6),
    (16, 10_132, 1 - 0.999_645_088_860_33, 2.112_648_219_373e-6),
  ])
  func `the workstation cluster has its published shares`(
    size: Int, stateCount: Int, notPremium: Double, notMinimum: Double
  ) throws {
    let cluster = WorkstationCluster.explored(size: size)
    #expect(cluster.states.count == stateCount)
    let found = try #require(
      cluster.chain.longRunMeans(
        of: [cluster.indicator { !$0.isPremium }, cluster.indicator { !$0.isMinimum }],
        from: cluster.initial))
    // Premium is given as an availability with 14 digits after the point; the other comes from an
    // elimination with pivots in doubles, good to 1e-15 absolutely.
    #expect(abs(found[0] - notPremium) < 2e-14)
    #expect(agree(found[1], notMinimum, within: 1e-9))
  }

  @Test func `a chain that fills beyond the limit is refused`() {
    let cluster = WorkstationCluster.explored(size: 8)
    #expect(
      cluster.chain.stationaryDistribution(limits: EliminationLimits(entries: 20_000)) == nil)
  }
}
