// SPDX-License-Identifier: GPL-3.0-or-later
// Designs of one instance that serves one service: small enough for arithmetic.

import Diagnostics
import MonteCarlo
import Quantities
import RandomVariates
import ReliabilityModeling

/// One instance with one or two failure modes, and a service through it.
struct SmallDesign {
  static let demand: Int64 = 1_200_000_000
  var name: String
  var failure: DurationLaw
  var repair: DurationLaw
  /// Repair of a second mode that strikes every 10 years; `nil` for none.
  var hardwareRepair: DurationLaw?
  /// Instances of one path meet the same luck, of different paths different luck.
  var path: ComponentPath = "nat"

  var model: FlatModel {
    var builder = SystemModelBuilder(name: name)
    var modes = [FailureMode("software", failure: failure, repair: Action([.law(repair)]))]
    if let hardwareRepair {
      modes.append(
        FailureMode(
          "hardware", failure: .exponential(mean: .years(10)),
          repair: Action([.law(hardwareRepair)])))
    }
    builder.add(RepairableUnit(path, modes: modes))
    builder.add(FlowSource("app", rate: Self.demand, to: .element("gateway")))
    builder.add(FlowNode("gateway", while: .part(path), to: .end))
    builder.add(.served(ServedMeasure(name: "egress", sources: ["app"], demand: Self.demand)))
    builder.add(.up(name: "nat", .part(path)))
    builder.add(.carried(name: "carried/gateway", node: "gateway"))
    var sink = DiagnosticSink()
    let system = builder.build(noting: &sink)
    precondition(sink.diagnostics.isEmpty, "a small design has no faults")
    return FlatModel(flattening: system)
  }

  /// Fails as a Poisson process paused by repairs, and is repaired after a fixed time.
  static func fixed(_ name: String, every mean: Seconds, repair: Seconds) -> FlatModel {
    SmallDesign(name: name, failure: .exponential(mean: mean), repair: .constant(repair)).model
  }

  /// Fails and is repaired exponentially.
  static func exponential(_ name: String, every mean: Seconds, repair: Seconds) -> FlatModel {
    SmallDesign(name: name, failure: .exponential(mean: mean), repair: .exponential(mean: repair))
      .model
  }
}

extension ExperimentPlan {
  /// A plan over one year.
  static func year(
    seed: UInt64 = 7, _ goal: Goal, effortCap: UInt64 = usualEffortCap,
    eventBudget: UInt64 = 100_000_000
  ) -> Self {
    Self(
      seed: seed, horizon: .zero + SimDuration(.years(1)), goal: goal, effortCap: effortCap,
      eventBudget: eventBudget)
  }
}

extension ExperimentResult {
  /// Runs on two threads.
  init(_ plan: ExperimentPlan, _ models: [FlatModel]) {
    self.init(running: plan, on: models, using: WorkerPool(threads: 2))
  }

  /// The output of a design that the tests know to exist.
  func reference(
    _ design: Int, _ measure: String, _ kind: MeasureOutput.Kind
  ) -> OutputReference {
    guard let found = output(design: design, measure: measure, kind) else {
      preconditionFailure("a small design has \(measure)")
    }
    return found
  }
}
