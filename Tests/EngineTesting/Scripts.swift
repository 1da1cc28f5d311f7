// SPDX-License-Identifier: GPL-3.0-or-later
// Short words for models of tests: units that fall at given instants, and a service over elements.

import Diagnostics
import Quantities
package import RandomVariates
package import ReliabilityModeling

extension SystemModelBuilder {
  /// A model of these parts, which must be sound.
  package var flat: FlatModel { FlatModel(flattening: system) }

  /// These parts as a model, which must be sound.
  package var system: SystemModel {
    var sink = DiagnosticSink()
    let system = build(noting: &sink)
    precondition(sink.diagnostics.isEmpty, "\(sink.diagnostics.map(\.message))")
    return system
  }

  /// What `build` complains about, in its order.
  package var complaints: [String] {
    var sink = DiagnosticSink()
    _ = build(noting: &sink)
    return sink.diagnostics.map(\.message)
  }

  /// A unit without modes that is down in the given spans, in seconds.
  package mutating func addUnit(
    _ path: ComponentPath, downIn spans: [ClosedRange<Double>] = [],
    restart: DurationLaw = .constant(Seconds(0))
  ) {
    add(RepairableUnit(path, restart: restart))
    if !spans.isEmpty { hold([path], in: spans, by: path / "script") }
  }

  /// An incident that holds units in the given spans, in seconds.
  package mutating func hold(
    _ units: [ComponentPath], in spans: [ClosedRange<Double>], by name: ComponentPath
  ) {
    let strikes = spans.map {
      ReplayedStrike(
        at: .zero + SimDuration(Seconds($0.lowerBound)),
        duration: SimDuration(Seconds($0.upperBound - $0.lowerBound)), severity: 1, groups: .none)
    }
    add(
      Incident(
        name, strikes: .replayed(strikes), duration: .constant(Seconds(0)),
        reactions: [
          Incident.Reaction(
            of: units.map { Incident.Target($0, group: nil) }, in: .everywhere)
        ]))
  }

  /// Measures how long a part is down, under its own name.
  package mutating func watch(_ paths: ComponentPath...) {
    for path in paths { add(.up(name: path.text, .part(path))) }
  }

  /// One source `name/source` of a service, first to an element.
  package mutating func serve(
    _ name: String, _ demand: Int64, level: FlowLevel = .full, to target: FlowTarget,
    tolerance: Double = 0.001
  ) {
    let source = ComponentPath("\(name)/source")
    add(FlowSource(source, rate: demand, level: level, to: target))
    add(
      .served(
        ServedMeasure(
          name: name, sources: [source], demand: demand, tolerance: Share(tolerance))))
  }
}

/// Repair in one step of fixed length.
package func fixedRepair(_ seconds: Double) -> Action {
  Action([.law(.constant(Seconds(seconds)))])
}
