// SPDX-License-Identifier: GPL-3.0-or-later
// The state in which a history begins.

/// The state of a model at t = 0.
package enum InitialState: Hashable, Sendable {
  /// All units are healthy at age 0 and nothing is held.
  case new
  /// Each unit and incident is in the equilibrium of its own alternating renewal process, and
  /// control has settled on that state.
  case stationary
}
