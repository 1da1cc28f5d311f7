// SPDX-License-Identifier: GPL-3.0-or-later
// The front half of the chain: from text to models that can be run, or all that is wrong with it.

package import CloudComponents
package import Diagnostics
package import MonteCarlo
import Quantities
package import ReliabilityModeling
package import ScenarioFormat

/// A scenario without errors: its designs, each with its model.
package struct CheckedScenario: Sendable {
  package let scenario: Scenario
  package let designs: [Design]
  package let systems: [SystemModel]
  /// Warnings and notes.
  package let findings: [Diagnostic]
  package let plan: ExperimentPlan

  /// Reads and checks everything.
  ///
  /// - Throws: `InvalidInput` with every finding, if the scenario cannot be run.
  package init(of source: SourceText, settings: StudySettings) throws(InvalidInput) {
    var sink = DiagnosticSink()
    var tree = LocatedNode(parsing: source, noting: &sink)
    for assignment in settings.allAssignments {
      tree = tree.setting(assignment, noting: &sink)
    }
    try self.init(of: tree, settings: settings, noting: &sink)
  }

  /// Decodes and checks a tree.
  ///
  /// - Throws: `InvalidInput` with every finding, if the scenario cannot be run.
  init(
    of tree: LocatedNode, settings: StudySettings, noting sink: inout DiagnosticSink
  ) throws(InvalidInput) {
    let scenario = Scenario(decoding: tree, noting: &sink)
    let sections = Self.chosen(settings.designs, of: scenario, noting: &sink)
    let designs = sections.map {
      Design(elaborating: $0, of: scenario, with: .aws, noting: &sink)
    }
    // What has errors cannot be lowered; its mistakes are all known by now.
    try sink.throwIfErrors()
    let horizon = tree["experiment"]?["horizon"]
    let plan = ExperimentPlan(
      scenario.experiment, replaying: horizon == nil ? designs.first?.world.replay : nil,
      insistsOnPrecision: settings.precision != nil && settings.replications == nil)
    let systems = designs.map {
      SystemModel(lowering: $0, until: plan.horizon, noting: &sink)
    }
    try sink.throwIfErrors()

    self.scenario = scenario
    self.designs = designs
    self.systems = systems
    self.plan = plan
    let longest = ExperimentPlan.longestHorizon(for: systems)
    if plan.horizon > longest {
      let years = Int((longest - .zero).seconds / .years(1))
      sink.error(
        "the horizon is too long for so large a design: at most \(years) years",
        at: horizon?.location)
    }
    try sink.throwIfErrors()
    findings = sink.diagnostics
  }

  private static func chosen(
    _ names: [String], of scenario: Scenario, noting sink: inout DiagnosticSink
  ) -> [Scenario.DesignSection] {
    let known = scenario.designs.map(\.name)
    for name in names where !known.isEmpty && !known.contains(name) {
      sink.error(
        "there is no design '\(name)'", at: nil, notes: notesForUnknown(name, among: known))
    }
    return names.isEmpty ? scenario.designs : scenario.designs.filter { names.contains($0.name) }
  }
}

extension ExperimentPlan {
  /// The plan of a scenario.
  ///
  /// - Parameters:
  ///   - experiment: The scenario's section.
  ///   - replay: Dated incidents; their span is the horizon.
  ///   - insistsOnPrecision: A fixed number of replications does not count.
  fileprivate init(
    _ experiment: Experiment, replaying replay: Replay?, insistsOnPrecision: Bool
  ) {
    let horizon = replay?.span ?? experiment.horizon
    let fixed = insistsOnPrecision ? nil : experiment.replications.map { UInt64($0) }
    self.init(
      seed: experiment.seed, horizon: .zero + SimDuration(horizon),
      goal: fixed.map { .replications($0) } ?? .precision(experiment.precision.value),
      effortCap: experiment.maxEvents.map { UInt64($0) } ?? Self.usualEffortCap,
      start: experiment.start.state, warmUp: SimDuration(experiment.warmUp))
  }
}
