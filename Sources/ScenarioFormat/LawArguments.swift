// SPDX-License-Identifier: GPL-3.0-or-later
// The pieces of a law's text: its name, its values, and where they stand.

import Diagnostics
import Quantities

/// The name of a law, where it stands, and where its values stand.
struct LawCall {
  let name: String
  let offset: Int
  let arguments: [Range<Int>]
}

extension LawParser {
  /// A pure number above 0.
  func number(_ label: String, in range: Range<Int>) throws(Misreading) -> Double {
    guard let value = try? parseNumber(text(of: range)), value > 0, value <= 10 else {
      throw fault("\(label) must be a number above 0, at most 10", at: range.lowerBound)
    }
    return value
  }

  /// A pure number within limits.
  func number(
    _ label: String, in range: Range<Int>, within limits: ClosedRange<Double>
  ) throws(Misreading) -> Double {
    guard let value = try? parseNumber(text(of: range)), limits.contains(value) else {
      throw fault(
        "\(label) must be a number from \(plainText(limits.lowerBound)) to "
          + "\(plainText(limits.upperBound))",
        at: range.lowerBound)
    }
    return value
  }

  /// A quantity above 0.
  func positive(
    _ label: String, in range: Range<Int>
  ) throws(Misreading) -> Quantity<Unit> {
    let value: Quantity<Unit> = try quantity(in: range)
    guard value.value > 0 else {
      throw fault("the \(label) must be more than 0", at: range.lowerBound)
    }
    return value
  }

  /// A quantity in its unit.
  func quantity<Other: WrittenUnit>(
    in range: Range<Int>
  ) throws(Misreading) -> Quantity<Other> {
    try Quantity(fieldText: text(of: range), at: start.advanced(by: range.lowerBound))
  }

  /// Takes a leading label off an argument, if it has one.
  func labelled(
    _ range: Range<Int>, among labels: [String]
  ) -> (label: String?, range: Range<Int>) {
    let word = range.prefix { characters[$0].isLetter || characters[$0].isNumber }
    let label = text(of: word)
    guard labels.contains(label) else { return (nil, range) }
    return (label, trimmed(word.upperBound..<range.upperBound))
  }

  /// Cuts what stands between a bracket and its partner at the commas that no inner bracket holds.
  func arguments(
    after open: Int, within range: Range<Int>
  ) throws(Misreading) -> [Range<Int>] {
    var depth = 1
    var first = open + 1
    var found: [Range<Int>] = []
    for position in open + 1..<range.upperBound {
      switch characters[position] {
      case "(": depth += 1
      case ")": depth -= 1
      default: break
      }
      if depth == 0 || (depth == 1 && characters[position] == ",") {
        found.append(trimmed(first..<position))
        first = position + 1
      }
      if depth == 0 {
        let rest = trimmed(first..<range.upperBound)
        guard rest.isEmpty else {
          throw fault("nothing may follow the ')' of a law", at: rest.lowerBound)
        }
        return found
      }
    }
    throw fault("the ')' of this '(' is missing", at: open)
  }

  func wrongArguments(_ call: LawCall, _ example: String) -> Misreading {
    fault("wrong number of values for \(call.name)", at: call.offset, notes: ["such as \(example)"])
  }

  func fault(_ message: String, at offset: Int, notes: [String] = []) -> Misreading {
    Misreading(message, at: start.advanced(by: offset), notes: notes)
  }

  func text(of range: Range<Int>) -> String { String(characters[range]) }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, characters[low].isWhitespace { low += 1 }
    while low < high, characters[high - 1].isWhitespace { high -= 1 }
    return low..<high
  }
}
