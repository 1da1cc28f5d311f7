// SPDX-License-Identifier: GPL-3.0-or-later
// Models A and C: customers before one server or many, on the event list and the streams alone.

import EventScheduling
import FlatStorage
import Quantities
import RandomVariates

enum QueueSlot {}
enum Server {}

/// First come first served before c servers, all times exponential; a unit of time is a second.
///
/// Timer 0 is the next arrival, timer s + 1 the departure from server s.
struct QueueModel: ~Copyable {
  private static let ring: UInt32 = 1 << 16

  private var scheduler: EventScheduler
  private var waiting = Column<Index<QueueSlot>, Int64>(repeating: 0, count: Int(ring))
  private var head: UInt32 = 0
  private var tail: UInt32 = 0
  private var arrivals: Column<Index<Server>, Int64>
  private var idle: UInt64
  private var gaps: ExponentialStream
  private var services: ExponentialStream
  private let gap: Double

  /// A queue before 1 … 64 servers of one customer a second each; the load by server is below 1.
  init(servers: Int, load: Double, seed: UInt64) {
    precondition(servers >= 1 && servers <= 64, "a queue has 1 to 64 servers")
    scheduler = EventScheduler(timerCount: servers + 1)
    arrivals = Column(repeating: 0, count: servers)
    idle = servers == 64 ? .max : (1 << UInt64(servers)) - 1
    gap = 1e6 / (load * Double(servers))
    func key(_ purpose: String) -> UInt64 {
      StreamKey.key(hash: StreamKey(path: "queue", purpose: purpose).hash, seed: seed)
    }
    gaps = ExponentialStream(key: key("gap"), replication: 0)
    services = ExponentialStream(key: key("service"), replication: 0)
  }

  /// Serves so many customers; the mean time from arrival to departure in seconds.
  mutating func meanSojourn(of customers: Int) -> Double {
    var sum: Int64 = 0
    var served = 0
    arrive()
    while served < customers, let timer = scheduler.next(before: .never) {
      let now = scheduler.now.microseconds
      if timer.rawValue == 0 {
        arrive()
        if idle != 0 {
          let server = UInt32(truncatingIfNeeded: idle.trailingZeroBitCount)
          idle &= idle &- 1
          serve(now, at: server)
        } else {
          waiting[Index(tail & (Self.ring &- 1))] = now
          tail &+= 1
          precondition(tail &- head < Self.ring, "the queue outgrew its ring")
        }
      } else {
        let server = timer.rawValue &- 1
        sum &+= now &- arrivals[Index(server)]
        served &+= 1
        if tail != head {
          serve(waiting[Index(head & (Self.ring &- 1))], at: server)
          head &+= 1
        } else {
          idle |= 1 &<< UInt64(server)
        }
      }
    }
    return Double(sum) / 1e6 / Double(served)
  }

  @inline(__always)
  private mutating func arrive() {
    scheduler.schedule(TimerID(0), after: SimDuration(rounding: gaps.next() * gap))
  }

  @inline(__always)
  private mutating func serve(_ arrival: Int64, at server: UInt32) {
    arrivals[Index(server)] = arrival
    scheduler.schedule(
      TimerID(server &+ 1), after: SimDuration(rounding: services.next() * 1e6))
  }
}

/// Customers served by one server (model A) or by 64 (model C), in histories of 100 000.
final class QueueBenchmark: Benchmark {
  private static let customers = 100_000
  let name: String
  let title: String
  let limit: Limit
  let timers: Int
  private let servers: Int
  private var seed: UInt64 = 0

  init(_ name: String, servers: Int, limit: Limit) {
    self.name = name
    self.servers = servers
    self.limit = limit
    title = "\(name), \(servers) server\(servers == 1 ? "" : "s") at 90 %"
    timers = servers + 1
  }

  func run(for seconds: Double, atMost repetitions: Int) -> Round {
    var sojourns = 0.0
    let start = processorSeconds()
    var done = 0.0
    var passed = 0.0
    while passed < seconds && Int(done) < repetitions {
      seed += 1
      var queue = QueueModel(servers: servers, load: 0.9, seed: seed)
      sojourns += queue.meanSojourn(of: Self.customers)
      done += 1
      passed = processorSeconds() - start
    }
    precondition(sojourns > 0.9 * done, "customers are served")
    return Round(
      events: 2 * done * Double(Self.customers), replications: done, seconds: passed)
  }
}

/// The hold model: takes the earliest of n pending events and arms it again.
///
/// - Source: Jones, "An empirical comparison of priority-queue and event-set implementations",
///   CACM 29(4), 1986.
final class HoldBenchmark: Benchmark {
  private static let holds = 10_000
  let name: String
  let title: String
  let timers: Int
  private var scheduler: EventScheduler
  private var delays: ExponentialStream

  init(timers: Int) {
    self.timers = timers
    name = "hold-\(timers)"
    title = "hold, \(timers) timers"
    scheduler = EventScheduler(timerCount: timers)
    delays = ExponentialStream(key: 1, replication: 0)
    for timer in 0..<UInt32(timers) { arm(TimerID(timer)) }
  }

  private func arm(_ timer: TimerID) {
    scheduler.schedule(timer, after: SimDuration(rounding: delays.next() * 1e3))
  }

  func run(for seconds: Double, atMost repetitions: Int) -> Round {
    let (done, passed) = repeating(for: seconds, atMost: repetitions) {
      for _ in 0..<Self.holds {
        guard let timer = scheduler.next(before: .never) else { return }
        scheduler.schedule(timer, after: SimDuration(rounding: delays.next() * 1e3))
      }
    }
    return Round(events: done * Double(Self.holds), replications: done, seconds: passed)
  }
}
