// SPDX-License-Identifier: GPL-3.0-or-later
// A random model of few states and frequent failures, which both engine and solvers can answer.

import Diagnostics
import EngineTesting
package import Quantities
package import RandomVariates
package import ReliabilityModeling

/// A model drawn from a seed, all its clocks made of exponential phases.
///
/// It has units with competing modes, and at times crews, strikes, nested gates, an incident,
/// detectors, a failover and a pool.
package struct RandomModel: Sendable {
  /// What it was drawn from.
  package let seed: UInt64
  /// How its histories begin; in equilibrium only where all parts are independent.
  package private(set) var start = InitialState.new
  /// 250 h: some ten failures of a unit.
  package static let span = Seconds.hours(250)
  package static let horizon = SimTime.zero + SimDuration(span)

  package var units: [RepairableUnit] = []
  package var crews: [RepairCrew] = []
  package var incidents: [Incident] = []
  package var gates: [LogicGate] = []
  package var detectors: [Detector] = []
  package var failovers: [Failover] = []
  package var pools: [ReplacementPool] = []
  package var measures: [Measure] = []
  package var operatorReaction = DurationLaw.constant(Seconds(0))

  /// Draws the model of a seed.
  package init(seed: UInt64) {
    self.seed = seed
    var maker = ModelMaker(seed: seed)
    maker.fill(&self)
  }

  mutating func beginInEquilibrium() { start = .stationary }

  /// The parts as a model, and what is wrong with them.
  package func built() -> (system: SystemModel, complaints: [String]) {
    var builder = SystemModelBuilder(name: "random \(seed)")
    builder.operatorReaction = operatorReaction
    for unit in units { builder.add(unit) }
    for crew in crews { builder.add(crew) }
    for incident in incidents { builder.add(incident) }
    for gate in gates { builder.add(gate) }
    for detector in detectors { builder.add(detector) }
    for failover in failovers { builder.add(failover) }
    for pool in pools { builder.add(pool) }
    for measure in measures { builder.add(measure) }
    var sink = DiagnosticSink()
    let system = builder.build(over: Self.horizon, noting: &sink)
    return (system, sink.diagnostics.map(\.message))
  }
}
