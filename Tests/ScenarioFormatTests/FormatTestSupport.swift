// SPDX-License-Identifier: GPL-3.0-or-later
// Short ways from text to trees, readers and rendered findings.

import Diagnostics
import ScenarioFormat

/// A scenario with every section, without a mistake.
let validScenario = """
  # Which is better?
  scenario: NAT designs for a VPC over three zones
  world:
    region: us-east-1
    zones: [a, b, c]
    operators: { reaction: lognormal(median 12 min, p95 60 min), fix: 10 min }
  network:
    vpc: 10.0.0.0/16
    subnets:
      private: { each: zone, within: 10.0.64.0/18, size: /20, routes: { 0.0.0.0/0: nat } }
  services:
    egress: { from: private, to: internet, demand: 1.2 Gbps, onZoneLoss: { shift: after 2 min } }
  designs:
    one-instance: { nat: { type: nat-instance, zone: a, instance: c7gn.medium } }
    gateway-per-zone: { nat: { type: nat-gateway, each: zone } }
  experiment: { horizon: 1 y, precision: 2 %, seed: 1 }
  expect:
    - { better: gateway-per-zone, than: one-instance, for: egress, because: "it's known" }
    - { value: egress.lostMinutesPerYear, design: one-instance, is: 80 min, within: 5 % }

  """

/// The tree of a text, and what was found in it.
func parsed(_ text: String, name: String = "test.yaml") -> (tree: LocatedNode, found: [Diagnostic])
{
  var sink = DiagnosticSink()
  let tree = LocatedNode(parsing: SourceText(name: name, text: text), noting: &sink)
  return (tree, sink.diagnostics)
}

/// The scenario of a text, and what was found in it.
func decoded(
  _ text: String, setting assignments: [String] = []
) -> (scenario: Scenario, found: [Diagnostic]) {
  var sink = DiagnosticSink()
  var tree = LocatedNode(parsing: SourceText(name: "test.yaml", text: text), noting: &sink)
  for assignment in assignments { tree = tree.setting(assignment, noting: &sink) }
  let scenario = Scenario(decoding: tree, noting: &sink)
  return (scenario, sink.diagnostics)
}

/// Findings in one line each: `line:column message | note`.
func lines(_ findings: [Diagnostic]) -> [String] {
  findings.map { finding in
    let place = finding.location.map { "\($0.line):\($0.column) " } ?? ""
    return place + ([finding.message] + finding.notes).joined(separator: " | ")
  }
}

/// A tree with everything but its places, in one line.
func sketch(_ node: LocatedNode) -> String {
  switch node.value {
  case .scalar(let text, let isQuoted): isQuoted ? "\"\(text)\"" : text
  case .list(let elements): "[\(elements.map(sketch).joined(separator: "; "))]"
  case .map(let entries):
    "{\(entries.map { "\($0.key.name): \(sketch($0.value))" }.joined(separator: "; "))}"
  }
}
