// SPDX-License-Identifier: GPL-3.0-or-later
// Watchers that die, err, believe in themselves and stop each other, held against arithmetic.

import CloudComponents
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct WatcherTests {
  @Test func `a pair that is parted kills itself when both have called in time`() {
    // Each sees the other down after U(0, 5) + 5 s and stops it 2 s later; the second has called
    // before it is stopped itself with 1 − (1 − 2/5)² = 0.64. Twelve a year, 60 s each, so that
    // both see again before the stopped one is back.
    let interval = Seconds.months(1)
    var instance = NATInstance.sound
    instance.takeover = TakeoverScript(
      interval: Seconds(5), down: 2, up: 2, timeout: Seconds(0), call: Seconds(2),
      effect: .constant(Seconds(0)), success: Share(1), backlog: .constant(Seconds(0)),
      watcher: .peer,
      partition: .init(interval: interval, duration: .constant(Seconds(60))),
      stopsOwner: .constant(.minutes(3)))
    var lowering = DesignLowering(name: "pair", in: .quiet(zones: ["a", "b"]))
    for place in Placement.copies(of: "nat", in: ["a", "b"]) {
      instance.lower(at: place, into: &lowering)
    }
    lowering.builder.add(.up(name: "either", .any([.part("nat/a"), .part("nat/b")])))
    let service = EgressService.even(over: ["a", "b"])
    let partings = 31_536_000 / (interval.value + 60)
    let samples = LoweredDesign(finishing: lowering, serving: [service])
      .yearly(.outages, of: "either")
    expectMean(samples[0], equals: 0.64 * partings)
  }

  @Test func `a watcher on a host of its own dies, and what falls meanwhile waits`() {
    // Alive 30 days and dead 30 on average, so half of the time; twelve reboots a year of 2 min
    // are taken over in 15 s or wait for their end: 12 · (15 + 120)/2 s = 13.5 min.
    var world = World.quiet()
    world.operators = Operators(
      reaction: .constant(.days(30)), fix: .constant(Seconds(0)))
    let design = LoweredDesign.takingOver(in: world) {
      $0.reboots = .init(every: .months(1), duration: .constant(.minutes(2)))
      $0.takeover?.watcher = .external
      $0.takeover?.watcherFailure = .exponential(mean: .days(30))
    }
    expectMean(design.yearly(.lost, replications: 100)[0], equals: 13.5)
  }

  @Test func `a watching peer lives with its instance and does not doubt itself`() {
    let system = LoweredDesign.takingOver(zones: ["a", "b"]) { $0.takeover?.watcher = .peer }.system
    let alive = system.detectors.map { "\($0.path) \($0.alive)" }
    #expect(
      alive == ["watch/a \(Signal.part("nat/b"))", "watch/b \(Signal.part("nat/a"))"])
    for failover in system.failovers {
      #expect(failover.candidates.map(\.seen).last == .always)
    }
  }

  @Test func `a watcher's false alarm moves the route of a sound instance, and back`() {
    // Six a year for each of three: away and back, a third of all flows each; nothing is lost.
    let design = LoweredDesign.takingOver {
      $0.takeover?.falseAlarm = .init(
        interval: .months(2), duration: .constant(.minutes(5)))
    }
    let samples = design.yearly(.lost, .interruptions)
    #expect(samples[0].allSatisfy { $0 == 0 })
    expectMean(samples[1], equals: 2 * 31_536_000 / (Seconds.months(2).value + 300))
  }

  @Test func `an address that moves too takes its time`() {
    // 12 reboots of 2 min: 15 s and 10 s more.
    let design = LoweredDesign.takingOver {
      $0.reboots = .init(every: .months(1), duration: .constant(.minutes(2)))
      $0.takeover?.address = .constant(Seconds(10))
    }
    expectMean(design.yearly(.lost, years: 4)[0], equals: 12 * 25 / 60)
  }

  @Test func `a take-over before the reboot loses nothing, or what the switch itself does`() {
    // Away after 2 + U(1, 5) s and back: two cuts. An outage of 5 s as it is announced is one
    // more, and the switch one only if it comes later, with one half: 12 · 2.5.
    for (outage, lost, cuts) in [
      (nil, 0, 24), (DurationLaw.constant(Seconds(5)), 1.0, 30.0),
    ] {
      let design = LoweredDesign.takingOver {
        $0.reboots = .init(every: .months(1), duration: .constant(.minutes(2)))
        $0.takeover?.draining = .init(lead: Seconds(60), outage: outage)
      }
      let samples = design.yearly(.lost, .interruptions, years: 4, replications: 20)
      #expect(samples[0].allSatisfy { abs($0 - lost) < 1e-6 }, "\(samples[0])")
      if outage == nil {
        #expect(samples[1].allSatisfy { abs($0 - cuts) < 1e-6 }, "\(samples[1])")
      } else {
        expectMean(samples[1], equals: cuts)
      }
    }
  }

  @Test func `a drained take-over is not rehearsed by its reboots`() {
    let system = LoweredDesign.takingOver {
      $0.reboots = .init(every: .months(1), duration: .constant(.minutes(2)))
      $0.takeover?.success = nil
      $0.takeover?.draining = .init(lead: Seconds(60), outage: nil)
    }.system
    #expect(system.failovers.allSatisfy { $0.attempts[0].success == 0.95 })
  }
}
