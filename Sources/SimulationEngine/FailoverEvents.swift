// SPDX-License-Identifier: GPL-3.0-or-later
// Failovers decide and act. Their logic is a value; this applies it.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

struct FailoverState: BitwiseCopyable {
  /// What its action waits for.
  enum Waiting: UInt8, BitwiseCopyable { case nothing, step, need, resume }
  var logic = FailoverLogic()
  var waiting = Waiting.nothing
  var step: UInt8 = 0
  var origin = Origin()
  /// Number of the event in which its action began.
  var began: UInt32 = 0

  /// While it serves, a candidate behind the active one changes nothing.
  @inline(__always)
  func cares(aboutCandidate candidate: UInt8) -> Bool {
    if case .serving = logic.phase { candidate <= logic.active } else { true }
  }
}

extension ReplicationState {
  /// What a failover sees, or what its action needs, has changed.
  @inline(never)
  mutating func decide(_ failover: FailoverID, in model: FlatModel) {
    let row = model.failovers[failover]
    let seen = seen(by: failover, in: model)
    while true {
      let before = failovers[failover].logic.active
      switch failovers[failover].logic.decide(
        seen: seen, failsBack: row.failsBack, firstBackImmediately: row.firstBackImmediately)
      {
      case .none: return resumeAction(of: failover, in: model)
      case .drop: stopAction(of: failover, in: model)  // and asked again: it may fail back now
      case .begin:
        stopAction(of: failover, in: model)
        return beginAction(of: failover, seeing: seen, in: model)
      case .activate:
        stopAction(of: failover, in: model)
        return changeActive(of: failover, from: before, in: model)
      }
    }
  }

  private mutating func beginAction(
    of failover: FailoverID, seeing seen: UInt32, in model: FlatModel
  ) {
    let row = model.failovers[failover]
    if row.failsBackAtOnce, case .failingBack = failovers[failover].logic.phase,
      values[model.steps[row.failBack].needs] != 0
    {
      // A step without length is no event.
      return endAction(of: failover, works: true, seeing: seen, in: model)
    }
    failovers[failover].step = 0
    failovers[failover].origin = origin
    failovers[failover].began = eventNumber
    beginStep(of: failover, in: model)
  }

  /// An action that waits for what it needs goes on once that is up.
  private mutating func resumeAction(of failover: FailoverID, in model: FlatModel) {
    guard case .need = failovers[failover].waiting else { return }
    let step = model.steps[currentStep(of: failover, in: model)]
    guard values[step.needs] != 0 else { return }
    failovers[failover].waiting = .resume
    let wait = delay(
      model.failovers[failover].resume, for: failovers[failover].origin, in: model)
    scheduler.schedule(model.failovers[failover].timer, after: wait)
  }

  /// The best candidate seen now serves, or the next attempt begins.
  private mutating func endAction(
    of failover: FailoverID, works: Bool, seeing seen: UInt32, in model: FlatModel
  ) {
    let before = failovers[failover].logic.active
    let attempts = model.failovers[failover].attempts.count
    if failovers[failover].logic.actionEnded(works: works, seen: seen, attempts: attempts) {
      changeActive(of: failover, from: before, in: model)
    } else {
      failovers[failover].step = 0
      failovers[failover].origin = origin
      failovers[failover].began = eventNumber
      beginStep(of: failover, in: model)
    }
  }

  mutating func seen(by failover: FailoverID, in model: FlatModel) -> UInt32 {
    let row = model.failovers[failover]
    var seen: UInt32 = 0
    for i in 0..<row.candidates.count
    where values[model.candidates[row.candidates[i]].seen] != 0 { seen |= 1 &<< UInt32(i) }
    return seen
  }

  private mutating func stopAction(of failover: FailoverID, in model: FlatModel) {
    switch failovers[failover].waiting {
    case .step, .resume: scheduler.cancel(model.failovers[failover].timer)
    case .nothing, .need: break
    }
    failovers[failover].waiting = .nothing
  }

  private mutating func currentStep(of failover: FailoverID, in model: FlatModel) -> StepID {
    let row = model.failovers[failover]
    let state = failovers[failover]
    guard case .switching = state.logic.phase else { return row.failBack }
    let attempt = model.attempts[row.attempts[Int(state.logic.attempt)]]
    return model.actions[attempt.action].steps[Int(state.step)]
  }

  private mutating func beginStep(
    of failover: FailoverID, in model: FlatModel
  ) {
    let row = model.failovers[failover]
    let step = model.steps[currentStep(of: failover, in: model)]
    guard values[step.needs] != 0 else {
      failovers[failover].waiting = .need
      return
    }
    failovers[failover].waiting = .step
    let length = delay(step.draw, for: failovers[failover].origin, in: model)
    scheduler.schedule(row.timer, after: length)
  }

  /// A step of a failover's action is over, or the wait after a need came back.
  @inline(never)
  mutating func completeStep(of failover: FailoverID, in model: FlatModel) {
    let row = model.failovers[failover]
    origin = failovers[failover].origin
    if failovers[failover].waiting == .resume {
      beginStep(of: failover, in: model)
      return
    }
    failovers[failover].waiting = .nothing
    let step = model.steps[currentStep(of: failover, in: model)]
    if step.success < 1, streams.uniform(step.successStream) >= step.success {
      beginStep(of: failover, in: model)
      return
    }
    var works = true
    var strikes = false
    if case .switching = failovers[failover].logic.phase {
      let attempt = model.attempts[row.attempts[Int(failovers[failover].logic.attempt)]]
      let next = failovers[failover].step &+ 1
      if Int(next) < model.actions[attempt.action].steps.count {
        failovers[failover].step = next
        beginStep(of: failover, in: model)
        return
      }
      works = attempt.success >= 1 || streams.uniform(attempt.successStream) < attempt.success
      strikes = works && !row.strikes.isEmpty
    }
    let seen = seen(by: failover, in: model)
    endAction(of: failover, works: works, seeing: seen, in: model)
    if strikes { strike(row.strikes, in: model) }
  }

  private mutating func changeActive(
    of failover: FailoverID, from before: UInt8, in model: FlatModel
  ) {
    let row = model.failovers[failover]
    let active = failovers[failover].logic.active
    guard active != before else { return }
    network.hash ^=
      NetworkState.mix(row.networkKey, Int64(before), base: 0)
      ^ NetworkState.mix(row.networkKey, Int64(active), base: 0)
    if !row.selector.isNone { follow(row.selector, in: model) }
  }
}
