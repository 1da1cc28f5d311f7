// SPDX-License-Identifier: GPL-3.0-or-later
// The only way to make a system model: collects primitives by name, then checks them together.

package import Diagnostics
package import Quantities
package import RandomVariates

/// Collects primitives in any order; a name may be used before it is defined.
package struct SystemModelBuilder: Sendable {
  var model: SystemModel
  /// Where each path was said, for the findings of `build`.
  var places: [ComponentPath: SourceLocation] = [:]
  var crewPlaces: [String: SourceLocation] = [:]
  var measurePlaces: [String: SourceLocation] = [:]

  package init(name: String) { model = SystemModel(name: name) }

  /// Delay from a page to the moment somebody acts, the same in every action of one origin.
  package var operatorReaction: DurationLaw {
    get { model.operatorReaction }
    set { model.operatorReaction = newValue }
  }

  /// Adds a unit.
  package mutating func add(_ unit: RepairableUnit, at place: SourceLocation? = nil) {
    model.units.append(unit)
    places[unit.path] = place
  }
  /// Adds a crew.
  package mutating func add(_ crew: RepairCrew, at place: SourceLocation? = nil) {
    model.crews.append(crew)
    crewPlaces[crew.name] = place
  }
  /// Adds a pool; its units and detectors are added by themselves.
  package mutating func add(_ pool: ReplacementPool, at place: SourceLocation? = nil) {
    model.pools.append(pool)
    places[pool.path] = place
  }
  /// Adds an incident.
  package mutating func add(_ incident: Incident, at place: SourceLocation? = nil) {
    model.incidents.append(incident)
    places[incident.path] = place
  }
  /// Adds a calendar.
  package mutating func add(_ calendar: Calendar, at place: SourceLocation? = nil) {
    model.calendars.append(calendar)
    places[calendar.path] = place
  }
  /// Adds a gate.
  package mutating func add(_ gate: LogicGate, at place: SourceLocation? = nil) {
    model.gates.append(gate)
    places[gate.path] = place
  }
  /// Adds a detector.
  package mutating func add(_ detector: Detector, at place: SourceLocation? = nil) {
    model.detectors.append(detector)
    places[detector.path] = place
  }
  /// Adds a failover.
  package mutating func add(_ failover: Failover, at place: SourceLocation? = nil) {
    model.failovers.append(failover)
    places[failover.path] = place
  }
  /// Adds a leaf level.
  package mutating func add(_ level: LeafLevel, at place: SourceLocation? = nil) {
    model.leafLevels.append(level)
    places[level.path] = place
  }
  /// Adds a source.
  package mutating func add(_ source: FlowSource, at place: SourceLocation? = nil) {
    model.sources.append(source)
    places[source.path] = place
  }
  /// Adds a node.
  package mutating func add(_ node: FlowNode, at place: SourceLocation? = nil) {
    model.nodes.append(node)
    places[node.path] = place
  }
  /// Adds a split.
  package mutating func add(_ split: FlowSplit, at place: SourceLocation? = nil) {
    model.splits.append(split)
    places[split.path] = place
  }
  /// Adds a switch.
  package mutating func add(_ flowSwitch: FlowSwitch, at place: SourceLocation? = nil) {
    model.switches.append(flowSwitch)
    places[flowSwitch.path] = place
  }
  /// Adds a measure.
  package mutating func add(_ measure: Measure, at place: SourceLocation? = nil) {
    model.measures.append(measure)
    measurePlaces[measure.name] = place
  }

  /// Checks all that was added, and makes the model; with errors noted it must not be flattened.
  ///
  /// - Parameters:
  ///   - horizon: What instants and spans of measures must lie within; `nil` if not known.
  ///   - sink: Gets all that is wrong.
  /// - Returns: All that was added.
  package func build(
    over horizon: SimTime? = nil, noting sink: inout DiagnosticSink
  ) -> SystemModel {
    var checks = ModelChecks(
      model, places: places, crewPlaces: crewPlaces, measurePlaces: measurePlaces)
    checks.run(over: horizon)
    for finding in checks.findings { sink.note(finding) }
    return model
  }
}
