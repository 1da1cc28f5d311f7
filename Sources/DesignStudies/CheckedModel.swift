// SPDX-License-Identifier: GPL-3.0-or-later
// The front half of the chain for a model file: from text to a model that can be run.

package import Diagnostics
package import MonteCarlo
import Quantities
import ReliabilityModeling
package import ScenarioFormat

/// A model file without errors.
package struct CheckedModel: Sendable {
  package let file: ModelFile
  /// Warnings and notes.
  package let findings: [Diagnostic]
  package let plan: ExperimentPlan

  /// How much it is asked.
  package var measureCount: Int { file.system.measures.count }

  init(file: ModelFile, findings: [Diagnostic], plan: ExperimentPlan) {
    self.file = file
    self.findings = findings
    self.plan = plan
  }

  /// Decodes and checks a tree.
  ///
  /// - Throws: `InvalidInput` with every finding, if the model cannot be run.
  init(
    of tree: LocatedNode, settings: StudySettings, noting sink: inout DiagnosticSink
  ) throws(InvalidInput) {
    if let design = settings.designs.first {
      sink.error("a model has no designs, so there is no '\(design)'", at: nil)
    }
    let file = ModelFile(decoding: tree, noting: &sink)
    try sink.throwIfErrors()
    self.file = file
    let experiment = file.experiment
    let insists = settings.precision != nil && settings.replications == nil
    let fixed = insists ? nil : experiment.replications.map { UInt64($0) }
    plan = ExperimentPlan(
      seed: experiment.seed, horizon: .zero + SimDuration(experiment.horizon),
      goal: fixed.map { .replications($0) } ?? .precision(experiment.precision.value),
      effortCap: experiment.maxEvents.map { UInt64($0) } ?? ExperimentPlan.usualEffortCap,
      start: experiment.start.state, warmUp: SimDuration(experiment.warmUp))
    let longest = ExperimentPlan.longestHorizon(for: [file.system])
    if plan.horizon > longest {
      let years = Int((longest - .zero).seconds / .years(1))
      sink.error(
        "the horizon is too long for so large a model: at most \(years) years",
        at: tree["experiment"]?["horizon"]?.location)
    }
    try sink.throwIfErrors()
    findings = sink.diagnostics
  }
}

extension Experiment.Start {
  /// As the waist says it.
  var state: InitialState {
    switch self {
    case .new: .new
    case .stationary: .stationary
    }
  }
}

/// What a file turned out to be.
package enum CheckedInput: Sendable {
  case scenario(CheckedScenario)
  case model(CheckedModel)

  /// Reads and checks a file: one with the entry `model` is a model, any other a scenario.
  ///
  /// - Throws: `InvalidInput` with every finding, if it cannot be run.
  package init(of source: SourceText, settings: StudySettings) throws(InvalidInput) {
    var sink = DiagnosticSink()
    var tree = LocatedNode(parsing: source, noting: &sink)
    for assignment in settings.allAssignments {
      tree = tree.setting(assignment, noting: &sink)
    }
    if ModelFile.isModel(tree) {
      self = .model(try CheckedModel(of: tree, settings: settings, noting: &sink))
    } else {
      self = .scenario(try CheckedScenario(of: tree, settings: settings, noting: &sink))
    }
  }

  /// Warnings and notes.
  package var findings: [Diagnostic] {
    switch self {
    case .scenario(let checked): checked.findings
    case .model(let checked): checked.findings
    }
  }
}
