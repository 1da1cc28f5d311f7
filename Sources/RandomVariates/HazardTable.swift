// SPDX-License-Identifier: GPL-3.0-or-later
// Inverse cumulative hazards as polynomials, where a law has no closed form.
//
// The budget E is cut at the powers of two, and each octave into equal parts, so that the bits of E
// are the place of its piece. A piece is a polynomial of degree 7 through the exact inverse at
// Chebyshev points. It holds if it is right to 1e-12 where its error is greatest and never falls;
// until all pieces of an octave hold, it is cut in half. A corner of the law stays in one piece of
// 1/32 of an octave that asks the exact inverse.

import CGSL

/// The place of a law's octaves among the pieces.
struct HazardTable: BitwiseCopyable, Sendable {
  let firstOctave: UInt32

  /// Exponents of the octaves: block-made unit exponentials lie between 2^−53 and 36.8.
  static let octaves = -54..<6
}

/// The pieces of all hazard tables.
struct HazardPieces: Sendable {
  /// One octave: its first piece and the logarithm of their number.
  private struct Octave: BitwiseCopyable {
    let first: UInt32
    let depth: UInt32
  }

  private var octaves: [Octave] = []
  /// Coefficients by power of a variable from −1 to 1; not a number where the exact inverse is due.
  private var pieces: [SIMD8<Double>] = []

  /// Pieces of an octave are at most 2^5.
  private static let deepest = 5
  /// Relative error of a piece.
  private static let tolerance = 1e-12

  /// Adds the pieces of a law, octave by octave.
  mutating func append(_ fitted: [[SIMD8<Double>]]) -> HazardTable {
    let table = HazardTable(firstOctave: UInt32(octaves.count))
    for octave in fitted {
      octaves.append(
        Octave(first: UInt32(pieces.count), depth: UInt32(octave.count.trailingZeroBitCount)))
      pieces += octave
    }
    return table
  }

  /// The delay of a unit exponential; `nil` where the exact inverse is due.
  func delay(in table: HazardTable, unitExponential: Double) -> Double? {
    let bits = unitExponential.bitPattern
    let exponent = Int(bits &>> 52) - 1_023
    guard HazardTable.octaves.contains(exponent) else { return nil }
    let octave = octaves[Int(table.firstOctave) + exponent - HazardTable.octaves.lowerBound]
    let mantissa = bits & 0xf_ffff_ffff_ffff
    let depth = UInt64(octave.depth)
    let piece = pieces[Int(octave.first) + Int(mantissa &>> (52 &- depth))]
    let rest = (mantissa &<< depth) & 0xf_ffff_ffff_ffff
    let s = 2 * Double(bitPattern: rest | 0x3ff0_0000_0000_0000) - 3
    let delay = Self.value(of: piece, at: s)
    return delay.isNaN ? nil : delay
  }

  private static func value(of piece: SIMD8<Double>, at s: Double) -> Double {
    // As two halves, which the processor works on at once.
    let low = piece[0] + s * (piece[1] + s * (piece[2] + s * piece[3]))
    let high = piece[4] + s * (piece[5] + s * (piece[6] + s * piece[7]))
    let square = s * s
    return low + square * square * high
  }
}

extension HazardPieces {
  /// The pieces of one octave of a rising function of E, and as few as hold.
  static func fitting(octave exponent: Int, _ exact: (Double) -> Double) -> [SIMD8<Double>] {
    let start = Double(sign: .plus, exponent: exponent, significand: 1)
    for depth in 0..<deepest {
      let width = start / Double(1 << depth)
      var fitted: [SIMD8<Double>] = []
      for index in 0..<1 << depth {
        guard let piece = fit(from: start + Double(index) * width, width: width, exact) else {
          break
        }
        fitted.append(piece)
      }
      if fitted.count == 1 << depth { return fitted }
    }
    let width = start / Double(1 << deepest)
    return (0..<1 << deepest).map { index in
      fit(from: start + Double(index) * width, width: width, exact) ?? SIMD8(repeating: .nan)
    }
  }

  /// The polynomial of one piece, or `nil` if it does not hold.
  private static func fit(
    from start: Double, width: Double, _ exact: (Double) -> Double
  ) -> SIMD8<Double>? {
    func inverse(at s: Double) -> Double { exact(start + width * (s + 1) / 2) }
    let nodes = (0...7).map { inverse(at: cosine(Double($0))) }
    guard nodes.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    let piece = polynomial(through: nodes)
    for between in 0..<7 {
      let s = cosine(Double(between) + 0.5)
      let right = inverse(at: s)
      let error = (value(of: piece, at: s) - right).magnitude
      guard error <= tolerance * right else { return nil }
    }
    var last = -Double.infinity
    for step in 0...32 {
      let next = value(of: piece, at: Double(step - 16) / 16)
      guard next >= last - 4e-15 * next else { return nil }
      last = next
    }
    return piece
  }

  private static func cosine(_ sevenths: Double) -> Double { gsl_sf_cos(.pi * sevenths / 7) }

  /// The coefficients by power of the polynomial with given values at the cosines of 0, π/7, …, π.
  private static func polynomial(through nodes: [Double]) -> SIMD8<Double> {
    var sum = SIMD8<Double>(repeating: 0)
    // Chebyshev polynomials by their recurrence T(k+1) = 2·s·T(k) − T(k−1).
    var previous = SIMD8<Double>(repeating: 0)
    var current = previous
    current[0] = 1
    for degree in 0...7 {
      var coefficient = 0.0
      for (index, node) in nodes.enumerated() {
        let share = index == 0 || index == 7 ? 0.5 : 1
        coefficient += share * node * cosine(Double(index * degree % 14))
      }
      sum += current * (coefficient * (degree == 0 || degree == 7 ? 1 : 2) / 7)
      var next = SIMD8<Double>(repeating: 0)
      for power in 0..<7 { next[power + 1] = (degree == 0 ? 1 : 2) * current[power] }
      (previous, current) = (current, degree == 0 ? next : next - previous)
    }
    return sum
  }
}
