// SPDX-License-Identifier: GPL-3.0-or-later
// What the rows of a compiled model are called, for those who report a history to people.

/// Names of the parts of a model, in the order of the tables that flattening makes.
package struct PartNames: Sendable {
  /// A unit's path, its modes and the signals that it requires.
  package struct Unit: Sendable {
    package let path: String
    package let modes: [String]
    package let requires: [String]
  }
  /// An incident's path and its groups.
  package struct Struck: Sendable {
    package let path: String
    package let groups: [String]
  }
  /// A detector's path and what it watches.
  package struct Watch: Sendable {
    package let path: String
    package let target: String
  }
  /// A failover's path and its candidates.
  package struct Choice: Sendable {
    package let path: String
    package let candidates: [String]
  }

  package let units: [Unit]
  package let incidents: [Struck]
  package let calendars: [String]
  package let detectors: [Watch]
  package let failovers: [Choice]
  package let leaves: [String]
  package let pools: [String]

  /// The names of a model that is flattened as it is.
  package init(of system: SystemModel) {
    let sorted = system.sorted()
    units = sorted.units.map {
      Unit(
        path: $0.path.text, modes: $0.modes.map(\.name), requires: $0.requires.map(\.text))
    }
    incidents = sorted.incidents.map { Struck(path: $0.path.text, groups: $0.groups) }
    calendars = sorted.calendars.map(\.path.text)
    detectors = sorted.detectors.map { Watch(path: $0.path.text, target: $0.target.text) }
    failovers = sorted.failovers.map { failover in
      let ways = sorted.switches.first { $0.failover == failover.path }?.ways
      return Choice(
        path: failover.path.text,
        candidates: failover.candidates.indices.map { candidate in
          Self.name(of: failover.candidates[candidate], way: ways?[candidate])
        })
    }
    leaves = sorted.leafLevels.map(\.path.text)
    pools = sorted.pools.map(\.path.text)
  }

  /// The paths of all parts of which something can be said.
  package var all: [String] {
    units.map(\.path) + incidents.map(\.path) + calendars + detectors.map(\.path)
      + failovers.map(\.path) + leaves + pools
  }

  /// What serves; else the way of a switch; else what is seen of it.
  private static func name(of candidate: Failover.Candidate, way: FlowTarget?) -> String {
    if candidate.serves != .always { return candidate.serves.text }
    if case .element(let path) = way { return path.text }
    return candidate.seen.text
  }
}

extension Signal {
  /// The signal in words, such as `nat/a`, `not plane` or `2 of (a, b, c)`.
  package var text: String {
    switch self {
    case .always: "always"
    case .part(let path): path.text
    case .not(let signal): "not \(signal.text)"
    case .all(let signals): Self.list(signals, "and")
    case .any(let signals): Self.list(signals, "or")
    case .atLeast(let count, let signals):
      "\(count) of (\(signals.map(\.text).joined(separator: ", ")))"
    }
  }

  private static func list(_ signals: [Signal], _ word: String) -> String {
    let text = signals.map(\.text).joined(separator: " \(word) ")
    return signals.count > 1 ? "(\(text))" : text
  }
}
