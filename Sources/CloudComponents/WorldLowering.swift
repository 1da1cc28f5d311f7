// SPDX-License-Identifier: GPL-3.0-or-later
// The world pass: leaves that something reads, and the incidents that strike them.

import Quantities
import RandomVariates
import ReliabilityModeling

extension World {
  /// Adds the leaves that earlier passes read, and incidents that react on them and on what was
  /// exposed.
  ///
  /// The last pass: trouble that nothing in the design would notice is left out, which moves no
  /// other stream, for streams are addressed by name.
  package func lower(into model: inout DesignLowering) {
    model.builder.operatorReaction = operators.reaction
    addLeaves(to: &model)
    if let replay {
      lower(replay, into: &model)
    } else {
      addZoneIncidents(to: &model)
      addGatewayIncidents(to: &model)
    }
    addChanges(to: &model)
    for cause in model.commonCauses {
      let units = cause.units.map { Incident.Target($0, group: nil) }
      model.builder.add(
        Incident(
          cause.path, strikes: .drawn(mtbf: cause.interval), duration: cause.duration,
          reactions: [Incident.Reaction(of: units, in: .everywhere)]))
    }
  }

  private func addLeaves(to model: inout DesignLowering) {
    var planesInUse: Set<Plane> = []
    for leaf in model.readings {
      switch leaf {
      case .hit, .capacity, .launchable, .changed, .changedZone:
        model.builder.add(RepairableUnit(leaf.path))
      case .fit:
        model.builder.add(LeafLevel(leaf.path))
      case .plane(let plane, let zone):
        if planesInUse.insert(plane).inserted { model.builder.add(region(plane)) }
        let own = ComponentPath("plane/\(plane.rawValue)/\(zone)")
        model.builder.add(RepairableUnit(own))
        model.builder.add(
          LogicGate(leaf.path, .all([.part(Self.path(of: plane)), .part(own)])))
      }
    }
  }

  /// The plane of the whole region, with its own impairment if it has one.
  private func region(_ plane: Plane) -> RepairableUnit {
    let modes = planes.filter { $0.plane == plane }.map {
      FailureMode("impaired", failure: $0.mtbf, repair: Action([.law($0.duration)]))
    }
    return RepairableUnit(Self.path(of: plane), modes: modes)
  }

  static func path(of plane: Plane) -> ComponentPath { "plane/\(plane.rawValue)" }

  private func addZoneIncidents(to model: inout DesignLowering) {
    if let zoneMode = incidents.zone, let mtbf = zoneMode.mode.mtbf {
      for (home, zone) in zones.enumerated() {
        let reactions = zoneReactions(to: zoneMode, home: home, in: model)
        guard !reactions.isEmpty else { continue }
        model.builder.add(
          Incident(
            "world/zone/\(zone)", strikes: .drawn(mtbf: mtbf), duration: zoneMode.mode.duration,
            severity: zoneMode.mode.severity, groups: zones, home: home,
            spread: zoneMode.spread.value, reactions: reactions))
      }
    }
    if let control = incidents.zoneControl, let mtbf = control.mtbf {
      for (home, zone) in zones.enumerated() {
        let planes = zonePlanes(Self.coupled, home: home, in: model)
        guard !planes.isEmpty else { continue }
        model.builder.add(
          Incident(
            "world/zoneControl/\(zone)", strikes: .drawn(mtbf: mtbf), duration: control.duration,
            severity: .constant(Share(0)), groups: zones, home: home,
            reactions: [Incident.Reaction(of: planes, in: .here)]))
      }
    }
  }

  private func addGatewayIncidents(to model: inout DesignLowering) {
    if let mode = incidents.gatewayZone, let mtbf = mode.mtbf {
      for (home, zone) in zones.enumerated() {
        let targets = gatewayTargets(in: model, home: home)
        guard !targets.isEmpty else { continue }
        model.builder.add(
          Incident(
            "world/natgw/zone/\(zone)", strikes: .drawn(mtbf: mtbf), duration: mode.duration,
            severity: mode.severity, groups: zones, home: home,
            reactions: [Incident.Reaction(of: targets, in: .here, when: [])]))
      }
    }
    if let mode = incidents.gatewayRegion, let mtbf = mode.mtbf {
      let targets = gatewayTargetsOfRegion(in: model)
      guard !targets.isEmpty else { return }
      model.builder.add(
        Incident(
          "world/natgw/region", strikes: .drawn(mtbf: mtbf), duration: mode.duration,
          severity: mode.severity, groups: zones,
          reactions: [
            Incident.Reaction(of: targets, in: .everywhere, when: [.coinOfSeverity])
          ]))
    }
  }

  private func addChanges(to model: inout DesignLowering) {
    guard let change else { return }
    func add(_ path: ComponentPath, oneOf count: Int, holding leaves: [ComponentPath]) {
      model.builder.add(
        Incident(
          path, strikes: .drawn(mtbf: change.mtbf * Double(count)), duration: change.duration,
          reactions: [
            Incident.Reaction(
              of: leaves.map { Incident.Target($0, group: nil) }, in: .everywhere)
          ]))
    }
    switch change.reach {
    case .design:
      if model.readings.contains(.changed) {
        add("world/change", oneOf: 1, holding: [WorldLeaf.changed.path])
      }
    case .zone:
      for zone in zones {
        let leaf = WorldLeaf.changedZone(zone)
        guard model.readings.contains(leaf) else { continue }
        add("world/change/\(zone)", oneOf: zones.count, holding: [leaf.path])
      }
    case .component:
      var components: [ComponentPath] = []
      for exposure in model.exposures where !components.contains(exposure.component) {
        components.append(exposure.component)
      }
      for component in components {
        let leaves = model.exposures.filter { $0.component == component }.map(\.leaf)
        add("world/change" / component.text, oneOf: components.count, holding: leaves)
      }
    }
  }
}
