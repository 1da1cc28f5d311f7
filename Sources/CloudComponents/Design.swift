// SPDX-License-Identifier: GPL-3.0-or-later
// A design, elaborated: copies in their zones, routes resolved, paths named.

package import Diagnostics
package import ScenarioFormat

/// One design of a scenario with the world around it, ready to be lowered.
package struct Design: Sendable {
  package let name: String
  package let location: SourceLocation
  package let world: World
  package let network: VPCNetwork
  /// Every copy of every component, in the order of the file, then of the zones.
  package let instances: [Instance]
  package let services: [EgressService]
  /// How packets of the services pass the network; `nil` when other errors stand before it.
  package let reachability: Reachability?
  /// Every value that was used, in the order of reading.
  package let assumptions: [Assumption]
  package let billables: [Billable]
}

extension Design {
  static let subnet = Field<String?>(
    optional: "subnet", "Subnets in which it stands; the first public ones unless given.")

  /// Names of paths that are not a component's, and words that have a meaning of their own.
  static let reservedNames =
    [
      "answer", "capacity", "carried", "changed", "cut", "else", "fallback", "fit", "grey", "group",
      "hit", "leave", "name", "partition", "patch", "place", "plane", "recover", "region", "route",
      "strain", "system", "through", "up", "view", "watch", "watcher", "way", "work", "world",
      "xzone",
    ] + RouteTarget.reserved

  /// Fields of a design that are no components.
  static let sections = ["network", "description"]

  /// Elaborates one design of a scenario.
  ///
  /// What a scenario says for all of its designs is read for each of them; a finding about it is
  /// noted once.
  ///
  /// - Parameters:
  ///   - design: One of the scenario's designs.
  ///   - scenario: All sections.
  ///   - catalog: The types that its components may have.
  ///   - sink: Takes the findings; with errors among them the design must not be lowered.
  package init(
    elaborating design: Scenario.DesignSection, of scenario: Scenario,
    with catalog: ComponentCatalog, noting sink: inout DiagnosticSink
  ) {
    var findings = DiagnosticSink()
    var elaboration = Elaboration(of: scenario, design, with: catalog, noting: &findings)
    self = elaboration.design(noting: &findings)
    for finding in findings.diagnostics where !sink.diagnostics.contains(finding) {
      sink.note(finding)
    }
  }
}
