// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles of more values than can be kept, with a stated error in rank.

/// The distribution of many values in little memory: exact up to 20 000 of them, then within a
/// rank error that it keeps count of.
///
/// Values stand in levels; one of level h stands for 2ʰ values. A level that is full is sorted and
/// of each pair of neighbours one goes up, alternately the larger and the smaller, so that the
/// errors of two compactions work against each other. Zeros are counted, not kept: most years of a
/// good design lose nothing.
///
/// Nothing is drawn, so the same values added and merged in the same order give the same sketch.
///
/// - Complexity: Memory O(20 000 · log₂(n / 20 000)); the rank error is about
///   n · log₂(n / 20 000) / 40 000, or less by the zeros.
/// - Source: Munro and Paterson (1980); Manku, Rajagopalan and Lindsay (1998); the alternation is
///   that of Agarwal and others, *Mergeable Summaries* (2013).
package struct QuantileSketch: Sendable {
  /// So many values other than zero are kept as they are.
  package static let exactCount = 20_000

  /// All values that were added.
  package private(set) var count: UInt64 = 0
  /// A rank read off the sketch is too low by at most this.
  package private(set) var underestimate: UInt64 = 0
  /// A rank read off the sketch is too high by at most this.
  package private(set) var overestimate: UInt64 = 0
  /// Smallest and largest value, exactly.
  private(set) var least = UInt64.max
  private(set) var most = UInt64.min
  private var zeros: UInt64 = 0
  /// Keys in the order of their arrival, each for one value.
  private var fresh: [UInt64] = []
  /// Sorted keys, each for 2ʰ values; the first level has h = 1.
  private var levels: [[UInt64]] = []
  /// For each level from h = 0: whether its next compaction keeps the larger of each pair.
  private var keepsLarger: [Bool] = []

  package init() {}

  /// Adds one value, which is a number.
  ///
  /// - Complexity: O(log n) amortised, about 20 ns
  package mutating func add(_ value: Double) {
    precondition(!value.isNaN, "what is not a number has no rank")
    let key = KeySorting.key(value)
    count += 1
    least = min(least, key)
    most = max(most, key)
    if value == 0 {
      zeros += 1
      return
    }
    if fresh.count == Self.exactCount { compact() }
    fresh.append(key)
  }

  /// Adds several values in their order.
  package mutating func add(contentsOf values: ArraySlice<Double>) {
    for value in values { add(value) }
  }

  /// Adds all that `other` has seen; the rank errors add up.
  ///
  /// - Complexity: O(20 000 · log n)
  package mutating func merge(_ other: Self) {
    count += other.count
    zeros += other.zeros
    underestimate += other.underestimate
    overestimate += other.overestimate
    least = min(least, other.least)
    most = max(most, other.most)
    fresh += other.fresh
    for (number, level) in other.levels.enumerated() { insert(level, at: number + 1) }
    if fresh.count > Self.exactCount { compact() } else { compactFull(from: 1) }
  }
}

extension QuantileSketch {
  /// Halves the fresh values into the first level, and each level that is too full into the next.
  private mutating func compact() {
    // Taken out, so that it is the only one of its kind and none is copied.
    var keys: [UInt64] = []
    swap(&keys, &fresh)
    KeySorting.sort(&keys)
    let raised = halve(&keys, of: 0)
    swap(&keys, &fresh)
    insert(raised, at: 1)
    compactFull(from: 1)
  }

  private mutating func compactFull(from lowest: Int) {
    var number = lowest
    while number <= levels.count {
      if levels[number - 1].count > Self.exactCount {
        var keys: [UInt64] = []
        swap(&keys, &levels[number - 1])
        let raised = halve(&keys, of: number)
        levels[number - 1] = keys
        insert(raised, at: number + 1)
      }
      number += 1
    }
  }

  /// One of each pair of neighbours; of an odd number the largest stays behind.
  ///
  /// Of the pairs only one can lie astride a value, so the rank of a value moves by the weight of
  /// one key at most: down where the larger is kept, else up.
  private mutating func halve(_ keys: inout [UInt64], of level: Int) -> [UInt64] {
    while keepsLarger.count <= level { keepsLarger.append(true) }
    let kept = keepsLarger[level] ? 1 : 0
    keepsLarger[level].toggle()
    if kept == 1 { underestimate += 1 << UInt64(level) } else { overestimate += 1 << UInt64(level) }
    let pairs = keys.count / 2
    let raised = (0..<pairs).map { keys[2 * $0 + kept] }
    keys.removeFirst(2 * pairs)
    return raised
  }

  private mutating func insert(_ keys: [UInt64], at number: Int) {
    while levels.count < number { levels.append([]) }
    levels[number - 1] = KeySorting.merged(levels[number - 1], keys)
  }
}

extension QuantileSketch {
  /// Everything that is kept, sorted, with the ranks at which it stands.
  ///
  /// - Complexity: O(20 000 · log n)
  package func distribution() -> SketchedDistribution {
    var sorted = fresh
    KeySorting.sort(&sorted)
    var rows = sorted.map { WeightedKey(key: $0, weight: 1) }
    if zeros > 0 { rows.mergeIn([WeightedKey(key: KeySorting.key(0), weight: zeros)]) }
    for (number, level) in levels.enumerated() {
      let weight = UInt64(1) << UInt64(number + 1)
      rows.mergeIn(level.map { WeightedKey(key: $0, weight: weight) })
    }
    var rank: UInt64 = 0
    let ranks = rows.map { row in
      rank += row.weight
      return rank
    }
    assert(rank == count, "each value stands in one level")
    return SketchedDistribution(
      count: count, underestimate: underestimate, overestimate: overestimate,
      least: KeySorting.value(least), most: KeySorting.value(most),
      values: rows.map { KeySorting.value($0.key) }, ranks: ranks)
  }
}

/// A key that stands for several values.
private struct WeightedKey {
  let key: UInt64
  let weight: UInt64
}

extension [WeightedKey] {
  /// Merges another sorted row into this one.
  fileprivate mutating func mergeIn(_ other: Self) {
    var result = Self()
    result.reserveCapacity(count + other.count)
    var next = 0
    for row in other {
      while next < count, self[next].key <= row.key {
        result.append(self[next])
        next += 1
      }
      result.append(row)
    }
    result += self[next...]
    self = result
  }
}
