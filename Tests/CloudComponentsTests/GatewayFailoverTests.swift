// SPDX-License-Identifier: GPL-3.0-or-later
// Gateways that stand by, lose packets, span a region or are left for a neighbour's, by arithmetic.

import CloudComponents
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct StandbyGatewayTests {
  @Test func `a standby gateway of the zone takes over and gives back`() {
    // 12 reboots of 2 min, 15 s each; two cuts; nothing crosses a zone.
    var instance = NATInstance.sound
    instance.takeover = .inFifteenSeconds
    instance.standby = .plain
    instance.reboots = .init(every: .months(1), duration: .constant(.minutes(2)))
    let design = LoweredDesign(in: .quiet(), instance, zones: World.threeZones)
    let samples = design.yearly(.lost, .interruptions, years: 4)
    expectMean(samples[0], equals: 12 * 15 / 60)
    #expect(samples[1].allSatisfy { abs($0 - 24) < 1e-6 })
    let nodes = design.system.nodes.map(\.path.text).sorted()
    #expect(
      nodes == ["fallback/a", "fallback/b", "fallback/c", "nat/a", "nat/b", "nat/c"])
  }

  @Test func `a zone without an instance falls back with its neighbour's, over the border`() {
    var instance = NATInstance.sound
    instance.takeover = .inFifteenSeconds
    instance.standby = .plain
    let system = LoweredDesign(in: .quiet(), instance, zones: ["a"]).system
    let ways = system.switches.map { "\($0.path): \($0.ways.count)" }
    #expect(ways == ["route/a: 2", "route/b: 2", "route/c: 2"])
    #expect(system.nodes.contains { $0.path == "xzone/fallback/a" })
    #expect(system.detectors.map(\.path.text) == ["watch/a"])
  }

  @Test func `what a fallen instance leaves to its gateway is billed there, hours always`() {
    // 12 reboots of 100 min of 3 Gbps over three zones: of 8 760 h 20 h less 15 s each.
    var instance = NATInstance.sound
    instance.takeover = .inFifteenSeconds
    instance.standby = .plain
    instance.reboots = .init(every: .months(1), duration: .constant(.minutes(100)))
    let design = LoweredDesign(in: .quiet(), instance, zones: World.threeZones)
    // The owner is seen up after two checks, 7.5 s after the reboot: 6 000 − 15 + 7.5 s each.
    let carried = design.yearly(.carried, of: "carried/fallback/a", years: 4)[0]
    expectMean(carried, equals: 1e9 * 12 * 5_992.5 / 60)
  }
}

@Suite struct GreyFailureTests {
  private static let gateway: NATGateway = {
    var gateway = NATGateway.plain
    gateway.grey = GreyFailure(
      failure: .exponential(mean: .years(2)), duration: .constant(.hours(24)),
      passes: Share(0.98))
    return gateway
  }()

  @Test func `a grey gateway loses its share until the failure ends`() {
    // One a 2 y + 24 h: 2 % of 1 440 min each.
    let design = LoweredDesign(in: .quiet(), Self.gateway, zones: World.threeZones)
    let samples = design.yearly(.lost, .short, .dark)
    let each = 525_600 / (2 * 525_600 + 1_440.0)
    expectMean(samples[0], equals: each * 1_440 * 0.02)
    #expect(samples[2].allSatisfy { $0 == 0 })
  }

  @Test func `an operator leads the traffic around it`() {
    // After 30 + 10 min: 2 % of 40 min each. Its neighbour is grey as well with 0.14 %.
    var gateway = Self.gateway
    gateway.failover = .person(backlog: .constant(Seconds(0)))
    let design = LoweredDesign(in: .quiet(), gateway, zones: World.threeZones)
    let each = 525_600 / (2 * 525_600 + 1_440.0)
    expectMean(design.yearly(.lost)[0], equals: each * 40 * 0.02)
  }

  @Test func `a script sees a grey failure only if it is told to look for it`() {
    for (sees, seconds) in [(false, 86_400.0), (true, 15)] {
      var gateway = Self.gateway
      var script = TakeoverScript.inFifteenSeconds
      script.seesGrey = sees
      gateway.failover = .script(script)
      let design = LoweredDesign(in: .quiet(), gateway, zones: World.threeZones)
      let each = 525_600 / (2 * 525_600 + 1_440.0)
      expectMean(
        design.yearly(.lost, replications: 30)[0], equals: each * seconds / 60 * 0.02, "\(sees)")
    }
  }

  @Test func `an instance loses packets too, and its checks do not see it`() {
    var instance = NATInstance.sound
    instance.grey = Self.gateway.grey
    instance.recovery = .autoRecovery
    let design = LoweredDesign(in: .quiet(), instance, zones: ["a"])
    let each = 525_600 / (2 * 525_600 + 1_440.0)
    expectMean(design.yearly(.lost)[0], equals: each * 1_440 * 0.02)
  }
}

@Suite struct RegionalGatewayTests {
  private static let gateway: NATGateway = {
    var gateway = NATGateway.plain
    gateway.rehoming = .constant(.minutes(20))
    return gateway
  }()

  @Test func `the rest of a hit zone is served from another one after a while`() {
    // Severity 0.6 takes the zone's part of the gateway for 60 min: 0.6 of its work is lost with
    // the zone, and 0.4 for 20 min; of a third of all work, in each of three zones.
    let incidents = IncidentModes(
      zone: ZoneIncidents(.yearly(1, minutes: 60, severity: .constant(Share(0.6)))))
    let design = LoweredDesign(
      in: .quiet(incidents: incidents), Self.gateway, zones: World.threeZones)
    let strikes = 525_600 / (525_600 + 60.0)
    expectMean(
      design.yearly(.lost)[0], equals: strikes * (0.6 * 60 + 0.4 * 20))
  }

  @Test func `an incident of the region's gateways takes all of it by one coin`() {
    let incidents = IncidentModes(
      gatewayRegion: .yearly(1, minutes: 400, severity: .constant(Share(0.55))))
    let design = LoweredDesign(
      in: .quiet(incidents: incidents), Self.gateway, zones: World.threeZones)
    let samples = design.yearly(.lost, .dark)
    let strikes = 525_600 / (525_600 + 400.0)
    expectMean(samples[0], equals: strikes * 0.55 * 400)
    #expect(zip(samples[0], samples[1]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func `an incident of one zone's gateways takes its part there`() {
    // 144 min in each of three zones, of which 20 min of a third are lost.
    let incidents = IncidentModes(gatewayZone: .yearly(1, minutes: 144))
    let design = LoweredDesign(
      in: .quiet(incidents: incidents), Self.gateway, zones: World.threeZones)
    let strikes = 525_600 / (525_600 + 144.0)
    expectMean(design.yearly(.lost)[0], equals: strikes * 20)
  }
}

@Suite struct ComponentChangeTests {
  private static func changes(_ component: any ComponentType, zones: [String]) -> [String] {
    let change = Change(mtbf: .years(4), duration: .constant(.minutes(45)), reach: .component)
    let design = LoweredDesign(in: .quiet(change: change), component, zones: zones)
    return design.system.incidents.map { incident in
      let leaves = incident.reactions.flatMap(\.targets).map(\.leaf.text)
      return "\(incident.path): \(leaves.joined(separator: " "))"
    }
  }

  @Test func `a bad change takes a component as a whole, wherever its parts stand`() {
    var gateway = NATGateway.plain
    gateway.rehoming = .constant(.minutes(20))
    let one = "world/change/region/nat: nat/a region/nat nat/b nat/c"
    #expect(Self.changes(gateway, zones: World.threeZones) == [one])
    var instance = NATInstance.sound
    instance.recovery = .autoScaling(
      AutoScalingGroup(zones: ["a", "b"], launch: .constant(Seconds(60)), afterLaunch: []))
    #expect(Self.changes(instance, zones: ["a"]) == ["world/change/nat/a: nat/a nat/a/b"])
    #expect(
      Self.changes(NATGateway.plain, zones: ["a", "b"])
        == ["world/change/nat/a: nat/a", "world/change/nat/b: nat/b"])
  }
}

@Suite struct SharedGatewayTests {
  @Test func `three zones share a gateway's capacity in proportion to what reaches it`() {
    // 4 + 4 + 4 Gbps through 10: 10/12 is served.
    let design = LoweredDesign(
      in: .quiet(), NATGateway(limits: EgressLimits(internet: .gigabits(10))), zones: ["a"],
      serving: .even(over: World.threeZones, demand: .gigabits(12)))
    let lost = design.yearly(.lost, .short, .dark, years: 1, replications: 2)
    #expect(lost[0].allSatisfy { abs($0 - 525_600 / 6) < 1e-3 })
    #expect(lost[1].allSatisfy { $0 == 525_600 } && lost[2].allSatisfy { $0 == 0 })
  }
}
