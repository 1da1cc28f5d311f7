// SPDX-License-Identifier: GPL-3.0-or-later
// One replication of an experiment once more, told event by event.

import EventScheduling
package import ReliabilityModeling
package import SimulationEngine

extension EventTrace {
  /// A trace of the replication of this number, just as an experiment under this plan runs it.
  ///
  /// It goes on to the horizon of the plan, whatever kinds of value the model is asked for.
  package init(of system: SystemModel, replication: UInt32, under plan: ExperimentPlan) {
    self.init(
      of: FlatModel(flattening: system.watched), names: PartNames(of: system), seed: plan.seed,
      start: plan.start, warmUp: plan.warmUp,
      replication: replication,
      under: RunControl(horizon: plan.horizon, eventBudget: plan.eventBudget))
  }
}
