// SPDX-License-Identifier: GPL-3.0-or-later
// Pools in a chain: slots are condemned, terminated, and launched again.

/// A place for one member of a pool.
struct ChainPoolSlot: Sendable {
  enum Use: UInt8, Sendable { case empty, launching, inService, condemned }

  var unit: Int
  var zone: Int
  /// Detectors that watch it.
  var health: [Int]
  var use: StateSlot
  var launch: ActionSlots
  /// 0, or the phase of its grace and one.
  var grace: StateSlot

  func use(in state: ChainState) -> Use { Use(rawValue: state[use]) ?? .empty }
  func isInService(in state: ChainState) -> Bool { state[use] >= Use.inService.rawValue }
  /// Whether its detectors are alive.
  func isWatched(in state: ChainState) -> Bool { isInService(in: state) && state[grace] == 0 }
}

/// Keeps `desired` slots in service.
struct ChainPool: Sendable {
  struct Zone: Sendable {
    var isOpen: ChainSignal
    var launch: ChainAction
    /// By ordinal.
    var slots: [Int]
    /// Members that it is to have, if replacements must lie where the member lay.
    var owed: Int?
  }
  var name: String
  var desired: Int
  var zones: [Zone]
  /// Zone by zone, by ordinal.
  var slots: [ChainPoolSlot]
  /// Positions of slots in order of their units' paths.
  var byPath: [Int]
  var grace: PhaseLaw
  var replaceAtOnce: Int
  /// Slots in service below which none is terminated.
  var leastInService: Int

  /// Condemned slots that may be terminated now.
  func doomed(in state: ChainState) -> [Int] {
    guard slots.count(where: { $0.isInService(in: state) }) >= leastInService else { return [] }
    return byPath.filter { slots[$0].use(in: state) == .condemned }
  }

  func used(_ zone: Int, in state: ChainState) -> Int {
    zones[zone].slots.count { slots[$0].use(in: state) != .empty }
  }

  /// Launches and graces that go on.
  func moves(in state: ChainState) -> [StateMove] {
    slots.flatMap { slot in
      slot.use(in: state) == .launching
        ? zones[slot.zone].launch.move(slot.launch, in: state)
        : grace.pendingMove(of: slot.grace, in: state)
    }
  }

  /// Why a stable state cannot be told: which of many condemned slots goes when.
  func obstacle(in state: ChainState) -> String? {
    doomed(in: state).isEmpty
      ? nil : "pool \(name) has more condemned members than it replaces at once"
  }
}

extension ChainModel {
  /// What a pool does now, or `nil`.
  func instant(ofPool index: Int, in state: ChainState, _ values: [Bool]) -> [StateBranch]? {
    let pool = pools[index]
    for slot in pool.slots {
      if let branches = instant(of: slot, of: pool, in: state, values) { return branches }
    }
    let doomed = pool.doomed(in: state)
    if !doomed.isEmpty, doomed.count <= pool.replaceAtOnce {
      return [StateBranch(doomed.reduce(state) { terminate(pool.slots[$1], in: $0) })]
    }
    return launch(in: pool, state, values)
  }

  /// Graces end, launches take their steps, detectors condemn.
  private func instant(
    of slot: ChainPoolSlot, of pool: ChainPool, in state: ChainState, _ values: [Bool]
  ) -> [StateBranch]? {
    if state[slot.grace] == PhaseLaw.due { return [StateBranch(state.with(slot.grace, 0))] }
    switch slot.use(in: state) {
    case .empty, .condemned: return nil
    case .inService:
      guard slot.isWatched(in: state),
        slot.health.contains(where: { state[detectors[$0].reported] == 0 })
      else { return nil }
      return [StateBranch(state.with(slot.use, ChainPoolSlot.Use.condemned.rawValue))]
    case .launching:
      return pool.zones[slot.zone].launch.instant(slot.launch, in: state, values, runs: true)?
        .flatMap { branch -> [StateBranch] in
          guard branch.outcome != .goesOn else {
            return [StateBranch(branch.state, branch.probability)]
          }
          let comesBroken = branch.outcome == .broken
          return enterService(slot, of: pool, broken: comesBroken, in: branch.state).map {
            StateBranch($0.state, branch.probability * $0.probability)
          }
        }
    }
  }

  /// The unit is renewed and comes up.
  private func enterService(
    _ slot: ChainPoolSlot, of pool: ChainPool, broken: Bool, in state: ChainState
  ) -> [StateBranch] {
    let unit = units[slot.unit]
    var next = state.with(slot.use, ChainPoolSlot.Use.inService.rawValue)
    for hold in unit.holds { next[hold] = 0 }
    next[unit.condition] = broken ? unit.broken : 0
    next = unit.action.enter(broken ? .awaiting : .offline, in: next)
    return drawClocks(of: unit, modes: Array(unit.modes.indices), in: next).then {
      pool.grace.drawPending(into: slot.grace, of: $0)
    }
  }

  /// The slot is emptied; nothing of its unit is left.
  private func terminate(_ slot: ChainPoolSlot, in state: ChainState) -> ChainState {
    let unit = units[slot.unit]
    var next = state.with(slot.use, ChainPoolSlot.Use.empty.rawValue).with(slot.grace, 0)
    next[unit.condition] = 0
    next = ChainAction.drop(unit.action, in: next)
    for mode in unit.modes { if let clock = mode.clock { next[clock] = 0 } }
    for hold in unit.holds { next[hold] = 0 }
    if let queue = unit.queue, let crew = unit.crew, next[queue] > 0 {
      for other in crews[crew].units {
        if let place = units[other].queue, next[place] > next[queue] { next[place] -= 1 }
      }
      next[queue] = 0
    }
    return next
  }

  /// A missing slot is launched in the open zone that uses fewest.
  private func launch(
    in pool: ChainPool, _ state: ChainState, _ values: [Bool]
  ) -> [StateBranch]? {
    let used = pool.zones.indices.map { pool.used($0, in: state) }
    guard used.reduce(0, +) < pool.desired else { return nil }
    let possible = pool.zones.indices.filter { zone in
      pool.zones[zone].isOpen.isUp(values) && used[zone] < pool.zones[zone].slots.count
        && used[zone] < pool.zones[zone].owed ?? Int.max
    }
    guard let zone = possible.min(by: { (used[$0], $0) < (used[$1], $1) }),
      let free = pool.zones[zone].slots.first(where: {
        pool.slots[$0].use(in: state) == .empty
      })
    else { return nil }
    let slot = pool.slots[free]
    return [
      StateBranch(
        ChainAction.begin(
          slot.launch, in: state.with(slot.use, ChainPoolSlot.Use.launching.rawValue)))
    ]
  }
}
