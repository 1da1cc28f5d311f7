// SPDX-License-Identifier: GPL-3.0-or-later
// All that a signal depends on, in the order in which it is first met, or what is not independent.

import Quantities
import RandomVariates
import ReliabilityModeling

/// A reaction that holds a unit.
struct UnitHold: Sendable {
  let incident: Incident
  let reaction: Incident.Reaction
  /// The unit's group for this incident.
  let group: Int?
}

/// The units, gates and incidents behind one signal; depth first, causes before their effects.
///
/// That order keeps what belongs together together, so that it also orders the variables of the
/// decision diagram.
struct SignalCone {
  private(set) var units: [RepairableUnit] = []
  /// By unit of the cone: what can hold it.
  private(set) var holds: [ComponentPath: [UnitHold]] = [:]
  /// What stands in the way of independence, the first one found.
  private(set) var refusal: String?

  private let model: SystemModel
  private let unitOf: [ComponentPath: RepairableUnit]
  private let gateOf: [ComponentPath: LogicGate]
  private let holdsOf: [ComponentPath: [UnitHold]]
  private var isMet: Set<ComponentPath> = []

  /// - Complexity: O(size of the model)
  init(of signal: Signal, in model: SystemModel) {
    self.model = model
    unitOf = Dictionary(model.units.map { ($0.path, $0) }) { first, _ in first }
    gateOf = Dictionary(model.gates.map { ($0.path, $0) }) { first, _ in first }
    var holdsOf: [ComponentPath: [UnitHold]] = [:]
    for incident in model.incidents.sorted(by: { $0.path < $1.path }) {
      for reaction in incident.reactions where reaction.effect == .hold {
        for target in reaction.targets {
          let hold = UnitHold(incident: incident, reaction: reaction, group: target.group)
          holdsOf[target.leaf] = (holdsOf[target.leaf] ?? []) + [hold]
        }
      }
    }
    self.holdsOf = holdsOf
    visit(signal)
    if refusal == nil { refusal = obstacleAmongUnits() }
  }

  /// The expression of a gate of the cone.
  func expression(of path: ComponentPath) -> Signal? { gateOf[path]?.signal }

  /// A unit by its path.
  func unit(_ path: ComponentPath) -> RepairableUnit? { unitOf[path] }

  private mutating func visit(_ signal: Signal) {
    switch signal {
    case .always: break
    case .not(let inner): visit(inner)
    case .all(let inputs), .any(let inputs), .atLeast(_, of: let inputs):
      for input in inputs { visit(input) }
    case .part(let path): visit(part: path)
    }
  }

  private mutating func visit(part path: ComponentPath) {
    guard refusal == nil, isMet.insert(path).inserted else { return }
    if let gate = gateOf[path] {
      visit(gate.signal)
    } else if let unit = unitOf[path] {
      for signal in unit.requires { visit(signal) }
      if let found = holdsOf[path] {
        holds[path] = found
        refusal = refusal ?? found.lazy.compactMap { Self.obstacle(in: $0, of: path) }.first
      }
      units.append(unit)
    } else {
      refusal = obstacle(at: path)
    }
  }

  private func obstacle(at path: ComponentPath) -> String {
    if let detector = model.detectors.first(where: { $0.path == path }) {
      switch detector.timing {
      case .checks: return "detector \(path) has a fixed interval"
      case .delay: return "detector \(path) takes time to notice"
      }
    }
    if model.failovers.contains(where: { $0.path == path }) {
      return "failover \(path) takes time to switch"
    }
    return "'\(path)' follows a calendar"
  }

  private static func obstacle(in hold: UnitHold, of unit: ComponentPath) -> String? {
    let incident = hold.incident
    if case .replayed = incident.strikes { return "incident \(incident.path) is replayed" }
    if hold.reaction.lasting != nil {
      return "incident \(incident.path) holds unit \(unit) for a time of its own"
    }
    let tosses = hold.reaction.conditions.contains(.coinOfSeverity)
    guard tosses, incident.fixedSeverity == nil else { return nil }
    return "incident \(incident.path) draws the severity that its coins share"
  }

  // MARK: What ties units together

  private func obstacleAmongUnits() -> String? {
    for unit in units {
      if let crew = unit.crew, let obstacle = obstacle(of: crew, for: unit) { return obstacle }
    }
    let strikers = model.units.flatMap { unit in unit.strikes.map { (unit.path, $0) } }
    for (path, strike) in strikers where isMet.contains(strike.target) {
      return "unit \(path) strikes unit \(strike.target)"
    }
    for failover in model.failovers {
      for strike in failover.strikes where isMet.contains(strike.target) {
        return "failover \(failover.path) strikes unit \(strike.target)"
      }
    }
    for pool in model.pools {
      for slot in pool.zones.flatMap(\.slots) where isMet.contains(slot.unit) {
        return "unit \(slot.unit) is replaced by pool \(pool.path)"
      }
    }
    return nil
  }

  /// A crew that can serve all of its units at once never lets one wait.
  private func obstacle(of name: String, for unit: RepairableUnit) -> String? {
    let servers = model.crews.first { $0.name == name }?.servers ?? 0
    let served = model.units.count { $0.crew == name }
    return served <= servers
      ? nil : "\(served) units share crew \(name) of \(servers)"
  }
}

extension Incident {
  /// The severity of every strike, if it is not drawn.
  var fixedSeverity: Double? {
    guard case .constant(let share) = severity else { return nil }
    return share.value
  }
}
