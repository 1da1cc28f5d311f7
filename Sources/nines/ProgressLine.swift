// SPDX-License-Identifier: GPL-3.0-or-later
// One line on a terminal that says how far a run is, how fast it goes and how long it will take.

import Foundation
import MonteCarlo
import Synchronization

/// A line on standard error that is written over and over, and wiped at the end.
///
/// The clock decides only when the line is written; no result depends on it.
final class ProgressLine: Sendable {
  private struct State {
    var lastWritten: ContinuousClock.Instant?
    var isVisible = false
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// Writes the line, at most ten times a second.
  func show(_ progress: ExperimentProgress) {
    let now = ContinuousClock.now
    let line = state.withLock { state -> String? in
      if let last = state.lastWritten, now - last < .milliseconds(100) { return nil }
      state.lastWritten = now
      state.isVisible = true
      return Self.line(progress, after: now - start)
    }
    if let line { Console.remark("\r\(line)\u{1B}[K") }
  }

  /// Wipes the line, so that an answer begins at the margin.
  func wipe() {
    let wasVisible = state.withLock { state in
      defer { state.isVisible = false }
      return state.isVisible
    }
    if wasVisible { Console.remark("\r\u{1B}[K") }
  }

  /// The words of the line, such as `42 %, 214 000 years a design, 90 000 a second, 3 s left`.
  static func line(_ progress: ExperimentProgress, after elapsed: Duration) -> String {
    let seconds = elapsed / .seconds(1)
    let rate = seconds > 0 ? Double(progress.replications) / seconds : 0
    var parts = [
      "\(Int(progress.fraction * 100)) %",
      "\(grouped(Double(progress.replications))) replications",
      "\(grouped(rate)) a second",
    ]
    if progress.fraction > 0.02 {
      let left = seconds * (1 - progress.fraction) / progress.fraction
      parts.append("about \(grouped(left.rounded(.up))) s left")
    }
    return parts.joined(separator: ", ")
  }

  /// A whole number in groups of three digits.
  private static func grouped(_ value: Double) -> String {
    let digits = String(Int(min(max(value, 0), 1e15)))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += " " }
      text.append(digit)
    }
    return text
  }
}
