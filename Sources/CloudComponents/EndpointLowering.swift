// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a service's traffic that goes to services of AWS, by an endpoint where there is one.

import Quantities
import ReliabilityModeling

/// The ways from each zone to one service of AWS.
struct EndpointRoutes: Sendable {
  private var elements: Set<ComponentPath> = []

  /// Where the traffic of a zone to a service enters; `nil` when it has to take the NAT.
  mutating func entry(
    from zone: String, to service: String, into model: inout DesignLowering
  ) -> FlowTarget? {
    guard let way = model.endpoints.first(where: { $0.service == service }) else { return nil }
    var entry = FlowTarget.end
    if !way.interfaces.isEmpty { entry = answer(of: way, from: zone, into: &model) }
    // A bad change takes the routes to an endpoint as it takes all others.
    guard let reach = model.world.change?.reach, reach != .component else { return entry }
    let path = ComponentPath("way/\(way.component)/\(service)") / zone
    if elements.insert(path).inserted {
      model.builder.add(FlowNode(path, while: .all(model.changes(in: zone)), to: entry))
    }
    return .element(path)
  }

  /// The regional name: it answers with the interfaces that it believes up, all alike.
  private mutating func answer(
    of way: EndpointWay, from zone: String, into model: inout DesignLowering
  ) -> FlowTarget {
    let path = ComponentPath("name/\(way.component)") / zone
    guard elements.insert(path).inserted else { return .element(path) }
    let ways = way.interfaces.map { interface in
      guard interface.zone != zone else {
        return FlowWay(.element(interface.path), in: interface.answered)
      }
      let border = ComponentPath("xzone") / interface.path.text
      if elements.insert(border).inserted {
        model.builder.add(FlowNode(border, to: .element(interface.path)))
        model.builder.add(.carried(name: "carried/\(border)", node: border))
      }
      return FlowWay(.element(border), in: interface.answered)
    }
    model.builder.add(FlowSplit(path, over: ways, whenNone: .all))
    return .element(path)
  }
}
