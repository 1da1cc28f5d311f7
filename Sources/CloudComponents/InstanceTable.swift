// SPDX-License-Identifier: GPL-3.0-or-later
// EC2 instance types: bandwidth, caps towards the internet, price; read once, when first asked.

package import Quantities

/// What is known of an EC2 instance type.
package struct InstanceType: Hashable, Sendable {
  /// AWS's name, such as `c7gn.medium`.
  package let name: String
  package let virtualCPUs: Int
  /// What it sustains for ever, per direction.
  package let baselineBandwidth: BitsPerSecond
  /// What it reaches while network credits last, per direction.
  package let burstBandwidth: BitsPerSecond
  /// What it sustains through an internet gateway, per direction.
  package let internetBaseline: BitsPerSecond
  /// What it reaches through an internet gateway, per direction.
  package let internetMaximum: BitsPerSecond
  /// On demand, Linux, us-east-1, an hour; `nil` when no price is known.
  package let hourlyPrice: USDollars?
  /// Whether EC2 recovers it by itself after a host fault.
  package let recoversAutomatically: Bool
}

/// The shipped table of instance types.
package enum InstanceTable {
  /// Every type, in the order of the table: by family, then by size.
  package static let all: [InstanceType] = packedLines(PackageResources.instance_types_txt)
    .map(InstanceType.init(row:))

  /// The type of this name.
  ///
  /// - Complexity: O(types)
  package static func type(named name: String) -> InstanceType? {
    all.first { $0.name == name }
  }

  /// Where specifications come from, as it is printed beside an assumption.
  package static let source = "EC2 DescribeInstanceTypes, copy in moto 5.2.1"
  /// Where prices come from.
  package static let priceSource = "karpenter price file, us-east-1, Linux on demand"
  package static let date = "2026-07-20"
}

extension InstanceType {
  fileprivate init(row: Substring) {
    let fields = row.split(separator: " ")
    guard fields.count == 8, let cores = Int(fields[1]), let baseline = Double(fields[2]),
      let burst = Double(fields[3]), let internetBaseline = Double(fields[4]),
      let internetMaximum = Double(fields[5])
    else { damaged("instance-types", row) }
    name = String(fields[0])
    virtualCPUs = cores
    baselineBandwidth = .gigabits(baseline)
    burstBandwidth = .gigabits(burst)
    self.internetBaseline = .gigabits(internetBaseline)
    self.internetMaximum = .gigabits(internetMaximum)
    hourlyPrice = Double(fields[6]).map { USDollars($0) }
    recoversAutomatically = fields[7] == "y"
  }
}
