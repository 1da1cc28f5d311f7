// SPDX-License-Identifier: GPL-3.0-or-later
// Expectations about heap allocations.

import AllocationCounting
package import Testing

/// Expects `body` to allocate nothing on the heap, neither kept nor freed.
///
/// It runs twice and is counted the second time, when lazily made metadata exists. Under sanitizers
/// nothing is counted and nothing expected. In debug builds `#expect` within it allocates, and so
/// does each step of an iterator over other elements than `Int`.
package func expectNoAllocation(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () -> Void
) {
  body()
  let before = allocations_of_this_thread()
  body()
  let count = allocations_of_this_thread() - before
  #expect(count == 0, "\(count) heap allocations", sourceLocation: sourceLocation)
}

/// Whether allocations can be counted in this build.
package var canCountAllocations: Bool { allocations_are_counted() != 0 }

/// The heap allocations of one call.
package func allocations(of body: () -> Void) -> UInt64 {
  let before = allocations_of_this_thread()
  body()
  return allocations_of_this_thread() - before
}
