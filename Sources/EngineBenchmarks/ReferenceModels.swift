// SPDX-License-Identifier: GPL-3.0-or-later
// The models that speed is measured on, built or read as any model is.

import CloudComponents
import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling
import ScenarioFormat

/// A model to run, and for how long a replication lasts.
struct ReferenceModel {
  let name: String
  let title: String
  let model: SystemModel
  let horizon: Seconds
  var isDesign = false
}

extension ReferenceModel {
  /// Model B, as the model file says it: 8 of 10 repairable units.
  static func eightOfTen(years: Double) throws -> Self {
    let source = try SourceText(readingFile: "scenarios/eight-of-ten.yaml")
    var sink = DiagnosticSink()
    let tree = LocatedNode(parsing: source, noting: &sink)
    let file = ModelFile(decoding: tree, noting: &sink)
    try sink.throwIfErrors()
    return Self(
      name: years == 1 ? "B-year" : "B", title: "B, 8 of 10, \(Int(years)) years",
      model: file.system, horizon: .years(years))
  }

  /// Three zones of instances that need their zone; detectors on zones, fleets and the service.
  static func threeZones(
    of instancesPerZone: Int, zoneFailure: Seconds, years: Double
  ) -> Self {
    let timers = 3 * instancesPerZone + 10
    var builder = SystemModelBuilder(name: "\(timers) timers")
    var instances: [Signal] = []
    var seenFleets: [Signal] = []
    var seen: [Signal] = []
    for zone in ["a", "b", "c"] {
      let zonePath = ComponentPath("zone/\(zone)")
      builder.add(unit(zonePath, failure: zoneFailure, repair: .hours(4)))
      let own = (0..<instancesPerZone).map { ComponentPath("instance/\(zone)/\($0)") }
      for path in own {
        builder.add(
          unit(path, failure: .hours(1_000), repair: .hours(8), requires: .part(zonePath)))
      }
      instances += own.map(Signal.part)
      let fleet = Signal.atLeast(instancesPerZone * 9 / 10, of: own.map(Signal.part))
      seenFleets.append(
        detector("seen/fleet/\(zone)", of: fleet, seconds: 30, into: &builder))
      seen.append(
        detector("seen/zone/\(zone)", of: .part(zonePath), seconds: 60, into: &builder))
    }
    let capacity = Signal.atLeast(instancesPerZone * 5 / 2, of: instances)
    let routed = Signal.atLeast(2, of: seenFleets)
    let service = Signal.all([capacity, routed])
    let all =
      seenFleets + seen + [detector("seen/service", of: service, seconds: 60, into: &builder)]
    builder.add(.up(name: "capacity", capacity))
    builder.add(.up(name: "routed", routed))
    builder.add(.up(name: "service", service))
    builder.add(.up(name: "seen", .atLeast(4, of: all)))
    return Self(
      name: "\(timers)", title: "\(timers) timers, three zones", model: built(builder),
      horizon: .years(years))
  }

  /// 30 units with about 20 events a year: what a short replication costs.
  static func thirtyTimers() -> Self {
    var builder = SystemModelBuilder(name: "30 timers")
    let units = (0..<30).map { ComponentPath("unit/\($0)") }
    for path in units { builder.add(unit(path, failure: .hours(26_280), repair: .hours(8))) }
    builder.add(.up(name: "service", .atLeast(29, of: units.map(Signal.part))))
    return Self(
      name: "short", title: "30 timers, one year", model: built(builder), horizon: .years(1))
  }

  /// Every design of a scenario file, by its own lowering.
  static func designs(of path: String) throws -> [Self] {
    let source = try SourceText(readingFile: path)
    var sink = DiagnosticSink()
    let tree = LocatedNode(parsing: source, noting: &sink)
    let scenario = Scenario(decoding: tree, noting: &sink)
    let designs = scenario.designs.map {
      Design(elaborating: $0, of: scenario, with: .aws, noting: &sink)
    }
    try sink.throwIfErrors()
    let horizon = SimTime.zero + SimDuration(scenario.experiment.horizon)
    let systems = designs.map { SystemModel(lowering: $0, until: horizon, noting: &sink) }
    try sink.throwIfErrors()
    return systems.map {
      Self(
        name: $0.name, title: $0.name, model: $0, horizon: scenario.experiment.horizon,
        isDesign: true)
    }
  }

  private static func unit(
    _ path: ComponentPath, failure: Seconds, repair: Seconds, requires: Signal? = nil
  ) -> RepairableUnit {
    RepairableUnit(
      path,
      modes: [
        FailureMode(
          "failure", failure: .exponential(mean: failure),
          repair: Action([.law(.exponential(mean: repair))]))
      ], requires: requires.map { [$0] } ?? [], repairClock: .continue)
  }

  private static func detector(
    _ path: ComponentPath, of target: Signal, seconds: Double,
    into builder: inout SystemModelBuilder
  ) -> Signal {
    builder.add(
      Detector(
        path, target: target, interval: SimDuration(Seconds(seconds)), down: 1, up: 1))
    return .part(path)
  }

  /// A model that is known to be sound.
  static func built(_ builder: SystemModelBuilder) -> SystemModel {
    var sink = DiagnosticSink()
    let model = builder.build(noting: &sink)
    precondition(!sink.hasErrors, "a reference model is sound")
    return model
  }
}
