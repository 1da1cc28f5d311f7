// SPDX-License-Identifier: GPL-3.0-or-later
// The loop: takes the next event, applies it, and lets the rest of the model settle.

package import EventScheduling
import FlatStorage
import Quantities
package import ReliabilityModeling

/// Runs one replication to its horizon, allocating nothing, throwing nothing, waiting for nothing.
///
/// A model that waits for a first failure ends there, with `firstFailure`, or at its horizon.
///
/// `state` must have been reset for the replication.
package func simulate(
  _ model: FlatModel, _ state: inout ReplicationState, under control: RunControl
) -> ReplicationEnd {
  let budgetEnd = state.scheduler.dispatchedEvents &+ control.eventBudget
  var eventsThisInstant: UInt32 = 0
  while true {
    let before = state.scheduler.now
    let fired = state.scheduler.next(before: control.horizon)
    if state.scheduler.now != before {
      if state.hasUncommittedMeasures {
        if state.commitMeasures(at: before, in: model) { return .firstFailure }
      }
      eventsThisInstant = 0
    }
    guard let timer = fired else { break }
    let row = model.timers[timer]
    switch row.kind {  // closed and exhaustive; a case arrives with its primitive
    case .unitChange: state.changeUnit(UnitID(row.owner), in: model)
    case .detectorReport: state.report(DetectorID(row.owner), in: model)
    case .failoverStep: state.completeStep(of: FailoverID(row.owner), in: model)
    case .incidentEdge: state.turnIncident(IncidentID(row.owner), in: model)
    case .calendarEdge: state.turnCalendar(CalendarID(row.owner), in: model)
    case .reactionEnd: state.endReaction(ReactionID(row.owner), in: model)
    case .launchStep: state.advanceSlot(PoolSlotID(row.owner), in: model)
    case .poolDecision: state.decide(pool: PoolID(row.owner), in: model)
    }
    if state.needsSettling { state.settle(in: model) }
    eventsThisInstant &+= 1
    if eventsThisInstant > RunControl.eventsPerInstant { return .instantOverloaded }
    if state.scheduler.dispatchedEvents > budgetEnd { return .eventBudgetSpent }
  }
  state.closeMeasures(at: control.horizon, in: model)
  return .horizonReached
}
