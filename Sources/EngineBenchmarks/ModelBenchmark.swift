// SPDX-License-Identifier: GPL-3.0-or-later
// Models under measurement: their replications, and how long one takes to set up.

import EventScheduling
import Quantities
import ReliabilityModeling
import SimulationEngine

/// Replications of a model by the full engine; each round goes on where the one before ended.
final class ModelBenchmark: Benchmark {
  let name: String
  let title: String
  let isDesign: Bool
  private let model: FlatModel
  private let horizon: Seconds
  private var state: ReplicationState
  private var replication: UInt32 = 0

  init(_ reference: ReferenceModel) {
    name = reference.name
    title = reference.title
    isDesign = reference.isDesign
    model = FlatModel(flattening: reference.model)
    horizon = reference.horizon
    state = ReplicationState(for: model, seed: 12_345)
  }

  var timers: Int { model.timerCount }

  func run(for seconds: Double, atMost repetitions: Int) -> Round {
    let control = RunControl(horizon: .zero + SimDuration(horizon))
    let before = state.dispatchedEvents
    let (done, passed) = repeating(for: seconds, atMost: repetitions) {
      state.reset(replication: replication, in: model)
      let end = simulate(model, &state, under: control)
      precondition(end == .horizonReached, "a reference model reaches its horizon")
      replication &+= 1
    }
    return Round(
      events: Double(state.dispatchedEvents - before), replications: done, seconds: passed)
  }
}

/// Flattening a model and allocating its state; an event is one set-up.
final class SetUpBenchmark: Benchmark {
  let name: String
  let title: String
  private let model: SystemModel
  let timers: Int

  init(_ reference: ReferenceModel) {
    name = "set-up-\(reference.name)"
    title = "set-up of \(reference.title)"
    model = reference.model
    timers = FlatModel(flattening: model).timerCount
  }

  func run(for seconds: Double, atMost repetitions: Int) -> Round {
    var events: UInt64 = 0
    let (done, passed) = repeating(for: seconds, atMost: repetitions) {
      let flat = FlatModel(flattening: model)
      let state = ReplicationState(for: flat, seed: 1)
      events += state.dispatchedEvents
    }
    precondition(events == 0, "nothing happens before a replication begins")
    return Round(events: done, replications: done, seconds: passed)
  }
}
