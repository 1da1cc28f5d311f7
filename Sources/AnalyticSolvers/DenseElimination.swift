// SPDX-License-Identifier: GPL-3.0-or-later
// The dense half of an elimination: a matrix whose leading block shrinks.

import CGSL

/// The remaining states of an elimination as a matrix of rates.
struct DenseElimination {
  /// Those that remain, in the order of the rows.
  private(set) var states: [Int]
  private let width: Int
  /// Row by row; the diagonal means nothing.
  private var rates: [Double]
  private var killing: [Double]

  init(_ work: SparseElimination) {
    let states = work.isGone.indices.filter { !work.isGone[$0] }
    var row = [Int](repeating: 0, count: work.isGone.count)
    for (index, state) in states.enumerated() { row[state] = index }
    width = states.count
    rates = [Double](repeating: 0, count: states.count * states.count)
    for (index, state) in states.enumerated() {
      for (target, rate) in zip(work.targets[state], work.rates[state]) {
        rates[index * width + row[target]] = rate
      }
    }
    killing = states.map { work.killing[$0] }
    self.states = states
  }

  /// Eliminates the state of the last row; `nil` when none is left, or one if that is to stay.
  ///
  /// - Complexity: O(n²)
  mutating func eliminateLast(keepingOne: Bool) -> EliminatedState? {
    guard states.count > (keepingOne ? 1 : 0), let state = states.popLast() else { return nil }
    let count = states.count
    let row = Array(rates[(count * width)..<(count * width + count)])
    let column = (0..<count).map { rates[$0 * width + count] }
    let outflow = row.reduce(killing[count], +)
    let factors = column.map { $0 / outflow }
    if count > 0 {
      let size = Int32(count)
      cblas_dger(
        CblasRowMajor, size, size, 1, factors, 1, row, 1, &rates, Int32(width))
    }
    for index in 0..<count { killing[index] += factors[index] * killing[count] }
    let sources = column.indices.filter { column[$0] > 0 }
    let targets = row.indices.filter { row[$0] > 0 }
    return EliminatedState(
      state: state, outflow: outflow, sources: sources.map { states[$0] },
      sourceRates: sources.map { column[$0] }, targets: targets.map { states[$0] },
      targetRates: targets.map { row[$0] })
  }
}
