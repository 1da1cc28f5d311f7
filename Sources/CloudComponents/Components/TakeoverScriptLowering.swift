// SPDX-License-Identifier: GPL-3.0-or-later
// A watching script in primitives: a detector, what it looks through, what keeps it alive.

import Quantities
import RandomVariates
import ReliabilityModeling

/// What a script watches.
struct WatchedParts {
  /// Up while it forwards.
  let serves: Signal
  /// Reasons for being down that a probe of the box does not see; only of a single unit.
  var blindSpots: [Detector.BlindSpot] = []
  /// Its unit of grey failures.
  var grey: ComponentPath?
  /// The unit that `stopsOwner` stops.
  var unit: ComponentPath?
  /// Of its planned reboots.
  var reboots: Calendar?
  /// Success of a first attempt where the script says none.
  var usualSuccess: Share
}

extension TakeoverScript {
  /// The mode in which a watcher leaves what it has stopped.
  static let stopped = "stopped"

  /// Adds the watcher of one copy, and returns how its routes move.
  func lower(
    at place: Placement, watching parts: WatchedParts, into model: inout DesignLowering
  ) -> RouteTakeover {
    let alive = addWatcher(at: place, to: &model)
    let path = DesignLowering.path(of: "watch", beside: place.path)
    var target = parts.serves
    var blind: [Detector.BlindSpot] = []
    switch probe {
    case .through: target = addView(at: place, onto: parts, to: &model)
    case .box: blind = parts.blindSpots
    }
    let checks = Detector.Checks(
      every: SimDuration(interval), down: down, up: up,
      latency: Detector.Latency(SimDuration(timeout)))
    model.builder.add(
      Detector(
        path, target: target, timing: .checks(checks), blind: blind, alive: alive,
        revival: .up))
    var seen = Signal.part(path)
    var cut: Signal?
    if draining != nil, let reboots = parts.reboots {
      seen = .all([seen, .part(ComponentPath("\(reboots.path).announced"))])
      cut = addCut(before: reboots, at: place, to: &model)
    }
    let strikes = parts.unit.map { [UnitStrike($0, mode: Self.stopped)] }
    return RouteTakeover(
      seen: seen,
      by: .script(
        RouteTakeover.Script(
          alive: alive, call: call, effect: effect, address: address,
          success: success ?? parts.usualSuccess)),
      backlog: backlog, failsBack: failsBack, isWatchedByPeer: watcher == .peer,
      strikes: stopsOwner == nil ? [] : strikes ?? [], cut: cut)
  }

  /// What the watcher needs to run.
  private func addWatcher(at place: Placement, to model: inout DesignLowering) -> Signal {
    switch watcher {
    case .function: return .always
    case .peer: return place.peer.map { .part($0) } ?? .always
    case .external:
      let path = ComponentPath("watcher") / place.component
      if place.ordinal == 0 {
        let fix = Action([.operatorReaction, .law(model.world.operators.fix)])
        model.builder.add(
          RepairableUnit(
            path,
            modes: watcherFailure.map { [FailureMode("watcher", failure: $0, repair: fix)] }
              ?? []))
      }
      return .part(path)
    }
  }

  /// What the watcher sees by: the thing itself, unless its sight may fail.
  private func addView(
    at place: Placement, onto parts: WatchedParts, to model: inout DesignLowering
  ) -> Signal {
    var seen = [parts.serves]
    if seesGrey, let grey = parts.grey { seen.append(.part(grey)) }
    if falseAlarm != nil || partition != nil {
      let view = DesignLowering.path(of: "view", beside: place.path)
      let modes = falseAlarm.map {
        [
          FailureMode(
            "false-alarm", failure: .exponential(mean: $0.interval),
            repair: Action([.law($0.duration)]))
        ]
      }
      model.builder.add(RepairableUnit(view, modes: modes ?? []))
      if let partition {
        model.expose(
          view, to: ComponentPath("partition") / place.component, every: partition.interval,
          lasting: partition.duration)
      }
      seen.append(.part(view))
    }
    guard seen.count > 1 else { return parts.serves }
    let path = DesignLowering.path(of: "through", beside: place.path)
    model.builder.add(LogicGate(path, .all(seen)))
    return .part(path)
  }

  /// The short outage of a drained switch, as the reboot is announced.
  private func addCut(
    before reboots: Calendar, at place: Placement, to model: inout DesignLowering
  ) -> Signal? {
    guard let outage = draining?.outage else { return nil }
    let path = DesignLowering.path(of: "cut", beside: place.path)
    let announced = reboots.first.microseconds - reboots.lead.microseconds
    model.builder.add(
      Calendar(
        path, first: SimTime(microseconds: max(0, announced)), every: reboots.every,
        length: outage))
    return .part(ComponentPath("\(path).window"))
  }
}
