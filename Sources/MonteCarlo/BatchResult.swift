// SPDX-License-Identifier: GPL-3.0-or-later
// The unit of arithmetic: a fixed range of replications of all designs.

/// What one batch adds to an experiment; integers, or made of one each, so it is the same wherever
/// it was run.
struct BatchResult: Hashable, Sendable {
  /// Replications of each design.
  let replications: UInt64
  /// Events of all designs.
  var events: UInt64 = 0
  /// The sums of all outputs, in the order of the layout.
  var sums: [Int128]
  /// For each contest, design and number of designs that tied: replications won.
  var wins: [UInt64]
  /// The longest outages of all designs, in the order of `OutputLayout.outageMeasures`.
  var longest: [LongestOutages]
  /// For each design, charged measure and cause, and for lag and joint charges, in the order of
  /// `CauseLayout`: what was charged.
  var charges: [Int128]
  /// For each output whose distribution is kept, its value in each replication as a double.
  var values: [Double]
  /// The first replication that could not be finished; the sums are void then.
  var failure: ReplicationFailure?
}

extension BatchResult {
  /// An empty batch over a layout.
  init(replications: UInt64, layout: OutputLayout) {
    self.replications = replications
    sums = Array(repeating: 0, count: layout.count)
    wins = Array(repeating: 0, count: layout.winCount)
    longest = Array(repeating: LongestOutages(), count: layout.outageMeasures.count)
    charges = []
    values = Array(repeating: 0, count: layout.distributed.count * Int(replications))
  }
}
