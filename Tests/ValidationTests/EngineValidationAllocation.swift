// SPDX-License-Identifier: GPL-3.0-or-later
// The loop allocates nothing; counted in release, since loops over ranges allocate in debug builds.

import EngineTesting
import EventScheduling
import Quantities
import ReliabilityModeling
import SimulationEngine
import TestSupport
import Testing

@Suite struct EngineValidationAllocation {
  @Test func `a replication allocates nothing, from its reset to its horizon`() {
    let model = RichModel().flat()
    let control = RunControl(horizon: .zero + SimDuration(.years(2)))
    var state = ReplicationState(for: model, seed: 3)
    expectNoAllocation {
      state.reset(replication: 2, in: model)
      _ = simulate(model, &state, under: control)
    }
    #expect(state.dispatchedEvents > 1_000)
  }

  @Test func `a stationary start allocates nothing, nor does its warm-up`() {
    let model = RichModel().flat()
    let control = RunControl(horizon: .zero + SimDuration(.years(1)))
    var state = ReplicationState(
      for: model, seed: 3, start: .stationary, warmUp: SimDuration(.days(30)))
    expectNoAllocation {
      state.reset(replication: 2, in: model)
      _ = simulate(model, &state, under: control)
    }
    #expect(state.dispatchedEvents > 500)
  }
}
