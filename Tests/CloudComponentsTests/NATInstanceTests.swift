// SPDX-License-Identifier: GPL-3.0-or-later
// What takes the minutes of a NAT instance, held against arithmetic.

import CloudComponents
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct NATInstanceTests {
  /// One instance in zone a of a quiet world; operators need 40 min.
  private static func one(
    incidents: IncidentModes = IncidentModes(), _ change: (inout NATInstance) -> Void
  ) -> LoweredDesign {
    var instance = NATInstance.sound
    change(&instance)
    return LoweredDesign(in: .quiet(incidents: incidents), instance, zones: ["a"])
  }

  @Test func `twelve planned reboots a year take their mean each, and cut all flows`() {
    // Triangular 20, 60, 300 s: mean 380/3 s; 12 a year: 25.33 min.
    let reboots = NATInstance.Reboots(
      every: .months(1),
      duration: .triangular(least: Seconds(20), likeliest: Seconds(60), most: Seconds(300)))
    let design = Self.one { $0.reboots = reboots }
    let samples = design.yearly(.lost, .darkOutages, .interruptions)
    expectMean(samples[0], equals: 12 * 380 / 3 / 60)
    #expect(samples[1].allSatisfy { $0 == 12 })
    #expect(samples[2].allSatisfy { $0 == 12 })
  }

  @Test func `copies are rebooted at equal distances within the period`() {
    var instance = NATInstance.sound
    instance.reboots = NATInstance.Reboots(every: .hours(730), duration: .constant(Seconds(60)))
    let design = LoweredDesign(in: .quiet(), instance, zones: World.threeZones)
    // (i + ½)/3 of 730 h.
    let first = design.system.calendars.map { $0.first.microseconds }
    #expect(first == [1, 3, 5].map { $0 * 730 * 3_600_000_000 / 6 })
  }

  @Test func `a software fault waits for an operator, with or without automatic recovery`() {
    // 4 a year, 30 + 10 min: 160 min; up time between them shortens it by 160/525 600.
    for recovery in [NATInstance.Recovery.manual, .autoRecovery] {
      let design = Self.one {
        $0.softwareFailure = .exponential(mean: .years(0.25))
        $0.recovery = recovery
      }
      let cycle = 0.25 * 525_600 + 40
      expectMean(design.yearly(.lost)[0], equals: 525_600 * 40 / cycle, "\(recovery)")
    }
  }

  @Test func `automatic recovery is seen after two and a half minutes`() {
    // Phase U(0, 60) + 2 · 60 s: 2.5 min; then triangular 2, 5, 15: 7.33 min.
    let design = Self.one {
      $0.hostFailure = .exponential(mean: .years(0.25))
      $0.recovery = .autoRecovery
      $0.recoveryTime = .triangular(
        least: .minutes(2), likeliest: .minutes(5), most: .minutes(15))
    }
    let outage = 2.5 + 22.0 / 3
    expectMean(
      design.yearly(.lost)[0], equals: 525_600 * outage / (0.25 * 525_600 + outage))
  }

  @Test func `a return may be broken, silently, until an operator comes`() {
    // 12 reboots of 1 min, each broken with 0.05 for 40 min: 12 + 0.05 · 12 · 40 = 36 min.
    let design = Self.one {
      $0.reboots = NATInstance.Reboots(every: .months(1), duration: .constant(.minutes(1)))
      $0.comesBackBroken = Share(0.05)
      $0.recovery = .autoRecovery
      $0.hostFailure = .exponential(mean: .years(1e6))
    }
    expectMean(design.yearly(.lost)[0], equals: 12 + 0.05 * 12 * 40)
  }

  @Test func `a host goes with a partial incident by a coin of its severity`() {
    // 10 a year of 60 min: one each 0.1 y + 60 min.
    let incidents = IncidentModes(
      zone: ZoneIncidents(.yearly(10, minutes: 60, severity: .partialOrWhole)))
    let world = World.quiet(incidents: incidents)
    let design = LoweredDesign(
      in: world, NATInstance.sound, zones: ["a"],
      serving: .even(over: ["a"], onZoneLoss: .lost))
    // Of the one zone's work the share h is lost anyway; the rest with probability h:
    // E[h + (1 − h) h] = 2 E[h] − E[h²] = 0.74 − (0.75 · (0.3³ − 0.02³)/(3 · 0.28) + 0.25).
    let square = 0.75 * (0.027 - 0.000_008) / 0.84 + 0.25
    let perStrike = 60 * (2 * 0.37 - square)
    expectMean(
      design.yearly(.lost)[0], equals: perStrike * 525_600 / (52_560 + 60))
  }

  @Test func `recovery waits until its zone is well and has capacity`() {
    let design = Self.one(
      incidents: IncidentModes(zone: ZoneIncidents(.yearly(1, minutes: 60)))
    ) {
      $0.hostFailure = .exponential(mean: .years(1))
      $0.recovery = .autoRecovery
    }
    let gate = design.system.gates.first { $0.path == "recover/a" }
    #expect(
      gate?.signal
        == .all([.not(.part("system/a")), .part("hit/a"), .part("capacity/a/c7gn.medium")]))
    let host = design.system.units.first { $0.path == "nat/a" }?.modes.first
    #expect(host?.repairWhen == .part("recover/a"))
  }
}
