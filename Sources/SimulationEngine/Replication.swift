// SPDX-License-Identifier: GPL-3.0-or-later
// The loop: takes the next event, applies it, and lets the rest of the model settle.

package import EventScheduling
import FlatStorage
package import Quantities
package import ReliabilityModeling

/// Runs one replication to its horizon, allocating nothing, throwing nothing, waiting for nothing.
///
/// A model that waits for a first failure ends there, with `firstFailure`, or at its horizon. A
/// warm-up, where the state begins before instant zero, is run first and not measured.
///
/// `state` must have been reset for the replication.
package func simulate(
  _ model: FlatModel, _ state: inout ReplicationState, under control: RunControl
) -> ReplicationEnd {
  let end = advance(model, &state, to: control.horizon, eventBudget: control.eventBudget)
  if case .horizonReached = end { state.closeMeasures(at: control.horizon, in: model) }
  return end
}

/// Runs a replication up to an instant and leaves its measures open: it may be cloned, and goes on
/// by `simulate` or by this.
///
/// What is due at the instant has not happened.
@inline(never)
package func advance(
  _ model: FlatModel, _ state: inout ReplicationState, to instant: SimTime, eventBudget: UInt64
) -> ReplicationEnd {
  if state.scheduler.now < .zero {
    let end = warmUp(model, &state, eventBudget: eventBudget)
    guard case .horizonReached = end else { return end }
    state.beginMeasuring(in: model)
  }
  return run(model, &state, until: instant, eventBudget: eventBudget, isMeasured: true)
}

/// A loop of its own, so that the measured one pays nothing for it.
@inline(never)
private func warmUp(
  _ model: FlatModel, _ state: inout ReplicationState, eventBudget: UInt64
) -> ReplicationEnd {
  run(model, &state, until: .zero, eventBudget: eventBudget, isMeasured: false)
}

@inline(__always)
private func run(
  _ model: FlatModel, _ state: inout ReplicationState, until horizon: SimTime,
  eventBudget: UInt64, isMeasured: Bool
) -> ReplicationEnd {
  let budgetEnd = state.scheduler.dispatchedEvents &+ eventBudget
  var eventsThisInstant: UInt32 = 0
  while true {
    let before = state.scheduler.now
    let fired = state.scheduler.next(before: horizon)
    if state.scheduler.now != before {
      if isMeasured && state.hasUncommittedMeasures {
        if state.commitMeasures(at: before, in: model) { return .firstFailure }
      }
      eventsThisInstant = 0
    }
    guard let timer = fired else { return .horizonReached }
    state.handle(timer, in: model)
    if state.needsSettling { state.settle(in: model) }
    eventsThisInstant &+= 1
    if eventsThisInstant > RunControl.eventsPerInstant { return .instantOverloaded }
    if state.scheduler.dispatchedEvents > budgetEnd { return .eventBudgetSpent }
  }
}

extension ReplicationState {
  /// Applies what fired.
  @inline(__always)
  mutating func handle(_ timer: TimerID, in model: FlatModel) {
    let row = model.timers[timer]
    switch row.kind {  // closed and exhaustive; a case arrives with its primitive
    case .unitChange: changeUnit(UnitID(row.owner), in: model)
    case .detectorReport: report(DetectorID(row.owner), in: model)
    case .failoverStep: completeStep(of: FailoverID(row.owner), in: model)
    case .incidentEdge: turnIncident(IncidentID(row.owner), in: model)
    case .calendarEdge: turnCalendar(CalendarID(row.owner), in: model)
    case .reactionEnd: endReaction(ReactionID(row.owner), in: model)
    case .launchStep: advanceSlot(PoolSlotID(row.owner), in: model)
    case .poolDecision: decide(pool: PoolID(row.owner), in: model)
    }
  }
}
