// SPDX-License-Identifier: GPL-3.0-or-later
// A NAT instance in primitives: units with their modes, its calendar, its checks and its watcher.

import Quantities
import RandomVariates
import ReliabilityModeling
import ScenarioFormat

extension NATInstance {
  /// Adds one copy of the instance.
  package func lower(at place: Placement, into model: inout DesignLowering) {
    let reboots = addReboots(at: place, to: &model)
    let window = reboots.map { Signal.part(ComponentPath("\($0.path).window")) }
    let greyUnit = grey?.lower(beside: place.path, into: &model)
    var gateway = EgressGateway(
      place.path, of: place.component, in: place.zone,
      at: addUnits(at: place, requiring: window, to: &model), limits: limits,
      passes: greyUnit.flatMap { grey?.level(by: $0) } ?? .full)
    if let takeover {
      let parts = WatchedParts(
        serves: gateway.serves, blindSpots: softwareBlindness, grey: greyUnit,
        unit: gateway.places.count == 1 ? place.path : nil, reboots: reboots,
        usualSuccess: rehearsedSuccess)
      gateway.takeover = takeover.lower(at: place, watching: parts, into: &model)
      if let standby {
        gateway.standby = [standby.standby(beside: place, into: &model)]
      }
    }
    model.provide(gateway)
  }

  /// The units of the copy: one, or those of a group's places in its zones.
  private func addUnits(
    at place: Placement, requiring window: Signal?, to model: inout DesignLowering
  ) -> [EgressGateway.Place] {
    let fix = Action([.operatorReaction, .law(model.world.operators.fix)])
    let zones = zones(at: place)
    let places = zones.map { zone in
      EgressGateway.Place(
        path(in: zone, of: place), in: zone, while: .part(path(in: zone, of: place)))
    }
    for here in places {
      var spot = Spot(path: here.path, zone: here.zone, fix: fix, window: window)
      spot.system = addSystemCheck(of: spot, to: &model)
      model.builder.add(
        RepairableUnit(
          here.path, modes: modes(of: spot, in: &model), requires: window.map { [$0] } ?? [],
          clock: .pause, repairClock: .continue, comesBackBroken: comesBackBroken.value,
          brokenRepair: fix))
      model.expose(
        Exposure(
          here.path, as: .host, in: here.zone, ofType: Self.typeName, partOf: place.path))
    }
    if let group {
      let pool = DesignLowering.path(of: "group", beside: place.path)
      group.lower(
        pool, keeping: 1,
        in: places.map { here in
          AutoScalingGroup.Zone(
            here.zone,
            slots: [
              ReplacementPool.Slot(
                unit: here.path, health: [DesignLowering.path(of: "system", beside: here.path)])
            ])
        }, of: instanceType, into: &model)
    }
    return places
  }

  /// Where it may run, its own zone first.
  private func zones(at place: Placement) -> [String] {
    guard let group, !group.zones.isEmpty else { return [place.zone] }
    return [place.zone] + group.zones.filter { $0 != place.zone }
  }

  /// The copy's own path in its own zone, so that it lives through the same faults in every design.
  private func path(in zone: String, of place: Placement) -> ComponentPath {
    zone == place.zone ? place.path : place.path / zone
  }

  /// Planned restarts, staggered over the copies: the i-th of n begins at (i + ½)/n of the period.
  private func addReboots(at place: Placement, to model: inout DesignLowering) -> Calendar? {
    guard let reboots else { return nil }
    let first = reboots.every * ((Double(place.ordinal) + 0.5) / Double(place.count))
    let calendar = Calendar(
      DesignLowering.path(of: "patch", beside: place.path), first: .zero + SimDuration(first),
      every: SimDuration(reboots.every), length: reboots.duration,
      lead: takeover?.draining.map { SimDuration($0.lead) } ?? .zero)
    model.builder.add(calendar)
    return calendar
  }
}

/// One place of an instance while it is lowered.
private struct Spot {
  let path: ComponentPath
  let zone: String
  let fix: Action
  let window: Signal?
  /// The detector of EC2's status checks, where somebody reads it.
  var system: ComponentPath?
}

extension NATInstance {
  private func modes(of spot: Spot, in model: inout DesignLowering) -> [FailureMode] {
    var modes: [FailureMode] = []
    if let hostFailure {
      switch recovery {
      case .manual:
        modes.append(FailureMode("host", failure: hostFailure, repair: spot.fix))
      case .autoRecovery:
        let ready = addRecovery(of: spot, to: &model)
        modes.append(
          FailureMode(
            "host", failure: hostFailure, repair: Action([.law(recoveryTime)]),
            repairWhen: ready))
      case .autoScaling:
        // Nobody repairs what the group replaces.
        modes.append(
          FailureMode(
            "host", failure: hostFailure,
            repair: Action([.law(.constant(Seconds(0)), needs: .not(.always))])))
      }
    }
    if let softwareFailure {
      modes.append(FailureMode("software", failure: softwareFailure, repair: spot.fix))
    }
    if let restart = takeover?.stopsOwner {
      modes.append(
        FailureMode(TakeoverScript.stopped, failure: nil, repair: Action([.law(restart)])))
    }
    return modes
  }

  /// EC2's status checks, where a recovery or a group asks them.
  private func addSystemCheck(
    of spot: Spot, to model: inout DesignLowering
  ) -> ComponentPath? {
    switch recovery {
    case .manual: return nil
    case .autoRecovery: guard hostFailure != nil else { return nil }
    case .autoScaling: break
    }
    let path = DesignLowering.path(of: "system", beside: spot.path)
    var blind = softwareBlindness
    if let window = spot.window { blind.append(.required(window)) }
    model.builder.add(
      Detector(
        path, target: .part(spot.path), interval: SimDuration(statusChecks.interval),
        down: statusChecks.down, up: statusChecks.up, blind: blind))
    return path
  }

  /// Recovery begins once the system check reports, in a zone that is well and has capacity.
  private func addRecovery(of spot: Spot, to model: inout DesignLowering) -> Signal {
    let ready = DesignLowering.path(of: "recover", beside: spot.path)
    let wellZone = model.reads(.hit(zone: spot.zone))
    let capacity = model.reads(.capacity(zone: spot.zone, instanceType: instanceType))
    let reported = spot.system.map { [Signal.not(.part($0))] } ?? []
    model.builder.add(LogicGate(ready, .all(reported + [wellZone, capacity])))
    return .part(ready)
  }

  private var softwareBlindness: [Detector.BlindSpot] {
    (softwareFailure == nil ? [] : [.mode("software")]) + [.broken]
  }

  /// A take-over that planned restarts rehearse at least monthly, as a surprise, works more often.
  private var rehearsedSuccess: Share {
    let isRehearsed = reboots.map { $0.every <= .months(1) } ?? false
    return isRehearsed && takeover?.draining == nil
      ? AWSFacts.takeoverSuccessRehearsed.value : AWSFacts.takeoverSuccess.value
  }
}
