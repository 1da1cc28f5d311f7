// SPDX-License-Identifier: GPL-3.0-or-later
// Detectors and failovers in a chain: what sees and what decides.

extension ChainModel {
  // MARK: Detectors

  /// What a detector does now, or `nil`.
  func instant(
    of detector: ChainDetector, in state: ChainState, _ values: [Bool]
  ) -> [StateBranch]? {
    guard isAlive(detector, in: state, values) else {
      guard state[detector.dead] == 0 else { return nil }
      return [StateBranch(state.with(detector.dead, 1).with(detector.pending, 0))]
    }
    guard state[detector.dead] == 0 else {
      let revived = state.with(detector.dead, 0)
      let showsUp = detector.revivesUp || detector.membership != nil
      return [StateBranch(showsUp ? revived.with(detector.reported, 1) : revived)]
    }
    let seen: UInt8 = sees(detector, in: state, values) ? 1 : 0
    guard seen != state[detector.reported] else {
      return state[detector.pending] == 0
        ? nil : [StateBranch(state.with(detector.pending, 0))]
    }
    switch state[detector.pending] {
    case 0: return detector.law.drawPending(into: detector.pending, of: state)
    case PhaseLaw.due:
      return [StateBranch(state.with(detector.reported, seen).with(detector.pending, 0))]
    case _: return nil
    }
  }

  func moves(of detector: ChainDetector, in state: ChainState) -> [StateMove] {
    detector.law.pendingMove(of: detector.pending, in: state)
  }

  private func isAlive(
    _ detector: ChainDetector, in state: ChainState, _ values: [Bool]
  ) -> Bool {
    guard detector.alive.isUp(values) else { return false }
    guard let membership = detector.membership else { return true }
    return pools[membership.pool].slots[membership.slot].isWatched(in: state)
  }

  /// Whether a detector sees its target up: it is, or it is down for blind reasons alone.
  private func sees(_ detector: ChainDetector, in state: ChainState, _ values: [Bool]) -> Bool {
    if detector.target.isUp(values) { return true }
    guard let blind = detector.blind else { return false }
    let unit = units[blind.unit]
    let condition = state[unit.condition]
    guard condition == 0 || blind.conditions.contains(condition),
      isInService(unit.membership, in: state), unit.holds.allSatisfy({ state[$0] == 0 })
    else { return false }
    let down = unit.requires.filter { !$0.isUp(values) }
    guard down.allSatisfy(blind.signals.contains) else { return false }
    // Powered, healthy and not up: it restarts, which everybody sees.
    return condition != 0 || !down.isEmpty
  }

  // MARK: Failovers

  /// What a failover does now, or `nil`: the first row of the table that fits.
  func instant(
    of failover: ChainFailover, in state: ChainState, _ values: [Bool]
  ) -> [StateBranch]? {
    let seen = failover.seen.map { $0.isUp(values) }
    let active = Int(state[failover.active])
    let best = seen.firstIndex(of: true)
    let phase = FailoverPhase(rawValue: state[failover.phase]) ?? .none
    guard let best else {
      return phase == .none ? nil : [StateBranch(failover.enter(.none, in: state))]
    }
    switch phase {
    case .serving:
      if !seen[active] { return [StateBranch(failover.beginSwitch(in: state))] }
      guard failover.failBack != nil, best < active else { return nil }
      return [StateBranch(failover.enter(.failingBack, begins: true, in: state))]
    case .switching:
      if seen[active] { return [StateBranch(failover.enter(.serving, in: state))] }
    case .failingBack:
      if !seen[active] { return [StateBranch(failover.beginSwitch(in: state))] }
      if best == active { return [StateBranch(failover.enter(.serving, in: state))] }
    case .none:
      if seen[active] { return [StateBranch(failover.enter(.serving, in: state))] }
      if failover.firstBackSwitches { return [StateBranch(failover.beginSwitch(in: state))] }
      return [StateBranch(failover.serve(best, in: state))]
    }
    return failover.action(in: state)?.instant(failover.action, in: state, values, runs: true)?
      .flatMap { branch in
        after(branch.outcome, failover, best: best, in: branch.state).map {
          StateBranch($0.state, branch.probability * $0.probability)
        }
      }
  }

  func moves(of failover: ChainFailover, in state: ChainState) -> [StateMove] {
    failover.action(in: state)?.move(failover.action, in: state) ?? []
  }

  /// What follows a step: the action goes on, or its attempt succeeds or fails.
  private func after(
    _ outcome: ActionBranch.Outcome, _ failover: ChainFailover, best: Int, in state: ChainState
  ) -> [StateBranch] {
    guard outcome == .done else { return [StateBranch(state)] }
    let served = failover.serve(best, in: state)
    guard state[failover.phase] == FailoverPhase.switching.rawValue else {
      return [StateBranch(served)]
    }
    let attempt = Int(state[failover.attempt])
    let success = failover.successes[attempt]
    let struck = strike(failover.strikes, in: served).map {
      StateBranch($0.state, success * $0.probability)
    }
    guard success < 1 else { return struck }
    let next = UInt8(min(attempt + 1, failover.attempts.count - 1))
    let again = ChainAction.begin(failover.action, in: state.with(failover.attempt, next))
    return struck + [StateBranch(again, 1 - success)]
  }
}

extension ChainFailover {
  /// Another phase, with an action that begins, or with none.
  func enter(
    _ next: FailoverPhase, begins: Bool = false, in state: ChainState
  ) -> ChainState {
    let state = state.with(phase, next.rawValue).with(attempt, 0)
    return begins ? ChainAction.begin(action, in: state) : ChainAction.drop(action, in: state)
  }

  func beginSwitch(in state: ChainState) -> ChainState {
    enter(.switching, begins: true, in: state)
  }

  /// A candidate becomes the active one.
  func serve(_ candidate: Int, in state: ChainState) -> ChainState {
    enter(.serving, in: state.with(active, UInt8(candidate)))
  }

  /// The action under way.
  func action(in state: ChainState) -> ChainAction? {
    switch FailoverPhase(rawValue: state[phase]) ?? .none {
    case .switching: attempts[Int(state[attempt])]
    case .failingBack: failBack
    case .serving, .none: nil
    }
  }
}
