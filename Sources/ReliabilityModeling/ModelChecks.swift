// SPDX-License-Identifier: GPL-3.0-or-later
// What `build` refuses: names twice or never defined, loops without time, numbers out of range.

import Diagnostics
import FlatStorage
import Quantities
import RandomVariates

/// Checks one model; every finding is placed at the part that it concerns.
struct ModelChecks {
  let model: SystemModel
  let places: [ComponentPath: SourceLocation]
  let measurePlaces: [String: SourceLocation]
  let crewPlaces: [String: SourceLocation]
  var findings: [Diagnostic] = []

  init(
    _ model: SystemModel, places: [ComponentPath: SourceLocation],
    crewPlaces: [String: SourceLocation], measurePlaces: [String: SourceLocation]
  ) {
    self.model = model
    self.places = places
    self.crewPlaces = crewPlaces
    self.measurePlaces = measurePlaces
  }

  /// All checks; loops are only looked for once every name is known.
  mutating func run(over horizon: SimTime? = nil) {
    checkNames()
    checkReferences()
    checkCrews()
    for unit in model.units { check(unit) }
    for incident in model.incidents { check(incident) }
    for calendar in model.calendars { check(calendar) }
    for detector in model.detectors { check(detector) }
    for failover in model.failovers { check(failover) }
    checkPools()
    checkFlows()
    checkKinds(over: horizon)
    checkLimits()
    if findings.isEmpty {
      checkLoops()
      checkFlowLoops()
    }
  }

  mutating func report(_ message: String, _ path: ComponentPath?, notes: [String] = []) {
    findings.append(
      Diagnostic(.error, message, at: path.flatMap { places[$0] }, notes: notes))
  }

  mutating func require(_ holds: Bool, _ message: @autoclosure () -> String, _ path: ComponentPath)
  {
    if !holds { report(message(), path) }
  }

  // MARK: Names

  /// Paths of all parts that have a signal.
  private var signalPaths: [ComponentPath] {
    model.units.map(\.path) + model.gates.map(\.path) + model.detectors.map(\.path)
      + model.failovers.map(\.path) + model.calendars.map(\.path)
  }

  private mutating func checkNames() {
    findTwice(signalPaths + model.incidents.map(\.path) + model.pools.map(\.path))
    findTwice(model.leafLevels.map(\.path))
    findTwice(model.sources.map(\.path) + model.elementPaths)
  }

  private mutating func findTwice(_ paths: [ComponentPath]) {
    var known: Set<ComponentPath> = []
    for path in paths where !known.insert(path).inserted {
      report("'\(path)' is defined twice", path)
    }
  }

  private mutating func checkReferences() {
    let sorted = model.sorted()
    var signals = SignalResolution(of: sorted)
    for signal in sorted.signalsRead { _ = signals.vertex(of: signal) }
    for path in signals.dangling {
      report("nothing defines '\(path)'", model.reader(of: path))
    }
    let leaves = Set(model.leafLevels.map(\.path))
    for level in model.flowLevels {
      for path in level.leavesRead where !leaves.contains(path) {
        report("nothing defines the level '\(path)'", path)
      }
    }
    let units = Set(model.units.map(\.path))
    for incident in model.incidents {
      for reaction in incident.reactions {
        let known = reaction.effect == .hold ? units : leaves
        for target in reaction.targets where !known.contains(target.leaf) {
          let kind = reaction.effect == .hold ? "unit" : "level"
          report("\(incident.path) strikes '\(target.leaf)', which is no \(kind)", incident.path)
        }
      }
    }
  }

  // MARK: Loops

  private mutating func checkLoops() {
    let sorted = model.sorted()
    var signals = SignalResolution(of: sorted)
    for signal in sorted.signalsRead { _ = signals.vertex(of: signal) }
    let loop = signals.order(
      units: sorted.units.count, failovers: sorted.failovers.count
    ).loop
    guard !loop.isEmpty else { return }
    let names = loop.compactMap { name(of: $0, in: sorted) }
    let way = (names + names.prefix(1)).joined(separator: " → ")
    report(
      "these parts need each other at one instant: \(way)",
      names.first.map { ComponentPath($0) })
  }

  private func name(of vertex: Vertex, in sorted: SystemModel) -> String? {
    switch vertex {
    case .always, .detector, .window, .announced: nil
    case .unit(let i): sorted.units[i].path.text
    case .gate(let i): i < sorted.gates.count ? sorted.gates[i].path.text : nil
    case .failover(let i): sorted.failovers[i].path.text
    }
  }

  private mutating func checkLimits() {
    func limit(_ count: Int, _ most: Int, _ what: String, _ sink: inout [Diagnostic]) {
      guard count > most else { return }
      sink.append(
        Diagnostic(.error, "the model has \(count) \(what), at most \(most) are possible", at: nil))
    }
    let most = DirtySet<Never>.limit
    limit(model.units.count, most, "units", &findings)
    limit(model.gates.count, most, "gates", &findings)
    limit(model.detectors.count, most, "detectors", &findings)
    limit(model.failovers.count, most, "failovers", &findings)
    let ups = model.measures.count { if case .up = $0 { true } else { false } }
    limit(ups, 64, "measures of signals", &findings)
    let services = model.measures.count { if case .served = $0 { true } else { false } }
    limit(services, 32, "services", &findings)
  }
}
