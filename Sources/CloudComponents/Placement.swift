// SPDX-License-Identifier: GPL-3.0-or-later
// Where one copy of a component stands, and who stands beside it.

package import ReliabilityModeling

/// Where one copy of a component stands.
package struct Placement: Hashable, Sendable {
  /// Such as `nat/a`.
  package let path: ComponentPath
  /// Name in the design, such as `nat`.
  package let component: String
  package let zone: String
  /// Ordinal among the copies of the component, from 0.
  package let ordinal: Int
  /// Copies of the component in all zones, at least 1.
  package let count: Int
  /// The copy in the next zone in cyclic order; `nil` when it stands alone.
  package let peer: ComponentPath?

  package init(
    path: ComponentPath, component: String, zone: String, ordinal: Int = 0, count: Int = 1,
    peer: ComponentPath? = nil
  ) {
    self.path = path
    self.component = component
    self.zone = zone
    self.ordinal = ordinal
    self.count = count
    self.peer = peer
  }

  /// The copies of a component, one a zone, in the order of the zones.
  package static func copies(of component: String, in zones: [String]) -> [Placement] {
    zones.enumerated().map { ordinal, zone in
      let next = zones[(ordinal + 1) % zones.count]
      return Placement(
        path: ComponentPath(component) / zone, component: component, zone: zone,
        ordinal: ordinal, count: zones.count,
        peer: next == zone ? nil : ComponentPath(component) / next)
    }
  }
}
