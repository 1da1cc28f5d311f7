// SPDX-License-Identifier: GPL-3.0-or-later
// Steps of an action in a chain: asking, waiting, resuming, working, success and failure.

/// What an action came to in an instant.
struct ActionBranch {
  enum Outcome { case goesOn, done, broken }
  var probability: Double
  var state: ChainState
  var outcome: Outcome
}

extension ActionSlots {
  /// The state with the owner about something else; nothing of it is over yet.
  func enter(_ next: Stage, in state: ChainState) -> ChainState {
    state.with(stage, next.rawValue).with(phase, 0)
  }
}

extension ChainAction {
  /// The action from its first step.
  static func begin(_ slots: ActionSlots, in state: ChainState) -> ChainState {
    var state = state
    state[slots.stage] = Stage.asking.rawValue
    state[slots.step] = 0
    state[slots.phase] = 0
    return state
  }

  /// No action.
  static func drop(_ slots: ActionSlots, in state: ChainState) -> ChainState {
    var state = state
    state[slots.stage] = Stage.idle.rawValue
    state[slots.step] = 0
    state[slots.phase] = 0
    return state
  }

  /// What happens now, or `nil` if only time can help; `runs` says whether its clock does.
  func instant(
    _ slots: ActionSlots, in state: ChainState, _ values: [Bool], runs: Bool
  ) -> [ActionBranch]? {
    let step = steps[Int(state[slots.step])]
    switch slots.stage(in: state) {
    case .asking:
      guard runs else { return nil }
      guard step.needs.isUp(values) else {
        return goOn([StateBranch(slots.enter(.waiting, in: state))])
      }
      return goOn(step.law.draw(into: slots.phase, of: slots.enter(.working, in: state)))
    case .waiting:
      guard step.needs.isUp(values) else { return nil }
      return goOn(resume.draw(into: slots.phase, of: slots.enter(.resuming, in: state)))
    case .resuming:
      guard runs, state[slots.phase] == PhaseLaw.due else { return nil }
      return goOn([StateBranch(askingAgain(slots, in: state))])
    case .working:
      guard runs, state[slots.phase] == PhaseLaw.due else { return nil }
      return end(of: step, slots, in: state)
    case .idle, .offline, .restarting, .offlineMended, .restartingMended, .awaiting, .queued:
      return nil
    }
  }

  /// The move by which its phase ends.
  func move(_ slots: ActionSlots, in state: ChainState) -> [StateMove] {
    switch slots.stage(in: state) {
    case .working:
      steps[Int(state[slots.step])].law.move(of: slots.phase, in: state)
    case .resuming: resume.move(of: slots.phase, in: state)
    case .idle, .asking, .waiting, .offline, .restarting, .offlineMended, .restartingMended,
      .awaiting, .queued:
      []
    }
  }

  private func askingAgain(_ slots: ActionSlots, in state: ChainState) -> ChainState {
    slots.enter(.asking, in: state)
  }

  private func goOn(_ branches: [StateBranch]) -> [ActionBranch] {
    branches.map {
      ActionBranch(probability: $0.probability, state: $0.state, outcome: .goesOn)
    }
  }

  private func end(
    of step: ChainStep, _ slots: ActionSlots, in state: ChainState
  ) -> [ActionBranch] {
    var branches: [ActionBranch] = []
    let next = state[slots.step] + 1
    if Int(next) < steps.count {
      branches.append(
        ActionBranch(
          probability: step.success,
          state: askingAgain(slots, in: state.with(slots.step, next)), outcome: .goesOn))
    } else {
      branches.append(
        ActionBranch(
          probability: step.success, state: Self.drop(slots, in: state), outcome: .done))
    }
    guard step.success < 1 else { return branches }
    branches.append(
      step.breaks
        ? ActionBranch(
          probability: 1 - step.success, state: Self.drop(slots, in: state), outcome: .broken)
        : ActionBranch(
          probability: 1 - step.success, state: askingAgain(slots, in: state), outcome: .goesOn))
    return branches
  }
}
