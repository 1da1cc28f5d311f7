// SPDX-License-Identifier: GPL-3.0-or-later
// Replayed rows as incidents that strike what drawn incidents of their kind would.

import Quantities
import RandomVariates
import ReliabilityModeling

extension World {
  /// Adds an incident a lane, so that no incident overlaps itself.
  func lower(_ replay: Replay, into model: inout DesignLowering) {
    if let zone = incidents.zone {
      let reactions = zoneReactions(to: zone, home: nil, in: model)
      add(replay.zones, at: "world/replay", like: zone.mode, reactions, to: &model)
    }
    let gateways = gatewayTargets(in: model, home: nil)
    if let mode = incidents.gatewayZone {
      add(
        replay.zoneGateways, at: "world/replay/natgw/zone", like: mode,
        [Incident.Reaction(of: gateways, in: .here)], to: &model)
    }
    if let mode = incidents.gatewayRegion {
      add(
        replay.regionGateways, at: "world/replay/natgw/region", like: mode,
        [
          Incident.Reaction(
            of: gatewayTargetsOfRegion(in: model), in: .everywhere, when: [.coinOfSeverity])
        ], to: &model)
    }
    addPlanes(of: replay, to: &model)
  }

  private func addPlanes(of replay: Replay, to model: inout DesignLowering) {
    guard let control = incidents.zoneControl else { return }
    for (index, plane) in Plane.allCases.enumerated() {
      add(
        replay.zonePlanes[index], at: "world/replay/zoneControl/\(plane.rawValue)",
        like: control,
        [Incident.Reaction(of: zonePlanes([plane], home: nil, in: model), in: .here)],
        to: &model)
      add(
        replay.regionPlanes[index], at: "world/replay/plane/\(plane.rawValue)", like: control,
        [Incident.Reaction(of: regionPlanes([plane], in: model), in: .everywhere)], to: &model)
    }
  }

  private func add(
    _ lanes: Replay.Lanes, at path: ComponentPath, like mode: IncidentMode,
    _ reactions: [Incident.Reaction], to model: inout DesignLowering
  ) {
    let reactions = reactions.filter { !$0.targets.isEmpty }
    guard !reactions.isEmpty else { return }
    for (index, lane) in lanes.all.enumerated() {
      model.builder.add(
        Incident(
          path / "\(index + 1)", strikes: .replayed(lane), duration: mode.duration,
          severity: mode.severity, groups: zones, reactions: reactions))
    }
  }
}
