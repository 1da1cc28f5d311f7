// SPDX-License-Identifier: GPL-3.0-or-later
// Elimination of states without a subtraction: one factorisation behind all solutions of a chain.

/// How much an elimination may cost.
package struct EliminationLimits: Hashable, Sendable {
  /// Entries of the factors; a chain that needs more is refused.
  package let entries: Int
  /// Up to so many states, the rest is eliminated as a dense matrix once it has filled.
  package let denseStates: Int
  package init(entries: Int = 30_000_000, denseStates: Int = 2_000) {
    self.entries = entries
    self.denseStates = denseStates
  }
}

/// The states of a chain eliminated one by one: a state's ways through are given to those before
/// it, rate(j, k) += rate(j, i) · rate(i, k) / outflow(i).
///
/// Every outflow is summed anew from the rates that remain, never as a difference, so each result
/// has a small *relative* error however small it is. The order is that of least fill (Markowitz);
/// what remains is eliminated as a dense matrix once a tenth of it is full.
///
/// - Source: Grassmann, Taksar, Heyman, Operations Research 33 (1985) 1107; error bound in
///   O'Cinneide, Numer. Math. 65 (1993) 109.
struct StateReduction {
  /// States in the order in which they were eliminated.
  private(set) var order: [Int] = []
  /// The rate at which each one of `order` was left when it went, its killing included.
  private(set) var outflow: [Double] = []
  /// Where the entries of each one of `order` end.
  private var sourceEnd: [Int] = []
  private var targetEnd: [Int] = []
  private var sources: [Int] = []
  private var sourceRates: [Double] = []
  private var targets: [Int] = []
  private var targetRates: [Double] = []

  /// Eliminates all states, or, where nothing is killed, all but the last.
  ///
  /// - Parameters:
  ///   - chain: Every state can reach every other one, or one that is killed.
  ///   - killing: The rate at which the chain ends in each state, per second.
  ///   - limits: What it may cost; beyond, there is no reduction.
  init?(
    _ chain: MarkovChain, killing: [Double], limits: EliminationLimits = EliminationLimits()
  ) {
    let isKilled = killing.contains { $0 > 0 }
    var work = SparseElimination(chain, killing: killing)
    while work.remaining > (isKilled ? 0 : 1) {
      if work.isFilled(limits) {
        eliminateDensely(work, keepingLast: !isKilled)
        break
      }
      guard let state = work.next() else { break }
      let taken = work.eliminate(state)
      append(taken)
      guard work.entryCount + sources.count + targets.count <= limits.entries else { return nil }
    }
    if !isKilled, order.count < chain.stateCount, let last = work.next() {
      order.append(last)
      outflow.append(0)
      sourceEnd.append(sources.count)
      targetEnd.append(targets.count)
    }
  }

  private mutating func append(_ taken: EliminatedState) {
    order.append(taken.state)
    outflow.append(taken.outflow)
    sources += taken.sources
    sourceRates += taken.sourceRates
    targets += taken.targets
    targetRates += taken.targetRates
    sourceEnd.append(sources.count)
    targetEnd.append(targets.count)
  }

  private mutating func eliminateDensely(_ work: SparseElimination, keepingLast: Bool) {
    var dense = DenseElimination(work)
    while let taken = dense.eliminateLast(keepingOne: keepingLast) { append(taken) }
    if keepingLast, let last = dense.states.first {
      append(EliminatedState(state: last, outflow: 0))
    }
  }

  /// The share of time in each state, in the long run.
  ///
  /// - Complexity: O(entries)
  func stationary() -> [Double] {
    var share = [Double](repeating: 0, count: order.count)
    guard let last = order.last else { return [] }
    share[last] = 1
    for step in order.indices.dropLast().reversed() {
      var inflow = 0.0
      for place in (step == 0 ? 0 : sourceEnd[step - 1])..<sourceEnd[step] {
        inflow += share[sources[place]] * sourceRates[place]
      }
      share[order[step]] = inflow / outflow[step]
    }
    let total = share.reduce(0, +)
    return share.map { $0 / total }
  }

  /// What is collected from each state until the chain is killed, at `rewards` a second.
  ///
  /// - Complexity: O(entries)
  func expected(_ rewards: [Double]) -> [Double] {
    var value = rewards
    for step in order.indices {
      let handed = value[order[step]] / outflow[step]
      guard handed > 0 else { continue }
      for place in (step == 0 ? 0 : sourceEnd[step - 1])..<sourceEnd[step] {
        value[sources[place]] += sourceRates[place] * handed
      }
    }
    for step in order.indices.reversed() {
      var sum = value[order[step]]
      for place in (step == 0 ? 0 : targetEnd[step - 1])..<targetEnd[step] {
        sum += targetRates[place] * value[targets[place]]
      }
      value[order[step]] = sum / outflow[step]
    }
    return value
  }
}

/// A state when it went: who led to it and where it led, among those that remained.
struct EliminatedState {
  var state: Int
  var outflow: Double
  var sources: [Int] = []
  var sourceRates: [Double] = []
  var targets: [Int] = []
  var targetRates: [Double] = []
}
