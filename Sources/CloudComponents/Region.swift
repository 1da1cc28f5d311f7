// SPDX-License-Identifier: GPL-3.0-or-later
// The regions of AWS, and what this project knows of each.

import Diagnostics
package import Quantities
package import ScenarioFormat

/// A region of AWS.
package struct Region: Hashable, Sendable {
  /// AWS's code, such as `us-east-1`.
  package let code: String
  /// Zones that it has; from memory for most, used only where a replayed incident names no zone.
  package let zoneCount: Int

  /// Every region, grouped by continent.
  package static let all: [Region] =
    [
      ("us-east-1", 6), ("us-east-2", 3), ("us-west-1", 3), ("us-west-2", 4),
      ("us-gov-east-1", 3), ("us-gov-west-1", 3), ("ca-central-1", 3), ("ca-west-1", 3),
      ("mx-central-1", 3), ("sa-east-1", 3), ("eu-west-1", 3), ("eu-west-2", 3),
      ("eu-west-3", 3), ("eu-central-1", 3), ("eu-central-2", 3), ("eu-north-1", 3),
      ("eu-south-1", 3), ("eu-south-2", 3), ("il-central-1", 3), ("me-central-1", 3),
      ("me-south-1", 3), ("af-south-1", 3), ("ap-east-1", 3), ("ap-east-2", 3),
      ("ap-northeast-1", 4), ("ap-northeast-2", 4), ("ap-northeast-3", 3), ("ap-south-1", 3),
      ("ap-south-2", 3), ("ap-southeast-1", 3), ("ap-southeast-2", 3), ("ap-southeast-3", 3),
      ("ap-southeast-4", 3), ("ap-southeast-5", 3), ("ap-southeast-6", 3),
      ("ap-southeast-7", 3), ("cn-north-1", 3), ("cn-northwest-1", 3),
    ].map { Region(code: $0.0, zoneCount: $0.1) }

  /// The region of this code.
  package static func named(_ code: String) -> Region? { all.first { $0.code == code } }

  package static let northVirginia = Region(code: "us-east-1", zoneCount: 6)

  /// Posted incidents of running things in one of its zones.
  package var zoneIncidentRate: Cited<PerYear> {
    self == .northVirginia ? AWSFacts.zoneIncidentRateNorthVirginia : AWSFacts.zoneIncidentRate
  }

  /// Whether list prices of it are shipped.
  package var hasPrices: Bool { self == .northVirginia }
}

extension Region: FieldValue {
  package static let kind = "a region of AWS"
  package static let placeholder = northVirginia
  package init(reading node: LocatedNode) throws(Misreading) {
    let code = try Self.scalar(node)
    guard let region = Region.named(code) else {
      throw Misreading(
        "'\(code)' is no region of AWS", at: node.location,
        notes: notesForUnknown(code, among: Region.all.map(\.code)))
    }
    self = region
  }
  package var text: String { code }
}
