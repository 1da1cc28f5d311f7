// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of pools: slots in order of zones, and where members stand at the start.

import FlatStorage
import RandomVariates

extension SystemModel {
  /// The slot that a detector watches, counted over all pools.
  var slotOfDetector: [ComponentPath: Int] {
    var slots: [ComponentPath: Int] = [:]
    for (i, slot) in pools.flatMap(\.slots).enumerated() {
      for detector in slot.health { slots[detector] = i }
    }
    return slots
  }

  /// Units whose launch may end in the built-in mode `broken`.
  var unitsLaunchedBroken: Set<ComponentPath> {
    var units: Set<ComponentPath> = []
    for pool in pools {
      for zone in pool.zones
      where pool.launch(in: zone).steps.contains(where: {
        $0.success < 1 && $0.onFailure == .broken
      }) {
        units.formUnion(zone.slots.map(\.unit))
      }
    }
    return units
  }
}

extension Flattener {
  /// Chooses the slots that serve at the start, as launches would; what no open zone takes waits in
  /// the zone that would have had it.
  mutating func placeSlots() {
    for pool in system.pools {
      let isOpen = pool.zones.map { zone in
        initialValues[Int(id(of: pool.launchable(in: zone)).rawValue)] != 0
      }
      var starts = pool.zones.map { _ in [PoolSlotRow.Start]() }
      for _ in 0..<pool.desired {
        func fewest(among zones: [Int]) -> Int? {
          zones.filter { starts[$0].count < pool.zones[$0].slots.count }
            .min { (starts[$0].count, $0) < (starts[$1].count, $1) }
        }
        if let zone = fewest(among: isOpen.indices.filter { isOpen[$0] }) {
          starts[zone].append(.serving)
        } else if let zone = fewest(among: Array(isOpen.indices)) {
          starts[zone].append(.owing)
        }
      }
      for (zone, taken) in zip(pool.zones, starts) {
        for (ordinal, slot) in zone.slots.enumerated() {
          let start = ordinal < taken.count ? taken[ordinal] : .empty
          slotStarts.append(start)
          if start != .serving, let unit = unitIndex[slot.unit] { emptyUnits.insert(unit) }
        }
      }
    }
  }

  mutating func flattenPools() {
    for (i, pool) in system.pools.enumerated() { flatten(pool, at: i) }
  }

  private mutating func flatten(_ pool: ReplacementPool, at index: Int) {
    let firstZone = poolZones.count
    let firstSlot = slots.count
    for zone in pool.zones {
      let start = slots.count
      let open = id(of: pool.launchable(in: zone))
      observe(open, .poolZone, index)
      let launch = pool.launch(in: zone)
      for slot in zone.slots { flatten(slot, launch, of: pool, at: index) }
      poolZones.append(
        PoolZoneRow(slots: IndexRange(start: start, end: slots.count), open: open))
    }
    // A share of the desired number, rounded up; 0.7 · 10 must not become 8.
    let gate = (pool.gate * Double(pool.desired) - 1e-9).rounded(.up)
    pools.append(
      PoolRow(
        decision: poolTimers[index],
        zones: IndexRange(start: firstZone, end: poolZones.count),
        slots: IndexRange(start: firstSlot, end: slots.count), desired: Int32(pool.desired),
        gate: Int32(max(0, gate)), replaceAtOnce: Int32(pool.replaceAtOnce),
        batch: Int32(pool.rebalance?.batch ?? 0),
        launchFirst: pool.rebalance?.launchFirst ?? true, elsewhere: pool.elsewhere))
  }

  private mutating func flatten(
    _ slot: ReplacementPool.Slot, _ launch: Action, of pool: ReplacementPool, at index: Int
  ) {
    let unit = UnitID(unitIndex[slot.unit] ?? 0)
    let action = flatten(launch, slot.unit, "launch")
    for step in actions[Int(action.rawValue)].steps.start..<UInt32(steps.count) {
      observe(steps[Int(step)].needs, .launchNeed, slots.count)
    }
    let firstDetector = slotDetectors.count
    for (i, detector) in detectors.enumerated() where detector.slot == PoolSlotID(slots.count) {
      slotDetectors.append(DetectorID(i))
    }
    let firstHold = slotHolds.count
    for (i, reaction) in reactions.enumerated() where reaction.unit == unit {
      slotHolds.append(ReactionID(i))
    }
    slots.append(
      PoolSlotRow(
        timer: slotTimers[slots.count], unit: unit, pool: PoolID(index),
        zone: PoolZoneID(poolZones.count), launch: action,
        grace: streams.draw(pool.grace, slot.unit, "grace"),
        detectors: IndexRange(start: firstDetector, end: slotDetectors.count),
        holds: IndexRange(start: firstHold, end: slotHolds.count),
        start: slotStarts[slots.count]))
  }
}
