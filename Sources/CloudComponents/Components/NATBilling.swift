// SPDX-License-Identifier: GPL-3.0-or-later
// What NAT gateways and NAT instances are billed for.

import ReliabilityModeling

extension NATGateway {
  package func billables(at place: Placement, at prices: PriceList) -> [Billable] {
    Self.billables(at: place.path, at: prices)
  }

  /// What a gateway at this path is billed for.
  static func billables(at path: ComponentPath, at prices: PriceList) -> [Billable] {
    [
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
    var bill = [
      Billable(.hours, "\(path), \(instanceType)", .perHour(1), at: hour ?? .unknown),
      Billable(.addresses, "\(path), public address", .perHour(1), at: prices.addressHour),
    ]
    var reached = (group?.zones ?? []).filter { $0 != place.zone }.map { path / $0 }
    if standby != nil {
      let gateway = NATGateway.standbyPath(beside: path)
      bill += NATGateway.billables(at: gateway, at: prices)
      reached.append(gateway)
    }
    // Those that no zone reaches over its border carry nothing there.
    for other in reached {
      bill.append(
        Billable(
          .crossZone, "\(other), gigabytes from other zones",
          .perGigabyteCarried(
            measure: "carried/xzone/\(other)", factor: Double(prices.zoneCrossingDirections)),
          at: prices.zoneCrossing))
    }
    return bill
  }
}
