// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the fields of a NAT gateway.

import Quantities
package import ScenarioFormat

/// Of which time the service is; its documented limit has grown.
enum GatewayGeneration: String, FieldChoice {
  case current
  case april2018 = "2018-04"
  case january2018 = "2018-01"

  /// The bandwidth to which a gateway scales.
  var bandwidth: Cited<BitsPerSecond> {
    switch self {
    case .current: AWSFacts.gatewayBandwidth
    case .april2018: AWSFacts.gatewayBandwidthApril2018
    case .january2018: AWSFacts.gatewayBandwidthJanuary2018
    }
  }
}

extension NATGateway: ComponentType {
  package static let summary =
    "A managed gateway of one zone; incidents of zones and of the service strike it."

  static let generation = Field<GatewayGeneration>(
    "generation", orAbsent: .current,
    "Whose documented bandwidth holds: 100 Gbps now, 45 in April and 10 in January of 2018.")
  static let threshold = Field<Share>(
    "threshold", default: AWSFacts.zoneServiceThreshold,
    "Severity of a zone incident from which it is down.")
  static let strain = Field<Share>(
    "strain", default: AWSFacts.zoneServiceStrain,
    "Below the threshold, share of its capacity lost per unit of severity.")

  static func bandwidth(of generation: GatewayGeneration) -> Field<BitsPerSecond> {
    Field(
      "bandwidth", default: generation.bandwidth, "Capacity in one direction.",
      must: .moreThan(BitsPerSecond(0)))
  }

  package static var fields: [FieldReference] {
    [
      generation.reference(), bandwidth(of: .current).reference(), threshold.reference(),
      strain.reference(),
    ]
  }

  package init(_ read: inout FieldReader) {
    let generation = read(Self.generation)
    self.init(
      bandwidth: read(Self.bandwidth(of: generation)), threshold: read(Self.threshold),
      strain: read(Self.strain))
  }
}
