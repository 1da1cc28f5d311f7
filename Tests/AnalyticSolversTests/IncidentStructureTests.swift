// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents as common causes, against all outcomes of their strikes.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct IncidentStructureTests {
  private static let units: [(path: ComponentPath, group: Int?, up: Double)] = [
    ("a", 0, 0.99), ("b", 1, 0.98), ("c", 2, 0.97), ("n", nil, 0.96),
  ]

  /// Active for 10 of 110 h; cuts of severity, mark and coins lie at tenths.
  private static func incident(_ severity: ShareLaw) -> Incident {
    func targets(_ positions: [Int]) -> [Incident.Target] {
      positions.map { Incident.Target(units[$0].path, group: units[$0].group) }
    }
    return Incident(
      "storm", strikes: .drawn(mtbf: .hours(100)), duration: .constant(.hours(10)),
      severity: severity, groups: ["za", "zb", "zc"], home: 0, spread: 0.3,
      reactions: [
        Incident.Reaction(
          of: targets([0, 1]), in: .here, when: [.coin(0.6), .severityAtLeast(0.4)]),
        Incident.Reaction(of: targets([1, 2]), in: .others, when: [.markIn(0.2, 0.7)]),
        Incident.Reaction(of: targets([0]), in: .everywhere, when: [.coin(0.3), .markIn(0.5, 1)]),
        Incident.Reaction(of: targets([3]), in: .everywhere, when: [.severityAtLeast(0.7)]),
        Incident.Reaction(of: targets([2]), in: .here),
        Incident.Reaction(of: targets([3]), in: .here),
      ])
  }

  private static func model(_ incident: Incident) -> SystemModel {
    SystemModel { builder in
      for unit in units { builder.add(RepairableUnit(unit.path, availability: unit.up)) }
      builder.add(incident)
    }
  }

  /// Which of the four units a strike of `incident` holds: one cell of each number, by its middle.
  private static func held(
    reachesB: Bool, reachesC: Bool, severity h: Double, mark: Double, coinA: Double, coinB: Double
  ) -> [Bool] {
    // The home is struck always, what belongs to no group only by `everywhere`.
    let a = coinA < 0.6 && h >= 0.4 || coinA < 0.3 && mark >= 0.5
    let b = reachesB && coinB < 0.6 && h >= 0.4 || !reachesB && mark >= 0.2 && mark < 0.7
    let c = reachesC || !reachesC && mark >= 0.2 && mark < 0.7
    return [a, b, c, h >= 0.7]
  }

  /// The probability that at least so many of the units are down.
  private static func exact(atLeast count: Int) -> Double {
    func down(_ held: [Bool]) -> Double {
      var sum = 0.0
      for state in 0..<16 {
        var p = 1.0
        var downs = 0
        for (index, unit) in units.enumerated() {
          let failed = state >> index & 1 != 0
          p *= failed ? 1 - unit.up : unit.up
          if failed || held[index] { downs += 1 }
        }
        if downs >= count { sum += p }
      }
      return sum
    }
    var struck = 0.0
    let cells = (0..<10).map { (Double($0) + 0.5) / 10 }
    for reaches in 0..<4 {
      let (b, c) = (reaches & 1 != 0, reaches & 2 != 0)
      let weight = (b ? 0.3 : 0.7) * (c ? 0.3 : 0.7)
      for h in cells {
        for mark in cells {
          for (coinA, partA) in [(0.1, 0.3), (0.5, 0.3), (0.8, 0.4)] {
            for (coinB, partB) in [(0.5, 0.6), (0.8, 0.4)] {
              let held = held(
                reachesB: b, reachesC: c, severity: h, mark: mark, coinA: coinA, coinB: coinB)
              struck += weight * 0.01 * partA * partB * down(held)
            }
          }
        }
      }
    }
    return 10.0 / 110 * struck + 100.0 / 110 * down([false, false, false, false])
  }

  @Test(arguments: 1...4)
  func `spread, severity, marks and coins of a strike are summed out`(count: Int) throws {
    let model = Self.model(Self.incident(.uniform(from: Share(0), to: Share(1))))
    let top = Signal.atLeast(5 - count, of: Self.units.map { .part($0.path) })
    #expect(agree(try model.steady(top), Self.exact(atLeast: count), within: 1e-12))
  }

  @Test func `two coins of one target are one number`() throws {
    // Held by reaction 1 if the coin is below 0.6, by reaction 2 if it is below 0.25, at a mark
    // that reaction 1 does not want: P = 0.5 · 0.6 + 0.5 · 0.25.
    let target = [Incident.Target("u", group: nil)]
    func model(_ second: Incident.Scope, _ conditions: [Incident.Condition]) -> SystemModel {
      SystemModel { builder in
        builder.add(RepairableUnit("u"))
        builder.add(RepairableUnit("v"))
        builder.add(
          Incident(
            "i", strikes: .drawn(mtbf: .hours(3)),
            duration: .uniform(from: .hours(0), to: .hours(2)),
            severity: .constant(Share(0.25)),
            reactions: [
              Incident.Reaction(of: target, in: .everywhere, when: [.coin(0.6), .markIn(0, 0.5)]),
              Incident.Reaction(of: target, in: second, when: conditions),
            ]))
      }
    }
    let exclusive = model(.everywhere, [.coinOfSeverity, .markIn(0.5, 1)])
    #expect(agree(try exclusive.steady("u"), 0.25 * (0.3 + 0.125)))
    // Nested: where both could hold, the wider one decides alone.
    let nested = model(.everywhere, [.coinOfSeverity])
    #expect(agree(try nested.steady("u"), 0.25 * (0.5 * 0.6 + 0.5 * 0.25)))
    // `here` does not concern what belongs to no group.
    #expect(agree(try model(.here, [.coinOfSeverity]).steady("u"), 0.25 * 0.3))
    #expect(try exclusive.steady("v") == 0)
  }

  @Test func `outages by strikes are as many as strikes that hold`() throws {
    let model = SystemModel { builder in
      builder.add(RepairableUnit("a"))
      builder.add(RepairableUnit("b"))
      builder.add(
        Incident(
          "i", strikes: .drawn(mtbf: .hours(90)), duration: .lognormal(mean: .hours(10), sigma: 1),
          groups: ["za", "zb"], home: 0, spread: 0.2,
          reactions: [
            Incident.Reaction(
              of: [Incident.Target("a", group: 0), Incident.Target("b", group: 1)], in: .here)
          ]))
    }
    let home = try #require(model.solve("a", .steady).exact)
    #expect(agree(home.value, 0.1))
    #expect(agree(try #require(home.outagesPerYear), 87.6))
    let other = try #require(model.solve("b", .steady).exact)
    #expect(agree(other.value, 0.02))
    #expect(agree(try #require(other.outagesPerYear), 17.52))
    // While the incident holds only `a`, the pair of which `b` takes over is not down.
    let either = try #require(model.solve(.any(["a", "b"]), .steady).exact)
    #expect(agree(either.value, 0.02))
    #expect(agree(try #require(either.outagesPerYear), 17.52))
    let onlyA = try #require(model.solve(.any(["a", .not("b")]), .steady).exact)
    #expect(agree(onlyA.value, 0.08))
    #expect(agree(try #require(onlyA.outagesPerYear), 70.08))
  }

  @Test func `cut sets name incidents and outcomes`() throws {
    let model = SystemModel { builder in
      builder.add(RepairableUnit("a", availability: 0.99))
      builder.add(RepairableUnit("b", availability: 0.98))
      builder.add(
        Incident(
          "i", strikes: .drawn(mtbf: .hours(90)), duration: .constant(.hours(10)),
          groups: ["za", "zb"], home: 0, spread: 0.2,
          reactions: [
            Incident.Reaction(
              of: [Incident.Target("a", group: 0), Incident.Target("b", group: 1)], in: .here)
          ]))
    }
    let structure = try StructureFunction.make(of: .any(["a", "b"]), in: model).get()
    let sets = try structure.minimalCutSets().get()
    #expect(
      sets.map { $0.events.map(\.description).sorted() } == [
        ["i", "i reaches zb"], ["b", "i"], ["a", "b"],
      ])
    #expect(agree(sets[0].probability, 0.02) && agree(sets[1].probability, 0.002))
  }
}
