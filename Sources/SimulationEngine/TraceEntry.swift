// SPDX-License-Identifier: GPL-3.0-or-later
// One line of the log of a history, for people and for programs.

package import Quantities

/// Something that happened to one part in one instant of a history.
package struct TraceEntry: Hashable, Sendable {
  /// What happened; the raw value is its key for programs.
  package enum Event: String, Hashable, Sendable, CaseIterable {
    case strikes, ends
    case announces, opens, closes
    case fails, breaks, repairWaits, repairGoesOn, repaired
    case losesPower, regainsPower, restarts
    /// A unit or a measured signal; a unit only for a reason that has no line of its own.
    case down, up
    case levelChanges
    case reportsDown, reportsUp, detectorDies, detectorRevives
    case beginsSwitch, beginsFailBack, keeps, hasNobody, switches
    case condemned, terminated, waitsForZone, launches, inService
    case short, shortage, dark, servedAgain, interrupted
  }

  /// A fact of an entry for programs.
  package struct Fact: Hashable, Sendable {
    /// What a fact says.
    package enum Value: Hashable, Sendable {
      case text(String)
      case number(Double)
      case list([String])
    }
    package let key: String
    package let value: Value
    package init(_ key: String, _ value: Value) {
      self.key = key
      self.value = value
    }
  }

  package let at: SimTime
  /// Path of the part, or name of the measure.
  package let part: String
  package let event: Event
  /// What happened, such as `fails (software)`.
  package let words: String
  /// Spans are in seconds, rates in bit/s, lost amounts in bits.
  package let facts: [Fact]
}

/// A number rounded to four significant digits; the facts of an entry hold it unrounded.
func brief(_ number: Double) -> Double {
  guard number.isFinite, number != 0 else { return number }
  var scale = 1.0
  while abs(number) * scale < 1_000 { scale *= 10 }
  while abs(number) * scale >= 10_000 { scale /= 10 }
  return (number * scale).rounded() / scale
}

/// A span in words with its two largest units, such as `1 h 33 min`; below a minute in seconds.
func spoken(_ span: SimDuration) -> String {
  let microseconds = span.microseconds
  let seconds = microseconds / 1_000_000
  guard seconds >= 60 else { return Seconds(brief(span.seconds.value)).text }
  let units: [(name: String, size: Int64)] = [
    ("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1),
  ]
  let first = units.firstIndex { seconds >= $0.size } ?? 3
  var words = ["\(seconds / units[first].size) \(units[first].name)"]
  let rest = seconds % units[first].size / units[first + 1].size
  if rest > 0 { words.append("\(rest) \(units[first + 1].name)") }
  return words.joined(separator: " ")
}
