// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the engine beside the hand-written limit, alternating in one run.

import ArgumentParser
import Quantities
import ReliabilityModeling

@main
struct EngineBenchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures the engine on one core, against hand-written C in the same run.",
    discussion: """
      One row is the speed of the C limit: model B with exponentials by GSL over Philox. It runs \
      before every round of a model, and a ratio is the median over the rounds.
      """)

  @Option(help: "Only models whose name begins so.")
  var only: String?

  @Option(help: "Rounds of each model.")
  var rounds = 5

  @Option(help: "Replications of each model in its one round, without the limit: for counting.")
  var replications: Int?

  func run() throws {
    let references =
      [
        ReferenceModel.eightOfTen(years: 1_000), .eightOfTen(years: 1),
        .seventyTimers(years: 100), .thirtyTimers(),
      ] + (try ReferenceModel.designs(of: "scenarios/nat-designs.yaml"))
    print(
      "model".padded(to: 30), " timers  events a rep.  M events/s  ns an event   1000 reps/s",
      "  rows")
    var yearsSeconds = 0.0
    for reference in references where only.map({ reference.name.hasPrefix($0) }) ?? true {
      let speed = measure(reference)
      if reference.isDesign { yearsSeconds += 1 / speed.replications }
    }
    if yearsSeconds > 0, only == nil {
      let all = references.count { $0.isDesign }
      let rate = Double(all) / yearsSeconds
      print("all \(all) designs together: \(rate.figures(0)) design-years a second")
    }
  }

  /// Events and replications a second: medians over the rounds.
  private func measure(_ reference: ReferenceModel) -> (events: Double, replications: Double) {
    var runner = Runner(of: reference)
    if let replications {
      let round = runner.run(for: .infinity, atMost: replications)
      print(reference.name.padded(to: 30), "\(round.events.figures(0)) events")
      return (round.events / round.seconds, round.replications / round.seconds)
    }
    _ = runner.run(for: 0.05)
    var events: [Double] = []
    var histories: [Double] = []
    var ratios: [Double] = []
    var perHistory = 0.0
    for number in 0..<rounds {
      let limit = limitEventsPerSecond(seed: UInt64(number + 1))
      let round = runner.run(for: 0.3)
      events.append(round.events / round.seconds)
      histories.append(round.replications / round.seconds)
      ratios.append(round.events / round.seconds / limit)
      perHistory = round.events / round.replications
    }
    let speed = (events: median(events), replications: median(histories))
    print(
      reference.name.padded(to: 30), "\(reference.model.timerCount)".padded(left: 7),
      perHistory.figures(1).padded(left: 14), (speed.events / 1e6).figures(2).padded(left: 11),
      (1e9 / speed.events).figures(1).padded(left: 12),
      (speed.replications / 1e3).figures(1).padded(left: 13),
      median(ratios).figures(2).padded(left: 6))
    return speed
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
