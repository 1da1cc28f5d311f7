// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line says besides the scenario.

/// Choices that override or narrow a scenario.
///
/// Values are texts as they were typed: they are read like the scenario's own, with the same units
/// and limits, and findings about them name the option.
package struct StudySettings: Hashable, Sendable {
  /// `PATH=VALUE`, in order; a later one wins.
  package var assignments: [String] = []
  package var seed: String?
  /// Also takes the place of a fixed number of replications in the scenario.
  package var precision: String?
  package var replications: String?
  package var horizon: String?
  /// Names of the designs to study; empty for all.
  package var designs: [String] = []

  package init() {}

  /// All that is put into the scenario's tree, the options after the assignments.
  var allAssignments: [String] {
    let options = [
      ("seed", seed), ("precision", precision), ("replications", replications),
      ("horizon", horizon),
    ]
    return assignments
      + options.compactMap { name, text in text.map { "experiment.\(name)=\($0)" } }
  }
}
