// SPDX-License-Identifier: GPL-3.0-or-later
// A NAT instance in primitives: a unit with two modes, its calendar, its checks and its watcher.

import Quantities
import RandomVariates
package import ReliabilityModeling

/// Where one copy of a component stands.
package struct Placement: Hashable, Sendable {
  /// Such as `nat/a`.
  package let path: ComponentPath
  /// Name in the design, such as `nat`.
  package let component: String
  package let zone: String
  /// Ordinal among the copies of the component, from 0.
  package let ordinal: Int
  /// Copies of the component in all zones, at least 1.
  package let count: Int

  package init(
    path: ComponentPath, component: String, zone: String, ordinal: Int = 0, count: Int = 1
  ) {
    self.path = path
    self.component = component
    self.zone = zone
    self.ordinal = ordinal
    self.count = count
  }
}

extension NATInstance {
  /// Adds one copy of the instance.
  package func lower(at place: Placement, into model: inout DesignLowering) {
    let window = addReboots(at: place, to: &model)
    let fix = Action([.operatorReaction, .law(model.world.operators.fix)])
    model.builder.add(
      RepairableUnit(
        place.path, modes: modes(fixedBy: fix, window: window, at: place, in: &model),
        requires: window.map { [$0] } ?? [], clock: .pause, repairClock: .continue,
        comesBackBroken: comesBackBroken.value, brokenRepair: fix))
    model.expose(Exposure(place.path, as: .host, in: place.zone, ofType: Self.typeName))
    model.provide(
      EgressGateway(
        place.path, of: place.component, in: place.zone, while: .part(place.path),
        bandwidth: bandwidth, takeover: addWatcher(at: place, to: &model)))
  }

  /// Planned restarts, staggered over the copies: the i-th of n begins at (i + ½)/n of the period.
  private func addReboots(at place: Placement, to model: inout DesignLowering) -> Signal? {
    guard let reboots else { return nil }
    let path = DesignLowering.path(of: "patch", beside: place.path)
    let first = reboots.every * ((Double(place.ordinal) + 0.5) / Double(place.count))
    model.builder.add(
      Calendar(
        path, first: .zero + SimDuration(first), every: SimDuration(reboots.every),
        length: reboots.duration))
    return .part(ComponentPath("\(path).window"))
  }

  private func modes(
    fixedBy fix: Action, window: Signal?, at place: Placement, in model: inout DesignLowering
  ) -> [FailureMode] {
    var modes: [FailureMode] = []
    if let hostFailure {
      switch recovery {
      case .manual:
        modes.append(FailureMode("host", failure: hostFailure, repair: fix))
      case .autoRecovery:
        let ready = addRecovery(window: window, at: place, to: &model)
        modes.append(
          FailureMode(
            "host", failure: hostFailure, repair: Action([.law(recoveryTime)]),
            repairWhen: ready))
      }
    }
    if let softwareFailure {
      modes.append(FailureMode("software", failure: softwareFailure, repair: fix))
    }
    return modes
  }

  /// Recovery begins once the system check reports, in a zone that is well and has capacity.
  private func addRecovery(
    window: Signal?, at place: Placement, to model: inout DesignLowering
  ) -> Signal {
    let system = DesignLowering.path(of: "system", beside: place.path)
    var blind = softwareBlindness
    if let window { blind.append(.required(window)) }
    model.builder.add(
      Detector(
        system, target: .part(place.path), interval: SimDuration(statusChecks.interval),
        down: statusChecks.down, up: statusChecks.up, blind: blind))
    let ready = DesignLowering.path(of: "recover", beside: place.path)
    let wellZone = model.reads(.hit(zone: place.zone))
    let capacity = model.reads(.capacity(zone: place.zone, instanceType: instanceType))
    model.builder.add(LogicGate(ready, .all([.not(.part(system)), wellZone, capacity])))
    return .part(ready)
  }

  private func addWatcher(
    at place: Placement, to model: inout DesignLowering
  ) -> RouteTakeover? {
    guard let takeover else { return nil }
    let path = DesignLowering.path(of: "watch", beside: place.path)
    var blind: [Detector.BlindSpot] = []
    switch takeover.probe {
    case .through: break
    case .box: blind = softwareBlindness
    }
    model.builder.add(
      Detector(
        path, target: .part(place.path), interval: SimDuration(takeover.interval),
        down: takeover.down, up: takeover.up, latency: SimDuration(takeover.timeout),
        blind: blind))
    return RouteTakeover(
      seen: .part(path), call: takeover.call, effect: takeover.effect,
      success: takeover.success ?? rehearsedSuccess, backlog: takeover.backlog,
      failsBack: takeover.failsBack)
  }

  private var softwareBlindness: [Detector.BlindSpot] {
    (softwareFailure == nil ? [] : [.mode("software")]) + [.broken]
  }

  /// A take-over that planned restarts rehearse at least monthly works more often.
  private var rehearsedSuccess: Share {
    let isRehearsed = reboots.map { $0.every <= .months(1) } ?? false
    return isRehearsed ? Share(0.99) : Share(0.95)
  }
}
