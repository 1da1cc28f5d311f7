// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the engine runs a model, on one core.

import EventScheduling
import Glibc
import Quantities
import ReliabilityModeling
import SimulationEngine

/// What one measurement found.
struct Speed {
  let name: String
  let timers: Int
  let eventsPerSecond: Double
  let replicationsPerSecond: Double
  let eventsPerReplication: Double
  /// Mean of the first output a replication, as a check that the model ran.
  let firstOutput: Double
}

/// Processor time of this process in seconds: other work on the machine does not count.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// Runs replications of `model` until `seconds` have passed and says how fast they went.
func measure(
  _ name: String, _ model: FlatModel, horizon: Seconds, seconds: Double, from first: UInt32
) -> Speed {
  var state = ReplicationState(for: model, seed: 12_345)
  let control = RunControl(horizon: .zero + SimDuration(horizon))
  let start = processorSeconds()
  var replications: UInt32 = 0
  var sum = 0.0
  var passed = 0.0
  let eventsBefore = state.dispatchedEvents
  while passed < seconds {
    for _ in 0..<64 {
      state.reset(replication: first &+ replications, in: model)
      guard simulate(model, &state, under: control) == .horizonReached else {
        preconditionFailure("a reference model reaches its horizon")
      }
      sum += Double(state.output(0))
      replications += 1
    }
    passed = processorSeconds() - start
  }
  let events = Double(state.dispatchedEvents - eventsBefore)
  return Speed(
    name: name, timers: model.timerCount, eventsPerSecond: events / passed,
    replicationsPerSecond: Double(replications) / passed,
    eventsPerReplication: events / Double(replications),
    firstOutput: sum / Double(replications))
}
