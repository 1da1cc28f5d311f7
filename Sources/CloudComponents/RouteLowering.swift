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
}

/// Nodes, switches and failovers of all routes of a design.
struct RouteLowering: Sendable {
  /// The larger direction's part of the demand, by which limits per direction are read.
  let direction: Share
  private(set) var routes: [LoweredRoute] = []
  private var nodes: Set<ComponentPath> = []

  init(direction: Share) { self.direction = direction }

  /// Where the traffic of a zone enters whose default route points at a component; `nowhere` when
  /// nothing of that name was provided.
  mutating func entry(
    from zone: String, by component: String, into model: inout DesignLowering
  ) -> FlowTarget {
    if let known = routes.first(where: { $0.zone == zone && $0.component == component }) {
      return known.entry
    }
    let candidates = gateways(from: zone, by: component, in: model)
    guard let owner = candidates.first else { return .nowhere }
    var entry = way(to: owner, from: zone, into: &model)
    if let takeover = owner.takeover, candidates.count > 1 {
      entry = switchRoute(from: zone, over: candidates, by: takeover, into: &model)
    }
    if case .zone = model.world.change?.reach {
      let way = ComponentPath("way/\(component)/\(zone)")
      model.builder.add(FlowNode(way, while: .all(model.changes(in: zone)), to: entry))
      entry = .element(way)
    }
    routes.append(LoweredRoute(zone: zone, component: component, entry: entry))
    return entry
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

  /// The node of a gateway, entered by way of the zone border if it stands in another zone.
  private mutating func way(
    to gateway: EgressGateway, from zone: String, into model: inout DesignLowering
  ) -> FlowTarget {
    if nodes.insert(gateway.path).inserted { addNode(of: gateway, to: &model) }
    guard gateway.zone != zone else { return .element(gateway.path) }
    let border = ComponentPath("xzone") / gateway.path.text
    if nodes.insert(border).inserted {
      model.builder.add(FlowNode(border, to: .element(gateway.path)))
      model.builder.add(.carried(name: "carried/\(border)", node: border))
    }
    return .element(border)
  }

  private func addNode(of gateway: EgressGateway, to model: inout DesignLowering) {
    var needs = [gateway.unit]
    if case .design = model.world.change?.reach { needs += model.changes(in: gateway.zone) }
    let capacity = gateway.bandwidth.map {
      FlowCapacity.scaled(Int64($0.value / direction.value), gateway.strain)
    }
    model.builder.add(
      FlowNode(
        gateway.path, while: needs.count == 1 ? gateway.unit : .all(needs),
        capacity: capacity ?? .unlimited, to: .end))
    guard gateway.billsTraffic else { return }
    model.builder.add(.carried(name: "carried/\(gateway.path)", node: gateway.path))
  }

  /// A switch over the candidates, moved by whoever watches the owner.
  private mutating func switchRoute(
    from zone: String, over candidates: [EgressGateway], by takeover: RouteTakeover,
    into model: inout DesignLowering
  ) -> FlowTarget {
    let owner = candidates[0]
    let path = DesignLowering.path(
      of: "route", beside: ComponentPath(owner.component) / zone)
    let plane = model.reads(.plane(.network, zone: zone))
    var attempts = [
      Failover.Attempt(takeover.steps(needing: plane), success: takeover.success.value)
    ]
    if takeover.success.value < 1 {
      attempts.append(
        Failover.Attempt([.operatorReaction, .law(takeover.effect, needs: plane)]))
    }
    model.builder.add(
      Failover(
        path,
        candidates: candidates.map { Failover.Candidate(seen: $0.takeover?.seen ?? .always) },
        attempts: attempts, resume: takeover.backlog,
        failBack: takeover.failsBack ? .constant(Seconds(0)) : nil, firstBack: .switch))
    let ways = candidates.map { way(to: $0, from: zone, into: &model) }
    model.builder.add(FlowSwitch(path, by: path, ways: ways))
    return .element(path)
  }
}

extension RouteTakeover {
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
