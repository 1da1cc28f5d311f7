// SPDX-License-Identifier: GPL-3.0-or-later
// Charges add up exactly, whatever the model, and do not depend on what is kept.

import EngineTesting
import EventScheduling
import Quantities
import RandomVariates
import ReliabilityModeling
import SimulationEngine
import Testing

@Suite struct CauseSumTests {
  @Test(arguments: [InitialState.new, .stationary])
  func `charges of a rich model add up to what was lost, with or without a table`(
    start: InitialState
  ) {
    let system = RichModel().builder().system
    let span = Seconds.days(200)
    let kept = Charges(of: system, count: 3, over: span, start: start)
    #expect(kept.areExact)
    let lost = kept.totals["egress"]?.lost ?? 0
    #expect(lost > 0)
    let unkept = Charges(of: system, count: 3, over: span, start: start, keeping: 1)
    #expect(unkept.equals(kept))
    let cloned = Charges(of: system, count: 3, over: span, start: start, pausing: 5)
    #expect(cloned.equals(kept))
    // No cause is alone, and most of what is lost is somebody's.
    #expect(kept["egress"].count > 5)
    #expect((kept["egress"]["nobody"] ?? 0) == 0)
  }

  @Test func `recording causes changes no other figure`() {
    let system = RichModel().builder().system
    let plain = Trials(FlatModel(flattening: system), count: 3, over: .days(200), seed: 3)
    let recorded = Trials(
      FlatModel(flattening: system, chargingEvery: 1), count: 3, over: .days(200), seed: 3)
    #expect(plain.raw == recorded.raw)
    #expect(plain.events == recorded.events)
  }

  // Wanted: 40 in the first hour, then 100; a node lets 50 through. Its unit is out from 1 800 s to
  // 9 000 s: 1 800 s of 40 and 5 400 of 100 are the unit's. Then 50 are short, by nobody's fault.
  @Test func `under a demand that varies, each hour's loss is charged`() {
    let hours: [Int64] = [400_000_000] + [Int64](repeating: 1_000_000_000, count: 167)
    let run = Charges(over: 10_800) { builder in
      builder.addUnit("u", downIn: [1_800...9_000])
      builder.add(FlowNode("node", while: .part("u"), capacity: .scaled(50, .full), to: .end))
      builder.add(
        FlowSource(
          "source", rate: 100, profile: DemandProfile(hourly: hours, weekly: []),
          to: .element("node")))
      builder.add(
        .served(ServedMeasure(name: "egress", sources: ["source"], demand: 100)))
    }
    #expect(run["egress"] == ["u/script incident": 720 + 5_400, "nobody": 900])
    #expect(run.areExact)
  }

  @Test func `only every so many replications are charged, each as if all were`() {
    let system = RichModel().builder().system
    let model = FlatModel(flattening: system, chargingEvery: 3)
    let all = FlatModel(flattening: system, chargingEvery: 1)
    let control = RunControl(horizon: .zero + SimDuration(.days(90)))
    var state = ReplicationState(for: model, seed: 2)
    var other = ReplicationState(for: all, seed: 2)
    var expected: [Int128] = []
    for replication: UInt32 in 0..<6 {
      state.reset(replication: replication, in: model)
      #expect(simulate(model, &state, under: control) == .horizonReached)
      if replication % 3 != 0 { continue }
      other.reset(replication: replication, in: all)
      #expect(simulate(all, &other, under: control) == .horizonReached)
      expected = other.chargesSoFar()
    }
    #expect(state.chargesSoFar() == expected)
    #expect(expected.contains { $0 > 0 })
    state.forgetCharges()
    #expect(state.chargesSoFar().allSatisfy { $0 == 0 })
  }
}
