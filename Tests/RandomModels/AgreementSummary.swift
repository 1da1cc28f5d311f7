// SPDX-License-Identifier: GPL-3.0-or-later
// Many random models, and how far the two ways differed in all.

/// What came of the models of many seeds.
package struct AgreementSummary: Sendable {
  /// Models that were drawn.
  package private(set) var models = 0
  /// Models that a solver refused, and why, with their seeds.
  package private(set) var refused: [(seed: UInt64, reason: String)] = []
  /// What is off, and models that are unsound or could not be run, in words.
  package private(set) var off: [String] = []
  /// Of every value of which enough was seen.
  package private(set) var deviations: [Double] = []
  /// Of one value a model, so that they are independent.
  package private(set) var firstDeviations: [Double] = []
  package private(set) var events: UInt64 = 0

  package init() {}

  /// Draws, solves and simulates the model of a seed.
  ///
  /// - Returns: Whether all its values agree.
  @discardableResult
  package mutating func take(seed: UInt64, replications: UInt64) -> Bool {
    let agreement = ModelAgreement(of: RandomModel(seed: seed), replications: replications)
    models += 1
    events += agreement.events
    let known = off.count
    off += agreement.complaints.map { "model \(seed): \($0)" }
    if let reason = agreement.refusals.first { refused.append((seed, reason)) }
    for row in agreement.rows where row.isOff() {
      off.append(
        "model \(seed), \(row.name): \(row.simulated) ± \(row.standardError), not \(row.exact)")
    }
    let found = agreement.rows.compactMap(\.z)
    deviations += found
    firstDeviations += found.prefix(1)
    return off.count == known
  }

  /// The sum of the squares of the independent deviations: chi-square with as many degrees of
  /// freedom.
  package var chiSquare: Double { firstDeviations.reduce(0) { $0 + $1 * $1 } }

  /// The share of all deviations beyond a bound.
  package func share(beyond bound: Double) -> Double {
    Double(deviations.count { abs($0) > bound }) / Double(max(deviations.count, 1))
  }
}
