// SPDX-License-Identifier: GPL-3.0-or-later
// What an incident of a zone does to each spread class, to planes and to capacity elsewhere.

import Quantities
import RandomVariates
import ReliabilityModeling

extension World {
  /// Reactions of one zone's incident, drawn or replayed.
  ///
  /// Without spread only the leaves of `home` can be struck; `nil` takes those of all zones.
  func zoneReactions(
    to mode: ZoneIncidents, home: Int?, in model: DesignLowering
  ) -> [Incident.Reaction] {
    let only = mode.spread.value > 0 ? nil : home
    var reactions = workReactions(home: only, in: model)
    reactions += launchReactions(to: mode, home: only, in: model)
    reactions += componentReactions(home: only, in: model)
    let zoneMark = mode.coupling.probability.value
    if zoneMark > 0 {
      let planes = zonePlanes(Self.coupled, home: only, in: model)
      reactions.append(
        Incident.Reaction(of: planes, in: .here, when: [.markIn(0, zoneMark)]))
    }
    // The region's planes fall in a subset of the strikes that take the zone's: one mark for both.
    let regionMark = zoneMark * mode.coupling.regionShare.value
    if regionMark > 0 {
      let planes = regionPlanes(Self.coupled, in: model)
      reactions.append(
        Incident.Reaction(of: planes, in: .everywhere, when: [.markIn(0, regionMark)]))
    }
    reactions += shortageReactions(to: mode.shortage, in: model)
    return Self.reactions(reactions)
  }

  private func workReactions(home: Int?, in model: DesignLowering) -> [Incident.Reaction] {
    var hits: [Incident.Target] = []
    var fits: [Incident.Target] = []
    for leaf in model.readings {
      switch leaf {
      case .hit(let zone):
        hits += target(leaf.path, in: zone, home: home)
      case .fit(let zone):
        fits += target(leaf.path, in: zone, home: home)
      case .capacity, .launchable, .changed, .changedZone, .plane: continue
      }
    }
    return Self.reactions([
      Incident.Reaction(of: hits, in: .here),
      Incident.Reaction(of: fits, in: .here, effect: .factor(slope: 1)),
    ])
  }

  /// Nothing is launched in a zone while much of it is hit.
  private func launchReactions(
    to mode: ZoneIncidents, home: Int?, in model: DesignLowering
  ) -> [Incident.Reaction] {
    var targets: [Incident.Target] = []
    for case .launchable(let zone) in model.readings {
      targets += target(WorldLeaf.launchable(zone: zone).path, in: zone, home: home)
    }
    return Self.reactions([
      Incident.Reaction(
        of: targets, in: .here, when: [.severityAtLeast(mode.launchThreshold.value)])
    ])
  }

  private func componentReactions(home: Int?, in model: DesignLowering) -> [Incident.Reaction] {
    var hosts: [Incident.Target] = []
    var services: [(threshold: Double, targets: [Incident.Target])] = []
    var strains: [Incident.Reaction] = []
    for exposure in model.exposures {
      let leaf = target(exposure.leaf, in: exposure.zone, home: home)
      switch exposure.spread {
      case .none: continue
      case .host: hosts += leaf
      case .zoneService(let threshold, let strain, let slope):
        if let index = services.firstIndex(where: { $0.threshold == threshold }) {
          services[index].targets += leaf
        } else {
          services.append((threshold, leaf))
        }
        guard let strain else { continue }
        let level = target(strain, in: exposure.zone, home: home)
        strains.append(
          Incident.Reaction(of: level, in: .here, effect: .factor(slope: slope)))
      }
    }
    let down = services.map {
      Incident.Reaction(of: $0.targets, in: .here, when: [.severityAtLeast($0.threshold)])
    }
    let struck = Incident.Reaction(of: hosts, in: .here, when: [.coinOfSeverity])
    return Self.reactions([struck] + down + strains)
  }

  /// Leaves of these planes in the zones in which somebody needs them.
  func zonePlanes(
    _ planes: [Plane], home: Int?, in model: DesignLowering
  ) -> [Incident.Target] {
    var targets: [Incident.Target] = []
    for case .plane(let plane, let zone) in model.readings where planes.contains(plane) {
      targets += target("plane/\(plane.rawValue)/\(zone)", in: zone, home: home)
    }
    return targets
  }

  /// Leaves of these planes for the whole region, of those that somebody needs.
  func regionPlanes(_ planes: [Plane], in model: DesignLowering) -> [Incident.Target] {
    planes.filter { plane in
      model.readings.contains { if case .plane(plane, _) = $0 { true } else { false } }
    }.map { Incident.Target(Self.path(of: $0), group: nil) }
  }

  private func shortageReactions(
    to shortage: CapacityShortage, in model: DesignLowering
  ) -> [Incident.Reaction] {
    guard shortage.probability.value > 0 else { return [] }
    var targets: [Incident.Target] = []
    for case .capacity(let zone, let type) in model.readings {
      let leaf = WorldLeaf.capacity(zone: zone, instanceType: type)
      targets += target(leaf.path, in: zone, home: nil)
    }
    return Self.reactions([
      Incident.Reaction(
        of: targets, in: .others,
        when: [
          .severityAtLeast(shortage.threshold.value), .coin(shortage.probability.value),
        ], lasting: shortage.duration)
    ])
  }

  /// Every NAT gateway of one zone, or of all for a replay of such incidents.
  func gatewayTargets(in model: DesignLowering, home: Int?) -> [Incident.Target] {
    let struck = [NATGateway.typeName, NATGateway.zonalPart]
    return model.exposures.filter { struck.contains($0.typeName) }.flatMap {
      target($0.leaf, in: $0.zone, home: home)
    }
  }

  /// Every NAT gateway of the region; one that spans it counts once.
  func gatewayTargetsOfRegion(in model: DesignLowering) -> [Incident.Target] {
    let struck = [NATGateway.typeName, NATGateway.regionalPart]
    return model.exposures.filter { struck.contains($0.typeName) }.flatMap {
      target($0.leaf, in: $0.zone, home: nil)
    }
  }

  /// Planes that a zone incident may take.
  static let coupled: [Plane] = [.launch, .network]

  private func target(_ leaf: ComponentPath, in zone: String, home: Int?) -> [Incident.Target] {
    let group = zones.firstIndex(of: zone)
    guard home == nil || home == group else { return [] }
    return [Incident.Target(leaf, group: group)]
  }

  private static func reactions(_ all: [Incident.Reaction]) -> [Incident.Reaction] {
    all.filter { !$0.targets.isEmpty }
  }
}
