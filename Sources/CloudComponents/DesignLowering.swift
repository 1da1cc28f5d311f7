// SPDX-License-Identifier: GPL-3.0-or-later
// What one lowering carries from pass to pass: a builder, and what was exposed and provided.

package import Quantities
package import RandomVariates
package import ReliabilityModeling

/// A system model under construction, plus what its components exposed to trouble and provide as
/// ways out.
package struct DesignLowering: Sendable {
  package var builder: SystemModelBuilder
  package let world: World
  /// End of a replication, to which growth of demand is laid out.
  package let horizon: SimTime
  package private(set) var exposures: [Exposure] = []
  package private(set) var gateways: [EgressGateway] = []
  package private(set) var endpoints: [EndpointWay] = []
  /// Leaves of the world that something reads, in the order of their first reading; the world
  /// leaves out all others, for each costs events.
  package private(set) var readings: [WorldLeaf] = []
  private var known: Set<WorldLeaf> = []
  /// Trouble of a design's own that strikes several of its units at once.
  package private(set) var commonCauses: [CommonCause] = []

  package init(
    name: String, in world: World, until horizon: SimTime = .zero + SimDuration(.years(1))
  ) {
    builder = SystemModelBuilder(name: name)
    self.world = world
    self.horizon = horizon
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
  /// Up while instances can be launched in the zone, planes and capacity aside.
  case launchable(zone: String)

  package var path: ComponentPath {
    switch self {
    case .hit(let zone): "hit/\(zone)"
    case .fit(let zone): "fit/\(zone)"
    case .changed: "changed"
    case .changedZone(let zone): "changed/\(zone)"
    case .plane(let plane, let zone): "plane/\(plane.rawValue)@\(zone)"
    case .capacity(let zone, let type): "capacity/\(zone)/\(type)"
    case .launchable(let zone): "up/\(zone)"
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
    /// Never, because it stands in no zone.
    case none
  }
  package let leaf: ComponentPath
  package let spread: SpreadClass
  package let zone: String
  /// The component's type: some incidents strike all of a kind.
  package let typeName: String
  /// What one change breaks as a whole: most units are a component by themselves.
  package let component: ComponentPath

  package init(
    _ leaf: ComponentPath, as spread: SpreadClass, in zone: String, ofType typeName: String,
    partOf component: ComponentPath? = nil
  ) {
    self.leaf = leaf
    self.spread = spread
    self.zone = zone
    self.typeName = typeName
    self.component = component ?? leaf
  }
}

/// Trouble that strikes several units of a design at once.
package struct CommonCause: Hashable, Sendable {
  package let path: ComponentPath
  /// Mean from an end to the next strike.
  package let interval: Seconds
  package let duration: DurationLaw
  package fileprivate(set) var units: [ComponentPath]
}

extension DesignLowering {
  /// Subjects a unit to trouble that it shares with others; the first to name it says how often it
  /// strikes.
  package mutating func expose(
    _ unit: ComponentPath, to cause: ComponentPath, every interval: Seconds,
    lasting duration: DurationLaw
  ) {
    if let known = commonCauses.firstIndex(where: { $0.path == cause }) {
      commonCauses[known].units.append(unit)
    } else {
      commonCauses.append(
        CommonCause(path: cause, interval: interval, duration: duration, units: [unit]))
    }
  }

  /// Subjects a unit of a component to the trouble of its zone.
  package mutating func expose(_ exposure: Exposure) { exposures.append(exposure) }

  /// Offers a way out of the network to the routes.
  package mutating func provide(_ gateway: EgressGateway) { gateways.append(gateway) }

  /// Offers a way to a service of AWS, or one more interface of it.
  package mutating func provide(_ way: EndpointWay, interface: EndpointWay.Interface?) {
    let known = endpoints.firstIndex {
      $0.component == way.component && $0.service == way.service
    }
    if known == nil { endpoints.append(way) }
    if let interface { endpoints[known ?? endpoints.count - 1].interfaces.append(interface) }
  }

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
