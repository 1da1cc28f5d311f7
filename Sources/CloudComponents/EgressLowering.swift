// SPDX-License-Identifier: GPL-3.0-or-later
// The services pass: sources in each zone, and where their work goes when the zone is hit.

import Quantities
import RandomVariates
import ReliabilityModeling
import ScenarioFormat

/// Lowers one egress service: its traffic by the NAT, and that by endpoints, from zone to zone.
struct EgressLowering {
  /// Traffic of one kind: the default route (`nil`), or a service of AWS with an endpoint.
  typealias Lane = String?

  /// What one source sends in one lane.
  private struct Flow {
    let source: EgressService.Source
    let lane: Lane
    let rate: Int64
  }

  private let service: EgressService
  /// How all of its sources vary; `nil` if they do not.
  private let profile: DemandProfile?
  private var flows: [Flow] = []
  private var paths: [ComponentPath] = []
  private var leavings: [ComponentPath: FlowTarget] = [:]

  init(_ service: EgressService, in model: DesignLowering) {
    self.service = service
    let lanes = service.awsParts.filter { part in
      model.endpoints.contains { $0.service == part.service }
    }
    let byEndpoint = lanes.reduce(0) { $0 + $1.share.value }
    let parts: [(Lane, Double)] =
      [(nil, 1 - byEndpoint)] + lanes.map { ($0.service, $0.share.value) }
    let (most, profile) = service.variation.laidOut(
      peak: service.demand.value, until: model.horizon)
    self.profile = profile
    // Rounded so that the parts add to the rounded demand.
    var (before, sum) = (Int64(0), 0.0)
    for source in service.sources {
      for (lane, part) in parts {
        sum += source.share.value * part
        let upTo = Int64((most * sum).rounded())
        flows.append(Flow(source: source, lane: lane, rate: upTo - before))
        before = upTo
      }
    }
  }

  /// Adds sources, routes, the leaving of hit zones, and the measure of the service.
  mutating func lower(
    over routes: inout RouteLowering, _ endpoints: inout EndpointRoutes,
    into model: inout DesignLowering
  ) {
    var ways = Ways(routes: routes, endpoints: endpoints)
    for flow in flows {
      var entry = ways.entry(from: flow.source, in: flow.lane, into: &model)
      if flow.lane == nil, let delay = service.shiftOnEgressLoss {
        entry = addEgressLeaving(of: flow.source, to: entry, after: delay, over: &ways, &model)
      }
      let path = path(of: flow)
      let level = model.world.strikesZones ? model.fit(flow.source.zone) : .full
      model.builder.add(
        FlowSource(path, rate: flow.rate, profile: profile, level: level, to: entry))
      paths.append(path)
    }
    if model.world.strikesZones {
      for zone in model.world.zones { addMovedWork(of: zone, over: &ways, into: &model) }
    }
    (routes, endpoints) = (ways.routes, ways.endpoints)
    model.builder.add(
      .served(
        ServedMeasure(
          name: service.name, sources: paths, demand: flows.reduce(0) { $0 + $1.rate },
          profile: profile, tolerance: service.tolerance)))
  }

  /// `egress/a`; a second default route within a zone adds the component's name, and a lane its
  /// service.
  private func path(of flow: Flow) -> ComponentPath {
    let source = flow.source
    let isFirst = service.sources.first { $0.zone == source.zone } == source
    let own = ComponentPath(service.name)
    let main = isFirst ? own / source.zone : own / "\(source.component)/\(source.zone)"
    return flow.lane.map { main / $0 } ?? main
  }

  /// The hit part of a zone's work: sources that are lost, or that leave the zone after a delay.
  private mutating func addMovedWork(
    of zone: String, over ways: inout Ways, into model: inout DesignLowering
  ) {
    if case .excluded = service.onZoneLoss { return }
    let here = flows.filter { $0.source.zone == zone }
    var lanes: [Lane] = []
    for flow in here where !lanes.contains(flow.lane) { lanes.append(flow.lane) }
    for lane in lanes {
      let moved = ComponentPath(service.name) / zone / "moved"
      let path = lane.map { moved / $0 } ?? moved
      let rate = here.filter { $0.lane == lane }.reduce(0) { $0 + $1.rate }
      var target = FlowTarget.nowhere
      if case .shift(let delay) = service.onZoneLoss,
        service.sources.contains(where: { $0.zone != zone })
      {
        target = addLeaving(of: zone, in: lane, after: delay, over: &ways, into: &model)
      }
      let level = FlowLevel.complement(model.fit(zone))
      model.builder.add(FlowSource(path, rate: rate, profile: profile, level: level, to: target))
      paths.append(path)
    }
  }

  /// A switch from nowhere to the other zones, turned once the zone has been hit for the delay.
  private mutating func addLeaving(
    of zone: String, in lane: Lane, after delay: DurationLaw, over ways: inout Ways,
    into model: inout DesignLowering
  ) -> FlowTarget {
    let elsewhere = addElsewhere(than: zone, in: lane, over: &ways, into: &model)
    let work = part("work", in: zone)
    if leavings[work] == nil {
      model.builder.add(
        Failover(
          work,
          candidates: [
            Failover.Candidate(seen: model.reads(.hit(zone: zone))),
            Failover.Candidate(seen: .always),
          ],
          attempts: [Failover.Attempt([.law(delay)])], failBack: .constant(Seconds(0)),
          cuts: false))
      leavings[work] = elsewhere
    }
    let flow = lane.map { work / $0 } ?? work
    model.builder.add(FlowSwitch(flow, by: work, ways: [.nowhere, elsewhere]))
    return .element(flow)
  }

  /// A switch to the other zones, turned once a zone's way out has been down for the delay.
  private mutating func addEgressLeaving(
    of source: EgressService.Source, to entry: FlowTarget, after delay: DurationLaw,
    over ways: inout Ways, _ model: inout DesignLowering
  ) -> FlowTarget {
    guard service.sources.contains(where: { $0.zone != source.zone }),
      let route = ways.routes.route(from: source.zone, by: source.component, into: &model)
    else { return entry }
    let elsewhere = addElsewhere(than: source.zone, in: nil, over: &ways, into: &model)
    let isFirst = service.sources.first { $0.zone == source.zone } == source
    let path =
      isFirst ? part("leave", in: source.zone) : part("leave/\(source.component)", in: source.zone)
    model.builder.add(
      Failover(
        path,
        candidates: [
          Failover.Candidate(seen: route.works), Failover.Candidate(seen: .always),
        ], attempts: [Failover.Attempt([.law(delay)])], failBack: delay))
    model.builder.add(FlowSwitch(path, by: path, ways: [entry, elsewhere]))
    return .element(path)
  }

  /// The other zones, each by its share and by what of it is not hit.
  private mutating func addElsewhere(
    than zone: String, in lane: Lane, over ways: inout Ways, into model: inout DesignLowering
  ) -> FlowTarget {
    let main = part("else", in: zone)
    let path = lane.map { main / $0 } ?? main
    if let known = leavings[path] { return known }
    let others = service.sources.filter { $0.zone != zone }.map { source in
      let share = FlowLevel.constant(Int64((source.share.value * 1e9).rounded()))
      let weight =
        model.world.strikesZones ? FlowLevel.product([share, model.fit(source.zone)]) : share
      return FlowWay(ways.entry(from: source, in: lane, into: &model), weight: weight)
    }
    model.builder.add(FlowSplit(path, over: others, whenNone: .none))
    leavings[path] = .element(path)
    return .element(path)
  }

  /// `work/a` of the service `egress`; other services add their name.
  private func part(_ role: String, in zone: String) -> ComponentPath {
    let own = ComponentPath(role)
    return service.name == "egress" ? own / zone : own / service.name / zone
  }
}

/// The ways of all lanes.
private struct Ways {
  var routes: RouteLowering
  var endpoints: EndpointRoutes

  mutating func entry(
    from source: EgressService.Source, in lane: EgressLowering.Lane,
    into model: inout DesignLowering
  ) -> FlowTarget {
    guard let lane else {
      return routes.entry(from: source.zone, by: source.component, into: &model)
    }
    return endpoints.entry(from: source.zone, to: lane, into: &model) ?? .nowhere
  }
}

extension World {
  /// Whether anything can ever hit the work of a zone.
  var strikesZones: Bool {
    replay != nil || incidents.zone?.mode.mtbf != nil
  }
}
