// SPDX-License-Identifier: GPL-3.0-or-later
// What a model loses, by cause, in seconds of full loss.

package import Quantities
package import ReliabilityModeling

import EventScheduling
import SimulationEngine

/// What was charged to each cause over some replications of one model.
package struct Charges: Sendable {
  /// By measure and "component mode"; `nobody` for what is no fault's.
  package let seconds: [String: [String: Double]]
  /// What of it was lag, and what several causes share only together, by measure.
  package let lag: [String: Double]
  package let joint: [String: Double]
  /// By measure: exact sums of the charges, and of the output that they are charges of.
  package let totals: [String: (charged: Int128, lost: Int128)]
  /// By measure and cause, in the unit of the output.
  package let raw: [String: [Int128]]

  /// Runs replications of a model and charges what it loses.
  ///
  /// - Parameters:
  ///   - system: A sound model.
  ///   - count: Of replications.
  ///   - horizon: Of each.
  ///   - seed: Of all.
  ///   - start: How they begin.
  ///   - kept: So many assessments are kept, or as many as usual.
  ///   - pause: The state is cloned, and its clone goes on, so often in a replication.
  package init(
    of system: SystemModel, count: Int = 1, over horizon: Seconds, seed: UInt64 = 1,
    start: InitialState = .new, keeping kept: Int = 512, pausing pause: Int = 0
  ) {
    let model = FlatModel(flattening: system, chargingEvery: 1)
    var state = ReplicationState(
      for: model, seed: seed, start: start, warmUp: SimDuration(.days(30)), assessmentsKept: kept)
    let end = SimTime.zero + SimDuration(horizon)
    var sums = [Int128](repeating: 0, count: model.outputs.count)
    for replication in 0..<UInt32(count) {
      state.reset(replication: replication, in: model)
      for part in 0..<pause {
        let instant = SimTime(microseconds: end.microseconds / Int64(pause) * Int64(part))
        _ = advance(model, &state, to: instant, eventBudget: 10_000_000)
        state = state.clone()
      }
      let ending = simulate(model, &state, under: RunControl(horizon: end))
      precondition(ending == .horizonReached, "a replication ended by \(ending)")
      for output in sums.indices { sums[output] += state.output(output) }
    }
    var (seconds, lag, joint) = (
      [String: [String: Double]](), [String: Double](), [String: Double]()
    )
    var (totals, raw) = ([String: (charged: Int128, lost: Int128)](), [String: [Int128]]())
    for (charge, place) in model.causes.chargedOutputs.enumerated() {
      let output = model.outputs[place]
      let unit = 1e6 * Double(max(1, output.demand))
      let amounts = model.causeNames.indices.map { state.charged($0, to: charge) }
      raw[output.measure] = amounts
      totals[output.measure] = (amounts.reduce(0, +), sums[place])
      lag[output.measure] = Double(state.lag(ofCharge: charge)) / unit
      joint[output.measure] = Double(state.jointlyCharged(ofCharge: charge)) / unit
      var own: [String: Double] = [:]
      for (name, amount) in zip(model.causeNames, amounts) where amount != 0 {
        let words = [name.component, name.mode].compactMap { $0 }.joined(separator: " ")
        own[words.isEmpty ? "nobody" : words] = Double(amount) / unit
      }
      seconds[output.measure] = own
    }
    (self.seconds, self.lag, self.joint) = (seconds, lag, joint)
    (self.totals, self.raw) = (totals, raw)
  }

  /// Runs one replication of the model that `fill` makes, 2 000 s unless told.
  package init(over horizon: Double = 2_000, of fill: (inout SystemModelBuilder) -> Void) {
    var builder = SystemModelBuilder(name: "m")
    fill(&builder)
    self.init(of: builder.system, over: Seconds(horizon))
  }

  /// Whether the charges of every measure are none negative and add up to what it lost.
  package var areExact: Bool {
    totals.values.allSatisfy { $0.charged == $0.lost }
      && raw.values.allSatisfy { $0.allSatisfy { $0 >= 0 } }
  }

  /// Whether every charge is the same, to the microsecond.
  package func equals(_ other: Charges) -> Bool {
    raw == other.raw && lag == other.lag && joint == other.joint
  }

  /// The charges of one measure.
  package subscript(measure: String) -> [String: Double] { seconds[measure] ?? [:] }
}
