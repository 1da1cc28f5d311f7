// SPDX-License-Identifier: GPL-3.0-or-later
// What NAT gateways and NAT instances are billed for.

import ReliabilityModeling

extension NATGateway {
  package func billables(at place: Placement, at prices: PriceList) -> [Billable] {
    let path = place.path
    return [
      Billable(.hours, "\(path), gateway", .perHour(1), at: prices.gatewayHour),
      Billable(
        .processing, "\(path), gigabytes processed",
        .perGigabyteCarried(measure: "carried/\(path)", factor: 1), at: prices.gatewayGigabyte),
      Billable(.addresses, "\(path), public address", .perHour(1), at: prices.addressHour),
    ]
  }
}

extension NATInstance {
  package func billables(at place: Placement, at prices: PriceList) -> [Billable] {
    let path = place.path
    let hour = InstanceTable.type(named: instanceType).map(prices.instanceHour)
    return [
      Billable(.hours, "\(path), \(instanceType)", .perHour(1), at: hour ?? .unknown),
      Billable(.addresses, "\(path), public address", .perHour(1), at: prices.addressHour),
    ]
  }
}
