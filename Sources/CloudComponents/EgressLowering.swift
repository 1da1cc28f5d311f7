// SPDX-License-Identifier: GPL-3.0-or-later
// The services pass: sources in each zone, and where their work goes when the zone is hit.

import Quantities
import RandomVariates
import ReliabilityModeling

extension EgressService {
  /// Adds sources, routes, the leaving of hit zones, and the measure of the service.
  func lower(over routes: inout RouteLowering, into model: inout DesignLowering) {
    let rates = sourceRates()
    var paths: [ComponentPath] = []
    for (source, rate) in zip(sources, rates) {
      let entry = routes.entry(from: source.zone, by: source.component, into: &model)
      let path = path(of: source)
      let level = model.world.strikesZones ? model.fit(source.zone) : .full
      model.builder.add(FlowSource(path, rate: rate, level: level, to: entry))
      paths.append(path)
    }
    if model.world.strikesZones {
      for zone in model.world.zones where sources.contains(where: { $0.zone == zone }) {
        paths.append(addMovedWork(of: zone, rates: rates, over: &routes, into: &model))
      }
    }
    model.builder.add(
      .served(
        ServedMeasure(
          name: name, sources: paths, demand: rates.reduce(0, +), tolerance: tolerance)))
  }

  /// What each source wants, rounded so that the parts add to the rounded demand.
  func sourceRates() -> [Int64] {
    var before = Int64(0)
    var sum = 0.0
    return sources.map { source in
      sum += source.share.value
      let upTo = Int64((demand.value * sum).rounded())
      defer { before = upTo }
      return upTo - before
    }
  }

  /// `egress/a`; a second default route within a zone adds the component's name.
  private func path(of source: Source) -> ComponentPath {
    let isFirst = sources.first { $0.zone == source.zone } == source
    let service = ComponentPath(name)
    return isFirst ? service / source.zone : service / "\(source.component)/\(source.zone)"
  }

  /// The hit part of a zone's work: a source that is lost, or that leaves the zone after a delay.
  private func addMovedWork(
    of zone: String, rates: [Int64], over routes: inout RouteLowering,
    into model: inout DesignLowering
  ) -> ComponentPath {
    let rate = zip(sources, rates).filter { $0.0.zone == zone }.reduce(0) { $0 + $1.1 }
    let path = ComponentPath(name) / zone / "moved"
    var target = FlowTarget.nowhere
    if case .shift(let delay) = onZoneLoss, sources.contains(where: { $0.zone != zone }) {
      target = addLeaving(of: zone, after: delay, over: &routes, into: &model)
    }
    let level = FlowLevel.complement(model.fit(zone))
    model.builder.add(FlowSource(path, rate: rate, level: level, to: target))
    return path
  }

  /// A switch from nowhere to the other zones, turned once the zone has been hit for the delay.
  private func addLeaving(
    of zone: String, after delay: DurationLaw, over routes: inout RouteLowering,
    into model: inout DesignLowering
  ) -> FlowTarget {
    let elsewhere = part("else", in: zone)
    let ways = sources.filter { $0.zone != zone }.map { source in
      let share = FlowLevel.constant(Int64((source.share.value * 1e9).rounded()))
      return FlowWay(
        routes.entry(from: source.zone, by: source.component, into: &model),
        weight: .product([share, model.fit(source.zone)]))
    }
    model.builder.add(FlowSplit(elsewhere, over: ways, whenNone: .none))
    let work = part("work", in: zone)
    model.builder.add(
      Failover(
        work,
        candidates: [
          Failover.Candidate(seen: model.reads(.hit(zone: zone))),
          Failover.Candidate(seen: .always),
        ],
        attempts: [Failover.Attempt([.law(delay)])], failBack: .constant(Seconds(0)),
        cuts: false))
    model.builder.add(FlowSwitch(work, by: work, ways: [.nowhere, .element(elsewhere)]))
    return .element(work)
  }

  /// `work/a` of the service `egress`; other services add their name.
  private func part(_ role: String, in zone: String) -> ComponentPath {
    let own = ComponentPath(role)
    return name == "egress" ? own / zone : own / name / zone
  }
}

extension World {
  /// Whether anything can ever hit the work of a zone.
  var strikesZones: Bool {
    replay != nil || incidents.zone?.mode.mtbf != nil
  }
}
