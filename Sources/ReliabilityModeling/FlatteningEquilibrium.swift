// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of what a stationary start reads.

import Quantities
import RandomVariates

extension SystemModel {
  /// Whether a stationary start takes a warm-up: some unit's repair or life depends on other parts,
  /// or a reaction may outlast its incident, so that there is no closed equilibrium.
  package var needsWarmUp: Bool {
    let context = EquilibriumContext(of: self)
    return !pools.isEmpty || incidents.contains { $0.reactions.contains { $0.lasting != nil } }
      || units.contains { context.needsWarmUp($0) }
  }
}

/// Which units of a model other parts act upon.
struct EquilibriumContext {
  private let struck: Set<ComponentPath>
  private let held: Set<ComponentPath>
  private let slots: Set<ComponentPath>

  init(of model: SystemModel) {
    struck = model.struckUnits
    let holding = model.incidents.flatMap(\.reactions).filter { $0.effect == .hold }
    held = Set(holding.flatMap { $0.targets.map(\.leaf) })
    slots = Set(model.pools.flatMap { $0.zones.flatMap { $0.slots.map(\.unit) } })
  }

  /// Whether a unit by itself is an alternating renewal process, each mode in its own time.
  func isOwnProcess(_ unit: RepairableUnit) -> Bool {
    unit.crew == nil && unit.agesWhile == .always && unit.comesBackBroken == 0
      && unit.restart == .constant(Seconds(0)) && !struck.contains(unit.path)
      && !slots.contains(unit.path)
      && unit.modes.allSatisfy { mode in
        mode.repairWhen == .always && mode.renews.isEmpty
          && mode.repair.steps.allSatisfy {
            $0.needs == .always && ($0.success == 1 || $0.onFailure == .again)
          }
      }
  }

  func needsWarmUp(_ unit: RepairableUnit) -> Bool {
    if !isOwnProcess(unit) { return true }
    // Where one clock pauses without power and the other goes on, power enters the equilibrium.
    let isMixed = unit.clock != unit.repairClock && !unit.modes.isEmpty
    return isMixed && (!unit.requires.isEmpty || held.contains(unit.path))
  }
}

extension Flattener {
  mutating func flattenEquilibrium() {
    let context = EquilibriumContext(of: system)
    equilibrium = FlatEquilibrium(
      failureMeans: system.units.flatMap { unit in
        unit.modes.map { ($0.failure?.mean.value ?? .infinity) * 1e6 }
      }, stepMeans: stepMeans,
      durationMeans: system.incidents.map { $0.duration.mean.value * 1e6 },
      isDrawn: system.units.map { context.isOwnProcess($0) }, needsWarmUp: system.needsWarmUp)
  }
}
