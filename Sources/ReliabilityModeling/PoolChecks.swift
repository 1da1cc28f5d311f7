// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of pools: their numbers, and that every slot has a unit and detectors of its own.

import Quantities
import RandomVariates

extension ModelChecks {
  mutating func checkPools() {
    let units = Set(model.units.map(\.path))
    let detectors = Set(model.detectors.map(\.path))
    var owned: Set<ComponentPath> = []
    for pool in model.pools {
      check(pool)
      for slot in pool.slots {
        require(units.contains(slot.unit), "\(pool.path) has no unit '\(slot.unit)'", pool.path)
        for detector in slot.health {
          require(
            detectors.contains(detector), "\(pool.path) has no detector '\(detector)'", pool.path)
        }
        for part in [slot.unit] + slot.health where !owned.insert(part).inserted {
          report("'\(part)' belongs to two slots, one of them in \(pool.path)", pool.path)
        }
      }
    }
  }

  private mutating func check(_ pool: ReplacementPool) {
    let path = pool.path
    let ceiling = pool.slots.count
    let names = pool.zones.map(\.name)
    require(!names.isEmpty, "\(path) has no zones", path)
    require(Set(names).count == names.count, "\(path) has two zones of one name", path)
    require(pool.desired >= 1, "\(path) must keep at least one slot in service", path)
    require(
      names.isEmpty || pool.desired <= ceiling,
      "\(path) cannot keep \(pool.desired) slots in service: its zones have \(ceiling)", path)
    require(
      pool.replaceAtOnce >= 1, "\(path) must be allowed to replace one slot at a time", path)
    require(
      pool.gate >= 0 && pool.gate <= 1,
      "the share of slots in service that \(path) waits for must lie in 0 … 1", path)
    if let rebalance = pool.rebalance {
      require(rebalance.batch >= 1, "\(path) must move at least one slot at a time", path)
    }
    check(pool.grace, "the grace of \(path)", path)
    check(pool.launch, "the launch of \(path)", path)
    for zone in pool.zones where !zone.steps.isEmpty {
      check(pool.launch(in: zone), "the launch of \(path) in \(zone.name)", path)
    }
  }
}
