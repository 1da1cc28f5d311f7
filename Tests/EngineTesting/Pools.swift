// SPDX-License-Identifier: GPL-3.0-or-later
// Short words for pools of tests: zones of slots with a unit and a detector each.

package import Quantities
package import RandomVariates
package import ReliabilityModeling

/// A pool `pool` whose zone `z` has the slots `pool/z/1`, `pool/z/2`, …, each watched by
/// `watch/z/1`, … after a fixed delay.
package struct TestPool {
  package var path: ComponentPath = "pool"
  /// Name and ceiling.
  package var zones: [(name: String, ceiling: Int)]
  package var open: [String: Signal] = [:]
  package var modes: [FailureMode] = []
  package var requires: [String: [Signal]] = [:]
  package var comesBackBroken = 0.0
  package var brokenRepair = fixedRepair(1e9)
  package var restart = DurationLaw.constant(Seconds(0))
  package var detection: Detector.Timing? = .delay(.constant(Seconds(60)))
  package var alive = Signal.always
  package var crew: String?

  package init(_ zones: (name: String, ceiling: Int)...) { self.zones = zones }

  /// Paths of the units of a zone.
  package func units(_ zone: String) -> [ComponentPath] {
    zones.filter { $0.name == zone }.flatMap { zone in
      zone.ceiling > 0 ? (1...zone.ceiling).map { path / zone.name / "\($0)" } : []
    }
  }
  /// Signals of all slots.
  package var slots: [Signal] { zones.flatMap { units($0.name) }.map(Signal.part) }

  private func watch(_ unit: ComponentPath) -> ComponentPath {
    ComponentPath("watch/\(unit.text)")
  }

  /// The zones as a pool has them.
  package var poolZones: [ReplacementPool.Zone] {
    zones.map { zone in
      ReplacementPool.Zone(
        zone.name, open: open[zone.name] ?? .always,
        slots: units(zone.name).map {
          ReplacementPool.Slot(unit: $0, health: detection == nil ? [] : [watch($0)])
        })
    }
  }

  /// A model with these slots and the pool that `fill` makes of them; measures `1`, `2`, … say that
  /// at least so many slots are up, and those of each slot's path that it is.
  package func model(_ fill: (inout SystemModelBuilder) -> ReplacementPool) -> FlatModel {
    var builder = SystemModelBuilder(name: "m")
    addSlots(to: &builder)
    let pool = fill(&builder)
    builder.add(pool)
    for count in 1...slots.count {
      builder.add(.up(name: "\(count)", .atLeast(count, of: slots)))
    }
    for case .part(let path) in slots { builder.watch(path) }
    return builder.flat
  }

  /// Adds the units and detectors of all slots.
  package func addSlots(to builder: inout SystemModelBuilder) {
    for zone in zones {
      for unit in units(zone.name) {
        builder.add(
          RepairableUnit(
            unit, modes: modes, requires: requires[zone.name] ?? [], restart: restart,
            comesBackBroken: comesBackBroken, brokenRepair: brokenRepair, crew: crew))
        if let detection {
          builder.add(Detector(watch(unit), target: .part(unit), timing: detection, alive: alive))
        }
      }
    }
  }
}
