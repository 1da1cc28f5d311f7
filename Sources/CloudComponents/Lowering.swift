// SPDX-License-Identifier: GPL-3.0-or-later
// From a design to a system model: components, routes, services, and the world around them.

package import Diagnostics
package import Quantities
package import ReliabilityModeling

extension SystemModel {
  /// Lowers one design, and the world around it, into primitives.
  ///
  /// The design must have been elaborated without errors. Growth of demand is laid out to the
  /// horizon.
  package init(
    lowering design: Design, until horizon: SimTime = .zero + SimDuration(.years(1)),
    noting sink: inout DiagnosticSink
  ) {
    var model = DesignLowering(name: design.name, in: design.world, until: horizon)
    for instance in design.instances {
      let place = instance.place
      if instance.component.takesOver, place.count == 1 {
        sink.error(
          "'\(place.component)' has a failover but stands in zone \(place.zone) alone",
          at: instance.location, notes: ["a peer in another zone takes over: 'each: zone'"])
      }
      instance.component.lower(at: place, into: &model)
    }
    self = model.finish(serving: design.services, noting: &sink)
  }
}

extension DesignLowering {
  /// The passes after the components': routes and services over what was provided, then the world
  /// over what was exposed and what is read of it.
  ///
  /// The world comes last because it leaves out what nobody reads.
  package mutating func finish(
    serving services: [EgressService], noting sink: inout DiagnosticSink
  ) -> SystemModel {
    var routes = RouteLowering(
      carrying: TrafficShape(of: services),
      asked: services.contains { $0.shiftOnEgressLoss != nil })
    for service in services {
      for source in service.sources {
        _ = routes.entry(from: source.zone, by: source.component, into: &self)
      }
    }
    var endpoints = EndpointRoutes()
    for service in services {
      var lowering = EgressLowering(service, in: self)
      lowering.lower(over: &routes, &endpoints, into: &self)
    }
    world.lower(into: &self)
    return builder.build(noting: &sink)
  }
}
