// SPDX-License-Identifier: GPL-3.0-or-later
// What one lowering carries from pass to pass: a builder, and what was exposed and provided.

package import ReliabilityModeling

/// A system model under construction, plus what its components exposed to trouble and provide as
/// ways out.
package struct DesignLowering: Sendable {
  package var builder: SystemModelBuilder
  package let world: World
  package private(set) var exposures: [Exposure] = []
  package private(set) var gateways: [EgressGateway] = []
  /// Leaves of the world that something reads, in the order of their first reading; the world
  /// leaves out all others, for each costs events.
  package private(set) var readings: [WorldLeaf] = []
  private var known: Set<WorldLeaf> = []

  package init(name: String, in world: World) {
    builder = SystemModelBuilder(name: name)
    self.world = world
  }
}

/// A leaf of the world: the same path in every design.
package enum WorldLeaf: Hashable, Sendable {
  /// Down while an incident strikes the zone, however little of it.
  case hit(zone: String)
  /// The share of the zone's work that is not hit.
  case fit(zone: String)
  /// Down while a bad change takes the whole design.
  case changed
  case changedZone(String)
  case plane(Plane, zone: String)
  /// Instances of the type are to be had in the zone.
  case capacity(zone: String, instanceType: String)

  package var path: ComponentPath {
    switch self {
    case .hit(let zone): "hit/\(zone)"
    case .fit(let zone): "fit/\(zone)"
    case .changed: "changed"
    case .changedZone(let zone): "changed/\(zone)"
    case .plane(let plane, let zone): "plane/\(plane.rawValue)@\(zone)"
    case .capacity(let zone, let type): "capacity/\(zone)/\(type)"
    }
  }
}

/// What trouble may strike of a component.
package struct Exposure: Hashable, Sendable {
  /// How a component suffers from a partial incident of its zone.
  package enum SpreadClass: Hashable, Sendable {
    /// Down with the probability of the severity.
    case host
    /// Down when the severity reaches `threshold`; below, a level loses `slope` · severity.
    case zoneService(threshold: Double, strain: ComponentPath?, slope: Double)
  }
  package let leaf: ComponentPath
  package let spread: SpreadClass
  package let zone: String
  /// The component's type: some incidents strike all of a kind.
  package let typeName: String

  package init(
    _ leaf: ComponentPath, as spread: SpreadClass, in zone: String, ofType typeName: String
  ) {
    self.leaf = leaf
    self.spread = spread
    self.zone = zone
    self.typeName = typeName
  }
}

extension DesignLowering {
  /// Subjects a unit of a component to the trouble of its zone.
  package mutating func expose(_ exposure: Exposure) { exposures.append(exposure) }

  /// Offers a way out of the network to the routes.
  package mutating func provide(_ gateway: EgressGateway) { gateways.append(gateway) }

  /// The signal of a leaf of the world, which thereby comes into being.
  package mutating func reads(_ leaf: WorldLeaf) -> Signal {
    note(leaf)
    return .part(leaf.path)
  }

  /// The share of a zone's work that no incident hits.
  package mutating func fit(_ zone: String) -> FlowLevel {
    note(.fit(zone: zone))
    return .leaf(WorldLeaf.fit(zone: zone).path)
  }

  /// What a bad change of the design takes, as signals that every way of the zone needs.
  package mutating func changes(in zone: String) -> [Signal] {
    guard let change = world.change else { return [] }
    switch change.reach {
    case .design: return [reads(.changed)]
    case .zone: return [reads(.changedZone(zone))]
    case .component: return []
    }
  }

  private mutating func note(_ leaf: WorldLeaf) {
    guard known.insert(leaf).inserted else { return }
    readings.append(leaf)
  }

  /// Position of a zone in the world's list.
  package func group(of zone: String) -> Int? { world.zones.firstIndex(of: zone) }

  /// The path of a part that stands beside a component: `watch/a` for `nat/a`, and
  /// `watch/spare/a` for a component that is not called `nat`.
  package static func path(of role: String, beside component: ComponentPath) -> ComponentPath {
    let prefix = "nat/"
    let text = component.text
    let own = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    return ComponentPath(role) / own
  }
}
