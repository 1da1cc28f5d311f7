// SPDX-License-Identifier: GPL-3.0-or-later
// A state of a model's chain as a short string of bytes, and what may become of it.

/// The place of one number in a chain state.
struct StateSlot: Hashable, Sendable { var index: Int }

/// All that a model has to remember, one byte a fact.
struct ChainState: Hashable, Sendable {
  var bytes: [UInt8]
  subscript(slot: StateSlot) -> UInt8 {
    get { bytes[slot.index] }
    set { bytes[slot.index] = newValue }
  }

  /// The state with one fact changed.
  func with(_ slot: StateSlot, _ value: UInt8) -> Self {
    var state = self
    state[slot] = value
    return state
  }
}

/// One of several things that happen by chance in an instant.
struct StateBranch: Sendable {
  var probability: Double
  var state: ChainState
  init(_ state: ChainState, _ probability: Double = 1) {
    self.state = state
    self.probability = probability
  }
}

/// Something that happens at a rate.
struct StateMove: Sendable {
  /// Per second.
  var rate: Double
  var state: ChainState
}

/// Hands out the places of a state.
struct StateLayout {
  private(set) var initial = ChainState(bytes: [])
  /// A new place that begins with a value.
  mutating func slot(_ value: UInt8 = 0) -> StateSlot {
    initial.bytes.append(value)
    return StateSlot(index: initial.bytes.count - 1)
  }
}

extension [StateBranch] {
  /// What becomes of each branch, weighted by its probability.
  func then(_ next: (ChainState) -> [StateBranch]) -> [StateBranch] {
    flatMap { branch in
      next(branch.state).map { StateBranch($0.state, branch.probability * $0.probability) }
    }
  }
}

extension PhaseLaw {
  /// A draw: the slot holds the phase in which it begins.
  func draw(into slot: StateSlot, of state: ChainState) -> [StateBranch] {
    entries.map { StateBranch(state.with(slot, $0.phase), $0.probability) }
  }

  /// The move by which the phase in a slot ends, if it is not over already.
  func move(of slot: StateSlot, in state: ChainState) -> [StateMove] {
    let phase = state[slot]
    guard phase != Self.due else { return [] }
    return [StateMove(rate: rates[Int(phase)], state: state.with(slot, next(after: phase)))]
  }
}

extension PhaseLaw {
  /// A draw into a slot that is 0 while nothing is pending: the phase and one, or `due`.
  func drawPending(into slot: StateSlot, of state: ChainState) -> [StateBranch] {
    entries.map {
      StateBranch(state.with(slot, Self.pending($0.phase)), $0.probability)
    }
  }

  /// The move by which what is pending in a slot gets nearer.
  func pendingMove(of slot: StateSlot, in state: ChainState) -> [StateMove] {
    guard state[slot] != 0, state[slot] != Self.due else { return [] }
    let phase = state[slot] - 1
    return [
      StateMove(
        rate: rates[Int(phase)], state: state.with(slot, Self.pending(next(after: phase))))
    ]
  }

  private static func pending(_ phase: UInt8) -> UInt8 { phase == due ? due : phase + 1 }
}
