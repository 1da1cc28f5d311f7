// SPDX-License-Identifier: GPL-3.0-or-later
// NAT designs as scenarios write them: what each word becomes, and what presets assume.

import CloudComponents
import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling
import ScenarioFormat
import Testing

@Suite struct NATDesignReadingTests {
  /// A design of one component `nat`, elaborated and lowered without a finding.
  private static func lowered(
    _ nat: String, beside others: String = "", service: String = TestScenario().service
  ) -> (design: Design, system: SystemModel) {
    var scenario = TestScenario()
    scenario.service = service
    scenario.designs = ["one: { nat: { \(nat) }\(others) }"]
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty, "\(findings.map(\.message))")
    var sink = DiagnosticSink()
    let system = SystemModel(lowering: designs[0], noting: &sink)
    #expect(sink.diagnostics.isEmpty, "\(sink.diagnostics.map(\.message))")
    return (designs[0], system)
  }

  private static func assumption(_ path: String, of design: Design) -> String? {
    design.assumptions.first { $0.path == path }?.value
  }

  @Test func `a group of one for each zone keeps its place in that zone`() {
    let (design, system) = Self.lowered(
      "type: nat-instance, each: zone, instance: c7gn.medium, recovery: autoScaling")
    #expect(system.pools.map(\.path.text) == ["group/a", "group/b", "group/c"])
    #expect(system.pools.allSatisfy { $0.desired == 1 && $0.zones.count == 1 })
    #expect(system.pools[0].zones[0].slots[0].health == ["system/a"])
    #expect(Self.assumption("nat.recovery.launch", of: design) == "uniform(25 s, 45 s)")
    #expect(Self.assumption("nat.statusChecks.down", of: design) == "2")
    // impaired, launch, boot, route, address, check off.
    #expect(system.pools[0].zones[0].steps.count == 6)
    #expect(system.pools[0].zones[0].steps.last?.success == 0.99)
    #expect(system.units.contains { $0.path == "up/a" })
  }

  @Test func `a group says its zones, its types and what its script does`() {
    let group = """
      { type: autoScaling, zones: [a, b], elsewhere: no, types: [t3.nano], impaired: none,
        afterLaunch: { route: 3 s, address: none, checkOff: none, success: 100 % } }
      """
    let (_, system) = Self.lowered(
      "type: nat-instance, zone: a, instance: c7gn.medium, recovery: \(group)")
    let pool = system.pools.first
    #expect(pool?.zones.map(\.name) == ["a", "b"] && pool?.elsewhere == false)
    #expect(pool?.zones[1].types.map(\.name) == ["c7gn.medium", "t3.nano"])
    #expect(pool?.zones[0].steps.count == 3)
    // The weaker of both types: t3.nano's 32 Mbit/s.
    let node = system.nodes.first { $0.path == "nat/a" }
    #expect(node?.capacity == .scaled(32_000_000, .full))
  }

  @Test func `an interface that a fresh instance attaches needs no route and no script but that`() {
    let (_, system) = Self.lowered(
      "type: nat-instance, each: zone, instance: c7gn.medium, failover: interfaceReattach")
    #expect(system.failovers.allSatisfy { $0.path.text.hasPrefix("work/") })
    let steps = system.pools[0].zones[0].steps
    #expect(steps.count == 4)
    #expect(steps.last?.needs == .part("plane/network@a") && steps.last?.onFailure == .broken)
  }

  @Test func `watchers are read with where they run and what they may wreck`() {
    let script = """
      { type: routeTakeover, watcher: peer, mutualKill: yes, address: 5 s,
        falseAlarm: { mtbf: 1 y, duration: 1 min }, partition: { mtbf: 2 y, duration: 5 min } }
      """
    let (_, system) = Self.lowered(
      "type: nat-instance, zone: [a, b], instance: c7gn.medium, failover: \(script)")
    #expect(system.detectors.first { $0.path == "watch/a" }?.alive == .part("nat/b"))
    #expect(system.failovers.first { $0.path == "route/a" }?.strikes.map(\.target) == ["nat/a"])
    let parting = system.incidents.first { $0.path == "partition/nat" }
    #expect(parting?.reactions.first?.targets.map(\.leaf) == ["view/a", "view/b"])
    let instance = system.units.first { $0.path == "nat/a" }
    #expect(instance?.modes.map(\.name) == ["host", "software", "stopped"])
    let away = system.failovers.first { $0.path == "route/a" }?.attempts[0].steps
    #expect(away?.count == 2 && away?.last?.duration == .law(.constant(Seconds(5))))
  }

  @Test func `a gateway's routes move by script or by hand`() {
    let (_, scripted) = Self.lowered(
      "type: nat-gateway, each: zone, failover: { type: routeTakeover, watcher: external }")
    #expect(scripted.units.contains { $0.path == "watcher/nat" })
    #expect(scripted.failovers.contains { $0.path == "route/a" && $0.attempts.count == 2 })
    let (_, byHand) = Self.lowered(
      "type: nat-gateway, each: zone, failover: operator, grey: { mtbf: 1 y, duration: 2 h }")
    let route = byHand.failovers.first { $0.path == "route/a" }
    #expect(route?.attempts.first?.steps.first == .operatorReaction)
    #expect(route?.candidates.first?.seen == .all([.part("nat/a"), .part("grey/a")]))
    #expect(
      byHand.nodes.first { $0.path == "nat/a" }?.passes
        == .choose(
          when: .part("grey/a"), then: .full, otherwise: .constant(980_000_000)))
  }

  @Test func `a regional gateway stands in every zone and needs no public subnet`() {
    var scenario = TestScenario()
    scenario.publicSubnets =
      "{ zone: a, cidr: 10.0.0.0/24, routes: { 0.0.0.0/0: internet-gateway } }"
    scenario.designs = ["one: { nat: { type: nat-gateway, regional: yes } }"]
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty, "\(findings.map(\.message))")
    #expect(designs[0].instances.map(\.place.zone) == ["a", "b", "c"])
    let hours = designs[0].billables.filter { $0.category == .hours }
    #expect(hours.count == 3)
    var sink = DiagnosticSink()
    let system = SystemModel(lowering: designs[0], noting: &sink)
    #expect(system.units.contains { $0.path == "region/nat" })
    let regions = system.incidents.first { $0.path == "world/natgw/region" }
    #expect(regions?.reactions.first?.targets.map(\.leaf) == ["region/nat"])
  }

  @Test func `endpoints take their parts of a service off the NAT`() {
    let (design, system) = Self.lowered(
      "type: nat-gateway, each: zone",
      beside: ", s3: { type: gateway-endpoint, services: [s3] }, "
        + "keys: { type: interface-endpoint, each: zone, service: kms }",
      service: "{ from: private, demand: 1 Gbps, aws: { s3: 30 %, kms: 10 %, sqs: 5 % } }")
    let rates = system.sources.filter { !$0.path.text.contains("moved") }
    #expect(rates.reduce(0) { $0 + $1.rate } == 1_000_000_000)
    let nat = rates.filter { ["egress/a", "egress/b", "egress/c"].contains($0.path.text) }
    // 30 % and 10 % leave it; for SQS there is no endpoint.
    #expect(abs(nat.reduce(0) { $0 + $1.rate } - 600_000_000) <= 3)
    let hours = design.billables.filter { $0.category == .hours }.map(\.label)
    #expect(hours.count { $0.contains("interface endpoint") } == 3)
    #expect(!design.billables.contains { $0.label.hasPrefix("s3") })
  }

  @Test func `limits in packets and connections are read, and count with the service's`() {
    let (_, system) = Self.lowered(
      "type: nat-instance, zone: a, instance: c7gn.medium, packets: 100000, connections: 50000",
      service: "{ from: private, demand: 1 Gbps, packetBytes: 500, connections: 200000 }")
    // 100 000 packets of 4 000 bits are 400 Mbit/s; 50 000 of 200 000 connections 250 Mbit/s.
    #expect(system.nodes.first { $0.path == "nat/a" }?.capacity == .scaled(250_000_000, .full))
  }
}

@Suite struct NATPresetTests {
  private static func design(_ nat: String) -> Design {
    var scenario = TestScenario()
    scenario.designs = ["one: { nat: { \(nat) } }"]
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty, "\(findings.map(\.message))")
    return designs[0]
  }

  private static func system(_ nat: String) -> SystemModel {
    var sink = DiagnosticSink()
    let system = SystemModel(lowering: design(nat), noting: &sink)
    #expect(sink.diagnostics.isEmpty, "\(sink.diagnostics.map(\.message))")
    return system
  }

  @Test func `alterNAT is a group of one with a standby gateway, replaced every 14 days`() {
    let system = Self.system("type: alternat, each: zone")
    #expect(system.pools.count == 3)
    #expect(system.units.contains { $0.path == "fallback/b" })
    let life = system.calendars.first { $0.path == "patch/a" }
    #expect(life?.every == SimDuration(.days(14)) && life?.lead == SimDuration(Seconds(60)))
    // Drained, so that nothing is lost: no cut of its own.
    #expect(!system.calendars.contains { $0.path.text.hasPrefix("cut") })
    let route = system.failovers.first { $0.path == "route/a" }
    #expect(
      route?.candidates.first?.seen == .all([.part("watch/a"), .part("patch/a.announced")]))
    // Each replacement rehearses it.
    #expect(route?.attempts.first?.success == 0.99)
    // A probe every 5 s asks two addresses that have 5 s each.
    guard
      case .checks(let checks)? = system.detectors.first(where: { $0.path == "watch/a" })?.timing
    else {
      Issue.record("the watcher has no checks")
      return
    }
    #expect(checks.down == 1 && checks.latency.usual == SimDuration(Seconds(10)))
  }

  @Test func `fck-nat is a group of one whose next member attaches the interface`() {
    let system = Self.system("type: fck-nat, each: zone")
    // From loss to the interface as the project says, then the call.
    #expect(system.pools.map { $0.zones[0].steps.count } == [2, 2, 2])
    #expect(!system.failovers.contains { $0.path.text.hasPrefix("route") })
    #expect(system.nodes.first { $0.path == "nat/a" }?.capacity == .scaled(32_000_000, .full))
  }

  @Test func `presets cite the projects, and give way to a scenario`() {
    let paths = ["nat.instance", "nat.reboots.every", "nat.failover.timeout"]
    let usual = Self.design("type: alternat, each: zone")
    for path in paths {
      let found = usual.assumptions.first { $0.path == path }
      #expect(found?.source.hasPrefix("chime/terraform-aws-alternat") == true, "\(path)")
      #expect(found?.confidence == .documentedByProject, "\(path)")
    }
    let other = Self.design(
      "type: alternat, each: zone, instance: c7gn.medium, reboots: none, failover: none")
    #expect(!other.assumptions.contains { $0.path.hasPrefix("nat.reboots.every") })
    var sink = DiagnosticSink()
    #expect(SystemModel(lowering: other, noting: &sink).calendars.isEmpty)
  }

  @Test func `a preset is the nat-instance that says the same`() {
    let said = Self.system(
      """
      type: nat-instance, each: zone, instance: t4g.nano, failover: interfaceReattach,
      recovery: { type: autoScaling, impaired: none, boot: none,
        launch: "triangular(2 min, 5 min, 10 min)" },
      reboots: { duration: "uniform(1 s, 10 s)" }
      """)
    let preset = Self.system("type: fck-nat, each: zone")
    #expect(said.pools == preset.pools && said.units == preset.units)
    #expect(said.calendars == preset.calendars && said.nodes == preset.nodes)
  }
}
