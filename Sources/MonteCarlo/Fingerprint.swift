// SPDX-License-Identifier: GPL-3.0-or-later
// Sixty-four bits that are equal exactly when results are.

import ReliabilityModeling

/// A hash of integer results, stable over processes, threads and machines.
///
/// - Source: FNV-1a over bytes, finished by SplitMix64's mixer so that all bits take part.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325
  package init() {}

  /// Adds one byte.
  package mutating func combine(byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// Adds eight bytes, the lowest first.
  package mutating func combine(_ value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      combine(byte: UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }

  /// Adds sixteen bytes, the lowest first.
  package mutating func combine(_ value: Int128) {
    combine(UInt64(truncatingIfNeeded: value))
    combine(UInt64(truncatingIfNeeded: value >> 64))
  }

  /// Adds a name and its end, so that "ab", "c" differs from "a", "bc".
  package mutating func combine(_ name: String) {
    for byte in name.utf8 { combine(byte: byte) }
    combine(byte: 0)
  }

  package var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Sixteen hexadecimal digits.
  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension ExperimentResult {
  /// The fingerprint of one measure of one design: its integer sums, and the replications.
  ///
  /// It knows neither the other designs nor the other measures, so at equal replications it stays
  /// when either come or go.
  package func fingerprint(design: Int, measure: String) -> Fingerprint {
    var result = Fingerprint()
    result.combine(replications)
    for (output, sum) in zip(designs[design].outputs, designs[design].sums)
    where output.measure == measure {
      result.combine(sum)
    }
    return result
  }

  /// The fingerprint of everything: all measures of all designs, by sorted names.
  package var fingerprint: Fingerprint {
    var result = Fingerprint()
    for design in designs.indices.sorted(by: { designs[$0].name < designs[$1].name }) {
      result.combine(designs[design].name)
      let measures = Set(designs[design].outputs.map(\.measure)).sorted()
      for measure in measures {
        result.combine(measure)
        result.combine(fingerprint(design: design, measure: measure).value)
      }
    }
    return result
  }
}
