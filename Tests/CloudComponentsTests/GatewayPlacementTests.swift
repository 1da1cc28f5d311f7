// SPDX-License-Identifier: GPL-3.0-or-later
// One gateway against one per zone, held against arithmetic.

import CloudComponents
import Quantities
import RandomVariates
import ReliabilityModeling
import TestSupport
import Testing

@Suite struct GatewayPlacementTests {
  /// Minutes a year of a zone's whole loss, and of a gateway's own.
  ///
  /// Ten times the sourced rates, so that few years tell; what overlaps is below 0.1 % of each
  /// expectation.
  static let zoneMinutes = 1.21 * 163.5
  static let gatewayMinutes = 0.86 * 144

  static func design(
    gatewaysIn zones: [String], onZoneLoss: EgressService.ZoneLoss, spread: Double = 0,
    severity: ShareLaw = .constant(Share(1))
  ) -> LoweredDesign {
    let world = World.quiet(
      incidents: IncidentModes(
        zone: ZoneIncidents(
          .yearly(1.21, minutes: 163.5, severity: severity), spread: Share(spread)),
        gatewayZone: .yearly(0.86, minutes: 144)))
    return LoweredDesign(
      in: world, NATGateway.plain, zones: zones,
      serving: .even(over: World.threeZones, onZoneLoss: onZoneLoss))
  }

  @Test func `lost work: one gateway loses two thirds of a zone more, and is short less often`() {
    // One: its zone takes all (z + g), each other zone its third: 5z/3 + g.
    // Per zone: a third of z + g, three times: z + g.
    // Short: one, g + 3z; per zone, 3 (z + g), which is more. Dark: one, z + g; per zone, never.
    let (z, g) = (Self.zoneMinutes, Self.gatewayMinutes)
    let one = Self.design(gatewaysIn: ["a"], onZoneLoss: .lost).yearly(.lost, .short, .dark)
    let each = Self.design(gatewaysIn: World.threeZones, onZoneLoss: .lost)
      .yearly(.lost, .short, .dark)
    expectMean(one[0], equals: 5 * z / 3 + g)
    expectMean(one[1], equals: 3 * z + g)
    expectMean(one[2], equals: z + g)
    expectMean(each[0], equals: z + g)
    expectMean(each[1], equals: 3 * (z + g))
    // Common incidents: the difference of each replication has far less variance than either.
    expectMean(zip(one[0], each[0]).map { $0 - $1 }, equals: 2 * z / 3, "difference")
  }

  @Test func `work that shifts at once leaves only the gateway's own loss and its zone`() {
    let (z, g) = (Self.zoneMinutes, Self.gatewayMinutes)
    let at = EgressService.ZoneLoss.shift(after: .constant(Seconds(0)))
    // One: its zone takes the way out of all work. Per zone: work leaves before anything is lost.
    expectMean(
      Self.design(gatewaysIn: ["a"], onZoneLoss: at).yearly(.lost)[0], equals: z + g)
    expectMean(
      Self.design(gatewaysIn: World.threeZones, onZoneLoss: at)
        .yearly(.lost)[0], equals: g)
  }

  @Test func `a delay of two minutes loses two minutes of a third for each zone incident`() {
    // 3 · 1.21 · 2/3 = 2.42 more than the gateways' own.
    let after = EgressService.ZoneLoss.shift(after: .constant(.minutes(2)))
    let lost = Self.design(gatewaysIn: World.threeZones, onZoneLoss: after)
      .yearly(.lost)[0]
    expectMean(lost, equals: 3 * 1.21 * 2 / 3 + Self.gatewayMinutes)
  }

  @Test func `an incident that always spreads takes both designs alike`() {
    // Every incident takes every zone: 3z + g.
    let expected = 3 * Self.zoneMinutes + Self.gatewayMinutes
    for zones in [["a"], World.threeZones] {
      let design = Self.design(gatewaysIn: zones, onZoneLoss: .lost, spread: 1)
      expectMean(design.yearly(.lost)[0], equals: expected)
    }
  }

  @Test func `partial incidents: a gateway goes with a quarter of them, work with its share`() {
    // Mean severity 0.75 · 0.16 + 0.25 = 0.37; whole 0.25. One gateway, lost work:
    // z (0.25 + 0.04 · 3 … ): its zone's whole loss takes all, z · 0.25; a partial one a third of
    // 0.75 · 0.16 = 0.12, z · 0.04; two other zones a third of 0.37 each: z · 2 · 0.37 / 3.
    let (z, g) = (Self.zoneMinutes, Self.gatewayMinutes)
    let one = Self.design(gatewaysIn: ["a"], onZoneLoss: .lost, severity: .partialOrWhole)
      .yearly(.lost)[0]
    let each = Self.design(
      gatewaysIn: World.threeZones, onZoneLoss: .lost, severity: .partialOrWhole
    ).yearly(.lost)[0]
    expectMean(one, equals: z * (0.25 + 0.04 + 2 * 0.37 / 3) + g)
    expectMean(each, equals: 0.37 * z + g)
    expectMean(zip(one, each).map { $0 - $1 }, equals: z / 6, "difference")
  }
}
