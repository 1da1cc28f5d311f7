// SPDX-License-Identifier: GPL-3.0-or-later
// What a stationary start reads: means, and who has an equilibrium of its own.

package import FlatStorage

/// The means of all laws that decide an equilibrium, in µs, and which units have one.
package struct FlatEquilibrium: Sendable {
  /// Mean times to failure; infinite for a mode that only strikes cause.
  package let failureMeans: Table<ModeID, Double>
  /// Mean durations of all steps.
  package let stepMeans: Table<StepID, Double>
  /// Mean durations of incidents.
  package let durationMeans: Table<IncidentID, Double>
  /// Whether a unit's state is drawn; all others begin healthy, with clocks in equilibrium.
  package let isDrawn: Table<UnitID, Bool>
  /// Whether a stationary start takes a warm-up, because some part has no closed equilibrium.
  package let needsWarmUp: Bool

  init(
    failureMeans: [Double] = [], stepMeans: [Double] = [], durationMeans: [Double] = [],
    isDrawn: [Bool] = [], needsWarmUp: Bool = false
  ) {
    self.failureMeans = Table(failureMeans)
    self.stepMeans = Table(stepMeans)
    self.durationMeans = Table(durationMeans)
    self.isDrawn = Table(isDrawn)
    self.needsWarmUp = needsWarmUp
  }
}
