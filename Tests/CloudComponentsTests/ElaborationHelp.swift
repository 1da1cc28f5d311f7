// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios for the tests of elaboration.

import CloudComponents
import Diagnostics
import ScenarioFormat

/// A scenario over three zones, with parts that a test replaces.
struct TestScenario {
  var world = "{ region: us-east-1, zones: [a, b, c] }"
  var publicSubnets =
    "{ each: zone, within: 10.0.0.0/20, size: /24, "
    + "routes: { 0.0.0.0/0: internet-gateway } }"
  var privateSubnets =
    "{ each: zone, within: 10.0.64.0/18, size: /20, "
    + "routes: { 0.0.0.0/0: nat } }"
  var service = "{ from: private, demand: 1.2 Gbps }"
  var designs = ["one: { nat: { type: nat-gateway, each: zone } }"]

  var text: String {
    """
    scenario: a test
    world: \(world)
    network:
      vpc: 10.0.0.0/16
      subnets: { public: \(publicSubnets), private: \(privateSubnets) }
    services: { egress: \(service) }
    designs:
      \(designs.joined(separator: "\n  "))
    """
  }

  /// Elaborates all designs; the sink has every finding.
  func elaborated() -> (designs: [Design], findings: [Diagnostic]) {
    var sink = DiagnosticSink()
    let tree = LocatedNode(parsing: SourceText(name: "test.yaml", text: text), noting: &sink)
    let scenario = Scenario(decoding: tree, noting: &sink)
    let designs = scenario.designs.map {
      Design(elaborating: $0, of: scenario, with: .aws, noting: &sink)
    }
    return (designs, sink.diagnostics)
  }
}
