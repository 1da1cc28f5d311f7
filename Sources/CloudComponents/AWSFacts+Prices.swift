// SPDX-License-Identifier: GPL-3.0-or-later
// Facts: list prices of us-east-1; no other region has prices.

package import Quantities
package import ScenarioFormat

extension AWSFacts {
  package static let gatewayHourPrice = listPrice(
    0.045, "price.natgw.h", "nat_gateway", date: "2024-07-01", "an hour of a NAT gateway")
  package static let gatewayGigabytePrice = listPrice(
    0.045, "price.natgw.gb", "nat_gateway", date: "2024-07-01",
    "a gigabyte through a NAT gateway, either direction")
  package static let addressHourPrice = listPrice(
    0.005, "price.ipv4.h", "eip", date: "2024-07-01", "an hour of a public IPv4 address")
  package static let zoneCrossingPrice = listPrice(
    0.01, "price.az.gb", "data_transfer", date: "2024-09-25",
    "a gigabyte between zones, for each billed direction")
  package static let zoneCrossingDirections = judged(
    1, "directions in which a gigabyte between zones is billed, 1 or 2")
  /// The first tier alone: outbound traffic is the same in every design and in no total.
  package static let outboundPrice = listPrice(
    0.09, "price.out.t1", "data_transfer", date: "2024-09-25",
    "a gigabyte out to the internet, first 10 TB a month")
  package static let endpointHourPrice = listPrice(
    0.01, "price.vpce.h", "vpc_endpoint", date: "2024-10-18",
    "an hour of an interface endpoint in one zone")
  /// The first tier alone.
  package static let endpointGigabytePrice = listPrice(
    0.01, "price.vpce.gb1", "vpc_endpoint", date: "2024-10-18",
    "a gigabyte through an interface endpoint, first PB a month")
}
