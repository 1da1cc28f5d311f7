// SPDX-License-Identifier: GPL-3.0-or-later
// Units in a chain: failures, strikes, power, coming up, repairs and crews.

extension ChainModel {
  /// What a unit does now, or `nil`.
  func instant(
    ofUnit index: Int, in state: ChainState, _ values: [Bool]
  ) -> [StateBranch]? {
    let unit = units[index]
    guard isInService(unit.membership, in: state) else { return nil }
    let isPowered = isPowered(unit, in: state, values)
    guard state[unit.condition] == 0 else {
      return instantOfRepair(index, in: state, values, isPowered: isPowered)
    }
    switch unit.action.stage(in: state) {
    case .idle, .restarting, .restartingMended:
      guard isPowered else { return [StateBranch(unit.action.enter(.offline, in: state))] }
      guard unit.action.stage(in: state) != .idle, state[unit.action.phase] == PhaseLaw.due
      else { return nil }
      return comeUp(unit, in: state)
    case .offline, .offlineMended:
      let isMended = unit.action.stage(in: state) == .offlineMended
      guard isPowered else {
        // It will come up by a return of power, which draws again.
        return isMended ? [StateBranch(unit.action.enter(.offline, in: state))] : nil
      }
      let next = unit.action.enter(isMended ? .restartingMended : .restarting, in: state)
      return unit.restart.draw(into: unit.action.phase, of: next)
    case .asking, .waiting, .resuming, .working, .awaiting, .queued: return nil
    }
  }

  /// The end of a restart.
  private func comeUp(_ unit: ChainUnit, in state: ChainState) -> [StateBranch] {
    let up = StateBranch(unit.action.enter(.idle, in: state), 1 - unit.comesBackBroken)
    guard unit.comesBackBroken > 0, unit.action.stage(in: state) == .restarting else {
      return [StateBranch(up.state)]
    }
    return [up, StateBranch(breakDown(unit, in: state), unit.comesBackBroken)]
  }

  private func breakDown(_ unit: ChainUnit, in state: ChainState) -> ChainState {
    unit.action.enter(.awaiting, in: state.with(unit.condition, unit.broken))
  }

  // MARK: Failures

  /// A unit fails by a mode, and what it strikes fails with it, each with its probability.
  func fail(_ index: Int, by mode: Int, in state: ChainState) -> [StateBranch] {
    let unit = units[index]
    var failed = unit.action.enter(.awaiting, in: state)
    failed[unit.action.step] = 0
    failed[unit.condition] = UInt8(mode + 1)
    return strike(unit.strikes, in: failed)
  }

  /// Each target that is healthy fails with the probability of its strike.
  func strike(_ strikes: [ChainStrike], in state: ChainState) -> [StateBranch] {
    strikes.reduce([StateBranch(state)]) { branches, strike in
      branches.then { state in
        let target = units[strike.unit]
        guard state[target.condition] == 0, isInService(target.membership, in: state) else {
          return [StateBranch(state)]
        }
        let struck = fail(strike.unit, by: strike.mode, in: state).map {
          StateBranch($0.state, strike.probability * $0.probability)
        }
        guard strike.probability < 1 else { return struck }
        return [StateBranch(state, 1 - strike.probability)] + struck
      }
    }
  }

  // MARK: Repairs

  private func instantOfRepair(
    _ index: Int, in state: ChainState, _ values: [Bool], isPowered: Bool
  ) -> [StateBranch]? {
    let unit = units[index]
    switch unit.action.stage(in: state) {
    case .awaiting:
      let mode = Int(state[unit.condition]) - 1
      let waitsFor = mode < unit.modes.count ? unit.modes[mode].repairWhen : .always
      guard waitsFor.isUp(values) else { return nil }
      guard let crew = unit.crew, let queue = unit.queue else {
        return [StateBranch(ChainAction.begin(unit.action, in: state))]
      }
      let last = crews[crew].units.map { state[units[$0].queue ?? queue] }.max() ?? 0
      return [StateBranch(unit.action.enter(.queued, in: state).with(queue, last + 1))]
    case .queued: return takeCrew(of: unit, in: state)
    case .asking, .waiting, .resuming, .working:
      let runs = isPowered || !unit.repairPauses
      guard
        let branches = repair(of: unit, in: state).instant(
          unit.action, in: state, values, runs: runs)
      else { return nil }
      return branches.flatMap { branch in
        after(branch.outcome, unit, in: branch.state).map {
          StateBranch($0.state, branch.probability * $0.probability)
        }
      }
    case .idle, .offline, .restarting, .offlineMended, .restartingMended: return nil
    }
  }

  private func repair(of unit: ChainUnit, in state: ChainState) -> ChainAction {
    let mode = Int(state[unit.condition]) - 1
    return mode < unit.modes.count ? unit.modes[mode].repair : unit.brokenRepair
  }

  /// The first of the queue goes to a free server.
  private func takeCrew(of unit: ChainUnit, in state: ChainState) -> [StateBranch]? {
    guard let crew = unit.crew, let queue = unit.queue, state[queue] == 1 else { return nil }
    let busy = crews[crew].units.count { other in
      guard state[units[other].condition] != 0 else { return false }
      switch units[other].action.stage(in: state) {
      case .asking, .waiting, .resuming, .working: return true
      case .idle, .offline, .restarting, .offlineMended, .restartingMended, .awaiting, .queued:
        return false
      }
    }
    guard busy < crews[crew].servers else { return nil }
    var next = ChainAction.begin(unit.action, in: state)
    for other in crews[crew].units {
      guard let place = units[other].queue, next[place] > 0 else { continue }
      next[place] -= 1
    }
    return [StateBranch(next)]
  }

  /// What follows a step: the repair goes on, or the unit is healthy, or it is broken.
  private func after(
    _ outcome: ActionBranch.Outcome, _ unit: ChainUnit, in state: ChainState
  ) -> [StateBranch] {
    guard outcome != .goesOn else { return [StateBranch(state)] }
    let mode = Int(state[unit.condition]) - 1
    let isMode = mode < unit.modes.count
    let drawn = isMode ? [mode] + unit.modes[mode].renews.filter { $0 != mode } : []
    return drawClocks(of: unit, modes: drawn, in: state).map { branch in
      if case .broken = outcome {
        return StateBranch(breakDown(unit, in: branch.state), branch.probability)
      }
      let healthy = branch.state.with(unit.condition, 0)
      return StateBranch(
        unit.action.enter(isMode ? .offline : .offlineMended, in: healthy), branch.probability)
    }
  }

  // MARK: Time

  /// What a unit's clocks may do next.
  func moves(ofUnit index: Int, in state: ChainState, _ values: [Bool]) -> [StateMove] {
    let unit = units[index]
    guard isInService(unit.membership, in: state) else { return [] }
    let isPowered = isPowered(unit, in: state, values)
    guard state[unit.condition] == 0 else {
      guard isPowered || !unit.repairPauses else { return [] }
      return repair(of: unit, in: state).move(unit.action, in: state)
    }
    var moves: [StateMove] = []
    switch unit.action.stage(in: state) {
    case .restarting, .restartingMended:
      moves += unit.restart.move(of: unit.action.phase, in: state)
    case .idle, .offline, .offlineMended, .asking, .waiting, .resuming, .working, .awaiting,
      .queued:
      break
    }
    guard isPowered || !unit.failurePauses, unit.agesWhile.isUp(values) else { return moves }
    for mode in unit.modes.indices { moves += failures(of: index, by: mode, in: state) }
    return moves
  }

  private func failures(of index: Int, by mode: Int, in state: ChainState) -> [StateMove] {
    guard let law = units[index].modes[mode].failure else { return [] }
    let clock = units[index].modes[mode].clock
    let phase = clock.map { state[$0] } ?? 0
    let rate = law.rates[Int(phase)]
    if let clock, law.leadsOn[Int(phase)] {
      return [StateMove(rate: rate, state: state.with(clock, phase + 1))]
    }
    // The clock of what has failed means nothing until it is drawn anew.
    let stopped = clock.map { state.with($0, 0) } ?? state
    return fail(index, by: mode, in: stopped).map {
      StateMove(rate: rate * $0.probability, state: $0.state)
    }
  }
}
