// SPDX-License-Identifier: GPL-3.0-or-later
// What a type of component is: it reads its fields, lowers itself into primitives, and bills.

package import Diagnostics
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

  /// Whether a copy may come to carry traffic of a zone whose route led to another copy.
  var takesOver: Bool { get }

  /// Adds the primitives of one copy.
  func lower(at place: Placement, into model: inout DesignLowering)

  /// What one copy costs.
  func billables(at place: Placement, at prices: PriceList) -> [Billable]
}

extension ComponentType {
  package var takesOver: Bool { false }
}

/// One copy of a component: it stands in one zone.
package struct Instance: Sendable {
  package let place: Placement
  package let component: any ComponentType
  /// Where the component stands in the scenario.
  package let location: SourceLocation
}
