// SPDX-License-Identifier: GPL-3.0-or-later
// Reads VPC endpoints, and what they are billed for.

import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling
package import ScenarioFormat

/// The services that a gateway endpoint leads to.
enum GatewayEndpointService: String, FieldChoice {
  case s3, dynamodb
}

extension GatewayEndpoint: ComponentType {
  package static let summary =
    "A route to S3 or DynamoDB in every private route table; their traffic leaves the NAT, free."

  private static let services = Field<[GatewayEndpointService]>(
    "services", "The services: s3, dynamodb or both.",
    must: Requirement("one or more different services") {
      !$0.isEmpty && Set($0).count == $0.count
    })

  private static let routeTables = Field<[String]?>(
    optional: "routeTables", "Route tables to which it is attached; all unless given.")

  package static var fields: [FieldReference] { [services.reference(), routeTables.reference()] }
  package var addressesPerCopy: Int { 0 }
  package static func standsEverywhere(_ node: LocatedNode) -> Bool { true }
  package var needsPublicSubnet: Bool { false }
  package var isRouted: Bool { false }

  package init(_ read: inout FieldReader) {
    self.init(
      services: read(Self.services).map(\.rawValue), attachedTables: read(Self.routeTables))
  }

  package func billables(at place: Placement, at prices: PriceList) -> [Billable] { [] }
}

extension InterfaceEndpoint: ComponentType {
  package static let summary =
    "An interface in each of its zones to one service of AWS; its name answers with those it sees."

  private static let service = Field<String>(
    "service", "The service by the name that services use under 'aws', such as kms.")
  private static let bandwidth = Field<BitsPerSecond>(
    "bandwidth", default: AWSFacts.endpointBandwidth, "Of one interface.",
    must: .moreThan(BitsPerSecond(0)))
  private static let threshold = Field<Share>(
    "threshold", default: AWSFacts.zoneServiceThreshold,
    "Severity of a zone incident from which an interface is down.")
  private static let removal = Field<DurationLaw>(
    "removal", default: AWSFacts.endpointRemoval,
    "Until the regional name leaves out an interface that is down, or has it again.")

  package static var fields: [FieldReference] {
    [
      service.reference(), bandwidth.reference(), threshold.reference(), removal.reference(),
    ]
  }
  package var needsPublicSubnet: Bool { false }
  package var isRouted: Bool { false }

  package init(_ read: inout FieldReader) {
    self.init(
      service: read(Self.service), bandwidth: read(Self.bandwidth),
      threshold: read(Self.threshold), removal: read(Self.removal))
  }

  package func billables(at place: Placement, at prices: PriceList) -> [Billable] {
    let path = place.path
    return [
      Billable(.hours, "\(path), interface endpoint", .perHour(1), at: prices.endpointHour),
      Billable(
        .processing, "\(path), gigabytes processed",
        .perGigabyteCarried(measure: "carried/\(path)", factor: 1), at: prices.endpointGigabyte),
      Billable(
        .crossZone, "\(path), gigabytes from other zones",
        .perGigabyteCarried(
          measure: "carried/xzone/\(path)", factor: Double(prices.zoneCrossingDirections)),
        at: prices.zoneCrossing),
    ]
  }
}
