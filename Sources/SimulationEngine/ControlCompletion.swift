// SPDX-License-Identifier: GPL-3.0-or-later
// Control at its end, in mind: detectors report what they see, failovers and pools finish.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// Rounds after which control that goes on moving is taken as it is.
  private static var mostRounds: Int { 64 }

  /// Changes a signal in mind, and what hangs on it without control.
  mutating func assume(_ signal: SignalID, _ isUp: Bool, in model: FlatModel) {
    guard (values[signal] != 0) != isUp else { return }
    values[signal] = isUp ? 1 : 0
    let row = model.signals[signal]
    let step: Int32 = isUp ? 1 : -1
    for position in row.gates.start..<row.gates.end {
      let edge = model.gateEdges[Index(position)]
      let margin = gates[edge.gate].margin &+ step &* edge.sign
      gates[edge.gate].margin = margin
      if (margin >= 0) != gates[edge.gate].isUp { dirtyGates.insert(edge.gate) }
    }
    for position in row.observers.start..<row.observers.end {
      let observer = model.observers[Index(position)]
      switch observer.kind {
      case .unitPower:
        let unit = UnitID(observer.index)
        let bit: UInt32 = 1 &<< UInt32(observer.detail)
        if isUp { units[unit].missing &= ~bit } else { units[unit].missing |= bit }
        assumeUnit(unit, in: model)
      case .selector: assumeOutput(Index(observer.index), in: model)
      case .measure, .unitAction, .detector, .failover, .failoverNeed, .poolZone, .launchNeed:
        continue
      }
    }
  }

  /// A unit's signal follows from whether it is healthy, powered and restarted.
  mutating func assumeUnit(_ unit: UnitID, in model: FlatModel) {
    let state = units[unit]
    let isUp = state.isHealthy && state.isPowered && state.restartDue == .max
    guard isUp != state.isUp else { return }
    units[unit].isUp = isUp
    assume(model.units[unit].signal, isUp, in: model)
  }

  private mutating func assumeOutput(_ selector: Index<SelectorRow>, in model: FlatModel) {
    let row = model.selectors[selector]
    let candidates = model.failovers[row.failover].candidates
    let active = Int(failovers[row.failover].logic.active)
    assume(row.signal, values[model.candidates[candidates[active]].serves] != 0, in: model)
  }

  /// Settles gates in mind.
  mutating func settleGates(in model: FlatModel) {
    while !dirtyGates.isEmpty {
      let gate = dirtyGates.removeFirst()
      let isUp = gates[gate].margin >= 0
      if isUp != gates[gate].isUp {
        gates[gate].isUp = isUp
        assume(model.gates[gate].signal, isUp, in: model)
      }
    }
  }

  /// Completes all control that may act, as far as its gates allow and its detectors can see, until
  /// nothing changes.
  ///
  /// What was pending and is not allowed stands still; what the others bring about goes on. Coins
  /// fall well: a step that may fail is repeated until it succeeds.
  ///
  /// - Complexity: O(parts of control) a round
  mutating func finishControl(in model: FlatModel) {
    settleGates(in: model)
    for _ in 0..<Self.mostRounds {
      var hasMoved = false
      for index in 0..<UInt32(detectors.count) where reportInMind(Index(index), in: model) {
        settleGates(in: model)
        hasMoved = true
      }
      for index in 0..<UInt32(failovers.count) where moveInMind(Index(index), in: model) {
        settleGates(in: model)
        hasMoved = true
      }
      for index in 0..<UInt32(pools.count) where fillInMind(Index(index), in: model) {
        settleGates(in: model)
        hasMoved = true
      }
      if !hasMoved { return }
    }
  }

  /// Whether something with this origin, if it was pending, has to stand still.
  mutating func isFrozen(_ origin: Origin, in model: FlatModel) -> Bool {
    !charging.scratch.allowsAll
      && !charging.scratch.allowed.contains(
        model.causes.cause(ofOrigin: origin.hash, mode: origin.mode))
  }

  // MARK: Detectors

  private mutating func reportInMind(_ detector: DetectorID, in model: FlatModel) -> Bool {
    let row = model.detectors[detector]
    guard values[row.alive] != 0, !detectors[detector].isSuspended else { return false }
    let before = charging.scratch.detectors[detector]
    if before.isPending && isFrozen(before.origin, in: model) { return false }
    let sees = sees(row, in: model)
    guard (values[row.output] != 0) != sees else { return false }
    assume(row.output, sees, in: model)
    return true
  }

  // MARK: Failovers

  private mutating func moveInMind(_ failover: FailoverID, in model: FlatModel) -> Bool {
    let before = charging.scratch.failovers[failover]
    if before.isPending && isFrozen(before.origin, in: model) { return false }
    let row = model.failovers[failover]
    let seen = seen(by: failover, in: model)
    let active = failovers[failover].logic.active
    while true {
      switch failovers[failover].logic.decide(
        seen: seen, failsBack: row.failsBack, firstBackImmediately: row.firstBackImmediately)
      {
      case .drop, .begin:
        failovers[failover].waiting = .nothing
        failovers[failover].step = 0
        continue
      case .activate: failovers[failover].waiting = .nothing
      case .none:
        guard canFinish(failover, in: model) else { break }
        failovers[failover].waiting = .nothing
        _ = failovers[failover].logic.actionEnded(
          works: true, seen: seen, attempts: row.attempts.count)
        continue
      }
      break
    }
    guard failovers[failover].logic.active != active else { return false }
    if !row.selector.isNone { assumeOutput(row.selector, in: model) }
    return true
  }

  /// Whether an action is under way and nothing that it still needs is down.
  private mutating func canFinish(_ failover: FailoverID, in model: FlatModel) -> Bool {
    let row = model.failovers[failover]
    let state = failovers[failover]
    var isStarted = false
    if case .step = state.waiting { isStarted = true }
    switch state.logic.phase {
    case .serving, .none: return false
    case .failingBack: return isStarted || values[model.steps[row.failBack].needs] != 0
    case .switching: break
    }
    for number in Int(state.logic.attempt)..<row.attempts.count {
      let attempt = model.attempts[row.attempts[number]]
      let isCurrent = number == Int(state.logic.attempt)
      let steps = model.actions[attempt.action].steps
      for step in (isCurrent ? Int(state.step) : 0)..<steps.count {
        let isUnderWay = isCurrent && isStarted && step == Int(state.step)
        // One that waits for what it needs waits for ever; no other attempt follows.
        if !isUnderWay && values[model.steps[steps[step]].needs] == 0 { return false }
      }
      if attempt.success > 0 { return true }
    }
    return false
  }
}

extension DetectorState {
  /// Whether a report is under way, or awaits its check.
  var isPending: Bool { decidingCheck != .max }
}

extension FailoverState {
  /// Whether an action is under way, or waits.
  var isPending: Bool { if case .nothing = waiting { false } else { true } }
}
