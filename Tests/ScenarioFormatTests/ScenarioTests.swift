// SPDX-License-Identifier: GPL-3.0-or-later
// Whole scenarios: sections, experiment, expectations, values set from outside, damaged text.

import Diagnostics
import Quantities
import ScenarioFormat
import Testing

@Suite struct ScenarioTests {
  @Test func `a scenario without mistakes is decoded in full`() {
    let (scenario, found) = decoded(validScenario)
    #expect(found.isEmpty)
    #expect(scenario.title == "NAT designs for a VPC over three zones")
    #expect(scenario.designs.map(\.name) == ["one-instance", "gateway-per-zone"])
    #expect(scenario.serviceNames == ["egress"])
    #expect(scenario.experiment.horizon == .years(1))
    #expect(scenario.experiment.precision == Share(0.02))
    #expect(scenario.experiment.seed == 1)
    #expect(
      scenario.expect.map(\.text) == [
        "gateway-per-zone is better than one-instance for egress",
        "egress.lostMinutesPerYear of one-instance is 80 within 5 %",
      ])
    #expect(scenario.expect.first?.because == "it's known")
    #expect(
      scenario.expect.last?.form
        == .value(
          .lostMinutesPerYear, service: "egress", design: "one-instance",
          .equal(80, within: .relative(0.05))))
  }

  @Test func `expectations have four bounds and two comparisons`() {
    let text =
      validScenario.prefix { $0 != "#" } + """
        scenario: s
        world: { region: r }
        network: { vpc: v }
        services: { egress: {} , web: {} }
        designs: { one: {} , two: {} }
        expect:
          - { value: egress.unavailability, design: one, atMost: 0.01 %, resolution: 5 % }
          - { value: web.darkMinutesPerYear, design: two, atLeast: 2 h }
          - { value: web.outagesPerYear, design: two, is: 3.5 }
          - { better: one, than: two, for: web, by: 13.2 }
          - { same: one, as: one, for: egress }
        """
    let (scenario, found) = decoded(String(text))
    #expect(found.isEmpty)
    #expect(
      scenario.expect.map(\.text) == [
        "egress.unavailability of one is at most 0.0001",
        "web.darkMinutesPerYear of two is at least 120",
        "web.outagesPerYear of two is 3.5 within 4 standard errors",
        "one is better than two for web by 13.2 min a year",
        "one is the same as one for egress",
      ])
    #expect(scenario.expect.first?.resolution == Share(0.05))
  }

  @Test func `values are set from outside before decoding`() {
    let (scenario, found) = decoded(
      validScenario,
      setting: [
        "experiment.seed=7", "designs.one-instance.nat.instance=c7gn.large",
        "network.subnets.private.routes.0.0.0.0/0=internet-gateway",
        "world.zones.2=d", "world.operators.reaction=uniform(1 min, 5 min)",
        "designs.one-instance.nat.change={ rate: 2 per year }", "world.incidents.mtbf=never",
      ])
    #expect(found.isEmpty)
    #expect(scenario.experiment.seed == 7)
    #expect(
      scenario.designs.first.map { sketch($0.node) }
        == "{nat: {type: nat-instance; zone: a; instance: c7gn.large; change: {rate: 2 per year}}}")
    let origin = scenario.designs.first?.node["nat"]?["instance"].map {
      ValueOrigin(of: $0.location)
    }
    #expect(
      origin == .commandLine("--set designs.one-instance.nat.instance=c7gn.large"))
    #expect(
      sketch(scenario.world)
        == "{region: us-east-1; zones: [a; b; d]; "
        + "operators: {reaction: uniform(1 min, 5 min); fix: 10 min}; incidents: {mtbf: never}}")
    #expect(sketch(scenario.network).contains("routes: {0.0.0.0/0: internet-gateway}"))
  }

  @Test(arguments: [
    ("experiment.seed=x", "'seed' of the experiment: 'x' is not a whole number"),
    ("experiment.sede=3", "unknown field 'sede' of the experiment | did you mean 'seed'?"),
    (
      "desings.one-instance.x=3",
      "there is no 'desings' to set something in | did you mean 'designs'?"
    ),
    (
      "designs.one-instanze.nat.zone=b",
      "there is no 'one-instanze' to set something in | did you mean 'one-instance'?"
    ),
    (
      "designs.other.nat.zone=b",
      "there is no 'other' to set something in | known here: one-instance, gateway-per-zone"
    ),
    (
      "world.operator.fix=1 min",
      "there is no 'operator' to set something in | did you mean 'operators'?"
    ),
    ("world.zones.7=d", "'7' is no element of a list of 3 | elements are counted from 0"),
    ("experiment.horizon=", "'horizon' of the experiment has no value"),
    ("experiment.horizon=[", "not valid YAML: a value is expected here"),
    ("experiment..seed=3", "this is no path of names joined by dots"),
    ("seed", "a value is set as PATH=VALUE | such as --set experiment.seed=7"),
    ("=3", "a value is set as PATH=VALUE | such as --set experiment.seed=7"),
  ])
  func `a value that cannot be set says why`(_ assignment: String, _ message: String) {
    let (_, found) = decoded(validScenario, setting: [assignment])
    #expect(found.map { ([$0.message] + $0.notes).joined(separator: " | ") } == [message])
    #expect(found.first?.location == SourceLocation.whole("--set \(assignment)"))
  }

  @Test func `too many designs are refused`() {
    let designs = (0..<65).map { "    d\($0): { nat: none }" }.joined(separator: "\n")
    let text = "scenario: s\nworld: { a: b }\nnetwork: { a: b }\nservices: { a: b }\ndesigns:\n"
    #expect(
      lines(decoded(text + designs).found) == [
        "6:5 a scenario compares at most 64 designs, not 65"
      ])
  }

  @Test func `every prefix of a scenario is read or refused`() {
    let scalars = Array(validScenario.unicodeScalars)
    for length in 0..<scalars.count {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[..<length])
      let source = SourceText(name: "prefix", text: String(view))
      expectOrdered(source)
    }
  }

  @Test func `a scenario with one wrong byte is read or refused`() {
    let bytes = Array(validScenario.utf8)
    let signs = Array("[]{}&*?:-,#'\"|>%@`!~\t\n\r 0\u{0}\u{7}()".utf8) + [0x80, 0xC3, 0xFF]
    for position in bytes.indices {
      // Every sign meets every part of the text, three of them each byte.
      for turn in 0..<3 {
        var damaged = bytes
        damaged[position] = signs[(3 * position + turn) % signs.count]
        guard let source = try? SourceText(name: "mutation", bytes: damaged) else { continue }
        expectOrdered(source)
      }
    }
  }

  /// Reads and renders a text; what is found lies within it.
  private func expectOrdered(_ source: SourceText) {
    var sink = DiagnosticSink()
    let tree = LocatedNode(parsing: source, noting: &sink)
    let scenario = Scenario(decoding: tree, noting: &sink)
    let rendering = DiagnosticRendering(sink.diagnostics, of: [source.lines])
    #expect(rendering.text.isEmpty == sink.diagnostics.isEmpty)
    #expect(sink.hasErrors || !scenario.designs.isEmpty)
    for finding in sink.diagnostics {
      let line = finding.location?.line ?? 0
      #expect(line == 0 || source.lines.line(line) != nil, "\(finding)")
    }
  }
}
