// SPDX-License-Identifier: GPL-3.0-or-later
// From a design to a system model: components, routes, services, and the world around them.

package import Diagnostics
import Quantities
package import ReliabilityModeling

extension DesignLowering {
  /// The passes after the components': routes and services over what was provided, then the world
  /// over what was exposed and what is read of it.
  ///
  /// The world comes last because it leaves out what nobody reads.
  package mutating func finish(
    serving services: [EgressService], noting sink: inout DiagnosticSink
  ) -> SystemModel {
    // A limit per direction is met by the service whose traffic is the most one-sided.
    let direction = services.map(\.direction).max() ?? Share(1)
    var routes = RouteLowering(direction: direction)
    for service in services {
      for source in service.sources {
        _ = routes.entry(from: source.zone, by: source.component, into: &self)
      }
    }
    for service in services { service.lower(over: &routes, into: &self) }
    world.lower(into: &self)
    for finding in findings.diagnostics { sink.note(finding) }
    return builder.build(noting: &sink)
  }
}
