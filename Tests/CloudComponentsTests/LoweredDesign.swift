// SPDX-License-Identifier: GPL-3.0-or-later
// A design put together by hand, lowered, and lived through many years.

import CloudComponents
import Diagnostics
import EventScheduling
import Quantities
import RandomVariates
import ReliabilityModeling
import SimulationEngine

/// A lowered design of NAT components, for tests of what it means.
struct LoweredDesign {
  let system: SystemModel
  let model: FlatModel

  /// A component of each of these zones, called `nat`, and one egress service over it.
  init(
    in world: World, _ component: any ComponentType, zones: [String],
    serving service: EgressService? = nil, named name: String = "nat"
  ) {
    var lowering = DesignLowering(name: "design", in: world)
    for place in Placement.copies(of: name, in: zones) {
      component.lower(at: place, into: &lowering)
    }
    var sink = DiagnosticSink()
    system = lowering.finish(serving: [service ?? .even(over: world.zones)], noting: &sink)
    precondition(sink.diagnostics.isEmpty, "\(sink.diagnostics)")
    model = FlatModel(flattening: system)
  }

  /// Instances in each of these zones, each with a watcher that takes 15 s in the mean.
  static func takingOver(
    in world: World = .quiet(), zones: [String] = World.threeZones,
    serving service: EgressService? = nil, _ change: (inout NATInstance) -> Void
  ) -> LoweredDesign {
    var instance = NATInstance.sound
    instance.takeover = .inFifteenSeconds
    change(&instance)
    return LoweredDesign(in: world, instance, zones: zones, serving: service)
  }

  /// Parts that a test added itself, with the world around them.
  init(finishing lowering: DesignLowering, serving services: [EgressService] = []) {
    var lowering = lowering
    var sink = DiagnosticSink()
    system = lowering.finish(serving: services, noting: &sink)
    precondition(sink.diagnostics.isEmpty, "\(sink.diagnostics)")
    model = FlatModel(flattening: system)
  }

  /// What one kind of a measure adds up to, a year, in each of several replications.
  ///
  /// - Returns: Minutes a year for lost, short, dark and down; a number a year for counts.
  func yearly(
    _ kinds: MeasureOutput.Kind..., of measure: String = "egress", years: Double = 40,
    replications: UInt32 = 50, seed: UInt64 = 1
  ) -> [[Double]] {
    let outputs = kinds.map { kind in
      model.outputs.firstIndex { $0.measure == measure && $0.kind == kind } ?? -1
    }
    var state = ReplicationState(for: model, seed: seed)
    let control = RunControl(horizon: .zero + SimDuration(.years(years)))
    var samples = kinds.map { _ in [Double]() }
    for replication in 0..<replications {
      state.reset(replication: replication, in: model)
      let end = simulate(model, &state, under: control)
      precondition(end == .horizonReached, "replication \(replication) ended: \(end)")
      for (index, output) in outputs.enumerated() {
        let value = Double(state.output(output)) / years
        samples[index].append(value / Self.unit(of: model.outputs[output]))
      }
    }
    return samples
  }

  private static func unit(of output: MeasureOutput) -> Double {
    switch output.kind {
    case .lost: Double(output.demand) * 60e6
    case .short, .dark, .down: 60e6
    case .carried, .timeToFailure: 60e6
    case .interruptions: 1e9
    case .shortOutages, .darkOutages, .outages, .downAt, .failedBefore, .downAtMost: 1
    }
  }
}

extension EgressService {
  /// Equal shares of the zones, by `nat`.
  static func even(
    over zones: [String], demand: BitsPerSecond = .gigabits(3), onZoneLoss: ZoneLoss = .lost
  ) -> Self {
    EgressService(
      name: "egress", demand: demand,
      sources: zones.map {
        Source(zone: $0, by: "nat", share: Share(1 / Double(zones.count)))
      }, onZoneLoss: onZoneLoss)
  }
}

extension World {
  static let threeZones = ["a", "b", "c"]

  /// A world without trouble, or with the given one; operators need exactly 30 + 10 min.
  static func quiet(
    zones: [String] = threeZones, incidents: IncidentModes = IncidentModes(),
    replay: Replay? = nil, change: Change? = nil, planes: [PlaneImpairment] = []
  ) -> Self {
    World(
      region: "us-east-1", zones: zones, zonePopulation: 6, incidents: incidents,
      replay: replay,
      operators: Operators(reaction: .constant(.minutes(30)), fix: .constant(.minutes(10))),
      change: change, planes: planes)
  }
}

extension IncidentMode {
  /// So many a year, of a constant duration.
  static func yearly(
    _ rate: Double, minutes: Double, severity: ShareLaw = .constant(Share(1))
  ) -> Self {
    IncidentMode(
      mtbf: .years(1 / rate), duration: .constant(.minutes(minutes)), severity: severity)
  }
}

extension ShareLaw {
  /// 75 % of incidents hit 2 to 30 % of a zone, the others all of it.
  static let partialOrWhole = ShareLaw.mixture([
    .init(weight: 0.75, law: .uniform(from: Share(0.02), to: Share(0.3))),
    .init(weight: 0.25, law: .constant(Share(1))),
  ])
}

extension NATGateway {
  static let plain = NATGateway(limits: EgressLimits(internet: .gigabits(100)))
}

extension NATInstance {
  /// An instance that never fails by itself.
  static let sound = NATInstance(
    instanceType: "c7gn.medium", limits: EgressLimits(internet: .gigabits(100)), hostFailure: nil,
    recovery: .manual, recoveryTime: .constant(.minutes(5)),
    statusChecks: StatusChecks(interval: Seconds(60), down: 3, up: 2), softwareFailure: nil,
    reboots: nil, comesBackBroken: Share(0), takeover: nil)
}

extension TakeoverScript {
  /// Seen after 2.5 + 5 + 2.5 s on average, moved 2 + 3 s later.
  static let inFifteenSeconds = TakeoverScript(
    interval: Seconds(5), down: 2, up: 2, timeout: Seconds(2.5), call: Seconds(2),
    effect: .uniform(from: Seconds(1), to: Seconds(5)), success: Share(1),
    backlog: .constant(Seconds(0)))
}
