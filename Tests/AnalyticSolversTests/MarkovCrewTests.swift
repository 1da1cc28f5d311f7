// SPDX-License-Identifier: GPL-3.0-or-later
// Units that share repairers, strike each other or stand by, with known answers.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct MarkovCrewTests {
  // 4 of 6, birth and death with 40 digits (Trivedi & Bobbio 2017).
  @Test(
    arguments: [
      (1, 5.994_225_182_656_969e-5, 7.314_404_567_496_544e-6, 141_241.666_666_666_66),
      (2, 1.481_998_366_928_298_7e-5, 3.660_714_508_906_641e-6, 277_700.0),
    ] as [(Int, Double, Double, Double)])
  func `units share a crew`(
    servers: Int, unavailability: Double, frequency: Double, meanHours: Double
  ) throws {
    let paths = (1...6).map { ComponentPath("u/\($0)") }
    let model = SystemModel { builder in
      builder.add(RepairCrew("crew", servers: servers))
      for path in paths {
        builder.add(
          RepairableUnit(
            path, failure: MarkovOracleTests.exponential(hours: 1_000),
            repair: MarkovOracleTests.exponential(hours: 8),
            crew: "crew"))
      }
    }
    let signal = Signal.atLeast(4, of: paths.map { .part($0) })
    let steady = try model.chain(signal, .steady)
    #expect(agree(steady.value, unavailability, within: 1e-12))
    #expect(agree(steady.outagesPerYear ?? 0, frequency * 8_760, within: 1e-12))
    let mean = try model.chain(signal, .meanTimeToFirstFailure)
    #expect(agree(mean.value / 3_600, meanHours, within: 1e-12))
    // A unit that nobody else resembles: the others keep their order in the queue.
    let told = try MarkovSolver.make(of: .all([signal, "u/1"]), in: model).get().stateCount
    let lumped = try MarkovSolver.make(of: signal, in: model).get().stateCount
    #expect(lumped == 7 && told > 7)
  }

  // M/M/2//20, birth and death with 40 digits (Gross & Harris); availabilities of 15 digits.
  @Test(
    arguments: [(18, 1 - 0.966_402_452_722_755_7), (16, 1 - 0.998_021_083_755_490_4)]
      as [(Int, Double)])
  func `twenty machines wait for two crews`(least: Int, exact: Double) throws {
    let paths = (1...20).map { ComponentPath("m/\($0)") }
    let model = SystemModel { builder in
      builder.add(RepairCrew("crew", servers: 2))
      for path in paths {
        builder.add(
          RepairableUnit(
            path, failure: MarkovOracleTests.exponential(hours: 200),
            repair: MarkovOracleTests.exponential(hours: 6),
            crew: "crew"))
      }
    }
    let found = try model.chain(.atLeast(least, of: paths.map { .part($0) }), .steady)
    #expect(abs(found.value - exact) < 3e-16)
  }

  // Roots of s² + (3 λ + μ) s + 2 λ² with 40 digits; (λ (1 + 2c) + μ) / (2 λ (λ + μ (1 − c)))
  // for coverage c (Trivedi & Bobbio 2017).
  @Test(arguments: [(0.0, 63_250.0), (0.05, 4_683.333_333_333_333)] as [(Double, Double)])
  func `a pair first fails by its second failure, or by one that is not covered`(
    uncovered: Double, meanHours: Double
  ) throws {
    func unit(_ path: ComponentPath, strikes other: ComponentPath) -> RepairableUnit {
      RepairableUnit(
        path,
        modes: [
          FailureMode(
            "down", failure: MarkovOracleTests.exponential(hours: 500),
            repair: Action([.law(MarkovOracleTests.exponential(hours: 2))]))
        ],
        strikes: uncovered == 0 ? [] : [UnitStrike(other, probability: uncovered)])
    }
    let model = SystemModel {
      $0.add(unit("a", strikes: "b"))
      $0.add(unit("b", strikes: "a"))
    }
    let pair = Signal.any(["a", "b"])
    let mean = try model.chain(pair, .meanTimeToFirstFailure)
    #expect(agree(mean.value / 3_600, meanHours, within: 1e-13))
    guard uncovered == 0 else { return }
    for (hours, exact) in [
      (24.0, 0.000_348_149_998_156_198_9), (8_760, 0.129_311_589_154_029_57),
    ] {
      let found = try model.chain(pair, .firstFailure(by: MarkovOracleTests.hours(hours)))
      #expect(agree(found.value, exact, within: 1e-12))
    }
  }

  // π(i) ∝ (λ/μ)^i; MTTF = (2 λ + μ) / λ² (Trivedi & Bobbio 2017).
  @Test func `a cold spare does not age while it stands by`() throws {
    let model = SystemModel { builder in
      builder.add(RepairCrew("crew"))
      for (path, agesWhile) in [("a", Signal.always), ("b", .not("a"))] {
        builder.add(
          RepairableUnit(
            ComponentPath(path),
            modes: [
              FailureMode(
                "down", failure: MarkovOracleTests.exponential(hours: 500),
                repair: Action([.law(MarkovOracleTests.exponential(hours: 2))]))
            ], agesWhile: agesWhile, crew: "crew"))
      }
    }
    let pair = Signal.any(["a", "b"])
    let steady = try model.chain(pair, .steady)
    #expect(agree(steady.value, 1.593_600_101_990_406_5e-5, within: 1e-12))
    #expect(agree(steady.outagesPerYear ?? 0, 7.968_000_509_952_033e-6 * 8_760, within: 1e-12))
    let mean = try model.chain(pair, .meanTimeToFirstFailure)
    #expect(agree(mean.value / 3_600, 126_000, within: 1e-13))
  }
}
