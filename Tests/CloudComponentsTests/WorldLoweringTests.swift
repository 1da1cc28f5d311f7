// SPDX-License-Identifier: GPL-3.0-or-later
// What the world adds to a design: what strikes its parts, and nothing that nobody reads.

import CloudComponents
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct WorldLoweringTests {
  /// The modes of the catalogue, with exact durations.
  private static let modes = IncidentModes(
    zone: ZoneIncidents(
      .yearly(0.395, minutes: 163.5, severity: .partialOrWhole), spread: Share(0.023),
      coupling: PlaneCoupling(probability: Share(0.19), regionShare: Share(0.5)),
      shortage: CapacityShortage(
        probability: Share(0.2), duration: .constant(.minutes(60)))),
    zoneControl: .yearly(0.037, minutes: 147.9),
    gatewayZone: .yearly(0.0086, minutes: 144),
    gatewayRegion: .yearly(
      0.0095, minutes: 400, severity: .uniform(from: Share(0.1), to: Share(1))))

  private static func lowered(
    _ component: any ComponentType, onZoneLoss: EgressService.ZoneLoss
  ) -> LoweredDesign {
    LoweredDesign(
      in: .quiet(
        incidents: modes, change: Change(mtbf: .years(4), duration: .constant(.minutes(45)))),
      component, zones: World.threeZones,
      serving: .even(over: World.threeZones, onZoneLoss: onZoneLoss))
  }

  @Test func `gateways need no planes, no capacity and, if work stays, no hits`() {
    let system = Self.lowered(NATGateway.plain, onZoneLoss: .lost).system
    // Three gateways and the change; zones, gateways of zones, gateways of the region, change.
    #expect(system.units.map(\.path.text).sorted() == ["changed", "nat/a", "nat/b", "nat/c"])
    let incidents = system.incidents.map(\.path.text).sorted()
    #expect(
      incidents == [
        "world/change", "world/natgw/region", "world/natgw/zone/a", "world/natgw/zone/b",
        "world/natgw/zone/c", "world/zone/a", "world/zone/b", "world/zone/c",
      ])
    #expect(system.gates.isEmpty && system.detectors.isEmpty && system.failovers.isEmpty)
    #expect(system.nodes.map(\.path.text) == ["nat/a", "nat/b", "nat/c"])
  }

  @Test func `work that shifts adds a hit and a failover for each zone`() {
    let shift = EgressService.ZoneLoss.shift(after: .constant(.minutes(2)))
    let system = Self.lowered(NATGateway.plain, onZoneLoss: shift).system
    #expect(system.units.count == 7)
    #expect(system.failovers.map(\.path.text) == ["work/a", "work/b", "work/c"])
    #expect(system.splits.map(\.path.text) == ["else/a", "else/b", "else/c"])
    #expect(system.failovers.allSatisfy { !$0.cuts })
  }

  @Test func `planes come with a take-over, of which only the network is read`() {
    var instance = NATInstance.sound
    instance.takeover = .inFifteenSeconds
    let system = Self.lowered(instance, onZoneLoss: .lost).system
    let planes = system.units.map(\.path.text).filter { $0.hasPrefix("plane/") }
    #expect(
      planes.sorted() == ["network", "network/a", "network/b", "network/c"].map { "plane/\($0)" })
    #expect(system.incidents.contains { $0.path == "world/zoneControl/a" })
    #expect(!system.incidents.contains { $0.path.text.hasPrefix("world/natgw") })
  }

  @Test func `planes fall by coupling, with the zone or the region`() {
    // 0.121 · 163.5 · (0.19 + 2 · 0.095) = 7.52 min a year for a zone's, of which
    // 3 · 0.095 · 19.78 = 5.64 for the region's; here at ten times the rate.
    let modes = IncidentModes(
      zone: ZoneIncidents(
        .yearly(1.21, minutes: 163.5),
        coupling: PlaneCoupling(probability: Share(0.19), regionShare: Share(0.5))))
    var lowering = DesignLowering(name: "planes", in: .quiet(incidents: modes))
    let plane = lowering.reads(.plane(.network, zone: "a"))
    lowering.builder.add(.up(name: "zone", plane))
    lowering.builder.add(.up(name: "region", .part("plane/network")))
    let design = LoweredDesign(finishing: lowering)
    let zone = design.yearly(.down, of: "zone", replications: 100)[0]
    let region = design.yearly(.down, of: "region", replications: 100)[0]
    expectMean(zone, equals: 75.2)
    expectMean(region, equals: 56.4)
  }

  @Test func `a host is hit by 37 % of incidents, a zonal service by 25 %`() {
    let modes = IncidentModes(
      zone: ZoneIncidents(.yearly(10, minutes: 60, severity: .partialOrWhole)))
    var lowering = DesignLowering(name: "classes", in: .quiet(incidents: modes))
    for (path, spread) in [
      (ComponentPath("host"), Exposure.SpreadClass.host),
      ("service", .zoneService(threshold: 0.5, strain: nil, slope: 0)),
    ] {
      lowering.builder.add(RepairableUnit(path))
      lowering.builder.add(.up(name: path.text, .part(path)))
      lowering.expose(Exposure(path, as: spread, in: "a", ofType: "test"))
    }
    let design = LoweredDesign(finishing: lowering)
    let strikes = 525_600.0 / (52_560 + 60)
    expectMean(design.yearly(.outages, of: "host")[0], equals: 0.37 * strikes)
    expectMean(design.yearly(.outages, of: "service")[0], equals: 0.25 * strikes)
  }

  @Test func `hosts of a zone share the severity, so that many or few fall together`() {
    // 20 hosts, each down with the severity h: mean 20 · 0.37 = 7.4; variance
    // 20 · (0.37 − E[h²]) + 400 · (E[h²] − 0.37²) with E[h²] = 0.2741: 1.92 + 54.87 = 56.8, where
    // independent hosts would have 4.66. By the share of strikes in which at least k are down:
    // the mean is the sum over k, and the mean square that of (2k − 1).
    let modes = IncidentModes(
      zone: ZoneIncidents(.yearly(10, minutes: 60, severity: .partialOrWhole)))
    var lowering = DesignLowering(name: "hosts", in: .quiet(incidents: modes))
    let hosts = (1...20).map { ComponentPath("host/\($0)") }
    for host in hosts {
      lowering.builder.add(RepairableUnit(host))
      lowering.expose(Exposure(host, as: .host, in: "a", ofType: "test"))
    }
    for count in 1...20 {
      let enough = Signal.atLeast(21 - count, of: hosts.map { .part($0) })
      lowering.builder.add(.up(name: "\(count) down", enough))
    }
    let design = LoweredDesign(finishing: lowering)
    let strikes = 525_600.0 / (52_560 + 60)
    var (sums, squares) = ([Double](repeating: 0, count: 50), [Double](repeating: 0, count: 50))
    for count in 1...20 {
      let outages = design.yearly(.outages, of: "\(count) down", years: 10)[0]
      for (replication, share) in outages.enumerated() {
        sums[replication] += share / strikes
        squares[replication] += Double(2 * count - 1) * share / strikes
      }
    }
    let square = 0.75 * (0.027 - 0.000_008) / 0.84 + 0.25
    expectMean(sums, equals: 7.4)
    expectMean(squares, equals: 20 * (0.37 - square) + 400 * square)
  }

  @Test func `a region's gateways fall by the same share whatever their number`() {
    // 0.95 a year (a hundred times the fact) of 400 min, mean share 0.55: 209 min a gateway.
    let modes = IncidentModes(
      gatewayRegion: .yearly(
        0.95, minutes: 400, severity: .uniform(from: Share(0.1), to: Share(1))))
    let strikes = 525_600.0 / (525_600 / 0.95 + 400)
    for zones in [["a"], World.threeZones] {
      let design = LoweredDesign(in: .quiet(incidents: modes), NATGateway.plain, zones: zones)
      expectMean(design.yearly(.lost)[0], equals: strikes * 400 * 0.55)
    }
  }

  @Test(arguments: [
    (Change.Reach.design, 108.0, 108.0, 108.0), (.zone, 36.0, 108.0, 0.0),
    (.component, 36.0, 108.0, 0.0),
  ])
  func `a change takes what it reaches`(
    reach: Change.Reach, lost: Double, short: Double, dark: Double
  ) {
    // 120 a year, 2 % bad, 45 min: 108 min of the design; of one in three zones, a third of it.
    let change = Change(
      mtbf: .years(1 / 2.4), duration: .constant(.minutes(45)), reach: reach)
    let design = LoweredDesign(
      in: .quiet(change: change), NATGateway.plain, zones: World.threeZones)
    let samples = design.yearly(.lost, .short, .dark)
    // From an end to the next strike: one in 1/2.4 y + 45 min, or 3/2.4 y + 45 min.
    let gap = 525_600 / 2.4 * (reach == .design ? 1 : 3)
    let factor = gap / (gap + 45)
    expectMean(samples[0], equals: lost * factor)
    expectMean(samples[1], equals: short * factor)
    if dark > 0 { expectMean(samples[2], equals: dark * factor) }
  }
}
