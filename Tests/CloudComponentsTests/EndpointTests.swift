// SPDX-License-Identifier: GPL-3.0-or-later
// Traffic that does not pass the NAT, work that leaves with its way out, zones left out of account.

import CloudComponents
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct EndpointTests {
  /// NAT instances in three zones that are rebooted for 2 min twelve times a year.
  private static func design(
    in world: World = .quiet(), rebooted: Bool = true, beside others: [any ComponentType],
    _ change: (inout EgressService) -> Void = { _ in }
  ) -> LoweredDesign {
    var lowering = DesignLowering(name: "endpoints", in: world)
    var instance = NATInstance.sound
    if rebooted {
      instance.reboots = .init(every: .months(1), duration: .constant(.minutes(2)))
    }
    for place in Placement.copies(of: "nat", in: World.threeZones) {
      instance.lower(at: place, into: &lowering)
    }
    for other in others {
      for place in Placement.copies(of: "endpoint", in: World.threeZones) {
        other.lower(at: place, into: &lowering)
      }
    }
    var service = EgressService.even(over: World.threeZones)
    service.awsParts = [.init("s3", Share(0.4)), .init("kms", Share(0.5))]
    change(&service)
    return LoweredDesign(finishing: lowering, serving: [service])
  }

  private static let kms = InterfaceEndpoint(
    service: "kms", bandwidth: nil, removal: .constant(.minutes(2)))

  @Test func `traffic to S3 does not miss the NAT where there is an endpoint`() {
    // 24 min a year, of 100 % without an endpoint and of 60 % with it.
    for (others, lost) in [([], 24), ([GatewayEndpoint(services: ["s3"])], 14.4)] {
      let samples = Self.design(beside: others).yearly(.lost, years: 1, replications: 2)
      #expect(samples[0].allSatisfy { abs($0 - lost) < 1e-5 }, "\(samples[0])")
    }
  }

  @Test func `parts by all ways add up to the demand`() {
    let system = Self.design(beside: [GatewayEndpoint(services: ["s3"]), Self.kms]).system
    #expect(system.sources.reduce(0) { $0 + $1.rate } == 3_000_000_000)
    #expect(
      system.sources.map(\.path.text).prefix(3) == ["egress/a", "egress/a/s3", "egress/a/kms"])
  }

  @Test func `work that moves takes its traffic to S3 along`() {
    // Four strikes a year in each zone, a third of all work waits 2 min: 8 min.
    let world = World.quiet(
      incidents: IncidentModes(zone: ZoneIncidents(.yearly(4, minutes: 60))))
    let design = Self.design(
      in: world, rebooted: false, beside: [GatewayEndpoint(services: ["s3"])]
    ) { $0.onZoneLoss = .shift(after: .constant(.minutes(2))) }
    // A second zone is hit meanwhile with 0.1 %.
    expectMean(design.yearly(.lost)[0], equals: 8 * 131_400 / (131_400 + 60.0))
  }

  @Test func `the name of an interface endpoint leaves out what is down, after a while`() {
    // All work moves at once; of its half for KMS a third goes to the lost zone's interface for
    // 2 min more: 3 · 4 strikes · 0.5 · 2/3 min.
    let world = World.quiet(
      incidents: IncidentModes(zone: ZoneIncidents(.yearly(4, minutes: 60))))
    let design = Self.design(in: world, rebooted: false, beside: [Self.kms]) {
      $0.onZoneLoss = .shift(after: .constant(Seconds(0)))
    }
    expectMean(
      design.yearly(.lost, replications: 100)[0], equals: 4 * 131_400 / (131_400 + 60.0))
  }

  @Test func `the traffic of interfaces in other zones is counted at the border`() {
    let design = Self.design(beside: [Self.kms])
    // Half of 3 Gbps over three interfaces; two thirds of each come from other zones.
    let carried = design.yearly(
      .carried, of: "carried/xzone/endpoint/a", years: 1, replications: 2)[0]
    #expect(carried.allSatisfy { abs($0 / 525_600 - 1e9 / 3) < 10 }, "\(carried)")
  }

  @Test func `work of a hit zone that is left out of account is neither served nor missed`() {
    // One gateway in zone a: of b and c two thirds of all work is lost with it, of a nothing.
    let world = World.quiet(
      incidents: IncidentModes(zone: ZoneIncidents(.yearly(4, minutes: 60))))
    let design = LoweredDesign(
      in: world, NATGateway.plain, zones: ["a"],
      serving: .even(over: World.threeZones, onZoneLoss: .excluded))
    expectMean(
      design.yearly(.lost)[0], equals: 4 * 40 * 131_400 / (131_400 + 60.0))
    #expect(design.system.sources.count == 3)
  }

  @Test func `work leaves a zone whose way out has died only if it is told to`() {
    // Reboots of an hour: 12 h a year, or 2 min each until the others serve; back after 2 min.
    for (delay, lost) in [(nil, 720), (DurationLaw.constant(.minutes(2)), 24.0)] {
      var instance = NATInstance.sound
      instance.reboots = .init(every: .months(1), duration: .constant(.minutes(60)))
      var service = EgressService.even(over: World.threeZones)
      service.shiftOnEgressLoss = delay
      let design = LoweredDesign(
        in: .quiet(), instance, zones: World.threeZones, serving: service)
      let samples = design.yearly(.lost, years: 1, replications: 2)[0]
      #expect(samples.allSatisfy { abs($0 - lost) < 1e-5 }, "\(samples)")
    }
  }

  @Test func `work that left stays away while a take-over leads its zone's route elsewhere`() {
    // Seen and moved in 15 s, before the 2 min are over: the route works again, nobody leaves.
    var instance = NATInstance.sound
    instance.reboots = .init(every: .months(1), duration: .constant(.minutes(60)))
    instance.takeover = .inFifteenSeconds
    var service = EgressService.even(over: World.threeZones)
    service.shiftOnEgressLoss = .constant(.minutes(2))
    let design = LoweredDesign(
      in: .quiet(), instance, zones: World.threeZones, serving: service)
    let samples = design.yearly(.lost, .interruptions, years: 4)
    expectMean(samples[0], equals: 12 * 15 / 60)
    #expect(samples[1].allSatisfy { abs($0 - 24) < 1e-6 })
  }
}

@Suite struct EgressLimitsTests {
  @Test func `the least of all limits counts, in bits of the traffic`() {
    var limits = EgressLimits(internet: .gigabits(5), forwarded: .gigabits(8))
    var traffic = TrafficShape(direction: Share(0.5), packetBytes: 1_000)
    // Half in each direction: 5 + 5 Gbps to the internet, but 8 through the interface.
    #expect(limits.bandwidth(for: traffic) == .gigabits(8))
    traffic.direction = Share(1)
    #expect(limits.bandwidth(for: traffic) == .gigabits(5))
    // 500 000 packets of 8 000 bits.
    limits.packets = 500_000
    #expect(limits.bandwidth(for: traffic) == .gigabits(4))
    // Connections do not count until something is known of them; 7.5 to a megabit: 15 000 of them
    // are 2 Gbps.
    limits.connections = 30_000
    #expect(limits.bandwidth(for: traffic) == .gigabits(4))
    traffic.connectionsPerBit = 0.000_007_5
    #expect(limits.bandwidth(for: traffic) == .gigabits(4))
    limits.connections = 15_000
    #expect(limits.bandwidth(for: traffic) == .gigabits(2))
    // 3 750 ports for the half that has one destination: 7 500 connections, 1 Gbps.
    limits.ports = 3_750
    traffic.busiestDestination = Share(0.5)
    #expect(limits.bandwidth(for: traffic) == .gigabits(1))
    #expect(EgressLimits().bandwidth(for: traffic) == nil)
  }

  @Test func `where services share a way the most demanding of them counts`() {
    var small = EgressService.even(over: ["a"])
    small.shape = TrafficShape(direction: Share(0.6), packetBytes: 200)
    var busy = EgressService.even(over: ["a"])
    busy.shape = TrafficShape(
      direction: Share(0.8), connectionsPerBit: 1e-6, busiestDestination: Share(0.3))
    let both = TrafficShape(of: [small, busy])
    #expect(
      both
        == TrafficShape(
          direction: Share(0.8), packetBytes: 200, connectionsPerBit: 1e-6,
          busiestDestination: Share(0.3)))
  }
}
