// SPDX-License-Identifier: GPL-3.0-or-later
// What ends a replication early, and that it is told.

import EngineTesting
import EventScheduling
import Quantities
import RandomVariates
import ReliabilityModeling
import SimulationEngine
import Testing

@Suite struct LimitTests {
  private func model(failure: Double, repair: Double) -> FlatModel {
    var builder = SystemModelBuilder(name: "m")
    builder.add(
      RepairableUnit(
        "u",
        modes: [
          FailureMode("m", failure: .constant(Seconds(failure)), repair: fixedRepair(repair))
        ]))
    builder.watch("u")
    return builder.flat
  }

  private func end(of model: FlatModel, budget: UInt64 = 1_000_000) -> (ReplicationEnd, UInt64) {
    var state = ReplicationState(for: model, seed: 1)
    let end = simulate(
      model, &state,
      under: RunControl(horizon: .zero + SimDuration(Seconds(100)), eventBudget: budget))
    return (end, state.dispatchedEvents)
  }

  @Test func `more than ten thousand events in one instant end the replication`() {
    // A failure law of nothing but zero is refused, one that rounds to no microsecond is not.
    let (end, events) = end(of: model(failure: 1e-7, repair: 0))
    #expect(end == .instantOverloaded)
    #expect(events == 10_001)
  }

  @Test func `a pool that replaces in no time what is never up ends the replication`() {
    // Without time between report, launch and report; from 50 s on the unit has no power.
    var slots = TestPool(("a", 2))
    slots.detection = .delay(.constant(Seconds(0)))
    slots.requires["a"] = [.part("power")]
    func model(launch: Double) -> FlatModel {
      var builder = SystemModelBuilder(name: "m")
      builder.addUnit("power", downIn: [50...80])
      slots.addSlots(to: &builder)
      builder.add(
        ReplacementPool(
          "pool", desired: 1, zones: slots.poolZones, launch: fixedRepair(launch)))
      return builder.flat
    }
    #expect(end(of: model(launch: 0)).0 == .instantOverloaded)
    // A microsecond is time: 30 s of it are too many events, but not in one instant.
    #expect(end(of: model(launch: 1e-6)).0 == .eventBudgetSpent)
    #expect(end(of: model(launch: 1)).0 == .horizonReached)
  }

  @Test func `a spent budget ends the replication`() {
    // An event at every second from 1 s on.
    #expect(end(of: model(failure: 1, repair: 1), budget: 99) == (.horizonReached, 99))
    #expect(end(of: model(failure: 1, repair: 1), budget: 98) == (.eventBudgetSpent, 99))
  }

  @Test func `a budget counts for each replication`() {
    let model = model(failure: 1, repair: 1)
    var state = ReplicationState(for: model, seed: 1)
    for replication: UInt32 in 0..<3 {
      state.reset(replication: replication, in: model)
      let control = RunControl(
        horizon: .zero + SimDuration(Seconds(100)), eventBudget: 99)
      #expect(simulate(model, &state, under: control) == .horizonReached)
      #expect(state.output(0) == 50_000_000)
    }
  }
}
