// SPDX-License-Identifier: GPL-3.0-or-later
// The assumptions of all designs as one list.

package import ScenarioFormat

/// A value that designs of a study used.
package struct StudyAssumption: Hashable, Sendable {
  package let assumption: Assumption
  /// The designs that used it; empty when all did.
  package let designs: [String]
}

extension Study {
  /// Every value that was used, once, in the order in which designs name them.
  package var assumptions: [StudyAssumption] {
    var users: [Assumption: [String]] = [:]
    var order: [Assumption] = []
    for assessment in assessments {
      for assumption in assessment.assumptions {
        if users[assumption] == nil { order.append(assumption) }
        if users[assumption]?.last != assessment.design {
          users[assumption, default: []].append(assessment.design)
        }
      }
    }
    return order.map { assumption in
      let designs = users[assumption] ?? []
      return StudyAssumption(
        assumption: assumption, designs: designs.count == assessments.count ? [] : designs)
    }
  }
}
