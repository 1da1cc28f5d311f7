// SPDX-License-Identifier: GPL-3.0-or-later
// All designs of a scenario against each other, service by service.

/// The paired comparison of designs that lived through the same histories.
package struct Comparison: Hashable, Sendable {
  /// One a service, in the scenario's order.
  package let rankings: [ServiceRanking]

  package init(rankings: [ServiceRanking]) { self.rankings = rankings }
}
