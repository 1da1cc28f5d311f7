// SPDX-License-Identifier: GPL-3.0-or-later
// Scripted failover of a pair against the semi-Markov oracle; runs in release.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct EngineValidationFailover {
  /// A pair; a share `coverage` of the faults is seen by a detector that takes 75 s on average and
  /// is followed by a switch in 15 s, the rest is not seen.
  private func pair(coverage: Double, count: Int, years: Double) -> [Double] {
    var builder = SystemModelBuilder(name: "pair")
    let repair = Action([.law(.exponential(mean: .minutes(45)))])
    for (own, other) in [("a", "b"), ("b", "a")] {
      var modes: [FailureMode] = []
      if coverage > 0 {
        modes.append(
          FailureMode(
            "seen", failure: .exponential(mean: Seconds.hours(1_000) * (1 / coverage)),
            repair: repair))
      }
      if coverage < 1 {
        modes.append(
          FailureMode(
            "unseen", failure: .exponential(mean: Seconds.hours(1_000) * (1 / (1 - coverage))),
            repair: repair))
      }
      let unit = ComponentPath("nat/\(own)")
      builder.add(RepairableUnit(unit, modes: modes))
      builder.add(
        Detector(
          ComponentPath("watch/\(own)"), target: .part(unit),
          interval: SimDuration(Seconds(30)), down: 3, up: 1,
          blind: coverage < 1 ? [.mode("unseen")] : []))
      if own == "a" {
        builder.add(
          Failover(
            "route",
            candidates: [own, other].map {
              Failover.Candidate(
                serves: .part(ComponentPath("nat/\($0)")),
                seen: .part(ComponentPath("watch/\($0)")))
            }, attempts: [Failover.Attempt([.law(.constant(Seconds(15)))])]))
      }
    }
    builder.watch("route")
    return Trials(builder.flat, count: count, over: .years(years), seed: 21)
      .samples("route", .down).map { $0 / Seconds.years(years).value }
  }

  // Cycles of 1 000 h up and, with c, 90 s down, else 45 min: (0.025 c + 0.75 (1 − c)) / (1 000 +
  // the same): 7.494e-4, 4.675e-5 and 2.500e-5. Not in the oracle: faults of the other within its
  // 45 min (7.5e-4 of the take-overs, up to 45 min each: below 1 %, allowed for), 45 min < 90 s (3
  // % of the repairs, which end the outage early: 1.6 % of c). False alarm 5.7e-7 at five standard
  // errors, the bias apart.
  @Test(arguments: [(0.0, 7.494e-4, 0.0), (0.97, 4.675e-5, 0.02), (1, 2.5e-5, 0.03)])
  func `coverage decides what a pair is worth`(
    coverage: Double, expected: Double, bias: Double
  ) {
    let found = SampleMoments(of: pair(coverage: coverage, count: 200, years: 100))
    #expect(
      (found.mean - expected).magnitude <= 5 * found.standardError + bias * expected,
      "\(found.mean) ± \(found.standardError) against \(expected)")
  }
}
