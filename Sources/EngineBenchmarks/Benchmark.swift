// SPDX-License-Identifier: GPL-3.0-or-later
// What can be measured, how it is measured beside the limit, and what was found.

/// What one round did.
struct Round {
  var events = 0.0
  var replications = 0.0
  var seconds = 0.0
}

/// Something that is run for a while and counts its events.
protocol Benchmark: AnyObject {
  /// Short and stable; names the result in JSON.
  var name: String { get }
  /// What it is, in a few words.
  var title: String { get }
  /// The hand-written model that is its unit.
  var limit: Limit { get }
  /// Pending events that the event list holds, or 0 where there is none.
  var timers: Int { get }
  /// Goes on for about so many seconds of processor time, or for so many repetitions.
  func run(for seconds: Double, atMost repetitions: Int) -> Round
}

extension Benchmark {
  var limit: Limit { .repairable }

  /// Repeats a piece of work, in groups of 16 between two looks at the clock.
  func repeating(
    for seconds: Double, atMost most: Int, _ work: () -> Void
  ) -> (repetitions: Double, seconds: Double) {
    let start = processorSeconds()
    var done = 0
    var passed = 0.0
    while passed < seconds && done < most {
      for _ in 0..<min(16, most - done) {
        work()
        done += 1
      }
      passed = processorSeconds() - start
    }
    return (Double(done), passed)
  }
}

/// Medians over the rounds of one benchmark.
struct Finding {
  let name: String
  let title: String
  let timers: Int
  let eventsPerReplication: Double
  let eventsPerSecond: Double
  let replicationsPerSecond: Double
  /// Speed in units of the limit, which ran before each round.
  let rows: Double

  init(_ benchmark: any Benchmark, rounds: Int) {
    name = benchmark.name
    title = benchmark.title
    timers = benchmark.timers
    _ = benchmark.run(for: 0.05, atMost: .max)
    var events: [Double] = []
    var replications: [Double] = []
    var ratios: [Double] = []
    var perReplication = 0.0
    for number in 1...rounds {
      let row = benchmark.limit.eventsPerSecond(seed: UInt64(number))
      let round = benchmark.run(for: 0.3, atMost: .max)
      events.append(round.events / round.seconds)
      replications.append(round.replications / round.seconds)
      ratios.append(round.events / round.seconds / row)
      perReplication = round.events / round.replications
    }
    eventsPerSecond = median(events)
    replicationsPerSecond = median(replications)
    rows = median(ratios)
    eventsPerReplication = perReplication
  }

  static let header =
    "benchmark".padded(to: 32) + " timers  events a rep.  M events/s  ns an event   1000 reps/s"
    + "   rows"

  var line: String {
    [
      title.padded(to: 32), "\(timers)".padded(left: 6),
      eventsPerReplication.figures(1).padded(left: 15),
      (eventsPerSecond / 1e6).figures(2).padded(left: 11),
      (1e9 / eventsPerSecond).figures(1).padded(left: 12),
      (replicationsPerSecond / 1e3).figures(1).padded(left: 13),
      rows.figures(2).padded(left: 6),
    ].joined(separator: " ")
  }

  var json: String {
    """
    {"name": "\(name)", "title": "\(title)", "timers": \(timers), \
    "eventsPerReplication": \(eventsPerReplication), "eventsPerSecond": \(eventsPerSecond), \
    "nanosecondsPerEvent": \(1e9 / eventsPerSecond), \
    "replicationsPerSecond": \(replicationsPerSecond), "rows": \(rows)}
    """
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
  func padded(left width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}

extension Double {
  /// With so many digits behind the point.
  func figures(_ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int64((self * scale).rounded())
    guard digits > 0 else { return "\(scaled)" }
    let fraction = "\(abs(scaled) % Int64(scale))"
    return "\(scaled / Int64(scale))."
      + String(repeating: "0", count: max(0, digits - fraction.count)) + fraction
  }
}
