// SPDX-License-Identifier: GPL-3.0-or-later
// Units by themselves: repairs of several steps, broken returns, and what is not independent.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct UnitProcessTests {
  private static func alone(_ unit: RepairableUnit) -> SystemModel {
    SystemModel { $0.add(unit) }
  }

  @Test func `detection and boot of a replaced instance add up`() throws {
    // Detection in 60 s + U(0, 60 s), boot lognormal of median 180 s and sigma 0.4, mean life
    // 720 h: U = D / (L + D) with D = 284.99167218149256 s (Ross, renewal-reward theorem).
    let unit = RepairableUnit(
      "bastion",
      modes: [
        FailureMode(
          "down", failure: .exponential(mean: .hours(720)),
          repair: Action([
            .law(.uniform(from: Seconds(60), to: Seconds(120))),
            .law(.lognormal(median: Seconds(180), sigma: 0.4)),
          ]))
      ])
    let value = try #require(Self.alone(unit).solve("bastion", .steady).exact)
    #expect(agree(value.value, 0.000_109_938_403_029_388_97, within: 1e-12))
    #expect(agree(try #require(value.outagesPerYear), 12.165_329_082_763_142, within: 1e-12))
  }

  @Test func `steps that fail are repeated or leave the unit broken`() throws {
    func down(_ steps: [ActionStep], restart: Double = 0, broken: Double = 0) throws -> Double {
      let unit = RepairableUnit(
        "u",
        modes: [
          FailureMode(
            "down", failure: .lognormal(mean: .hours(100), sigma: 2), repair: Action(steps))
        ], restart: .constant(.hours(restart)), comesBackBroken: broken,
        brokenRepair: Action([.law(.constant(.hours(5)))]))
      let u = try Self.alone(unit).steady("u")
      return 100 * u / (1 - u)
    }
    let two = ActionStep.Duration.law(.constant(.hours(2)))
    #expect(agree(try down([ActionStep(two, success: 0.8)]), 2.5))
    // 0.8 · 2 h + 0.2 · (2 h + 5 h), and 1 h more for the step after it.
    let fatal = ActionStep(two, success: 0.8, onFailure: .broken)
    #expect(agree(try down([fatal]), 3))
    #expect(agree(try down([fatal, .law(.constant(.hours(1)))]), 3.8))
    // 2 h + 0.5 h, and with 0.1 another 5 h + 0.5 h.
    #expect(agree(try down([ActionStep(two)], restart: 0.5, broken: 0.1), 3.05))
  }

  @Test func `a pair of which power stops both clocks or none is a product`() throws {
    // Three zones with two instances each: P(fewer than 3, 4, 5 up) by convolution of
    // (1 − z) δ₀ + z Bin(2, a) with z = 0.9995, a = 0.998.
    for clock in [RepairableUnit.Clock.pause, .continue] {
      let model = SystemModel { builder in
        for zone in ["a", "b", "c"] {
          let path = ComponentPath("zone/\(zone)")
          builder.add(RepairableUnit(path, availability: 0.999_5))
          for index in 0..<2 {
            builder.add(
              RepairableUnit(
                path / "i\(index)",
                modes: [
                  FailureMode(
                    "down", failure: .exponential(mean: .hours(998)),
                    repair: Action([.law(.constant(.hours(2)))]))
                ], requires: [.part(path)], clock: clock, repairClock: clock))
          }
        }
      }
      let all = ["a", "b", "c"].flatMap { zone in
        (0..<2).map { Signal.part(ComponentPath("zone/\(zone)/i\($0)")) }
      }
      let exact = [
        1: 1.280_225_399_100_48e-10, 3: 7.858_570_508_744_526e-7,
        4: 1.286_087_926_810_990_7e-5, 5: 0.001_558_841_367_906_550_8,
      ]
      for (needed, value) in exact {
        #expect(agree(try model.steady(.atLeast(needed, of: all)), value, within: 1e-12))
      }
      let settled = try #require(model.solve(.all(all), .average, start: .stationary).exact)
      #expect(agree(settled.value, 1 - 0.986_578_491_400_821_1, within: 1e-12))
    }
  }

  @Test func `two types of failure and many units: a data base`() throws {
    // 4 groups of R processors and controllers, 6 clusters of R + 2 disks; x = 3 h / (R · MTTF) is
    // the odds of a unit; the product of binomial sums with 40 digits, published as 4.74e-5 for
    // R = 3 and 50 h.
    for (copies, life, exact) in [
      (2, 50.0, 0.006_854_844_623_169_963), (3, 50, 4.740_758_378_525_052e-5),
      (2, 2_000, 4.494_745_797_967_557e-6), (3, 2_000, 7.768_202_907_419_904e-10),
    ] {
      var groups: [Signal] = []
      let model = SystemModel { builder in
        for group in 0..<10 {
          let isCluster = group >= 4
          let count = isCluster ? copies + 2 : copies
          let mean = Seconds.hours(Double(copies) * life * (isCluster ? 3 : 1))
          let paths = (0..<count).map { ComponentPath("g\(group)/\($0)") }
          for path in paths {
            builder.add(
              RepairableUnit(
                path,
                modes: [1.0, 2.0].map {
                  FailureMode(
                    "type\($0)", failure: .exponential(mean: mean),
                    repair: Action([.law(.exponential(mean: .hours($0)))]))
                }))
          }
          groups.append(.atLeast(count - copies + 1, of: paths.map { .part($0) }))
        }
      }
      #expect(agree(try model.steady(.all(groups)), exact, within: 1e-12))
    }
  }

  @Test func `a crew with a place for each of its units is no crew at all`() throws {
    func answer(servers: Int) -> AnalyticResult {
      SystemModel { builder in
        builder.add(RepairCrew("day", servers: servers))
        for index in 0..<6 {
          builder.add(
            RepairableUnit(
              ComponentPath("u\(index)"), failure: .exponential(mean: .hours(2_000)),
              repair: .exponential(mean: .hours(4)), crew: "day"))
        }
      }.solve(.atLeast(4, of: (0..<6).map { .part(ComponentPath("u\($0)")) }), .steady)
    }
    let six = try #require(answer(servers: 6).exact)
    #expect(agree(six.value, 1.583_306_984_695_161e-7))
  }

  @Test func `from a new start, clocks that pause depend on the past of their power`() throws {
    func answer(_ clock: RepairableUnit.Clock) -> AnalyticResult {
      let mode = FailureMode(
        "down", failure: .exponential(mean: .hours(50)),
        repair: Action([.law(.exponential(mean: .hours(2)))]))
      let model = SystemModel { builder in
        builder.add(RepairableUnit("zone", modes: [mode]))
        builder.add(
          RepairableUnit(
            "u", modes: [mode], requires: ["zone"], clock: clock, repairClock: clock))
      }
      return StructureFunction.solve(
        model,
        AnalyticQuestion(
          "u", kind: .at(.zero + SimDuration(.hours(3))), start: .new, horizon: .never))
    }
    // 1 − A(t)² with A = μ/s + λ/s e^−st, s t = 1.56.
    let a = (0.5 + 0.02 * 0.210_136_071_200_764_72) / 0.52
    #expect(agree(try #require(answer(.continue).exact).value, 1 - a * a, within: 1e-12))
    #expect(try #require(answer(.pause).whyNot).contains("unit u depend on when it had power"))
  }

  @Test func `laws count by their means alone`() throws {
    // Five in parallel, each down for a lognormal time of mean 4 h after 2000 h: as many outages
    // as there are ends, ν = U · 5 / 4 h.
    let model = SystemModel { builder in
      for index in 0..<5 {
        builder.add(
          RepairableUnit(
            ComponentPath("u\(index)"), failure: .exponential(mean: .hours(2_000)),
            repair: .lognormal(mean: .hours(4), sigma: 1.2)))
      }
    }
    let five = Signal.any((0..<5).map { .part(ComponentPath("u\($0)")) })
    let value = try #require(model.solve(five, .steady).exact)
    #expect(
      agree(try #require(value.outagesPerYear) / 8_760, 3.960_238_884_463_925_5e-14))
  }
}
