// SPDX-License-Identifier: GPL-3.0-or-later
// A route that a watcher moves to a peer, held against arithmetic.

import CloudComponents
import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct TakeoverTests {
  @Test func `reboots are taken over within fifteen seconds, with two cuts each`() {
    // 12 reboots of 2 min: 15 s each lost, 3 min a year; away and back: 24 cuts.
    let design = LoweredDesign.takingOver {
      $0.reboots = NATInstance.Reboots(every: .months(1), duration: .constant(.minutes(2)))
    }
    let samples = design.yearly(.lost, .interruptions, years: 4, replications: 50)
    expectMean(samples[0], equals: 12 * 15 / 60)
    #expect(samples[1].allSatisfy { abs($0 - 24) < 1e-6 })
  }

  @Test func `without fail-back a route stays with the peer until that fails`() {
    // One cut when the owner falls, none when it returns: two zones take turns.
    let design = LoweredDesign.takingOver(zones: ["a", "b"]) {
      $0.reboots = NATInstance.Reboots(every: .months(1), duration: .constant(.minutes(2)))
      $0.takeover?.failsBack = false
    }
    // Zones a and c leave by a at first; its first reboot moves their two thirds to b, and from
    // then on each reboot moves all to the other one: 24 a year of 15 s, a third less once.
    let samples = design.yearly(.lost, .interruptions, years: 40, replications: 10)
    let moved = 24 - 1.0 / 3 / 40
    expectMean(samples[0], equals: moved * 15 / 60)
    #expect(samples[1].allSatisfy { abs($0 - moved) < 1e-6 })
  }

  @Test(arguments: [(0.0, 0.000_749_4), (0.97, 0.000_046_748), (1.0, 0.000_024_998)])
  func `what the probe of the box does not see waits for an operator`(
    seen: Double, unavailability: Double
  ) {
    // λ = 1/1 000 h, of which c seen and taken over in 10 + 20 + 10 + 20 + 30 = 90 s, the rest
    // repaired in 45 min: (c · 90 s + (1 − c) · 45 min) / (1 000 h + that).
    var world = World.quiet()
    world.operators.reaction = .constant(.minutes(35))
    let design = LoweredDesign.takingOver(in: world) {
      $0.hostFailure = seen > 0 ? .exponential(mean: .hours(1_000 / seen)) : nil
      $0.softwareFailure = seen < 1 ? .exponential(mean: .hours(1_000 / (1 - seen))) : nil
      $0.takeover = TakeoverScript(
        probe: .box, interval: Seconds(20), down: 2, up: 2, timeout: Seconds(10),
        call: Seconds(20), effect: .constant(Seconds(30)), success: Share(1),
        backlog: .constant(Seconds(0)))
    }
    let lost = design.yearly(.lost, years: 20, replications: 40)[0]
    expectMean(lost, equals: unavailability * 525_600)
  }

  @Test func `a peer that carries two zones loses what exceeds its capacity`() {
    // Capacity 1 Gbps, demand 0.6 each; a is rebooted for 600 s, moved after exactly t: lost 0.6 t
    // before, then 1.2 − 1 = 0.2 of 1.2 for 600 − t and for the return's lag (seen up after
    // 2 checks: 7.5 s in the mean): in seconds of 1.2 Gbps t/2 + (600 − t + 7.5)/6.
    // t = 2.5 + 5 + 2.5 + 2 + 3 = 15: 7.5 + 592.5/6 = 106.25 s each; two instances, 12 a year.
    let design = LoweredDesign.takingOver(
      in: .quiet(zones: ["a", "b"]), zones: ["a", "b"],
      serving: .even(over: ["a", "b"], demand: .gigabits(1.2))
    ) {
      $0.bandwidth = .gigabits(1)
      $0.reboots = NATInstance.Reboots(every: .months(1), duration: .constant(Seconds(600)))
    }
    let lost = design.yearly(.lost, years: 10, replications: 40)[0]
    expectMean(lost, equals: 24 * (7.5 + 592.5 / 6) / 60)
  }

  @Test func `a plane that falls with the zone keeps the route where it is`() {
    // Two incidents of 60 min a year in each zone, severity exactly one half: half of the zone's
    // work is lost for 3 600 s; the host falls by a coin of one half, and then the other half of
    // the work waits 0.81 · 15 s + 0.19 · 3 600 s = 696.15 s for its route, whether the plane falls
    // in the zone alone or in the region.
    let incidents = IncidentModes(
      zone: ZoneIncidents(
        .yearly(2, minutes: 60, severity: .constant(Share(0.5))),
        coupling: PlaneCoupling(probability: Share(0.19), regionShare: Share(0.5))))
    let design = LoweredDesign.takingOver(in: .quiet(incidents: incidents)) { _ in }
    let strikes = 525_600.0 / (525_600 / 2 + 60)
    expectMean(
      design.yearly(.lost, years: 40, replications: 100)[0],
      equals: strikes * (0.5 * 60 + 0.25 * 696.15 / 60))
  }

  @Test func `a failed attempt is repeated by an operator`() {
    // 12 reboots of 100 min; first attempt 15 s; with 0.5 then 30 min and U(1, 5) s more.
    let design = LoweredDesign.takingOver {
      $0.reboots = NATInstance.Reboots(every: .months(1), duration: .constant(.minutes(100)))
      $0.takeover?.success = Share(0.5)
    }
    let lost = design.yearly(.lost, years: 10, replications: 40)[0]
    expectMean(lost, equals: 12 * (0.25 + 0.5 * (30 + 0.05)))
  }

  @Test func `monthly reboots rehearse the take-over`() {
    for (every, success) in [(Seconds.months(1), 0.99), (.months(2), 0.95)] {
      let design = LoweredDesign.takingOver {
        $0.reboots = NATInstance.Reboots(every: every, duration: .constant(Seconds(60)))
        $0.takeover?.success = nil
      }
      #expect(design.system.failovers.allSatisfy { $0.attempts[0].success == success })
    }
  }

  @Test func `an instance that stands alone has no peer to take over`() {
    var scenario = TestScenario()
    let nat = "{ type: nat-instance, zone: a, instance: c7gn.medium, failover: routeTakeover }"
    scenario.designs = ["alone: { nat: \(nat) }"]
    var sink = DiagnosticSink()
    for design in scenario.elaborated().designs {
      _ = SystemModel(lowering: design, noting: &sink)
    }
    let messages = sink.diagnostics.map(\.message)
    #expect(messages == ["'nat' has a failover but stands in zone a alone"])
  }
}
