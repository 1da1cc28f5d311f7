// SPDX-License-Identifier: GPL-3.0-or-later
// One history as a log: the loop itself takes every step, and what differs after it is told.

package import EventScheduling
import FlatStorage
package import Quantities
package import ReliabilityModeling

/// A history told event by event.
///
/// `simulate` makes each step, with a budget of one event, and the small state before and after it
/// is compared. So the log shows the very history that the experiment ran, and the loop knows
/// nothing of it.
///
/// - Complexity: O(parts of the model) an event
package struct EventTrace: ~Copyable {
  let model: FlatModel
  let names: PartNames
  var state: ReplicationState
  var seen: TraceSnapshot
  /// Entries of the step under way, and when it happened.
  var entries: [TraceEntry] = []
  private let control: RunControl

  /// A trace of one replication, from its start.
  ///
  /// - Parameters:
  ///   - model: A compiled model.
  ///   - names: Of the system model that it was compiled from.
  ///   - seed: Of the experiment.
  ///   - start: How its histories begin.
  ///   - warmUp: What precedes a stationary start that needs it.
  ///   - replication: Its number.
  ///   - control: Horizon and budget of the experiment's replications.
  package init(
    of model: FlatModel, names: PartNames, seed: UInt64, start: InitialState = .new,
    warmUp: SimDuration = InitialState.usualWarmUp, replication: UInt32,
    under control: RunControl
  ) {
    self.model = model
    self.names = names
    self.control = control
    state = ReplicationState(for: model, seed: seed, start: start, warmUp: warmUp)
    state.reset(replication: replication, in: model)
    seen = TraceSnapshot(of: model)
  }

  /// Events so far.
  package var dispatchedEvents: UInt64 { state.dispatchedEvents }

  /// What the replication summed up, valid after `run` returned.
  package func output(_ index: Int) -> Int128 { state.output(index) }

  /// Tells the history, or a part of it.
  ///
  /// - Parameters:
  ///   - first: Entries before this instant are left out.
  ///   - last: So are those after this one, and the history ends there.
  ///   - tell: Hears the entries in their order.
  /// - Returns: How the replication ended; `nil` if it was not run to its end.
  package mutating func run(
    from first: SimTime = .zero, through last: SimTime = .never, tell: (TraceEntry) -> Void
  ) -> ReplicationEnd? {
    let step = RunControl(horizon: control.horizon, eventBudget: 0)
    if state.scheduler.now < .zero {
      // A warm-up is no part of the history.
      let end = advance(model, &state, to: .zero, eventBudget: control.eventBudget)
      guard end == .horizonReached else { return end }
    }
    noteStart()
    flush(from: first, through: last, tell)
    while true {
      let before = state.scheduler.now
      guard before <= last else { return nil }
      let end = simulate(model, &state, under: step)
      noteMeasures(leaving: before)
      guard end == .eventBudgetSpent else {
        flush(from: first, through: last, tell)
        return end
      }
      noteParts(at: state.scheduler.now)
      flush(from: first, through: last, tell)
      if state.dispatchedEvents > control.eventBudget { return .eventBudgetSpent }
    }
  }

  private mutating func flush(
    from first: SimTime, through last: SimTime, _ tell: (TraceEntry) -> Void
  ) {
    for entry in entries where entry.at >= first && entry.at <= last { tell(entry) }
    entries.removeAll(keepingCapacity: true)
  }

  mutating func note(
    _ part: String, _ event: TraceEntry.Event, _ words: String, at now: SimTime,
    _ facts: [TraceEntry.Fact] = []
  ) {
    entries.append(
      TraceEntry(at: now, part: part, event: event, words: words, facts: facts))
  }

  /// What is not as it is while every part is healthy, at instant zero.
  private mutating func noteStart() {
    noteParts(at: .zero)
    noteMeasures(leaving: .zero)
  }

  /// Compares all parts, causes first.
  private mutating func noteParts(at now: SimTime) {
    for incident in 0..<seen.incidents.count { noteIncident(incident, at: now) }
    for calendar in 0..<seen.calendars.count { noteCalendar(calendar, at: now) }
    for leaf in 0..<seen.leaves.count { noteLeaf(leaf, at: now) }
    for unit in 0..<seen.units.count { noteUnit(unit, at: now) }
    for detector in 0..<seen.detectors.count { noteDetector(detector, at: now) }
    for failover in 0..<seen.failovers.count { noteFailover(failover, at: now) }
    for slot in 0..<seen.slots.count { noteSlot(slot, at: now) }
  }

  private mutating func noteMeasures(leaving now: SimTime) {
    for up in 0..<seen.ups.count { noteSignal(up, at: now) }
    for service in 0..<seen.services.count { noteService(service, at: now) }
  }
}

/// A service as the entries so far tell it.
struct TracedService {
  var isShort = false
  var isDark = false
  var lossRate: Int64 = 0
  var lossSince = SimTime.zero
  /// Lost since it became short and until `lossSince`, in bit/s · µs.
  var lost: Int128 = 0
  var shortSince = SimTime.zero
}

/// The state that the entries so far amount to.
struct TraceSnapshot {
  var incidents: [IncidentState]
  var calendars: [CalendarState]
  var leaves: [Int64]
  var units: [UnitState]
  /// When each unit failed last.
  var failedAt: [SimTime]
  var detectors: [DetectorState]
  var failovers: [FailoverState]
  var ups: [UpState]
  var services: [TracedService]
  var interruptions: [Int128]
  var slots: [PoolSlotState]

  /// Every part healthy.
  init(of model: FlatModel) {
    incidents = Array(repeating: IncidentState(), count: model.incidents.count)
    calendars = Array(repeating: CalendarState(), count: model.calendars.count)
    leaves = model.leaves.elements.map(\.base)
    units = Array(repeating: UnitState(), count: model.units.count)
    failedAt = Array(repeating: .zero, count: model.units.count)
    detectors = Array(repeating: DetectorState(), count: model.detectors.count)
    failovers = Array(repeating: FailoverState(), count: model.failovers.count)
    ups = Array(repeating: UpState(), count: model.upMeasures.count)
    services = Array(repeating: TracedService(), count: model.network.services.count)
    interruptions = Array(repeating: 0, count: services.count)
    slots = model.slots.elements.map {
      var slot = PoolSlotState()
      if case .serving = $0.start { slot.phase = .serving }
      return slot
    }
  }
}
