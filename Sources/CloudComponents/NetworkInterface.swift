// SPDX-License-Identifier: GPL-3.0-or-later
// How the copies of a component stand in the network, and what an instance says about it.

import Diagnostics
import NetworkReachability
import ScenarioFormat

/// How each copy of a type of component stands in its subnet.
package enum NetworkAttachment: Hashable, Sendable {
  /// AWS looks after it: a public address, no security groups, any port above 1023.
  case managed
  /// An instance: the design decides about its address, its groups and its check.
  case instance
}

/// What a design says about the network interface of an instance.
struct NetworkInterface {
  /// A value and the place where it is written, or the component.
  struct Setting<Value> {
    let value: Value
    let location: SourceLocation
  }

  let checksDestination: Setting<Bool>
  let hasPublicAddress: Setting<Bool>
  let securityGroups: Setting<[String]>

  private static let check = Field<Bool>(
    "sourceDestinationCheck", orAbsent: false,
    "Whether EC2 drops what neither comes from it nor goes to it; off where it forwards.")
  private static let publicAddress = Field<Bool>(
    "publicAddress", orAbsent: true, "Whether it has a public address.")
  private static let groups = Field<[String]>(
    "securityGroups", orAbsent: [SecurityGroup.defaultName],
    "Its security groups; the VPC's default one unless given.")

  static let fields = [check.reference(), publicAddress.reference(), groups.reference()]

  /// Reads the settings of a component that stands at a place.
  init(_ read: inout FieldReader, at place: SourceLocation) {
    let node = read.node
    func setting<Value>(_ field: Field<Value>, _ value: Value) -> Setting<Value> {
      Setting(value: value, location: node[field.name]?.location ?? place)
    }
    checksDestination = setting(Self.check, read(Self.check))
    hasPublicAddress = setting(Self.publicAddress, read(Self.publicAddress))
    securityGroups = setting(Self.groups, read(Self.groups))
  }
}
