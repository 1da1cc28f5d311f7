// SPDX-License-Identifier: GPL-3.0-or-later
// Time, and the hand-written limit as its unit.

import CLimit
import Glibc

/// Processor time of this process in seconds: other work on the machine does not count.
func processorSeconds() -> Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

/// Time that passes for everybody, in seconds.
func wallSeconds() -> Double { seconds(of: CLOCK_MONOTONIC) }

private func seconds(of clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// A model by hand in C, in its leanest form, with exponentials by GSL over Philox.
enum Limit {
  /// M/M/1; its customers are two events each.
  case singleServer
  /// 8 of 10 repairable.
  case repairable
  /// M/M/64; its customers are two events each.
  case manyServers

  /// Events a second of processor time: the reference row.
  func eventsPerSecond(seed: UInt64) -> Double {
    let events: UInt64 = 4_000_000
    let start = processorSeconds()
    let answer =
      switch self {
      case .singleServer: limit_single_server(seed, events / 2)
      case .repairable: limit_repairable(seed, events)
      case .manyServers: limit_many_servers(seed, events / 2)
      }
    precondition(answer > 0, "the limit ran")
    return Double(events) / (processorSeconds() - start)
  }

  /// Whether a short run of the model may give this answer.
  func isPlausible(_ answer: Double) -> Bool {
    switch self {
    case .singleServer: answer > 5 && answer < 20  // exact: 10
    case .repairable: answer > 0 && answer < 1e-3  // exact: 5.75e-5
    case .manyServers: answer > 1 && answer < 1.15  // exact: 1.0485
    }
  }
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
