// SPDX-License-Identifier: GPL-3.0-or-later
// The bill, computed by hand.

import CloudComponents
import DesignStudies
import Quantities
import Testing

private func bill(
  _ billables: [Billable], carried: [String: Double] = [:], served: Double = 0
) -> MonthlyCost {
  MonthlyCost(
    of: billables,
    carrying: MeanTraffic(
      carried: { BitsPerSecond(carried[$0] ?? 0) }, served: { _ in BitsPerSecond(served) }))
}

private func item(
  _ category: Billable.Category, _ amount: Billable.Amount, _ price: Double?
) -> Billable {
  Billable(category, "\(category)", amount, at: .init(price.map { USDollars($0) }, from: "a list"))
}

private func isClose(_ cost: USDollars?, _ dollars: Double) -> Bool {
  cost.map { abs($0.value - dollars) < 1e-6 } ?? false
}

@Suite struct MonthlyCostTests {
  @Test func `1_2 Gbps through gateways and the hours of three of them`() {
    // 1.2e9 bit/s / 8 = 1.5e8 B/s; · 3600 · 730 s = 3.942e14 B = 394 200 GB; · 0.045 = 17 739.
    // 3 · 730 h · 0.045 = 98.55.
    let cost = bill(
      [
        item(.hours, .perHour(3), 0.045),
        item(.processing, .perGigabyteCarried(measure: "carried/nat/a", factor: 1), 0.045),
        item(.processing, .perGigabyteCarried(measure: "carried/nat/b", factor: 1), 0.045),
      ], carried: ["carried/nat/a": 0.5e9, "carried/nat/b": 0.7e9])
    #expect(isClose(cost.hours, 98.55))
    #expect(isClose(cost.processing, 17_739))
    #expect(isClose(cost.crossZone, 0))
    #expect(isClose(cost.total, 17_837.55))
  }

  @Test func `crossing zones is billed by the directions that the factor says`() {
    // 0.8 Gbps cross: 262 800 GB; · 2 directions · 0.01 = 5 256.
    let cost = bill(
      [item(.crossZone, .perGigabyteCarried(measure: "x", factor: 2), 0.01)], carried: ["x": 0.8e9])
    #expect(isClose(cost.crossZone, 5_256))
  }

  @Test func `outbound traffic stays out of the total`() {
    // 0.4 Gbps served: 131 400 GB; · 0.05 = 6 570. Two addresses: 2 · 730 · 0.005 = 7.30.
    let cost = bill(
      [
        item(.outbound, .perGigabyteServed(service: "egress"), 0.05),
        item(.addresses, .perHour(2), 0.005),
      ], served: 0.4e9)
    #expect(isClose(cost.outbound, 6_570))
    #expect(isClose(cost.addresses, 7.3))
    #expect(isClose(cost.total, 7.3))
  }

  @Test func `without one price the sum is unknown, and the rest is not`() {
    let cost = bill([item(.hours, .perHour(1), nil), item(.addresses, .perHour(1), 0.005)])
    #expect(cost.hours == nil)
    #expect(cost.total == nil)
    #expect(isClose(cost.addresses, 3.65))
    #expect(cost.unpriced == ["hours"])
  }

  @Test func `without a price for outbound traffic the total stands`() {
    let cost = bill([item(.outbound, .perGigabyteServed(service: "egress"), nil)], served: 1e9)
    #expect(cost.outbound == nil)
    #expect(isClose(cost.total, 0))
  }
}
