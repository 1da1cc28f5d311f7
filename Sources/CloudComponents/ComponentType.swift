// SPDX-License-Identifier: GPL-3.0-or-later
// What a type of component is: it reads its fields, lowers itself into primitives, and bills.

package import Diagnostics
import NetworkReachability
package import ScenarioFormat

/// A type of component: a compiler of its own fields into primitives, gone once it has run.
package protocol ComponentType: Sendable {
  /// As a scenario writes it, such as `nat-gateway`.
  static var typeName: String { get }
  /// One sentence for the reference.
  static var summary: String { get }
  /// Its own fields; those of placement are common to all types.
  static var fields: [FieldReference] { get }

  /// Reads its own fields; `type`, `each`, `zone` and `subnet` have been read.
  init(_ read: inout FieldReader)

  /// How each copy stands in its subnet.
  static var attachment: NetworkAttachment { get }

  /// Addresses that each copy takes in its subnet.
  var addressesPerCopy: Int { get }

  /// Route tables to which it is attached, of what works by routes of its own; `nil` for all.
  var attachedTables: [String]? { get }

  /// Whether a copy may come to carry traffic of a zone whose route led to another copy.
  var takesOver: Bool { get }

  /// Whether it stands in every zone, so that no zone need be named.
  static func standsEverywhere(_ node: LocatedNode) -> Bool

  /// Whether its copies need a public subnet of their zones.
  var needsPublicSubnet: Bool { get }
  /// Whether routes lead to it.
  var isRouted: Bool { get }

  /// Notes what only its surroundings show to be wrong.
  func check(_ read: inout FieldReader, in surroundings: Surroundings)

  /// Adds the primitives of one copy.
  func lower(at place: Placement, into model: inout DesignLowering)

  /// What one copy costs.
  func billables(at place: Placement, at prices: PriceList) -> [Billable]
}

extension ComponentType {
  package static var attachment: NetworkAttachment { .managed }
  package var addressesPerCopy: Int { 1 }
  package var attachedTables: [String]? { nil }
  package var takesOver: Bool { false }
  package static func standsEverywhere(_ node: LocatedNode) -> Bool { false }
  package var needsPublicSubnet: Bool { true }
  package var isRouted: Bool { true }
  package func check(_ read: inout FieldReader, in surroundings: Surroundings) {}
}

/// What a component stands in.
package struct Surroundings: Sendable {
  /// Its name in the design, such as `nat`.
  package let component: String
  /// Zones in which it stands.
  package let zones: [String]
  package let worldZones: [String]
  package let network: VPCNetwork
  /// Whether an interface endpoint of the design leads to the API of EC2, under its name.
  package let hasAPIEndpoint: Bool
}

extension Surroundings {
  /// A script has to reach the network API by another way than the one that it repairs.
  func check(
    _ subnet: String?, of script: TakeoverScript, _ read: inout FieldReader
  ) {
    guard let subnet, !network.isIncomplete else { return }
    let place = read.node["failover"]?["watcherSubnet"]?.location
    guard let group = network.group(named: subnet) else {
      read.fail(
        "failover", "there is no subnet '\(subnet)' for the watcher of \(read.subject)", at: place,
        notes: notesForUnknown(subnet, among: network.groups.map(\.name)))
      return
    }
    guard !hasAPIEndpoint else { return }
    if group.table.defaultRoute == .noRoute || group.table.defaultRoute == .blackhole {
      read.fail(
        "failover", "the watcher of \(read.subject) has no way to the API from subnet '\(subnet)'",
        at: place, notes: ["an interface endpoint for ec2 gives it one"])
    }
    guard group.carrier == component else { return }
    read.fail(
      "failover", "the watcher of \(read.subject) reaches the API by what it repairs", at: place,
      notes: [
        "subnet '\(subnet)' at line \(group.location.line) routes to '\(component)'",
        "an interface endpoint or a public subnet gives it a way of its own",
      ])
  }
}

/// One copy of a component: it stands in one zone.
package struct Instance: Sendable {
  package let place: Placement
  package let component: any ComponentType
  /// Where the component stands in the scenario.
  package let location: SourceLocation
}
