// SPDX-License-Identifier: GPL-3.0-or-later
// Crews, standby, strikes and inspection against Markov chains and closed forms; runs in release.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct EngineValidationCoupling {
  private func mode(
    _ name: String = "m", mttf: Double, mttr: Double, repairWhen: Signal = .always
  ) -> FailureMode {
    FailureMode(
      name, failure: .exponential(mean: .hours(mttf)),
      repair: mttr > 0 ? Action([.law(.exponential(mean: .hours(mttr)))]) : fixedRepair(0),
      repairWhen: repairWhen)
  }

  /// Shares of time down, by replication.
  private func shares(
    _ measure: String, _ builder: SystemModelBuilder, years: Double, count: Int,
    seed: UInt64, start: InitialState = .stationary
  ) -> [Double] {
    Trials(builder.flat, count: count, over: .years(years), seed: seed, start: start)
      .samples(measure, .down).map { $0 / Seconds.years(years).value }
  }

  // Trivedi & Bobbio (2017): birth and death, πᵢ in proportion to ∏ (n − j) λ / (min(j + 1, r) μ).
  @Test(arguments: [(1, 5.994_225_182_656_969e-5), (2, 1.481_998_366_928_298_7e-5)])
  func `4 of 6 with a shared crew`(servers: Int, exact: Double) {
    var builder = SystemModelBuilder(name: "4 of 6")
    builder.add(RepairCrew("crew", servers: servers))
    let units = (0..<6).map { ComponentPath("unit/\($0)") }
    for unit in units {
      builder.add(RepairableUnit(unit, modes: [mode(mttf: 1_000, mttr: 8)], crew: "crew"))
    }
    builder.add(.up(name: "service", .atLeast(4, of: units.map(Signal.part))))
    expectMean(
      shares("service", builder, years: 100, count: 1_500, seed: 31), equals: exact)
  }

  // Gross & Harris: finite source, two crews.
  @Test func `20 instances and 2 crews`() {
    var builder = SystemModelBuilder(name: "machine repair")
    builder.add(RepairCrew("crew", servers: 2))
    let units = (0..<20).map { ComponentPath("unit/\($0)") }
    for unit in units {
      builder.add(RepairableUnit(unit, modes: [mode(mttf: 200, mttr: 6)], crew: "crew"))
      builder.watch(unit)
    }
    for k in [16, 18] {
      builder.add(.up(name: "\(k)", .atLeast(k, of: units.map(Signal.part))))
    }
    let years = 20.0
    let run = Trials(
      builder.flat, count: 400, over: .years(years), seed: 32, start: .stationary)
    let span = Seconds.years(years).value
    expectMean(
      run.samples("18", .down).map { $0 / span }, equals: 1 - 0.966_402_452_722_755_7)
    expectMean(
      run.samples("16", .down).map { $0 / span }, equals: 1 - 0.998_021_083_755_490_4)
    var down = [Double](repeating: 0, count: 400)
    for unit in units {
      for (i, time) in run.samples(unit.text, .down).enumerated() { down[i] += time / span }
    }
    expectMean(down, equals: 0.625_755_262_171_369_2, "mean number down")
  }

  // Trivedi & Bobbio (2017): πᵢ in proportion to (λ/μ)ⁱ, and MTTF = (2λ + μ) / λ².
  @Test func `a cold standby pair with a perfect switch`() {
    var builder = SystemModelBuilder(name: "cold standby")
    builder.add(RepairCrew("crew"))
    for (name, ages) in [("a", Signal.always), ("b", .not(.part("a")))] {
      builder.add(
        RepairableUnit(
          ComponentPath(name), modes: [mode(mttf: 500, mttr: 2)], agesWhile: ages, crew: "crew"))
    }
    let pair = Signal.any([.part("a"), .part("b")])
    var first = builder
    builder.add(.up(name: "pair", pair))
    expectMean(
      shares("pair", builder, years: 200, count: 1_000, seed: 33),
      equals: 1.593_600_101_990_406_5e-5)
    first.add(.up(name: "pair", pair, kind: .meanTimeToFirstFailure))
    let times = Trials(first.flat, count: 3_000, over: .years(400), seed: 34)
      .samples("pair", .timeToFailure).map { $0 / 3_600 }
    expectMean(times, equals: 126_000)
  }

  // 0 → 1 at λ + λₛ, 1 → 2 at λ, back at μ each by one crew: the idle unit has a clock of its own,
  // which strikes it.
  @Test func `a warm standby pair ages slowly while idle`() {
    var builder = SystemModelBuilder(name: "warm standby")
    builder.add(RepairCrew("crew"))
    builder.add(RepairableUnit("a", modes: [mode(mttf: 50, mttr: 5)], crew: "crew"))
    builder.add(
      RepairableUnit(
        "b", modes: [mode(mttf: 50, mttr: 5)], agesWhile: .not(.part("a")), crew: "crew"))
    builder.add(
      RepairableUnit(
        "b/idle", modes: [mode(mttf: 200, mttr: 0)], agesWhile: .all([.part("a"), .part("b")]),
        strikes: [UnitStrike("b")]))
    builder.add(.up(name: "pair", .any([.part("a"), .part("b")])))
    // ρ = (λ + λₛ)/μ = 0.125, π₂ = ρ · 0.1 / (1 + ρ + ρ · 0.1).
    expectMean(
      shares("pair", builder, years: 5, count: 600, seed: 35), equals: 0.0125 / 1.1375)
  }

  // Trivedi: MTTF = (λ (1 + 2c) + μ) / (2λ (λ + μ (1 − c))).
  @Test func `two units with imperfect coverage`() {
    var builder = SystemModelBuilder(name: "coverage")
    for (name, other) in [("a", "b"), ("b", "a")] {
      builder.add(
        RepairableUnit(
          ComponentPath(name), modes: [mode(mttf: 500, mttr: 2)],
          strikes: [UnitStrike(ComponentPath(other), probability: 0.05)]))
    }
    let pair = Signal.any([.part("a"), .part("b")])
    var first = builder
    first.add(.up(name: "pair", pair, kind: .meanTimeToFirstFailure))
    let times = Trials(first.flat, count: 20_000, over: .years(100), seed: 36)
      .samples("pair", .timeToFailure).map { $0 / 3_600 }
    expectMean(times, equals: 4_683.333_333_333_333)
    // 0 → 1 at 2λc, 0 → 2 at 2λ(1 − c), 1 → 2 at λ, 1 → 0 at μ, 2 → 1 at 2μ.
    builder.add(.up(name: "pair", pair))
    expectMean(
      shares("pair", builder, years: 50, count: 400, seed: 37), equals: 2.142_398_06e-4)
  }

  // Rausand & Hoyland (2004): a shared shock at rate βλ that fails every unit that is up.
  @Test func `a pair with a common cause by the beta factor`() {
    var builder = SystemModelBuilder(name: "beta")
    for name in ["a", "b"] {
      builder.add(
        RepairableUnit(ComponentPath(name), modes: [mode(mttf: 2_000 / 0.9, mttr: 4)]))
      builder.watch(ComponentPath(name))
    }
    builder.add(
      RepairableUnit(
        "shock", modes: [mode(mttf: 2_000 / 0.1, mttr: 0)],
        strikes: [UnitStrike("a"), UnitStrike("b")]))
    builder.add(.up(name: "pair", .any([.part("a"), .part("b")])))
    let run = Trials(builder.flat, count: 600, over: .years(200), seed: 38, start: .stationary)
    let span = Seconds.years(200).value
    expectMean(
      run.samples("pair", .down).map { $0 / span }, equals: 1.033_963_612_848_163_4e-4)
    // λ / (λ + μ) whatever β.
    expectMean(
      run.samples("a", .down).map { $0 / span }, equals: 1.996_007_984_031_936e-3)
  }

  // Rausand & Hoyland (2004): U = 1 − (1 − exp(−λτ)) / (λτ).
  @Test func `a blind failure is found by inspection alone`() {
    var builder = SystemModelBuilder(name: "inspection")
    builder.add(
      Calendar(
        "inspection", first: .zero + SimDuration(.hours(24)), every: SimDuration(.hours(24)),
        length: .constant(Seconds(0.001))))
    builder.add(
      RepairableUnit(
        "u",
        modes: [
          mode(mttf: 4_380, mttr: 0, repairWhen: .not(.part("inspection.window")))
        ]))
    builder.watch("u")
    for start in [InitialState.new, .stationary] {
      expectMean(
        shares("u", builder, years: 100, count: 400, seed: 39, start: start),
        equals: 2.734_728_808_973_11e-3)
    }
  }

  // Barlow & Proschan (1975): up at 0; 1 − A(t) = U (1 − exp(−(λ + μ) t)).
  @Test(arguments: [
    (0.5, 0.999_765_022_566_735_9), (4, 0.998_736_815_204_706), (24, 0.998_008_880_608_600_7),
  ])
  func `a new unit is down at t with its point unavailability`(hours: Double, exact: Double) {
    var builder = SystemModelBuilder(name: "point")
    builder.add(RepairableUnit("u", modes: [mode(mttf: 2_000, mttr: 4)]))
    builder.add(.up(name: "u", .part("u"), kind: .at(.zero + SimDuration(.hours(hours)))))
    let model = builder.flat
    let down = Trials(model, count: 1_000_000, over: .hours(hours), seed: 40)
      .samples("u", .downAt)
    expectMean(down, equals: 1 - exact)
    // In equilibrium 4 / 2004, at every instant.
    let always = Trials(
      model, count: 500_000, over: .hours(hours), seed: 41, start: .stationary
    ).samples("u", .downAt)
    expectMean(always, equals: 1.996_007_984_031_936e-3)
  }

  // Cox (1962): up for the sum of two exponentials of 1 000 h, down for one of 5 h; new at 0.
  @Test(arguments: [(500.0, 0.998_430_592_849_703), (4_000, 0.997_507_062_550_447_2)])
  func `an ageing unit is down at t with its point unavailability`(hours: Double, exact: Double) {
    var builder = SystemModelBuilder(name: "ageing")
    builder.add(
      RepairableUnit(
        "u",
        modes: [
          FailureMode(
            "m", failure: .erlang(stages: 2, mean: .hours(2_000)),
            repair: Action([.law(.exponential(mean: .hours(5)))]))
        ]))
    builder.add(.up(name: "u", .part("u"), kind: .at(.zero + SimDuration(.hours(hours)))))
    let model = builder.flat
    let new = Trials(model, count: 1_000_000, over: .hours(hours), seed: 42)
    expectMean(new.samples("u", .downAt), equals: 1 - exact)
    // In equilibrium 5 / 2005, at every instant.
    let always = Trials(
      model, count: 1_000_000, over: .hours(hours), seed: 43, start: .stationary)
    expectMean(always.samples("u", .downAt), equals: 5 / 2_005.0)
  }
}
