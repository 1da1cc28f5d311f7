// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a model many times and hands out what it summed up, in seconds, counts and shares.

package import Quantities
package import ReliabilityModeling

import EventScheduling
import SimulationEngine

/// The outputs of a number of replications of one model.
package struct Trials: Sendable {
  /// The model that ran.
  package let model: FlatModel
  /// Raw integers, by replication and output.
  package let raw: [[Int128]]
  /// Events of all replications.
  package let events: UInt64

  /// Runs replications `first ..< first + count` of a model to a horizon.
  package init(
    _ model: FlatModel, count: Int = 1, over horizon: Seconds, seed: UInt64 = 1,
    first: UInt32 = 0, start: InitialState = .new,
    warmUp: SimDuration = InitialState.usualWarmUp
  ) {
    var state = ReplicationState(for: model, seed: seed, start: start, warmUp: warmUp)
    let control = RunControl(horizon: .zero + SimDuration(horizon))
    var raw: [[Int128]] = []
    for replication in first..<first + UInt32(count) {
      state.reset(replication: replication, in: model)
      let end = simulate(model, &state, under: control)
      let isComplete =
        end == .horizonReached || (end == .firstFailure && model.endsAtFirstFailure)
      precondition(isComplete, "a replication ended by \(end)")
      raw.append(model.outputs.indices.map { state.output($0) })
    }
    self.model = model
    self.raw = raw
    events = state.dispatchedEvents
  }

  /// One output of every replication: seconds of time, of full demand lost, counts, bits carried.
  package func samples(_ measure: String, _ kind: MeasureOutput.Kind) -> [Double] {
    let found = model.outputs.firstIndex { $0.measure == measure && $0.kind == kind }
    guard let found else { preconditionFailure("no output \(kind) of \(measure)") }
    let unit =
      switch kind {
      case .lost: 1e6 * Double(model.outputs[found].demand)
      case .short, .dark, .down, .carried, .timeToFailure: 1e6
      case .shortOutages, .darkOutages, .outages, .downAt, .failedBefore, .downAtMost: 1.0
      case .interruptions: 1e9
      }
    return raw.map { Double($0[found]) / unit }
  }

  /// An output of the first replication.
  package subscript(measure: String, kind: MeasureOutput.Kind) -> Double {
    samples(measure, kind)[0]
  }
}
