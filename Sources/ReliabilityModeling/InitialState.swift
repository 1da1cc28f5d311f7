// SPDX-License-Identifier: GPL-3.0-or-later
// How a history begins: everything new, or in equilibrium.

package import Quantities

/// How each history begins, at t = 0.
package enum InitialState: Hashable, Sendable {
  /// All units are healthy at age 0 and nothing is held.
  case new
  /// Each unit and incident is in the equilibrium of its own alternating renewal process, and
  /// control has settled on that state.
  ///
  /// Where a unit depends on other parts (a crew, a signal that its repair waits for), there is no
  /// closed equilibrium: a warm-up precedes t = 0, unmeasured.
  case stationary

  /// The length of a warm-up where nothing else is said: one year.
  package static var usualWarmUp: SimDuration { SimDuration(.years(1)) }
}
