// SPDX-License-Identifier: GPL-3.0-or-later
// The rest of a stationary start: incidents under way, and control settled on what is down.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

extension ReplicationState {
  /// Most reports and steps that control takes to settle at a start.
  private static var settlingLimit: Int { 10_000 }

  /// Places an incident between strikes or under way; its reactions follow.
  mutating func place(
    _ incident: IncidentID, _ start: EquilibriumStart, in model: FlatModel
  ) {
    let row = model.incidents[incident]
    guard !row.clock.isNone else { return beginIncident(incident, in: model) }
    let duration = model.equilibrium.durationMeans[incident]
    let share = duration / (duration + row.meanMicroseconds)
    if start.uniform(incident, 0, replication) < share {
      incidents[incident].ordinal = 1
      incidents[incident].isActive = true
    } else {
      // The wait for a strike is exponential and knows no age.
      let wait = streams.unitExponential(row.clock) * row.meanMicroseconds
      scheduler.place(row.timer, at: scheduler.now + roundedSpan(wait))
    }
  }

  /// Lets what is down, and what strikes, reach everybody, and control settle on it.
  @inline(never)
  mutating func settle(_ start: EquilibriumStart, in model: FlatModel) {
    for index in 0..<UInt32(units.count) {
      let unit = UnitID(index)
      guard case .stepping = units[unit].phase else { continue }
      origin = faultOrigin(of: unit, in: model)
      setUnitSignal(unit, false, in: model)
      if needsSettling { settle(in: model) }
    }
    for index in 0..<UInt32(incidents.count) {
      let incident = IncidentID(index)
      let row = model.incidents[incident]
      guard incidents[incident].isActive else { continue }
      origin = Origin(hash: row.originHash, ordinal: incidents[incident].ordinal)
      strike(incident, row, in: model)
      // Its length is biased, and part of it has passed.
      let residual = start.residual(
        of: row.duration, start.uniform(incident, 1, replication),
        start.uniform(incident, 2, replication), in: model)
      scheduler.schedule(row.timer, after: SimDuration(microseconds: residual))
      if needsSettling { settle(in: model) }
    }
    completeControl(in: model)
    if start.instant == .zero { beginMeasuring(in: model) }
  }

  /// Brings every pending report, switch and launch to its end now, in the order in which they are
  /// due, until control waits for nothing but signals.
  private mutating func completeControl(in model: FlatModel) {
    for _ in 0..<Self.settlingLimit {
      var first = TimerID(.max)
      var earliest = SimTime.never
      for number in 0..<UInt32(model.timerCount) {
        let timer = TimerID(number)
        guard isControl(model.timers[timer].kind), scheduler.isArmed(timer) else { continue }
        let due = scheduler.due(of: timer)
        if due < earliest { (first, earliest) = (timer, due) }
      }
      guard earliest < .never else { return }
      scheduler.cancel(first)
      handle(first, in: model)
      if needsSettling { settle(in: model) }
    }
  }

  private func isControl(_ kind: TimerRow.Kind) -> Bool {
    switch kind {
    case .detectorReport, .failoverStep, .launchStep, .poolDecision: true
    case .incidentEdge, .calendarEdge, .reactionEnd, .unitChange: false
    }
  }
}
