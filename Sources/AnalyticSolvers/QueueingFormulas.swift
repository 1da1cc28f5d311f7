// SPDX-License-Identifier: GPL-3.0-or-later
// Queues with several exponential servers, with and without an end of the waiting room.

import CGSL
package import Quantities
import RandomVariates

/// Poisson arrivals, exponential service by several servers, first come first served (M/M/c).
///
/// - Source: Gross and Harris, *Fundamentals of Queueing Theory*.
package struct MultiServerQueue: Hashable, Sendable {
  /// Mean time between arrivals, more than 0 s.
  package let interarrival: Seconds
  /// Mean time of one service, more than 0 s.
  package let service: Seconds
  /// At least 1.
  package let servers: Int

  /// Checks nothing but the signs.
  package init(interarrival: Seconds, service: Seconds, servers: Int) {
    precondition(
      interarrival.value > 0 && service.value > 0 && servers >= 1,
      "times between arrivals and of service are positive, and somebody serves")
    self.interarrival = interarrival
    self.service = service
    self.servers = servers
  }

  /// Offered load, in erlang.
  package var load: Double { service / interarrival }
  /// The part of the time for which a server is busy; from 1 on the queue grows without end.
  package var utilisation: Double { load / Double(servers) }
  /// Erlang C.
  package var waitProbability: Double { ErlangFormulas.waiting(load: load, servers: servers) }

  /// Mean wait before service; infinite if the utilisation is not below 1.
  ///
  /// - Source: C · s / (c − a).
  package var meanWait: Seconds {
    utilisation < 1
      ? service * (waitProbability / (Double(servers) - load)) : Seconds(.infinity)
  }

  /// Mean wait and service together.
  package var meanSojourn: Seconds { meanWait + service }

  /// Mean number that wait, by Little's law.
  package var meanWaiting: Double { meanWait / interarrival }

  /// The probability to wait longer than this.
  ///
  /// - Source: C · exp(−(c − a) t / s).
  package func probability(waitAbove time: Seconds) -> Double {
    guard utilisation < 1 else { return 1 }
    GSLErrors.disableAbort()
    return waitProbability * gsl_sf_exp(-(Double(servers) - load) * (time / service))
  }

  /// The least time within which this part of the arrivals is served at last.
  ///
  /// - Parameter p: In 0 ≤ p < 1.
  /// - Returns: 0 s if so many do not wait at all.
  package func waitQuantile(_ p: Double) -> Seconds {
    precondition(p >= 0 && p < 1, "a quantile's probability must be in 0 ..< 1")
    guard utilisation < 1 else { return Seconds(.infinity) }
    let ratio = waitProbability / (1 - p)
    return ratio <= 1 ? Seconds(0) : service * (gsl_sf_log(ratio) / (Double(servers) - load))
  }

  /// The least number of servers that satisfies a demand which more servers never violate.
  ///
  /// - Parameters:
  ///   - interarrival: Mean time between arrivals, more than 0 s.
  ///   - service: Mean time of one service, more than 0 s.
  ///   - limit: Most servers.
  ///   - demand: What the queue must satisfy.
  /// - Returns: `nil` if no number up to the limit does.
  /// - Complexity: O(log limit) queues.
  package static func leastServers(
    interarrival: Seconds, service: Seconds, limit: Int, where demand: (Self) -> Bool
  ) -> Int? {
    func satisfies(_ servers: Int) -> Bool {
      demand(Self(interarrival: interarrival, service: service, servers: servers))
    }
    guard limit >= 1, satisfies(limit) else { return nil }
    var (low, high) = (0, limit)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if satisfies(middle) { high = middle } else { low = middle }
    }
    return high
  }
}

/// Poisson arrivals, several exponential servers, and room for so many in all; who finds it full is
/// lost (M/M/c/K).
///
/// - Source: Gross and Harris; π(n) ~ Π a / min(j, c).
package struct BoundedQueue: Hashable, Sendable {
  /// Mean time between arrivals, more than 0 s.
  package let interarrival: Seconds
  /// The probability of each number in the system, 0 … room.
  package let distribution: [Double]

  /// Solves the queue.
  ///
  /// - Complexity: O(room)
  package init(interarrival: Seconds, service: Seconds, servers: Int, room: Int) {
    precondition(
      interarrival.value > 0 && service.value > 0 && servers >= 1 && room >= servers,
      "times between arrivals and of service are positive, and every server has room")
    self.interarrival = interarrival
    let load = service / interarrival
    // From the likeliest number outward, so that nothing overflows.
    let ratio = (1...room).map { load / Double(min($0, servers)) }
    let peak = ratio.lastIndex { $0 >= 1 }.map { $0 + 1 } ?? 0
    var weights = [Double](repeating: 0, count: room + 1)
    weights[peak] = 1
    for n in stride(from: peak, to: 0, by: -1) { weights[n - 1] = weights[n] / ratio[n - 1] }
    for n in peak..<room { weights[n + 1] = weights[n] * ratio[n] }
    let total = weights.reduce(0, +)
    distribution = weights.map { $0 / total }
  }

  /// The probability that an arrival is lost; arrivals see time averages.
  package var loss: Double { distribution[distribution.count - 1] }

  /// Mean number in the system.
  package var meanInSystem: Double {
    distribution.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
  }

  /// Mean time between departures of those served.
  package var timeBetweenServed: Seconds { interarrival * (1 / (1 - loss)) }

  /// Mean time in the system of those served, by Little's law.
  package var meanSojourn: Seconds { timeBetweenServed * meanInSystem }
}
