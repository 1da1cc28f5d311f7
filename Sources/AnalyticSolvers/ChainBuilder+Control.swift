// SPDX-License-Identifier: GPL-3.0-or-later
// Detectors, failovers and pools of a chain model.

import Quantities
import RandomVariates
import ReliabilityModeling

extension ChainBuilder {
  mutating func addControl() {
    for detector in detectors { add(detector) }
    for failover in failovers { add(failover) }
  }

  private mutating func add(_ detector: Detector) {
    guard case .delay(let law) = detector.timing else {
      return refuse("detector \(detector.path) has a fixed interval")
    }
    let phases = phases(law, "the delay of detector \(detector.path)")
    var blind: ChainDetector.BlindUnit?
    if !detector.blind.isEmpty, case .part(let path) = detector.target,
      let index = unitNumber[path]
    {
      blind = blindness(detector.blind, of: index)
    }
    let built = ChainDetector(
      target: signal(detector.target), blind: blind, law: phases,
      alive: signal(detector.alive), revivesUp: detector.revival == .up, reported: slot(1),
      pending: slot(), dead: slot(), membership: nil)
    update { $0.detectors.append(built) }
  }

  private func blindness(
    _ spots: [Detector.BlindSpot], of index: Int
  ) -> ChainDetector.BlindUnit {
    var blind = ChainDetector.BlindUnit(unit: index, conditions: [], signals: [])
    for spot in spots {
      switch spot {
      case .broken: blind.conditions.append(chain.units[index].broken)
      case .mode(let name):
        if let mode = units[index].modes.firstIndex(where: { $0.name == name }) {
          blind.conditions.append(UInt8(mode + 1))
        }
      case .required(let signal): blind.signals.append(self.signal(signal))
      }
    }
    return blind
  }

  private mutating func add(_ failover: Failover) {
    let what = "a step of failover \(failover.path)"
    checkOperators(of: failover)
    let attempts = failover.attempts.map {
      action(Action($0.steps, resume: failover.resume), what)
    }
    let failBack = failover.failBack.map { law in
      let needs = failover.attempts.first?.steps.last?.needs ?? .always
      return action(
        Action([.law(law, needs: needs)], resume: failover.resume),
        "the fail-back of \(failover.path)")
    }
    let built = ChainFailover(
      serves: failover.candidates.map { signal($0.serves) },
      seen: failover.candidates.map { signal($0.seen) }, attempts: attempts,
      successes: failover.attempts.map(\.success), failBack: failBack,
      firstBackSwitches: failover.firstBack == .switch,
      strikes: failover.strikes.compactMap { strike($0) }, active: slot(), phase: slot(),
      attempt: slot(), action: slots())
    update { $0.failovers.append(built) }
  }

  /// A page by a failover, or for what it strikes, and one by the repair of the fault that it
  /// answers would share one reaction.
  private mutating func checkOperators(of failover: Failover) {
    guard PhaseLaw(model.operatorReaction) != PhaseLaw.none else { return }
    if failover.attempts.flatMap(\.steps).contains(where: { $0.duration == .operatorReaction }) {
      refuse("operators who are called by failover \(failover.path) may know of the fault already")
    }
    if !operatorCallers(struckBy: failover.strikes).isEmpty {
      refuse("operators called to what failover \(failover.path) strikes may know of the fault")
    }
  }

  // MARK: Pools

  mutating func addPools() {
    for pool in pools { add(pool) }
  }

  private mutating func add(_ pool: ReplacementPool) {
    check(pool)
    let number = chain.pools.count
    let what = "the launch of \(pool.path)"
    var slots: [ChainPoolSlot] = []
    var zones: [ChainPool.Zone] = []
    let owed = placement(of: pool)
    for (index, zone) in pool.zones.enumerated() {
      let first = slots.count
      for (ordinal, member) in zone.slots.enumerated() {
        guard let unit = unitNumber[member.unit] else { continue }
        let serves = ordinal < owed[index]
        let use = serves ? ChainPoolSlot.Use.inService : .empty
        let membership = ChainUnit.Membership(pool: number, slot: slots.count)
        let health = member.health.compactMap { detectorNumber[$0] }
        slots.append(
          ChainPoolSlot(
            unit: unit, zone: index, health: health, use: slot(use.rawValue),
            launch: self.slots(), grace: slot()))
        update {
          $0.units[unit].membership = membership
          for detector in health { $0.detectors[detector].membership = membership }
        }
      }
      let types = zone.types.isEmpty ? pool.types : zone.types
      let open: Signal =
        types.isEmpty ? zone.isOpen : .all([zone.isOpen, .any(types.map(\.isOpen))])
      let steps = zone.steps.isEmpty ? pool.launch.steps : zone.steps
      zones.append(
        ChainPool.Zone(
          isOpen: signal(open), launch: action(Action(steps, resume: pool.launch.resume), what),
          slots: Array(first..<slots.count), owed: pool.elsewhere ? nil : owed[index]))
    }
    let grace = phases(pool.grace, "the grace of \(pool.path)")
    let built = ChainPool(
      name: pool.path.text, desired: pool.desired, zones: zones, slots: slots,
      byPath: slots.indices.sorted { slots[$0].unit < slots[$1].unit }, grace: grace,
      replaceAtOnce: pool.replaceAtOnce,
      leastInService: Int((pool.gate * Double(pool.desired)).rounded(.up)))
    update { $0.pools.append(built) }
  }

  /// What a chain does not follow: pages, delays of launches that found no zone, and rebalancing
  /// wherever it can become necessary.
  private mutating func check(_ pool: ReplacementPool) {
    let steps = pool.launch.steps + pool.zones.flatMap(\.steps)
    if steps.contains(where: { $0.duration == .operatorReaction }),
      PhaseLaw(model.operatorReaction) != PhaseLaw.none
    {
      refuse("operators who are called by pool \(pool.path) may know of the fault already")
    }
    let isAlwaysOpen = pool.zones.allSatisfy { zone in
      let types = zone.types.isEmpty ? pool.types : zone.types
      return zone.isOpen == .always
        && (types.isEmpty || types.contains { $0.isOpen == .always })
    }
    if !isAlwaysOpen || !pool.elsewhere, PhaseLaw(pool.launch.resume) != PhaseLaw.none {
      refuse("a launch of pool \(pool.path) that found no zone waits for a time of its own")
    }
    let share = (pool.desired + pool.zones.count - 1) / pool.zones.count
    let isBalanced = isAlwaysOpen && pool.zones.allSatisfy { $0.slots.count >= share }
    if pool.rebalance != nil, pool.zones.count > 1, !isBalanced {
      refuse("pool \(pool.path) rebalances")
    }
  }

  /// Members of each zone at t = 0, placed like launches.
  private func placement(of pool: ReplacementPool) -> [Int] {
    var placed = [Int](repeating: 0, count: pool.zones.count)
    for _ in 0..<pool.desired {
      let free = pool.zones.indices.filter { placed[$0] < pool.zones[$0].slots.count }
      guard let zone = free.min(by: { (placed[$0], $0) < (placed[$1], $1) }) else { break }
      placed[zone] += 1
    }
    return placed
  }
}
