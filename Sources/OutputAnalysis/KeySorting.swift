// SPDX-License-Identifier: GPL-3.0-or-later
// Doubles as integers of the same order, and how many of them are sorted quickly.

/// Sorts doubles by way of integers that have their order.
///
/// A sketch sorts every value of every replication once, which a replication of a microsecond must
/// not notice: counting sort by digits takes a fifth of the time of a comparing sort.
enum KeySorting {
  /// Bits of one digit.
  private static let digitWidth = 11
  private static let digitCount = 1 << digitWidth

  /// An integer that is smaller for a smaller number; both zeros have that of positive zero.
  static func key(_ value: Double) -> UInt64 {
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  /// The number that has this key.
  static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
  }

  /// Sorts keys; digits in which all keys agree cost nothing.
  ///
  /// - Complexity: O(n) for each digit of 11 bits that differs
  static func sort(_ keys: inout [UInt64]) {
    guard let first = keys.first else { return }
    guard keys.count > 256 else {
      keys.sort()
      return
    }
    let differing = keys.reduce(UInt64(0)) { $0 | ($1 ^ first) }
    var scratch = keys
    for shift in stride(from: 0, to: 64, by: digitWidth)
    where differing >> UInt64(shift) & UInt64(digitCount - 1) != 0 {
      distribute(keys.span, over: &scratch, by: UInt64(shift))
      swap(&keys, &scratch)
    }
  }

  /// Puts keys in the order of one digit, equal digits in the order in which they stood.
  private static func distribute(
    _ keys: Span<UInt64>, over sorted: inout [UInt64], by shift: UInt64
  ) {
    var places = Array(repeating: 0, count: digitCount)
    var place = places.mutableSpan
    var sorted = sorted.mutableSpan
    for index in 0..<keys.count { place[digit(of: keys[index], at: shift)] += 1 }
    var before = 0
    for digit in 0..<digitCount {
      let count = place[digit]
      place[digit] = before
      before += count
    }
    for index in 0..<keys.count {
      let key = keys[index]
      let digit = digit(of: key, at: shift)
      sorted[place[digit]] = key
      place[digit] += 1
    }
  }

  private static func digit(of key: UInt64, at shift: UInt64) -> Int {
    Int(truncatingIfNeeded: key >> shift) & (digitCount - 1)
  }

  /// Two sorted rows as one.
  ///
  /// - Complexity: O(n)
  static func merged(_ first: [UInt64], _ second: [UInt64]) -> [UInt64] {
    guard !first.isEmpty else { return second }
    guard !second.isEmpty else { return first }
    var result = Array(repeating: UInt64(0), count: first.count + second.count)
    let (left, right) = (first.span, second.span)
    var target = result.mutableSpan
    var (fromLeft, fromRight) = (0, 0)
    for place in 0..<target.count {
      let takesLeft =
        fromRight == right.count || fromLeft < left.count && left[fromLeft] <= right[fromRight]
      target[place] = takesLeft ? left[fromLeft] : right[fromRight]
      if takesLeft { fromLeft += 1 } else { fromRight += 1 }
    }
    return result
  }
}
