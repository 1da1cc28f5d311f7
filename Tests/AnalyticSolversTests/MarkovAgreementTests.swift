// SPDX-License-Identifier: GPL-3.0-or-later
// Markov chains and structure functions on the same random models: two ways to one number.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

/// A random model of units in phases, requirements, incidents and gates, all independent; the
/// measure is `top`.
private struct RandomPhases {
  let model: SystemModel
  private static let names = ["a", "b", "c", "d"]

  init(seed: UInt64) {
    var choices = SplitMix(seed: seed)
    let count = Int.random(in: 2...4, using: &choices)
    var signals: [Signal] = []
    var units: [RepairableUnit] = []
    for index in 0..<count {
      let path = ComponentPath(Self.names[index])
      let needsOther = index > 0 && Bool.random(using: &choices)
      units.append(
        RepairableUnit(
          path,
          failure: Self.law(meanHours: Double.random(in: 20...900, using: &choices), &choices),
          repair: Self.law(meanHours: Double.random(in: 0.01...9, using: &choices), &choices),
          requires: needsOther ? [signals[0]] : []))
      signals.append(.part(path))
    }
    let incident = Self.incident(over: count, &choices)
    let inner = Self.gate(of: signals, &choices)
    let top = Self.gate(of: signals + ["inner"], &choices)
    model = SystemModel { builder in
      for unit in units { builder.add(unit) }
      if let incident { builder.add(incident) }
      builder.add(LogicGate("inner", inner))
      builder.add(LogicGate("top", top))
    }
  }

  private static func law(meanHours: Double, _ choices: inout SplitMix) -> DurationLaw {
    let mean = Seconds.hours(meanHours)
    switch Int.random(in: 0..<4, using: &choices) {
    case 0: return .erlang(stages: 2, mean: mean)
    case 1:
      return .hyperexponential([
        DurationLaw.Phase(weight: 3, mean: mean * 0.5),
        DurationLaw.Phase(weight: 1, mean: mean * 2.5),
      ])
    default: return .exponential(mean: mean)
    }
  }

  private static func incident(over count: Int, _ choices: inout SplitMix) -> Incident? {
    guard Bool.random(using: &choices) else { return nil }
    let targets = (0..<count).map {
      Incident.Target(ComponentPath(names[$0]), group: $0 % 2)
    }
    let low = Double.random(in: 0...0.5, using: &choices)
    return Incident(
      "shock", strikes: .drawn(mtbf: .hours(Double.random(in: 50...500, using: &choices))),
      duration: law(meanHours: Double.random(in: 0.1...20, using: &choices), &choices),
      severity: .constant(Share(Double.random(in: 0.1...1, using: &choices))),
      groups: ["x", "y"], home: 0, spread: Double.random(in: 0...0.5, using: &choices),
      reactions: [
        Incident.Reaction(of: targets, in: .here, when: [.coinOfSeverity]),
        Incident.Reaction(
          of: Array(targets.prefix(2)), in: .everywhere, when: [.markIn(low, low + 0.3)]),
      ])
  }

  private static func gate(of signals: [Signal], _ choices: inout SplitMix) -> Signal {
    let inputs = signals.map { Int.random(in: 0..<5, using: &choices) == 0 ? .not($0) : $0 }
    return .atLeast(Int.random(in: 1...inputs.count, using: &choices), of: inputs)
  }
}

@Suite struct MarkovAgreementTests {
  @Test(arguments: 1...40)
  func `random independent models are solved alike by chain and structure`(
    seed: UInt64
  ) throws {
    let model = RandomPhases(seed: seed).model
    let structure = model.solve("top", .steady)
    let exact = try #require(structure.exact, "\(structure.whyNot ?? "")")
    #expect(exact.method != "Markov chain")
    let chain = try model.chain("top", .steady)
    #expect(agree(chain.value, exact.value, within: 1e-10))
    if let outages = exact.outagesPerYear, let found = chain.outagesPerYear {
      #expect(agree(found, outages, within: 1e-10))
    }
  }

  @Test(arguments: [0.5, 30.0, 5_000])
  func `values at t and over a span agree with the structure function's`(hours: Double) throws {
    let horizon = Seconds.hours(hours)
    let model = SystemModel { builder in
      for (path, up, down) in [("a", 300.0, 2.0), ("b", 70, 0.1), ("c", 900, 30)] {
        builder.add(
          RepairableUnit(
            ComponentPath(path), failure: .exponential(mean: .hours(up)),
            repair: .exponential(mean: .hours(down))))
      }
    }
    let signal = Signal.atLeast(2, of: ["a", "b", "c"])
    for kind in [ValueKind.average, .at(.zero + SimDuration(horizon))] {
      let structure = model.solve(signal, kind, horizon: horizon)
      let exact = try #require(structure.exact, "\(structure.whyNot ?? "")")
      #expect(exact.method != "Markov chain")
      let chain = try model.chain(signal, kind, horizon: horizon)
      #expect(agree(chain.value, exact.value, within: 1e-10))
    }
  }

  @Test func `units of other names for the same mode are told apart, with the same answer`() throws
  {
    func model(alike: Bool) -> SystemModel {
      SystemModel { builder in
        builder.add(RepairCrew("crew"))
        for index in 1...4 {
          builder.add(
            RepairableUnit(
              ComponentPath("u/\(index)"),
              modes: [
                FailureMode(
                  alike ? "down" : "down\(index)",
                  failure: .erlang(stages: 2, mean: .hours(100)),
                  repair: Action([.law(.exponential(mean: .hours(4)))]))
              ], crew: "crew"))
        }
      }
    }
    let signal = Signal.atLeast(3, of: (1...4).map { .part(ComponentPath("u/\($0)")) })
    let one = try MarkovSolver.make(of: signal, in: model(alike: true)).get().stateCount
    let all = try MarkovSolver.make(of: signal, in: model(alike: false)).get().stateCount
    #expect(one < all)
    for kind in [ValueKind.steady, .average, .meanTimeToFirstFailure] {
      let lumped = try model(alike: true).chain(signal, kind)
      let told = try model(alike: false).chain(signal, kind)
      #expect(agree(lumped.value, told.value, within: 1e-11))
    }
  }
}
