// SPDX-License-Identifier: GPL-3.0-or-later
// Erlang's loss and delay formulas, for whole and for continuous numbers of servers.

import CGSL
import RandomVariates

/// Erlang's formulas, for a load in erlang: the product of arrival rate and mean holding time.
package enum ErlangFormulas {
  /// The probability that an arrival finds all servers taken and is lost (M/G/c/c).
  ///
  /// Exact for every law of the holding time. The roundings of the recursion do not add up, because
  /// each step divides by what it has grown to.
  ///
  /// - Parameters:
  ///   - load: Offered load in erlang, at least 0.
  ///   - servers: At least 0; none loses everything.
  /// - Returns: In 0 … 1.
  /// - Complexity: O(servers)
  /// - Source: Erlang (1917); the recursion B(c) = a B(c − 1) / (c + a B(c − 1)).
  package static func blocking(load: Double, servers: Int) -> Double {
    precondition(load >= 0 && servers >= 0, "a load and a number of servers are not negative")
    guard servers > 0 else { return 1 }
    return continued(1, load: load, from: 0, steps: servers)
  }

  /// Erlang B for a continuous number of servers, such as the capacity of a shared pool.
  ///
  /// - Parameters:
  ///   - load: Offered load in erlang, at least 0.
  ///   - servers: At least 0; whole numbers give the formula for these.
  /// - Returns: In 0 … 1.
  /// - Complexity: O(servers)
  /// - Source: Jagerman, *Some properties of the Erlang loss function*, Bell System Technical
  ///   Journal 53 (1974): 1 / B = a ∫ exp(−a y) (1 + y)^c dy over y ≥ 0, and the same recursion.
  package static func blocking(load: Double, servers: Double) -> Double {
    precondition(load >= 0 && servers >= 0, "a load and a number of servers are not negative")
    guard load > 0 else { return servers == 0 ? 1 : 0 }
    let whole = servers.rounded(.down)
    let fraction = servers - whole
    let start = fraction == 0 ? 1 : 1 / inverseBlocking(load: load, fraction: fraction)
    return continued(start, load: load, from: fraction, steps: Int(whole))
  }

  /// The recursion from B(first) over so many steps of one server.
  private static func continued(
    _ start: Double, load: Double, from first: Double, steps: Int
  ) -> Double {
    var blocking = start
    for count in 0..<steps {
      blocking = load * blocking / (first + Double(count + 1) + load * blocking)
    }
    return blocking
  }

  /// 1 / B(a, f) for a fraction 0 < f < 1 of a server: a^−f · exp(a) · Γ(f + 1, a).
  private static func inverseBlocking(load: Double, fraction: Double) -> Double {
    GSLErrors.disableAbort()
    guard load > 1.5 else {
      return gsl_sf_gamma_inc(fraction + 1, load) * gsl_sf_exp(load)
        / gsl_pow(load, fraction)
    }
    // Legendre's continued fraction of exp(a) · a^−s · Γ(s, a) with s = f + 1, by Lentz's method;
    // the exponentials would overflow where the fraction is at its best.
    let s = fraction + 1
    var denominator = load + 1 - s
    var c = 1e300
    var d = 1 / denominator
    var value = d
    var order = 1.0
    while order < 10_000 {
      let numerator = -order * (order - s)
      denominator += 2
      d = 1 / (numerator * d + denominator)
      c = denominator + numerator / c
      value *= d * c
      if abs(d * c - 1) < 1e-16 { break }
      order += 1
    }
    return value * load
  }

  /// The probability that an arrival has to wait (M/M/c, first come first served).
  ///
  /// - Parameters:
  ///   - load: Offered load in erlang, at least 0.
  ///   - servers: At least 1.
  /// - Returns: In 0 … 1; 1 where the load is no less than the servers.
  /// - Complexity: O(servers)
  /// - Source: Erlang (1917); C = B / (1 − ρ (1 − B)) with ρ = a / c.
  package static func waiting(load: Double, servers: Int) -> Double {
    precondition(servers >= 1, "somebody has to serve")
    let utilisation = load / Double(servers)
    guard utilisation < 1 else { return 1 }
    let blocking = blocking(load: load, servers: servers)
    return blocking / (1 - utilisation * (1 - blocking))
  }

  private static func gsl_pow(_ base: Double, _ exponent: Double) -> Double {
    gsl_sf_exp(exponent * gsl_sf_log(base))
  }
}
