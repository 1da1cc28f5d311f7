// SPDX-License-Identifier: GPL-3.0-or-later
// Facts: the NAT gateway and its own incidents.

package import Quantities
package import RandomVariates
package import ScenarioFormat

extension AWSFacts {
  package static let gatewayZoneRate = statusArchive(
    PerYear(0.0086), "natgw.rate.az", "posted incidents of the NAT gateways of one zone")
  package static let gatewayZoneDuration = statusArchive(
    DurationLaw.lognormal(mean: .minutes(144), sigma: 1), "natgw.rate.az",
    "duration of such an incident: mean of three; sigma is a judgement")
  package static let gatewayRegionRate = statusArchive(
    PerYear(0.0095), "natgw.rate.region",
    "posted incidents of a region's NAT gateways, from one event")
  package static let gatewayRegionDuration = statusArchive(
    DurationLaw.lognormal(mean: .minutes(400), sigma: 1),
    "natgw.inc.apne2", "duration of such an incident: the one event; sigma is a judgement")
  package static let gatewayRegionSeverity = judged(
    ShareLaw.uniform(from: Share(0.1), to: Share(1)),
    "share of the region's gateways that such an incident takes; it was not published")

  package static let gatewayBandwidth = Cited(
    BitsPerSecond.gigabits(100), factID: "natgw.bw.max",
    source: "Amazon VPC User Guide, NAT gateways",
    sourceURL: "https://github.com/awsdocs/amazon-vpc-user-guide/commit/2fc7c89",
    date: "2022-06-20", confidence: .documentedByAWS,
    meaning: "bandwidth to which a gateway scales, taken per direction")
  package static let gatewayBandwidthApril2018 = olderBandwidth(
    45, "natgw.bw.2018apr", commit: "e61dcfe", date: "2018-04-06")
  package static let gatewayBandwidthJanuary2018 = olderBandwidth(
    10, "natgw.bw.2018jan", commit: "6b7ac8d", date: "2018-01-31")

  package static let gatewayPackets = Cited(
    10_000_000, factID: "natgw.pps.max", source: "Amazon VPC User Guide, NAT gateways",
    sourceURL: "https://github.com/awsdocs/amazon-vpc-user-guide/commit/2fc7c89",
    date: "2022-06-20", confidence: .documentedByAWS,
    meaning: "packets a second to which a gateway scales")
  package static let gatewayAddresses = Cited(
    1, factID: "natgw.ip.default", source: "Amazon VPC User Guide, NAT gateways",
    sourceURL: "https://github.com/awsdocs/amazon-vpc-user-guide", date: "2023-04-21",
    confidence: .documentedByAWS, meaning: "public addresses of a gateway, at most 8")
  package static let gatewayPorts = Cited(
    55_000, factID: "natgw.conn.dest", source: "Amazon VPC User Guide, NAT gateways",
    sourceURL: "https://github.com/awsdocs/amazon-vpc-user-guide", date: "2023-04-21",
    confidence: .documentedByAWS,
    meaning: "connections at one time to one destination for each address of a gateway")

  private static func olderBandwidth(
    _ gigabits: Double, _ factID: String, commit: String, date: String
  ) -> Cited<BitsPerSecond> {
    Cited(
      .gigabits(gigabits), factID: factID, source: "Amazon VPC User Guide, NAT gateways",
      sourceURL: "https://github.com/awsdocs/amazon-vpc-user-guide/commit/\(commit)",
      date: date, confidence: .documentedByAWS,
      meaning: "bandwidth of a gateway at that time, taken per direction")
  }
}

extension AWSFacts {
  package static let endpointBandwidth = Cited(
    BitsPerSecond.gigabits(100), factID: "vpce.bwmax", source: "AWS PrivateLink quotas",
    sourceURL: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html",
    date: "2026-11-23", confidence: .documentedByAWS,
    meaning: "bandwidth to which an interface endpoint scales in each zone")
  package static let endpointRemoval = judged(
    DurationLaw.uniform(from: .minutes(1), to: .minutes(3)),
    "until a regional name leaves out an interface that is down; taken as that of a balancer",
    factID: "lb.node.removal")
}
