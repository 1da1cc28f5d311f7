// SPDX-License-Identifier: GPL-3.0-or-later
// Dated incidents: which strike a design, in which lane, and what they take.

import CloudComponents
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct ReplayTests {
  private static let end = CivilMinute(year: 2023, month: 1, day: 1)

  private static func replay(
    of region: String, in world: World, zoneIDs: [(id: String, zone: String)] = []
  ) -> Replay {
    let from = IncidentHistory.completeFrom
    return Replay(
      of: IncidentHistory.records(in: region, from: from, before: end), from: from,
      before: end, in: world, zoneIDs: zoneIDs)
  }

  /// A world whose planes fall with 19 % of zone incidents.
  private static let coupled = World.quiet(
    incidents: IncidentModes(
      zone: ZoneIncidents(
        IncidentMode(mtbf: nil, duration: .constant(.minutes(90))),
        coupling: PlaneCoupling(probability: Share(0.19), regionShare: Share(0.5))),
      zoneControl: IncidentMode(mtbf: nil, duration: .constant(.minutes(90))),
      gatewayZone: IncidentMode(mtbf: nil, duration: .constant(.minutes(90))),
      gatewayRegion: IncidentMode(
        mtbf: nil, duration: .constant(.minutes(90)),
        severity: .uniform(from: Share(0.1), to: Share(1)))))

  @Test func `time begins on the Monday at or before the first day`() {
    // 2018-05-10 was a Thursday; from Monday the 7th to 2022-12-31 inclusive are 1 700 days.
    let replay = Self.replay(of: "us-east-1", in: Self.coupled)
    #expect(replay.start == CivilMinute(year: 2018, month: 5, day: 7))
    #expect(replay.span == .days(1_700))
    let first = replay.zones.all.first?.first?.at
    // 2018-05-31T21:52Z: 24 d 21 h 52 min later.
    #expect(first == .zero + SimDuration(.minutes(24 * 1_440 + 21 * 60 + 52)))
  }

  @Test func `rows of us-east-1 strike zones, gateways or planes, or nothing of a network`() {
    let replay = Self.replay(of: "us-east-1", in: Self.coupled)
    func strikes(_ lanes: Replay.Lanes) -> Int { lanes.all.reduce(0) { $0 + $1.count } }
    #expect(strikes(replay.zones) == 7)
    #expect(strikes(replay.zoneGateways) == 1)
    #expect(strikes(replay.regionGateways) == 0)
    // launch, network, autoscaling, elb, route53, identity; two rows of Route 53 have no region.
    #expect(replay.zonePlanes.map(strikes) == [8, 7, 0, 1, 0, 0])
    #expect(replay.regionPlanes.map(strikes) == [1, 1, 1, 2, 3, 1])
    #expect(replay.skipped.count == 7)
    #expect(replay.undated.map(\.services) == ["ELB APIs"])
  }

  @Test func `only a row of both planes draws a mark that takes planes`() {
    let marks = Self.replay(of: "us-east-1", in: Self.coupled).zones.all.flatMap { $0 }.map(\.mark)
    #expect(marks.count { $0 == .drawn(below: 0.19) } == 2)
    #expect(marks.count { $0 == .fixed(1) } == 5)
  }

  @Test func `a named zone strikes if it is ours, others are drawn among the region's`() {
    let replay = Self.replay(
      of: "us-east-1", in: Self.coupled, zoneIDs: [("use1-az2", "b"), ("use1-az6", "c")])
    let groups = replay.zones.all.flatMap { $0 }.map(\.groups)
    // 2020-10-09 in use1-az2; 2021-12-22 in use1-az4; the others name none, one of them two zones.
    #expect(groups.count { $0 == .named([1]) } == 1)
    #expect(groups.count { $0 == .none } == 1)
    #expect(groups.count { $0 == .drawn(count: 1, population: 6) } == 4)
    #expect(groups.count { $0 == .drawn(count: 2, population: 6) } == 1)
  }

  @Test func `no lane overlaps itself, and what has no end is the last of its lane`() {
    for region in Region.all {
      let replay = Self.replay(of: region.code, in: Self.coupled)
      let all = [replay.zones, replay.zoneGateways, replay.regionGateways] + replay.zonePlanes
      for lane in (all + replay.regionPlanes).flatMap(\.all) {
        for (earlier, later) in zip(lane, lane.dropFirst()) {
          guard let duration = earlier.duration else {
            Issue.record("\(region.code): a strike follows one without an end")
            continue
          }
          #expect(earlier.at + duration < later.at)
        }
      }
    }
  }

  @Test func `the gateways of ap-northeast-2 fall once, each with the share that is drawn`() {
    // 2020-12-18, 400 min, share U(0.1, 1): 220 min for each gateway.
    var world = Self.coupled
    world.region = "ap-northeast-2"
    world.incidents.zone = nil
    world.incidents.zoneControl = nil
    let replay = Self.replay(of: world.region, in: world)
    world.replay = replay
    let design = LoweredDesign(in: world, NATGateway.plain, zones: World.threeZones)
    let years = replay.span.value / Seconds.years(1).value
    let lost = design.yearly(.lost, years: years, replications: 400)[0]
    expectMean(lost.map { $0 * years }, equals: 220)
  }
}
