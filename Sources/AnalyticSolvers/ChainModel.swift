// SPDX-License-Identifier: GPL-3.0-or-later
// A model as a Markov chain: what its state is, what may happen in an instant, and what takes time.

/// A part that has a signal.
enum ChainVertex: Sendable {
  case unit(Int)
  case gate(ChainSignal)
  case detector(Int)
  case failover(Int)
}

/// The parts of a model that one signal depends on, with all laws as phases.
///
/// Time passes in *stable* states only. All that takes no time happens in one instant, one thing
/// after another: signals settle, then the first part in order of class and path that has something
/// to do does it, and so on until nothing is left to do. Units that lose power or come up precede
/// all others, causes first: what stands up within the instant was never down for the rest.
struct ChainModel: Sendable {
  var units: [ChainUnit] = []
  var crews: [ChainCrew] = []
  var incidents: [ChainIncident] = []
  var detectors: [ChainDetector] = []
  var failovers: [ChainFailover] = []
  var pools: [ChainPool] = []
  /// Parts with a signal, and an order in which causes precede effects.
  var vertices: [ChainVertex] = []
  var order: [Int] = []
  /// What is asked about.
  var signal = ChainSignal.always
  var layout = StateLayout()
  /// Units that can change places unnoticed, as the places of all their facts.
  var interchangeable: [[[StateSlot]]] = []

  /// Whether each part's signal is up.
  ///
  /// - Complexity: O(size of the model)
  func values(in state: ChainState) -> [Bool] {
    var values = [Bool](repeating: false, count: vertices.count)
    for vertex in order {
      switch vertices[vertex] {
      case .unit(let index): values[vertex] = isUp(units[index], in: state, values)
      case .gate(let signal): values[vertex] = signal.isUp(values)
      case .detector(let index): values[vertex] = state[detectors[index].reported] == 1
      case .failover(let index):
        let failover = failovers[index]
        values[vertex] = failover.serves[Int(state[failover.active])].isUp(values)
      }
    }
    return values
  }

  private func isUp(_ unit: ChainUnit, in state: ChainState, _ values: [Bool]) -> Bool {
    state[unit.condition] == 0 && unit.action.stage(in: state) == .idle
      && isPowered(unit, in: state, values) && isInService(unit.membership, in: state)
  }

  func isPowered(_ unit: ChainUnit, in state: ChainState, _ values: [Bool]) -> Bool {
    unit.holds.allSatisfy { state[$0] == 0 } && unit.requires.allSatisfy { $0.isUp(values) }
  }

  func isInService(_ membership: ChainUnit.Membership?, in state: ChainState) -> Bool {
    guard let membership else { return true }
    return pools[membership.pool].slots[membership.slot].isInService(in: state)
  }

  /// Whether the signal that is asked about is down.
  func isDown(in state: ChainState) -> Bool { !signal.isUp(values(in: state)) }

  /// The first thing that happens now; `nil` in a stable state.
  func instant(in state: ChainState) -> [StateBranch]? {
    let values = values(in: state)
    for incident in incidents {
      if let branches = incident.instant(in: state) { return branches }
    }
    for vertex in order {
      guard case .unit(let index) = vertices[vertex], state[units[index].condition] == 0 else {
        continue
      }
      if let branches = instant(ofUnit: index, in: state, values) { return branches }
    }
    for index in units.indices where state[units[index].condition] != 0 {
      if let branches = instant(ofUnit: index, in: state, values) { return branches }
    }
    for detector in detectors {
      if let branches = instant(of: detector, in: state, values) { return branches }
    }
    for failover in failovers {
      if let branches = instant(of: failover, in: state, values) { return branches }
    }
    for index in pools.indices {
      if let branches = instant(ofPool: index, in: state, values) { return branches }
    }
    return nil
  }

  /// All that may happen next in a stable state, and how fast.
  func moves(in state: ChainState) -> [StateMove] {
    let values = values(in: state)
    var moves: [StateMove] = []
    for incident in incidents { moves += incident.moves(in: state) }
    for index in units.indices { moves += self.moves(ofUnit: index, in: state, values) }
    for detector in detectors { moves += self.moves(of: detector, in: state) }
    for failover in failovers { moves += self.moves(of: failover, in: state) }
    for pool in pools { moves += pool.moves(in: state) }
    return moves
  }

  /// The states in which a history can begin, everything new.
  var beginnings: [StateBranch] {
    units.reduce([StateBranch(layout.initial)]) { branches, unit in
      branches.then { drawClocks(of: unit, modes: unit.modes.indices.map { $0 }, in: $0) }
    }
  }

  /// Draws the failure clocks of some modes anew.
  func drawClocks(of unit: ChainUnit, modes: [Int], in state: ChainState) -> [StateBranch] {
    modes.reduce([StateBranch(state)]) { branches, mode in
      guard let clock = unit.modes[mode].clock, let law = unit.modes[mode].failure else {
        return branches
      }
      return branches.then { law.draw(into: clock, of: $0) }
    }
  }

  /// The state in which interchangeable units stand in a fixed order.
  func canonical(_ state: ChainState) -> ChainState {
    guard !interchangeable.isEmpty else { return state }
    var result = state
    for group in interchangeable {
      let blocks = group.map { $0.map { state[$0] } }
      let sorted = blocks.sorted { $0.lexicographicallyPrecedes($1) }
      guard sorted != blocks else { continue }
      for (places, block) in zip(group, sorted) {
        for (place, value) in zip(places, block) { result[place] = value }
      }
    }
    return result
  }
}
