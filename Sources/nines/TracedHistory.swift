// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of a history: a log for people, JSON Lines for programs.

import EventScheduling
import Foundation
import MonteCarlo
import Quantities
import ReliabilityModeling
import Reporting
import SimulationEngine

/// One replication of one model, told line by line.
struct TracedHistory {
  /// For whom it is told.
  enum Form { case log, lines }

  let system: SystemModel
  let replication: UInt32
  let plan: ExperimentPlan

  init(of system: SystemModel, replication: UInt32, plan: ExperimentPlan) {
    self.system = system
    self.replication = replication
    self.plan = plan
  }

  /// What precedes and follows the instant that `around` names.
  static let margin = SimDuration(.days(1))
  /// Text is handed over in pieces of this many bytes.
  private static let piece = 1 << 16

  /// Tells the history, or the days around an instant.
  ///
  /// - Parameters:
  ///   - instant: The middle of what is told; `nil` for everything.
  ///   - form: For whom.
  ///   - write: Gets pieces of text.
  /// - Returns: How the history ended; `nil` if it was not told to its end.
  /// - Throws: What `write` throws.
  func tell(
    around instant: SimTime?, as form: Form, write: (String) throws -> Void
  ) throws -> ReplicationEnd? {
    var first = SimTime.zero
    var last = SimTime.never
    if let instant {
      first = SimTime(microseconds: max(0, instant.microseconds - Self.margin.microseconds))
      last = instant + Self.margin
    }
    let names = PartNames(of: system)
    let width = min(40, names.all.map(\.count).max() ?? 0)
    var text = heading(form)
    var failure: (any Error)?
    var trace = EventTrace(of: system, replication: replication, under: plan)
    let end = trace.run(from: first, through: last) { entry in
      guard failure == nil else { return }
      text += form == .log ? Self.line(entry, width: width) : Self.data(entry).line
      guard text.utf8.count >= Self.piece else { return }
      do { try write(text) } catch { failure = error }
      text = ""
    }
    if let failure { throw failure }
    if form == .log {
      text += "\(TraceClock.text(min(last, plan.horizon)))  "
      text += end == nil ? "the log ends here\n" : "the history ends\n"
    }
    try write(text)
    return end
  }

  private func heading(_ form: Form) -> String {
    switch form {
    case .log:
      "History \(replication) of \(system.name), seed \(plan.seed), over "
        + "\((plan.horizon - .zero).seconds.text)\n\n"
    case .lines:
      JSONValue.object([
        .init("history", .integer(Int64(replication))), .init("design", .string(system.name)),
        .init("seed", .unsigned(plan.seed)),
        .init("horizonSeconds", .number((plan.horizon - .zero).seconds.value)),
      ]).line
    }
  }

  /// Such as `day 123 04:05:06.250  nat/a  fails (software)`.
  static func line(_ entry: TraceEntry, width: Int) -> String {
    let part = entry.part.padding(
      toLength: max(width, entry.part.count), withPad: " ", startingAt: 0)
    return "\(TraceClock.text(entry.at))  \(part)  \(entry.words)\n"
  }

  /// The same for programs.
  static func data(_ entry: TraceEntry) -> JSONValue {
    .object(
      [
        .init("at", .number((entry.at - .zero).seconds.value)),
        .init("time", .string(TraceClock.text(entry.at))), .init("part", .string(entry.part)),
        .init("event", .string(entry.event.rawValue)), .init("words", .string(entry.words)),
      ]
        + entry.facts.map { fact in
          let value: JSONValue =
            switch fact.value {
            case .text(let text): .string(text)
            case .number(let number): .number(number)
            case .list(let texts): .array(texts.map { .string($0) })
            }
          return .init(fact.key, value)
        })
  }
}

/// Instants as days and hours since the start.
enum TraceClock {
  /// Such as `day 123 04:05:06.250`.
  static func text(_ instant: SimTime) -> String {
    let milliseconds = instant.microseconds / 1_000
    let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    func digits(_ value: Int64, _ count: Int) -> String {
      let text = "\(value)"
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let day = String(repeating: " ", count: max(0, 3 - "\(days)".count)) + "\(days)"
    return "day \(day) \(digits(rest / 3_600_000, 2)):\(digits(rest / 60_000 % 60, 2)):"
      + "\(digits(rest / 1_000 % 60, 2)).\(digits(rest % 1_000, 3))"
  }

  /// The instant of `212 d`, `day 212 04:30:00` or `212 04:30`; `nil` for what is none.
  static func instant(_ text: String) -> SimTime? {
    if let span = try? Seconds(parsing: text) {
      return span.value >= 0 ? .zero + SimDuration(span) : nil
    }
    var words = text.split(separator: " ")
    if words.first == "day" { words.removeFirst() }
    guard (1...2).contains(words.count), let days = Double(words[0]), days >= 0, days < 1e6 else {
      return nil
    }
    var seconds = days * 86_400
    if words.count == 2 {
      let parts = words[1].split(separator: ":", omittingEmptySubsequences: false)
      let values = parts.compactMap { Double($0) }
      guard (2...3).contains(parts.count), values.count == parts.count,
        values.allSatisfy({ $0 >= 0 && $0 < 60 })
      else { return nil }
      for (value, size) in zip(values, [3_600.0, 60, 1]) { seconds += value * size }
    }
    return .zero + SimDuration(Seconds(seconds))
  }
}
