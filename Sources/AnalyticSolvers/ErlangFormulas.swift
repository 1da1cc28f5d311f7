// SPDX-License-Identifier: GPL-3.0-or-later
// Erlang's loss and delay formulas.

/// Erlang's formulas, for a load in erlang: the product of arrival rate and mean holding time.
package enum ErlangFormulas {
  /// The probability that an arrival finds all servers taken and is lost (M/G/c/c).
  ///
  /// Exact for every law of the holding time. Relative error about `servers` roundings, which do
  /// not add up because each step divides by what it has grown to.
  ///
  /// - Parameters:
  ///   - load: Offered load in erlang, at least 0.
  ///   - servers: At least 0; none loses everything.
  /// - Returns: In 0 … 1.
  /// - Complexity: O(servers)
  /// - Source: Erlang (1917); the recursion B(c) = a B(c − 1) / (c + a B(c − 1)).
  package static func blocking(load: Double, servers: Int) -> Double {
    precondition(load >= 0 && servers >= 0, "a load and a number of servers are not negative")
    guard load > 0 else { return servers == 0 ? 1 : 0 }
    var blocking = 1.0
    for count in 1...max(1, servers) where count <= servers {
      blocking = load * blocking / (Double(count) + load * blocking)
    }
    return blocking
  }
}
