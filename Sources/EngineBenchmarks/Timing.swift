// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the engine and the hand-written limit run a model, on one core.

import CLimit
import EventScheduling
import Glibc
import Quantities
import ReliabilityModeling
import SimulationEngine

/// Processor time of this process in seconds: other work on the machine does not count.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// One model under measurement; its replications go on where the round before ended.
struct Runner: ~Copyable {
  let reference: ReferenceModel
  private var state: ReplicationState
  private var replication: UInt32 = 0

  init(of reference: ReferenceModel) {
    self.reference = reference
    state = ReplicationState(for: reference.model, seed: 12_345)
  }

  /// What one round found.
  struct Round {
    let events: Double
    let replications: Double
    let seconds: Double
  }

  /// Runs replications until `seconds` of processor time have passed, or `most` are done.
  mutating func run(for seconds: Double, atMost most: Int = .max) -> Round {
    let control = RunControl(horizon: .zero + SimDuration(reference.horizon))
    let start = processorSeconds()
    let eventsBefore = state.dispatchedEvents
    var done = 0
    var passed = 0.0
    while passed < seconds && done < most {
      for _ in 0..<min(16, most - done) {
        state.reset(replication: replication, in: reference.model)
        let end = simulate(reference.model, &state, under: control)
        precondition(end == .horizonReached, "a reference model reaches its horizon")
        replication &+= 1
        done += 1
      }
      passed = processorSeconds() - start
    }
    return Round(
      events: Double(state.dispatchedEvents - eventsBefore), replications: Double(done),
      seconds: passed)
  }
}

/// Events a second of the reference row: model B by hand in C with GSL over Philox.
func limitEventsPerSecond(seed: UInt64) -> Double {
  let events: UInt64 = 4_000_000
  let start = processorSeconds()
  let unavailability = limit_repairable(seed, events)
  precondition(unavailability > 0, "the limit ran")
  return Double(events) / (processorSeconds() - start)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
