// SPDX-License-Identifier: GPL-3.0-or-later
// Designs from scenarios: copies, paths, shares, who carries whom, what is assumed.

import CloudComponents
import Diagnostics
import NetworkReachability
import Quantities
import ReliabilityModeling
import ScenarioFormat
import Testing

@Suite struct ElaborationTests {
  @Test func `one copy a zone stands on the path that a copy of that zone alone has too`() throws {
    var scenario = TestScenario()
    scenario.designs = [
      "each: { nat: { type: nat-gateway, each: zone } }",
      "alone: { nat: { type: nat-gateway, zone: b } }",
    ]
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty)
    #expect(
      designs.map { $0.instances.map(\.place.path.text) } == [
        ["nat/a", "nat/b", "nat/c"], ["nat/b"],
      ])
    #expect(designs[0].instances.map(\.place.ordinal) == [0, 1, 2])
    #expect(designs.map { $0.instances[0].place.count } == [3, 1])
  }

  @Test func `a zone's subnets are cut in the order of the zones`() {
    let design = TestScenario().elaborated().designs[0]
    #expect(
      design.network.group(named: "private")?.subnets.map(\.prefix.description) == [
        "10.0.64.0/20", "10.0.80.0/20", "10.0.96.0/20",
      ])
    #expect(
      design.network.group(named: "public")?.subnets.map(\.usableAddresses) == [
        251, 251, 251,
      ])
  }

  @Test func `the demand is divided evenly over the zones of the subnets unless shares say more`() {
    var scenario = TestScenario()
    let even = scenario.elaborated().designs[0].services[0]
    #expect(even.sources.map(\.zone) == ["a", "b", "c"])
    #expect(even.sources.allSatisfy { abs($0.share.value - 1.0 / 3) < 1e-12 })
    #expect(even.demand == .gigabits(1.2) && even.sources.allSatisfy { $0.component == "nat" })

    scenario.service = "{ from: private, demand: 1 Gbps, shares: { a: 70 %, c: 30 % } }"
    let uneven = scenario.elaborated().designs[0].services[0]
    #expect(uneven.sources.map(\.zone) == ["a", "c"])
    #expect(uneven.sources.map(\.share) == [Share(0.7), Share(0.3)])
  }

  @Test func `subnets with one carrier in a zone are one source, with two they are two`() {
    var scenario = TestScenario()
    scenario.publicSubnets +=
      ", more: { zone: a, cidr: 10.0.32.0/24, routes: { 0.0.0.0/0: nat } }, "
      + "other: { zone: a, cidr: 10.0.33.0/24, routes: { 0.0.0.0/0: spare } }"
    scenario.service = "{ from: [private, more, other], demand: 1 Gbps }"
    scenario.designs = [
      "one: { nat: { type: nat-gateway, each: zone }, spare: { type: nat-gateway, zone: b } }"
    ]
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty)
    let sources = designs[0].services[0].sources
    #expect(sources.map { "\($0.zone) \($0.component)" } == ["a nat", "a spare", "b nat", "c nat"])
    let ninths = sources.map { ($0.share.value * 9).rounded() }
    #expect(ninths == [2, 1, 3, 3])
  }

  @Test func `what all designs share is complained about once`() {
    var scenario = TestScenario()
    scenario.world = "{ region: us-east-2, zones: [a, b, c], operator: {} }"
    scenario.designs = (1...4).map { "d\($0): { nat: { type: nat-gateway, each: zone } }" }
    let findings = scenario.elaborated().findings
    #expect(findings.map(\.message) == ["unknown field 'operator' of the world"])
  }

  @Test func `a world that cannot be read does not blame the components`() {
    var scenario = TestScenario()
    scenario.world = "{ region: us-east-1, zones: {} }"
    #expect(scenario.elaborated().findings.count == 1)
  }

  @Test func `every value is listed once with its origin, and each default with a source`() {
    let assumptions = TestScenario().elaborated().designs[0].assumptions
    let paths = assumptions.map(\.path)
    #expect(Set(paths).count == paths.count)
    for assumption in assumptions where assumption.origin == .catalogue {
      #expect(!assumption.source.isEmpty && assumption.confidence != nil)
    }
    let demand = assumptions.first { $0.path == "services.egress.demand" }
    #expect(demand?.value == BitsPerSecond.gigabits(1.2).text && demand?.origin != .catalogue)
    let rate = assumptions.first { $0.path == "world.incidents.zone.rate" }
    #expect(rate?.value == "0.395 per year" && rate?.confidence == .measuredPublished)
    #expect(paths.contains("nat.threshold"))
  }

  @Test func `which copy serves a zone without its own is an assumption where there is a choice`() {
    var scenario = TestScenario()
    scenario.designs = [
      "one: { nat: { type: nat-gateway, zone: b } }",
      "two: { nat: { type: nat-gateway, zone: [a, b] } }",
    ]
    let chosen = scenario.elaborated().designs.map { design in
      design.assumptions.filter { $0.path.contains("carrierOfZone") }
    }
    #expect(chosen[0].isEmpty)
    #expect(chosen[1].map { "\($0.path) \($0.value)" } == ["nat.carrierOfZone.c nat/a"])
    #expect(chosen[1].first?.confidence == .judgement)
  }

  @Test func `another region has the mean rate of zone incidents`() {
    var scenario = TestScenario()
    scenario.world = "{ region: eu-west-1, zones: [a, b, c] }"
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty)
    let mean = designs[0].world.incidents.zone?.mode.mtbf
    #expect(mean == .years(1 / 0.121))
    #expect(designs[0].world.zonePopulation == 3)
  }

  @Test func `trouble is switched off by name`() {
    var scenario = TestScenario()
    scenario.world = """
      { region: us-east-1, zones: [a], change: none, incidents: { zoneControl: none,
          gatewayRegion: never, gatewayZone: { rate: 0 }, zone: { mtbf: 2 y, planes: none } } }
      """
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty)
    let world = designs[0].world
    #expect(world.change == nil && world.incidents.zoneControl == nil)
    #expect(world.incidents.gatewayRegion == nil && world.incidents.gatewayZone?.mtbf == nil)
    #expect(world.incidents.zone?.mode.mtbf == .years(2))
    #expect(world.incidents.zone?.coupling == PlaneCoupling.none)

    scenario.world = "{ region: us-east-1, zones: [a], incidents: none }"
    #expect(scenario.elaborated().designs[0].world.incidents == IncidentModes())
  }

  /// 2018-05-07 is the Monday before the first day; 2022-12-31 ends 1 700 days later.
  @Test func `a replay spans the complete window unless it says otherwise`() throws {
    var scenario = TestScenario()
    scenario.world = "{ region: us-east-1, zones: [a, b, c], incidents: { replay: catalogue } }"
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty)
    let replay = try #require(designs[0].world.replay)
    #expect(replay.start.description == "2018-05-07" && replay.span == .days(1_700))
    #expect(designs[0].world.incidents.zone?.mode.mtbf == nil)
  }

  @Test func `a design may have a network of its own`() {
    var scenario = TestScenario()
    scenario.designs.append(
      """
      two:
          network:
            vpc: 10.0.0.0/16
            subnets:
              public: { zone: a, cidr: 10.0.0.0/24, routes: { 0.0.0.0/0: internet-gateway } }
              private: { zone: a, cidr: 10.0.1.0/24, routes: { 0.0.0.0/0: nat } }
          nat: { type: nat-gateway, zone: a }
      """)
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty)
    #expect(designs.map { $0.services[0].sources.count } == [3, 1])
  }
}
