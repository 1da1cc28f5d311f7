// SPDX-License-Identifier: GPL-3.0-or-later
// Groups that replace what their checks call impaired, held against arithmetic.

import CloudComponents
import EventScheduling
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct AutoScalingGroupTests {
  /// A minute from the call to service, nothing before and nothing after.
  private static let inOneMinute = AutoScalingGroup(
    launch: .constant(Seconds(60)), afterLaunch: [.init(.route, .constant(Seconds(0)))])

  /// An instance in zone a that a group replaces; checks see its host after 60 + U(0, 60) s.
  private static func one(
    in world: World = .quiet(), _ group: AutoScalingGroup,
    _ change: (inout NATInstance) -> Void = { $0.hostFailure = .exponential(mean: .years(0.25)) }
  ) -> LoweredDesign {
    var instance = NATInstance.sound
    instance.recovery = .autoScaling(group)
    instance.statusChecks = .init(interval: Seconds(60), down: 2, up: 2)
    change(&instance)
    return LoweredDesign(in: world, instance, zones: ["a"])
  }

  /// Minutes a year of outages of so many seconds, one in a quarter of a year and an outage.
  private static func minutes(ofOutages seconds: Double) -> Double {
    525_600 * seconds / (0.25 * 31_536_000 + seconds)
  }

  @Test func `a host that fails is replaced as its steps say`() {
    // 90 s to be seen, 3 min of waiting, 1 min launch, 2 min boot, 5 + 10 + 1 s of calls.
    var group = Self.inOneMinute
    group.impaired = .constant(.minutes(3))
    group.boot = .constant(.minutes(2))
    group.afterLaunch = [
      .init(.route, .constant(Seconds(5))), .init(.address, .constant(Seconds(10))),
      .init(.checkOff, .constant(Seconds(1))),
    ]
    expectMean(Self.one(group).yearly(.lost)[0], equals: Self.minutes(ofOutages: 90 + 360 + 16))
  }

  @Test func `without a boot script the old route is a black hole until somebody comes`() {
    // 90 + 60 s, then the operator's 30 min.
    var group = Self.inOneMinute
    group.afterLaunch = []
    expectMean(
      Self.one(group).yearly(.lost)[0], equals: Self.minutes(ofOutages: 150 + 1_800))
  }

  @Test func `a call that fails leaves an instance that forwards nothing`() {
    // 90 + 60 s, and with one half 30 + 10 min more.
    var group = Self.inOneMinute
    group.afterLaunch = [.init(.route, .constant(Seconds(0)), success: Share(0.5))]
    expectMean(
      Self.one(group).yearly(.lost)[0], equals: Self.minutes(ofOutages: 150 + 0.5 * 2_400))
  }

  @Test(arguments: [Plane.launch, .autoscaling, .network])
  func `a replacement waits for the planes that it needs`(plane: Plane) {
    // Down one day in ten: a launch finds it down with 0.1 and waits half a day on average.
    let impaired = PlaneImpairment(
      plane, mtbf: .exponential(mean: .days(9)), duration: .constant(.days(1)))
    let design = Self.one(in: .quiet(planes: [impaired]), Self.inOneMinute)
    expectMean(
      design.yearly(.lost)[0], equals: Self.minutes(ofOutages: 150 + 0.1 * 43_200))
  }

  @Test func `software is seen by no status check, and left to an operator`() {
    let design = Self.one(Self.inOneMinute) {
      $0.softwareFailure = .exponential(mean: .years(0.25))
    }
    expectMean(design.yearly(.lost)[0], equals: Self.minutes(ofOutages: 2_400))
  }

  @Test func `a host that a partial incident takes is replaced in its zone meanwhile`() {
    // Severity 0.4 leaves the zone open; four strikes a year of 10 h, the host falls with 0.4 and
    // is back after 150 s. Work is in zones b and c alone, which are struck too: 0.4 of it each.
    let zones = IncidentModes(
      zone: ZoneIncidents(.yearly(4, minutes: 600, severity: .constant(Share(0.4)))))
    let design = Self.one(in: .quiet(incidents: zones), Self.inOneMinute) { _ in }
    let strikes = 525_600 / (131_400 + 600.0)
    // Of all work 0.4 is lost for 600 min in each zone's turn; of the rest, 1 − 0.4/3 is there in
    // a turn of zone a, whose host is down for 2.5 min with 0.4. Overlaps: 3 · 0.45 %.
    let expected = strikes * (0.4 * 600 + 0.4 * 2.5 * (1 - 0.4 / 3))
    expectMean(design.yearly(.lost)[0], equals: expected)
  }

  @Test func `a group of one over two zones waits for capacity of the other one`() {
    // Seen after 60 + U(0, 60) s, launched in 195 s; with 0.2 the other zone has nothing to give
    // for exactly 60 min: 0.8 · 285 + 0.2 · (3 600 + 195) = 987 s.
    let incidents = IncidentModes(
      zone: ZoneIncidents(
        .yearly(1, minutes: 120),
        shortage: CapacityShortage(
          probability: Share(0.2), duration: .constant(.minutes(60)))))
    var group = Self.inOneMinute
    group.zones = ["a", "b"]
    group.launch = .constant(Seconds(195))
    var instance = NATInstance.sound
    instance.recovery = .autoScaling(group)
    instance.statusChecks = .init(interval: Seconds(60), down: 2, up: 2)
    var lowering = DesignLowering(
      name: "group", in: .quiet(zones: ["a", "b"], incidents: incidents))
    instance.lower(at: Placement.copies(of: "nat", in: ["a"])[0], into: &lowering)
    lowering.builder.add(
      .up(name: "serves", lowering.gateways.first?.serves ?? .always))
    let design = LoweredDesign(finishing: lowering)
    let samples = design.yearly(.down, .outages, of: "serves", replications: 100)
    #expect(samples[1].reduce(0, +) > 90)
    expectMean(
      zip(samples[0], samples[1]).map { $0 * 60 - 987 * $1 }, equals: 0, "excess over 987 s")
  }

  @Test func `a way into another zone of the group crosses the border and is counted`() {
    var group = Self.inOneMinute
    group.zones = ["a", "b"]
    let system = Self.one(group).system
    #expect(
      system.nodes.map(\.path.text).sorted() == [
        "nat/a", "nat/a/b", "xzone/nat/a", "xzone/nat/a/b",
      ])
    #expect(system.splits.map(\.path.text) == ["place/nat/a/a", "place/nat/a/b", "place/nat/a/c"])
    let pool = system.pools.first
    #expect(pool?.path == "group/a" && pool?.zones.map(\.name) == ["a", "b"])
  }
}

/// The test value of four members over two zones, three places in each.
@Suite struct RebalancingTests {
  /// Units of a zone, watched every 60 s, and taken with all of it.
  private static func slots(
    in zone: String, to lowering: inout DesignLowering
  ) -> [ReplacementPool.Slot] {
    (1...3).map { ordinal in
      let unit = ComponentPath("web/\(zone)/\(ordinal)")
      let check: ComponentPath = "check" / unit.text
      lowering.builder.add(RepairableUnit(unit))
      lowering.builder.add(
        Detector(
          check, target: .part(unit), interval: SimDuration(Seconds(60)), down: 2, up: 2))
      lowering.expose(Exposure(unit, as: .host, in: zone, ofType: "test"))
      return ReplacementPool.Slot(unit: unit, health: [check])
    }
  }

  private static func design() -> LoweredDesign {
    let world = World.quiet(
      zones: ["a", "b"], incidents: IncidentModes(zone: ZoneIncidents(.yearly(1, minutes: 120))))
    var lowering = DesignLowering(name: "four", in: world)
    let zones = ["a", "b"].map { AutoScalingGroup.Zone($0, slots: slots(in: $0, to: &lowering)) }
    let group = AutoScalingGroup(
      launch: .constant(Seconds(195)), afterLaunch: [.init(.route, .constant(Seconds(0)))])
    group.lower("group", keeping: 4, in: zones, of: "c7gn.medium", into: &lowering)
    let all = zones.flatMap(\.slots).map { Signal.part($0.unit) }
    for count in 3...5 {
      lowering.builder.add(.up(name: "\(count)", .atLeast(count, of: all)))
    }
    lowering.builder.add(
      .up(name: "two in a", .atLeast(2, of: zones[0].slots.map { .part($0.unit) })))
    return LoweredDesign(finishing: lowering)
  }

  /// Mean seconds below a number of members, for each time that they fall below it.
  private static func excess(of measure: String, over seconds: Double) -> [Double] {
    let samples = design().yearly(.down, .outages, of: measure, replications: 50)
    #expect(samples[1].reduce(0, +) > 40)
    return zip(samples[0], samples[1]).map { $0 * 60 - seconds * $1 }
  }

  @Test func `three of four serve while a zone is lost, and none is given up before its twin`() {
    // Two of four fall; the first to be seen, after 60 + 60/3 s, is launched in the other zone,
    // whose third and last place it takes: below three for 80 + 195 s, and never again.
    expectMean(Self.excess(of: "3", over: 275), equals: 0, "excess over 275 s")
  }

  @Test func `the fourth is launched when its zone is back`() {
    // 7 200 s of the incident and 195 s.
    expectMean(Self.excess(of: "4", over: 7_395), equals: 0, "excess over 7 395 s")
    // Five serve in no time: the twin's member goes as it comes.
    let more = Self.design().yearly(.down, of: "5", years: 2, replications: 2)[0]
    #expect(more.allSatisfy { $0 == 525_600 })
  }

  @Test func `one twin more brings the zones to two each`() {
    // The fourth member is launched as its zone is back, and so is the twin of one of the other
    // zone's three, for the launching one counts: 7 200 + 195 s.
    expectMean(Self.excess(of: "two in a", over: 7_395), equals: 0, "excess over 7 395 s")
  }
}
