// SPDX-License-Identifier: GPL-3.0-or-later
// Addressed random streams, and how they are lent to GSL.

package import CGSL
import CVariates

/// The draws of one variate, addressed by (key, variate, replication, branch).
///
/// The same address gives the same draws, whatever was drawn elsewhere before. It is a value of a
/// few words: make one where it is needed.
package struct RandomStream: BitwiseCopyable, Sendable {
  private var position: cv_position

  package init(key: UInt64, variate: UInt32, replication: UInt32, branch: UInt32) {
    GSLErrors.disableAbort()
    position = cv_start(key, variate, replication, branch)
  }

  /// The next uniform in 0 ≤ u < 1, of 53 bits.
  package mutating func uniform() -> Double { cv_next_uniform(&position) }

  /// Lends `body` a GSL generator over this stream, allocating nothing.
  ///
  /// The generator must not outlive the call.
  package mutating func withGSL<Result>(_ body: (UnsafePointer<gsl_rng>) -> Result) -> Result {
    withUnsafeMutablePointer(to: &position) { position in
      var generator = gsl_rng(
        type: philox_gsl_type(), state: UnsafeMutableRawPointer(position))
      return withUnsafePointer(to: &generator) { body($0) }
    }
  }

  /// The first uniform at an address, in 0 ≤ u < 1: what a new stream's `uniform` returns, cheaper.
  package static func uniform(
    key: UInt64, variate: UInt32, replication: UInt32, branch: UInt32
  ) -> Double {
    cv_uniform(key, variate, replication, branch)
  }
}

/// GSL's way with errors, which by itself ends the process.
package enum GSLErrors {
  private static let abortIsDisabled: Bool = {
    gsl_set_error_handler_off()
    return true
  }()

  /// Turns GSL's aborting handler off; from then on its functions return NaN or a status.
  ///
  /// Everything in this module that calls GSL does this first; others may call it as often as they
  /// like.
  package static func disableAbort() { precondition(abortIsDisabled) }
}
