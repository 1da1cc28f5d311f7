// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the engine beside the hand-written limit, alternating in one run.

import Quantities
import ReliabilityModeling

@main
struct EngineBenchmarks {
  static func main() {
    let only = CommandLine.arguments.dropFirst().first
    let models = [
      ReferenceModel.eightOfTen(years: 1_000), .eightOfTen(years: 1),
      .seventyTimers(years: 100), .thirtyTimers(),
    ]
    for reference in models where only == nil || reference.name.hasPrefix(only ?? "") {
      let speed = measure(
        reference.name, reference.model, horizon: reference.horizon, seconds: 1, from: 0)
      print(
        speed.name, speed.timers, "timers", speed.eventsPerSecond / 1e6, "M events/s",
        speed.replicationsPerSecond, "replications/s", speed.eventsPerReplication,
        "events/replication",
        speed.firstOutput / (reference.horizon.value * 1e6))
    }
  }
}
