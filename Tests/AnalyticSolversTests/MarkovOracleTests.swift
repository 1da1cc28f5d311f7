// SPDX-License-Identifier: GPL-3.0-or-later
// Models of the field with known answers, solved through their Markov chains.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct MarkovOracleTests {
  static func exponential(hours: Double) -> DurationLaw {
    .exponential(mean: .hours(hours))
  }
  static func hours(_ count: Double) -> SimTime { .zero + SimDuration(.hours(count)) }
  /// Never repaired.
  private static func once(
    _ path: ComponentPath, mean: Seconds, agesWhile: Signal = .always
  )
    -> RepairableUnit
  {
    RepairableUnit(
      path,
      modes: [
        FailureMode(
          "lost", failure: .exponential(mean: mean),
          repair: Action([.law(.constant(Seconds(0)))]), repairWhen: .not(.always))
      ], agesWhile: agesWhile)
  }

  // Barlow & Proschan 1975, Trivedi & Bobbio 2017; references are availabilities of 16 digits.
  @Test func `one unit has its point, interval and steady unavailability`() throws {
    let model = SystemModel {
      $0.add(
        RepairableUnit(
          "u", failure: Self.exponential(hours: 2_000), repair: Self.exponential(hours: 4)))
    }
    let steady = try model.chain("u", .steady)
    #expect(agree(steady.value, 0.001_996_007_984_031_936, within: 1e-14))
    #expect(agree(steady.outagesPerYear ?? 0, 4.371_257_485_029_94, within: 1e-13))
    let point = try model.chain("u", .at(Self.hours(4)))
    #expect(abs(point.value - (1 - 0.998_736_815_204_706)) < 3e-16)
    let average = try model.chain("u", .average)
    #expect(abs(average.value - (1 - 0.998_004_901_615_938_9)) < 3e-16)
  }

  // Three states, matrix exponential with 40 digits (Cox, Renewal Theory, 1962).
  @Test(
    arguments: [
      (500.0, 1 - 0.998_430_592_849_703), (2_000, 1 - 0.997_551_908_174_398_9),
      (4_000, 1 - 0.997_507_062_550_447_2),
    ] as [(Double, Double)])
  func `an ageing unit overshoots its steady unavailability`(hours: Double, exact: Double) throws {
    let model = SystemModel {
      $0.add(
        RepairableUnit(
          "u", failure: .erlang(stages: 2, mean: .hours(2_000)),
          repair: Self.exponential(hours: 5)))
    }
    #expect(abs(try model.chain("u", .at(Self.hours(hours))).value - exact) < 5e-16)
    #expect(agree(try model.chain("u", .steady).value, 5 / 2_005.0, within: 1e-13))
  }

  @Test func `two failure modes add in the odds`() throws {
    func mode(_ name: String, _ up: Double, _ down: Double) -> FailureMode {
      FailureMode(
        name, failure: Self.exponential(hours: up),
        repair: Action([.law(Self.exponential(hours: down))]))
    }
    let model = SystemModel {
      $0.add(RepairableUnit("u", modes: [mode("1", 1_500, 1), mode("2", 6_000, 24)]))
    }
    // 1 / A = 1 + Σ λ / μ (Trivedi & Bobbio 2017).
    let odds = 1 / 1_500.0 + 24 / 6_000.0
    #expect(agree(try model.chain("u", .steady).value, odds / (1 + odds), within: 1e-13))
  }

  // Three-state chain with 40 digits; pattern of Rausand & Hoyland 2004.
  @Test func `a shared shock fails all that is up`() throws {
    let beta = 0.1
    let model = SystemModel { builder in
      for path in ["a", "b"] {
        builder.add(
          RepairableUnit(
            ComponentPath(path), failure: Self.exponential(hours: 2_000 / (1 - beta)),
            repair: Self.exponential(hours: 4)))
      }
      builder.add(
        RepairableUnit(
          "shock",
          modes: [
            FailureMode(
              "strikes", failure: Self.exponential(hours: 2_000 / beta),
              repair: Action([.law(.constant(Seconds(0)))]))
          ], strikes: [UnitStrike("a"), UnitStrike("b")]))
    }
    let pair = try model.chain(.any(["a", "b"]), .steady)
    #expect(agree(pair.value, 0.000_103_396_361_284_816_34, within: 1e-12))
    let one = try model.chain("a", .steady)
    #expect(agree(one.value, 0.001_996_007_984_031_936, within: 1e-12))
  }

  // Binomial: 3 of 4 lost by t = 1 at mean 15, and 4 of 4 at mean 5 (AvailSim4 2.2.1, its
  // convergence tests of rare events).
  @Test(
    arguments: [(15.0, 2, 0.001_021_095_272_224_067_4), (5, 1, 0.001_079_683_643_024_230_8)]
      as [(Double, Int, Double)])
  func `what is never repaired is lost by the binomial`(
    mean: Double, least: Int, exact: Double
  ) throws {
    let paths = (1...4).map { ComponentPath("u/\($0)") }
    let model = SystemModel { builder in
      for path in paths { builder.add(Self.once(path, mean: Seconds(mean))) }
    }
    let signal = Signal.atLeast(least, of: paths.map { .part($0) })
    let end = SimTime.zero + SimDuration(Seconds(1))
    #expect(agree(try model.chain(signal, .firstFailure(by: end)).value, exact, within: 1e-12))
    #expect(agree(try model.chain(signal, .at(end)).value, exact, within: 1e-12))
  }

  // NASA's fault-tree handbook, as the QComp benchmark 'hecs' and Storm-dft 2.0.0 have it.
  @Test(
    arguments: [
      (1.0, 0.000_109_993_954_047_599_96), (100, 0.010_942_480_585_988_951),
      (1_000, 0.106_311_520_549_979_68),
    ] as [(Double, Double)])
  func `a computer with a cold spare first fails as in the handbook`(
    end: Double, exact: Double
  ) throws {
    let memories = (1...5).map { ComponentPath("memory/\($0)") }
    let model = SystemModel { builder in
      for path in ["p/1", "p/2"] {
        builder.add(Self.once(ComponentPath(path), mean: Seconds(1e4)))
      }
      builder.add(
        Self.once("p/spare", mean: Seconds(1e4), agesWhile: .not(.all(["p/1", "p/2"]))))
      for path in memories { builder.add(Self.once(path, mean: Seconds(1 / 6e-5))) }
      for path in ["bus/1", "bus/2"] {
        builder.add(Self.once(ComponentPath(path), mean: Seconds(1e6)))
      }
      builder.add(Self.once("console", mean: Seconds(2e4)))
      builder.add(Self.once("software", mean: Seconds(1 / 6e-5)))
    }
    let signal = Signal.all([
      .any(["p/1", "p/2", "p/spare"]), .atLeast(3, of: memories.map { .part($0) }),
      .any(["bus/1", "bus/2"]), "console", "software",
    ])
    let kind = ValueKind.firstFailure(by: .zero + SimDuration(Seconds(end)))
    #expect(agree(try model.chain(signal, kind).value, exact, within: 1e-11))
  }
}
