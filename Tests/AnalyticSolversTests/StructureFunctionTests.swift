// SPDX-License-Identifier: GPL-3.0-or-later
// Structure functions of known systems, to the last digits.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct StructureFunctionTests {
  /// Exponential, mean up 2000 h, mean repair 4 h; u = 1/501.
  private static func identical(_ count: Int) -> SystemModel {
    SystemModel { builder in
      for index in 0..<count {
        builder.add(
          RepairableUnit(
            ComponentPath("u\(index)"), failure: .exponential(mean: .hours(2_000)),
            repair: .exponential(mean: .hours(4))))
      }
    }
  }
  private static func all(_ count: Int) -> [Signal] {
    (0..<count).map { .part(ComponentPath("u\($0)")) }
  }

  @Test func `hard dependencies in series lose the product of availabilities`() throws {
    let availabilities = [0.9999, 0.999, 0.9995, 0.9999]
    let model = SystemModel { builder in
      for (index, availability) in availabilities.enumerated() {
        builder.add(
          RepairableUnit(ComponentPath("u\(index)"), availability: availability))
      }
    }
    // 1 − 0.9999 · 0.999 · 0.9995 · 0.9999, in decimal.
    #expect(agree(try model.steady(.all(Self.all(4))), 1 - 0.998_300_809_885_005, within: 1e-12))
  }

  // Binomial sums of u = 1/501 with 40 digits (Trivedi and Bobbio 2017).
  @Test(arguments: [
    (1, 2, 3.984_047_872_319_233_5e-6), (2, 3, 1.193_623_923_423_387_3e-5),
    (4, 6, 1.583_306_984_695_161e-7), (8, 10, 9.443_109_723_150_087e-7),
  ])
  func `k of n is the binomial sum`(needed: Int, count: Int, exact: Double) throws {
    let model = Self.identical(count)
    #expect(
      agree(try model.steady(.atLeast(needed, of: Self.all(count))), exact, within: 1e-13))
  }

  @Test func `2 of 3 fails as often as 6 A² U λ`() throws {
    let value = try #require(
      Self.identical(3).solve(.atLeast(2, of: Self.all(3)), .steady).exact)
    // 6 A² U λ with A = 500/501, in 8 760 h.
    #expect(agree(try #require(value.outagesPerYear), 0.052_245_897_247_779_17, within: 1e-13))
    #expect(value.kind == .steady && value.method == "structure function")
    #expect(value.relativeError < 1e-13)
  }

  @Test func `the probability of 1e-27 keeps its digits`() throws {
    let model = Self.identical(10)
    // 501⁻¹⁰ = 1.003795…e-27
    var exact = 1.0
    for _ in 0..<10 { exact /= 501 }
    #expect(agree(try model.steady(.any(Self.all(10))), exact, within: 1e-14))
  }

  // 2p² + 2p³ − 5p⁴ + 2p⁵ (Barlow and Proschan 1975); the complement in decimal.
  @Test(arguments: [(0.99, 0.000_201_950_2), (0.9, 0.021_52)])
  func `the bridge is no series of parallels`(p: Double, exact: Double) throws {
    let model = SystemModel { builder in
      for name in ["s1", "s2", "bridge", "1t", "2t"] {
        builder.add(RepairableUnit(ComponentPath(name), availability: p))
      }
      builder.add(
        LogicGate(
          "connected",
          .any([
            .all(["s1", "1t"]), .all(["s2", "2t"]), .all(["s1", "bridge", "2t"]),
            .all(["s2", "bridge", "1t"]),
          ])))
    }
    #expect(agree(try model.steady("connected"), exact, within: 1e-11))
  }

  @Test func `the law does not matter in the long run, but by its mean`() throws {
    func unavailability(_ repair: DurationLaw) throws -> Double {
      let model = SystemModel { builder in
        for index in 0..<5 {
          builder.add(
            RepairableUnit(
              ComponentPath("u\(index)"), failure: .exponential(mean: .hours(2_000)),
              repair: repair))
        }
      }
      return try model.steady(.any(Self.all(5)))
    }
    // (1/501)⁵ with 40 digits.
    let exact = 3.168_191_107_571_140_5e-14
    #expect(agree(try unavailability(.lognormal(mean: .hours(4), sigma: 1.2)), exact))
    #expect(agree(try unavailability(.constant(.hours(4))), exact))
    #expect(agree(try unavailability(.uniform(from: .hours(1), to: .hours(7))), exact))
  }

  @Test func `two modes of a unit add in the odds`() throws {
    // λ₁ = 1/1500 h repaired in 1 h, λ₂ = 1/6000 h repaired in 24 h: A = 1/(1 + Σ λ/μ).
    let model = SystemModel { builder in
      builder.add(
        RepairableUnit(
          "u",
          modes: [
            FailureMode(
              "short", failure: .exponential(mean: .hours(1_500)),
              repair: Action([.law(.constant(.hours(1)))])),
            FailureMode(
              "long", failure: .exponential(mean: .hours(6_000)),
              repair: Action([.law(.exponential(mean: .hours(24)))])),
          ]))
    }
    #expect(agree(try model.steady("u"), 1 - 0.995_355_009_953_550_1, within: 1e-13))
  }

  // Products of availabilities with 40 digits.
  @Test func `one gateway for all zones, or one for each`() throws {
    let model = SystemModel { builder in
      for zone in ["a", "b", "c"] {
        builder.add(RepairableUnit(ComponentPath("zone/\(zone)"), availability: 0.999_5))
        builder.add(
          RepairableUnit(
            ComponentPath("nat/\(zone)"), availability: 0.999_9,
            requires: [.part(ComponentPath("zone/\(zone)"))]))
      }
    }
    #expect(agree(try model.steady(.any(["nat/a", "nat/b", "nat/c"])), 2.159_460_044_998_75e-10))
    #expect(agree(try model.steady("nat/a"), 0.000_599_95))
    // The share of three zones that gets out through the gateway of the first one.
    let zones = ["zone/a", "zone/b", "zone/c"].map { Signal.part(ComponentPath($0)) }
    let lost = try zones.reduce(0) { try $0 + model.steady(.all([$1, "nat/a"])) } / 3
    #expect(agree(lost, 1 - 0.999_066_916_65))
  }

  @Test func `two customer gateways with two tunnels each`() throws {
    let model = SystemModel { builder in
      for gateway in ["x", "y"] {
        let path = ComponentPath(gateway)
        builder.add(RepairableUnit(path, availability: 0.999_9))
        for tunnel in ["1", "2"] {
          builder.add(
            RepairableUnit(path / tunnel, availability: 0.999_5, requires: [.part(path)]))
        }
      }
    }
    #expect(agree(try model.steady(.any(["x/1", "x/2"])), 0.000_100_249_975))
    #expect(
      agree(try model.steady(.any(["x/1", "x/2", "y/1", "y/2"])), 1.005_005_748_750_062_5e-8))
  }

  @Test func `a region of 230 units stays small`() throws {
    // 10 zones with a plane that 22 machines need; 212 of 220 machines are needed.
    let model = SystemModel { builder in
      for zone in 0..<10 {
        let path = ComponentPath("zone\(zone)")
        builder.add(RepairableUnit(path, availability: 0.999))
        for machine in 0..<22 {
          builder.add(
            RepairableUnit(path / "m\(machine)", availability: 0.999, requires: [.part(path)]))
        }
      }
    }
    let machines = (0..<10).flatMap { zone in
      (0..<22).map { Signal.part(ComponentPath("zone\(zone)/m\($0)")) }
    }
    let structure = try StructureFunction.make(of: .atLeast(212, of: machines), in: model).get()
    #expect(structure.nodeCount < 5_000)
    // All zones up and at most 8 of 220 machines down; one zone down takes 22.
    var (term, few) = (1.0, 0.0)
    for down in 0...8 {
      few += term
      term *= Double(220 - down) / Double(down + 1) * 0.001 / 0.999
    }
    let up = (0..<230).reduce(1.0) { product, _ in product * 0.999 } * few
    #expect(agree(structure.steadyUnavailability, 1 - up, within: 1e-11))
  }
}
