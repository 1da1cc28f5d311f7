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

  /// - Parameters:
  ///   - servers: 1 … 64, each serving one customer a second.
  ///   - load: Offered load by server, in 0 < ρ < 1.
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
