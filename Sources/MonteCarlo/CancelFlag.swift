// SPDX-License-Identifier: GPL-3.0-or-later
// A flag that asks running work to end.

import Synchronization

/// Asks running work to end; raised once and never lowered.
///
/// Lock-free, so that a handler of Ctrl-C may raise it.
package final class CancelFlag: Sendable {
  private let raised = Atomic<Bool>(false)
  package init() {}

  /// Asks for the end; may be called from a signal handler.
  package func raise() { raised.store(true, ordering: .relaxed) }

  package var isRaised: Bool { raised.load(ordering: .relaxed) }
}
