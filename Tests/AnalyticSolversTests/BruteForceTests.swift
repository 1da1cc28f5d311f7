// SPDX-License-Identifier: GPL-3.0-or-later
// Structure functions against all states of random small structures, one by one.

import AnalyticSolvers
import ReliabilityModeling
import Testing

@Suite struct BruteForceTests {
  @Test(arguments: [false, true])
  func `300 random structures are what their states add up to`(inverted: Bool) throws {
    for seed in UInt64(1)...300 {
      let structure = RandomStructure(seed: seed, inverted: inverted)
      let value = try #require(structure.model.solve("top", .steady).exact)
      #expect(agree(value.value, structure.unavailability, within: 1e-12), "seed \(seed)")
      #expect(
        agree(try #require(value.outagesPerYear), structure.outagesPerYear, within: 1e-11),
        "seed \(seed)")
    }
  }

  @Test func `a structure function says of each state what the model says`() throws {
    for seed in UInt64(1)...60 {
      let random = RandomStructure(seed: seed, inverted: true)
      let structure = try StructureFunction.make(of: "top", in: random.model).get()
      let unitOf = try structure.events.map { event in
        try #require(
          random.model.units.firstIndex { event.cause == .unit($0.path) })
      }
      for state in random.states {
        let happened = unitOf.map { state >> UInt32($0) & 1 != 0 }
        #expect(structure.isDown(happened) == random.isDown(state), "seed \(seed)")
      }
    }
  }

  @Test func `300 random structures have the minimal cut sets that their states show`() throws {
    var most = 0
    for seed in UInt64(1)...300 {
      let random = RandomStructure(seed: seed, inverted: false)
      let structure = try StructureFunction.make(of: "top", in: random.model).get()
      let sets = try structure.minimalCutSets().get()
      let found = sets.map { set in
        set.events.reduce(UInt32(0)) { bits, cause in
          let index = random.model.units.firstIndex { cause == .unit($0.path) } ?? 31
          return bits | 1 << UInt32(index)
        }
      }
      #expect(Set(found) == random.minimalCutSets && found.count == sets.count, "seed \(seed)")
      for (set, bits) in zip(sets, found) {
        #expect(agree(set.probability, random.probability(bits, keeping: bits)), "seed \(seed)")
      }
      most = max(most, sets.count)
    }
    #expect(most >= 6)
  }

  @Test func `importance is the difference that a unit makes, by all states`() throws {
    for seed in UInt64(1)...200 {
      let random = RandomStructure(seed: seed, inverted: false)
      let structure = try StructureFunction.make(of: "top", in: random.model).get()
      let cuts = random.minimalCutSets
      for importance in try structure.importance().get() {
        let index = try #require(
          random.model.units.firstIndex { importance.event == .unit($0.path) })
        let bit: UInt32 = 1 << UInt32(index)
        var (critical, cut) = (0.0, 0.0)
        for state in random.states {
          if state & bit == 0, random.isDown(state | bit), !random.isDown(state) {
            critical += random.probability(state, keeping: ~bit)
          }
          if cuts.contains(where: { $0 & bit != 0 && $0 & state == $0 }) {
            cut += random.probability(state)
          }
        }
        let down = random.unavailability
        let q = random.unavailabilities[index]
        #expect(agree(importance.birnbaum, critical, within: 1e-11), "seed \(seed)")
        #expect(agree(importance.criticality, critical * q / down, within: 1e-11), "seed \(seed)")
        let share = try #require(importance.fussellVesely)
        #expect(agree(share, cut / down, within: 1e-11), "seed \(seed)")
        #expect(importance.probability == q || agree(importance.probability, q, within: 1e-14))
      }
    }
  }
}
