// SPDX-License-Identifier: GPL-3.0-or-later
// Estimates of real runs against exact answers.

import MonteCarlo
import OutputAnalysis
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct EstimateTests {
  private static let year = 31_536_000e6

  @Test func `an exponential unit is down as long as its first year's formula says`() {
    let (up, down) = (20 * 86_400e6, 6 * 3_600e6)
    let model = SmallDesign.exponential("one", every: .days(20), repair: .hours(6))
    let result = ExperimentResult(.year(.replications(4_000)), [model])
    // Mean over 0 … T of u · (1 − e^(−st)) with u = λ / s, s = λ + μ.
    let rate = 1 / up + 1 / down
    let share = (1 / up) / rate
    let exact = share * (Self.year - (1 - exp(-rate * Self.year)) / rate)
    let estimate = result.estimate(result.reference(0, "nat", .down))
    // 4 000 years, 72 000 outages: beyond 4 standard errors once in 16 000.
    #expect(abs(estimate.mean - exact) < 4 * estimate.standardError)
    #expect(estimate.standardError < 0.01 * exact)
    #expect(abs(Double(estimate.events) / 4_000 - 18) < 0.5)
    // The service has nothing else: it loses all its demand while the unit is down.
    let lost = result.reference(0, "egress", .lost)
    let sums = result.designs[0].sums
    let downSum = sums[result.reference(0, "nat", .down).output]
    #expect(sums[lost.output] == downSum * Int128(SmallDesign.demand))
    #expect(result.stopReason == .replicationsReached && result.replications == 4_000)
  }

  /// e^x without Foundation, by squaring a short series.
  private func exp(_ x: Double) -> Double {
    var value = 1 + x / 0x1p30
    for _ in 0..<30 { value *= value }
    return value
  }

  @Test func `a deterministic unit gives an interval without width at once`() {
    // Up 100 h, down 1 h: outages begin at 100 + 101 k hours, k = 0 … 85, 86 a year of 8 760 h.
    let model = SmallDesign(
      name: "clockwork", failure: .constant(.hours(100)), repair: .constant(.hours(1))
    ).model
    let result = ExperimentResult(.year(.precision(0.02)), [model])
    #expect(result.stopReason == .precisionReached && result.replications == 40 * 64)
    let outages = result.estimate(result.reference(0, "nat", .outages))
    #expect(outages.mean == 86 && outages.low == 86 && outages.high == 86)
    let down = result.estimate(result.reference(0, "nat", .down))
    #expect(down.mean == 86 * 3_600e6 && down.standardError == 0 && down.events == 86 * 2_560)
  }

  @Test func `a last batch that is not full counts by its replications`() {
    // 2 590 = 40 batches of 64 and one of 30.
    let models = [SmallDesign.fixed("one", every: .days(90), repair: .hours(3))]
    let whole = ExperimentResult(.year(.replications(2_590)), models)
    let full = ExperimentResult(.year(.replications(2_560)), models)
    let output = whole.reference(0, "nat", .outages)
    #expect(whole.replications == 2_590)
    // 4.05 outages a year (mean cycle 2 163 h) with deviation 2.0: 30 years give 121.5 ± 11, and
    // four deviations are exceeded once in 16 000.
    let added = whole.designs[0].sums[output.output] - full.designs[0].sums[output.output]
    #expect((78...166).contains(added))
    let errors = (whole.estimate(output).standardError, full.estimate(output).standardError)
    #expect(abs(errors.0 / errors.1 - 1) < 0.05)
  }

  @Test func `what was never seen is bounded, and says so`() {
    let model = SmallDesign.fixed("eternal", every: .years(1e9), repair: .hours(3))
    let result = ExperimentResult(.year(.replications(1_000)), [model])
    // 1 − 0.05^(1/1000) = 0.002991249545095296; −ln 0.05 = 2.995732273553991
    let probability = 0.002_991_249_545_095_296
    let down = result.estimate(result.reference(0, "nat", .down))
    #expect(down.isBound && down.mean == 0 && down.low == 0 && down.events == 0)
    #expect(abs(down.high / (probability * Self.year) - 1) < 1e-12)
    let lost = result.estimate(result.reference(0, "egress", .lost))
    let worst = Double(SmallDesign.demand) * Self.year
    #expect(abs(lost.high / (probability * worst) - 1) < 1e-12)
    let outages = result.estimate(result.reference(0, "egress", .shortOutages))
    #expect(outages.isBound && abs(outages.high / 0.002_995_732_273_553_991 - 1) < 1e-12)
    let cuts = result.estimate(result.reference(0, "egress", .interruptions)).scaled(by: 1e-9)
    #expect(cuts.isBound && abs(cuts.high / 0.002_995_732_273_553_991 - 1) < 1e-12)
    // What flowed all the time is no bound, and exact.
    let carried = result.estimate(result.reference(0, "carried/gateway", .carried))
    #expect(!carried.isBound && carried.mean == worst && carried.standardError == 0)
  }

  @Test func `an interruption counts as one cut of all flows`() {
    let model = SmallDesign.fixed("one", every: .days(20), repair: .hours(1))
    let result = ExperimentResult(.year(.replications(500)), [model])
    let cuts = result.estimate(result.reference(0, "egress", .interruptions))
    let outages = result.estimate(result.reference(0, "nat", .outages))
    #expect(cuts.mean == outages.mean * 1e9 && cuts.events == outages.events)
  }

  @Test func `the interval of a heavy tail leans to it`() {
    // One outage in two years, lognormal with σ = 2: a few long ones make the mean.
    let model = SmallDesign(
      name: "heavy", failure: .exponential(mean: .years(2)),
      repair: .lognormal(median: .hours(1), sigma: 2)
    ).model
    let result = ExperimentResult(.year(.replications(2_000)), [model])
    let down = result.estimate(result.reference(0, "nat", .down))
    #expect(down.high - down.mean > 1.2 * (down.mean - down.low))
    // Their number has no tail: Student's interval, the same to both sides.
    let outages = result.estimate(result.reference(0, "nat", .outages))
    #expect(abs(outages.high + outages.low - 2 * outages.mean) < 1e-12 * outages.mean)
  }

  @Test func `two replications give the interval of one degree of freedom`() {
    let model = SmallDesign.exponential("one", every: .days(20), repair: .hours(6))
    let one = ExperimentResult(.year(.replications(1)), [model])
    let two = ExperimentResult(.year(.replications(2)), [model])
    let first = one.estimate(one.reference(0, "nat", .down)).mean
    let down = two.estimate(two.reference(0, "nat", .down))
    // Of two values the standard error is half their distance; t(0.975, 1) = tan(0.475 π).
    let error = abs(first - down.mean)
    #expect(error > 0 && abs(down.standardError / error - 1) < 1e-9)
    #expect(abs((down.high - down.mean) / (12.706_204_736_174_7 * error) - 1) < 1e-9)
  }

  @Test func `one batch alone has no interval`() {
    let model = SmallDesign.fixed("one", every: .days(2), repair: .hours(1))
    let result = ExperimentResult(.year(.replications(1)), [model])
    let estimate = result.estimate(result.reference(0, "nat", .down))
    #expect(estimate.mean > 0 && !estimate.hasInterval)
    #expect(result.comparisons().isEmpty)
  }
}
