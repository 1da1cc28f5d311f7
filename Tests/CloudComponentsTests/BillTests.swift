// SPDX-License-Identifier: GPL-3.0-or-later
// What designs are billed for, and what stays unknown where no prices are shipped.

import CloudComponents
import Quantities
import ScenarioFormat
import Testing

@Suite struct BillTests {
  private func bill(_ design: String, world: String = TestScenario().world) -> [Billable] {
    var scenario = TestScenario()
    scenario.world = world
    scenario.designs = ["one: { nat: { \(design) } }"]
    let (designs, findings) = scenario.elaborated()
    #expect(findings.isEmpty)
    return designs[0].billables
  }

  private func measures(_ bill: [Billable], _ category: Billable.Category) -> [String] {
    bill.filter { $0.category == category }.compactMap { line in
      guard case .perGigabyteCarried(let measure, _) = line.amount else { return nil }
      return measure
    }
  }

  private func hourly(_ bill: [Billable], _ category: Billable.Category) -> Double {
    bill.filter { $0.category == category }.reduce(0) { sum, line in
      guard case .perHour(let count) = line.amount, let price = line.price else { return .nan }
      return sum + count * price.value
    }
  }

  /// Three gateways: 3 × $0.045 and 3 × $0.005 an hour.
  @Test func `a gateway is billed by the hour, the gigabyte and its address`() {
    let lines = bill("type: nat-gateway, each: zone")
    #expect(abs(hourly(lines, .hours) - 0.135) < 1e-12)
    #expect(abs(hourly(lines, .addresses) - 0.015) < 1e-12)
    #expect(measures(lines, .processing) == ["carried/nat/a", "carried/nat/b", "carried/nat/c"])
    #expect(measures(lines, .crossZone).isEmpty)
    #expect(lines.allSatisfy { !$0.source.isEmpty })
  }

  @Test func `one gateway for three zones is reached over the borders of zones`() {
    #expect(
      measures(bill("type: nat-gateway, zone: b"), .crossZone) == ["carried/xzone/nat/b"])
  }

  @Test func `two copies over three zones: the next in order of zones carries the third`() {
    #expect(
      measures(bill("type: nat-gateway, zone: [a, b]"), .crossZone) == ["carried/xzone/nat/a"])
  }

  @Test func `copies that take over may be reached over the borders, others are not`() {
    let instance = "type: nat-instance, each: zone, instance: c7gn.medium"
    #expect(measures(bill(instance), .crossZone).isEmpty)
    #expect(
      measures(bill("\(instance), failover: routeTakeover"), .crossZone)
        == ["carried/xzone/nat/a", "carried/xzone/nat/b", "carried/xzone/nat/c"])
  }

  @Test func `an instance costs its type's price on demand and has no price for gigabytes`() {
    let lines = bill("type: nat-instance, zone: a, instance: c7gn.medium")
    #expect(abs(hourly(lines, .hours) - 0.0624) < 1e-12)
    #expect(measures(lines, .processing).isEmpty)
  }

  @Test func `outbound gigabytes are a line of their own`() {
    let lines = bill("type: nat-gateway, zone: a").filter { $0.category == .outbound }
    #expect(lines.map(\.amount) == [.perGigabyteServed(service: "egress")])
    #expect(lines.map(\.price) == [USDollars(0.09)])
  }

  @Test func `a region without shipped prices has those that the scenario gives`() {
    let plain = bill(
      "type: nat-gateway, zone: a", world: "{ region: eu-west-1, zones: [a, b, c] }")
    #expect(plain.allSatisfy { $0.price == nil && $0.source.isEmpty })
    let priced = bill(
      "type: nat-instance, zone: a, instance: t3.micro",
      world: """
        { region: eu-west-1, zones: [a, b, c], prices: {
          addressHour: 0.006 USD, zoneCrossingDirections: 2, instances: { t3.micro: 0.0114 USD } } }
        """)
    #expect(hourly(priced, .hours) == 0.0114 && hourly(priced, .addresses) == 0.006)
    #expect(
      priced.first { $0.category == .crossZone }?.amount
        == .perGigabyteCarried(measure: "carried/xzone/nat/a", factor: 2))
  }
}
