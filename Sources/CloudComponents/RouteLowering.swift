// SPDX-License-Identifier: GPL-3.0-or-later
// The routes pass: default routes over what was provided become nodes and switches.

import Quantities
import RandomVariates
import ReliabilityModeling

/// The default route of one zone's private subnets, and where it enters the flow network.
struct LoweredRoute: Hashable, Sendable {
  let zone: String
  let component: String
  let entry: FlowTarget
  /// Up while it leads to something that forwards; what only changes or drains cut off counts not.
  let works: Signal
}

/// Nodes, switches and failovers of all routes of a design.
struct RouteLowering: Sendable {
  /// What the traffic is made of, by which limits are read.
  let traffic: TrafficShape
  /// Whether somebody asks of a zone's route if it works.
  let isAsked: Bool
  private(set) var routes: [LoweredRoute] = []
  private var elements: Set<ComponentPath> = []

  init(carrying traffic: TrafficShape, asked isAsked: Bool = false) {
    self.traffic = traffic
    self.isAsked = isAsked
  }

  /// Where the traffic of a zone enters whose default route points at a component; `nowhere` when
  /// nothing of that name was provided.
  mutating func entry(
    from zone: String, by component: String, into model: inout DesignLowering
  ) -> FlowTarget {
    route(from: zone, by: component, into: &model)?.entry ?? .nowhere
  }

  /// The default route of a zone; `nil` when nothing of the component's name was provided.
  mutating func route(
    from zone: String, by component: String, into model: inout DesignLowering
  ) -> LoweredRoute? {
    if let known = routes.first(where: { $0.zone == zone && $0.component == component }) {
      return known
    }
    let peers = gateways(from: zone, by: component, in: model)
    guard let owner = peers.first else { return nil }
    var (entry, works) = (way(to: owner, from: zone, into: &model), owner.serves)
    let candidates = owner.standby.isEmpty ? peers : [owner] + owner.standby
    if let takeover = owner.takeover, candidates.count > 1 {
      (entry, works) = switchRoute(from: zone, over: candidates, by: takeover, into: &model)
    }
    var needs: [Signal] = owner.takeover?.cut.map { [$0] } ?? []
    if case .zone = model.world.change?.reach { needs += model.changes(in: zone) }
    if !needs.isEmpty {
      let way = ComponentPath("way/\(component)/\(zone)")
      model.builder.add(FlowNode(way, while: .all(needs), to: entry))
      entry = .element(way)
    }
    let route = LoweredRoute(zone: zone, component: component, entry: entry, works: works)
    routes.append(route)
    return route
  }

  /// What may serve a zone, in order of preference: its own, then the other zones' in cyclic order.
  private func gateways(
    from zone: String, by component: String, in model: DesignLowering
  ) -> [EgressGateway] {
    let zones = model.world.zones
    let start = model.group(of: zone) ?? 0
    return zones.indices.flatMap { offset in
      let other = zones[(start + offset) % zones.count]
      return model.gateways.filter { $0.component == component && $0.zone == other }
    }
  }

  /// The nodes of a gateway; of a group over several zones, the one where its member serves.
  private mutating func way(
    to gateway: EgressGateway, from zone: String, into model: inout DesignLowering
  ) -> FlowTarget {
    let ways = gateway.places.map { place in
      FlowWay(node(of: gateway, at: place, from: zone, into: &model), in: place.unit)
    }
    guard ways.count > 1 else { return ways[0].to }
    let split = ComponentPath("place/\(gateway.path)") / zone
    if elements.insert(split).inserted {
      model.builder.add(FlowSplit(split, over: ways, whenNone: .none))
    }
    return .element(split)
  }

  /// One node of a gateway, entered by way of the zone border if it stands in another zone.
  private mutating func node(
    of gateway: EgressGateway, at place: EgressGateway.Place, from zone: String,
    into model: inout DesignLowering
  ) -> FlowTarget {
    if elements.insert(place.path).inserted { addNode(of: gateway, at: place, to: &model) }
    guard place.zone != zone else { return .element(place.path) }
    let border = ComponentPath("xzone") / place.path.text
    if elements.insert(border).inserted {
      model.builder.add(FlowNode(border, to: .element(place.path)))
      model.builder.add(.carried(name: "carried/\(border)", node: border))
    }
    return .element(border)
  }

  private func addNode(
    of gateway: EgressGateway, at place: EgressGateway.Place, to model: inout DesignLowering
  ) {
    var needs = [place.unit]
    if case .design = model.world.change?.reach { needs += model.changes(in: place.zone) }
    let limit = gateway.limits.node(
      for: traffic, strained: gateway.strain, passing: gateway.passes)
    model.builder.add(
      FlowNode(
        place.path, while: needs.count == 1 ? place.unit : .all(needs),
        capacity: limit.capacity, passes: limit.passes, to: .end))
    guard gateway.billsTraffic else { return }
    model.builder.add(.carried(name: "carried/\(place.path)", node: place.path))
  }

  /// A switch over the candidates, moved by whoever watches the owner; and whether it works.
  private mutating func switchRoute(
    from zone: String, over candidates: [EgressGateway], by takeover: RouteTakeover,
    into model: inout DesignLowering
  ) -> (FlowTarget, Signal) {
    let owner = candidates[0]
    let path = DesignLowering.path(
      of: "route", beside: ComponentPath(owner.component) / zone)
    let options = candidates.enumerated().map { position, candidate in
      Failover.Candidate(
        serves: isAsked ? candidate.serves : .always,
        seen: takeover.seen(of: candidate, at: position))
    }
    model.builder.add(
      Failover(
        path, candidates: options, attempts: takeover.attempts(from: zone, in: &model),
        resume: takeover.backlog,
        failBack: takeover.failsBack ? .constant(Seconds(0)) : nil, firstBack: .switch,
        strikes: takeover.strikes))
    let ways = candidates.map { way(to: $0, from: zone, into: &model) }
    model.builder.add(FlowSwitch(path, by: path, ways: ways))
    return (.element(path), .part(path))
  }
}

extension RouteTakeover {
  /// What is seen of a candidate: the owner by its watcher, a peer by its own, a gateway that
  /// stands by not at all.
  fileprivate func seen(of candidate: EgressGateway, at position: Int) -> Signal {
    guard position > 0 else { return seen }
    if isWatchedByPeer, position == 1 { return .always }
    return candidate.takeover?.seen ?? .always
  }

  /// What is tried to move the route of a zone.
  fileprivate func attempts(
    from zone: String, in model: inout DesignLowering
  ) -> [Failover.Attempt] {
    switch mover {
    case .provider(let delay): return [Failover.Attempt([.law(delay)])]
    case .person(let fix):
      let plane = model.reads(.plane(.network, zone: zone))
      return [Failover.Attempt([.operatorReaction, .law(fix, needs: plane)])]
    case .script(let script):
      let plane = model.reads(.plane(.network, zone: zone))
      var needs = plane
      if script.alive != .always { needs = .all([script.alive, plane]) }
      let moved = script.address.map { [ActionStep.law($0, needs: needs)] } ?? []
      let first = script.steps(needing: needs) + moved
      guard script.success.value < 1 else { return [Failover.Attempt(first)] }
      let byHand = script.address.map { [ActionStep.law($0, needs: plane)] } ?? []
      return [
        Failover.Attempt(first, success: script.success.value),
        Failover.Attempt([.operatorReaction, .law(script.effect, needs: plane)] + byHand),
      ]
    }
  }
}

extension RouteTakeover.Script {
  /// The call, which needs the plane, and its effect: one step where their sum is a simple law.
  func steps(needing plane: Signal) -> [ActionStep] {
    switch effect {
    case .constant(let span): [.law(.constant(span + call), needs: plane)]
    case .uniform(let least, let most):
      [.law(.uniform(from: least + call, to: most + call), needs: plane)]
    case .triangular(let least, let likeliest, let most):
      [
        .law(
          .triangular(least: least + call, likeliest: likeliest + call, most: most + call),
          needs: plane)
      ]
    case .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto, .lomax,
      .pert, .empirical, .mixture, .truncated, .shifted:
      [.law(.constant(call), needs: plane), .law(effect)]
    }
  }
}
