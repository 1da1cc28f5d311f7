// SPDX-License-Identifier: GPL-3.0-or-later
// Dirty sets against sorted sets.

import FlatStorage
import Testing

@Suite struct DirtySetTests {
  @Test(arguments: [1, 63, 64, 65, 700, 4_096])
  func `elements come out in rising order, each once, while others go in`(capacity: Int) throws {
    var dirty = DirtySet<Sample>(capacity: capacity)
    var reference: Set<UInt32> = []
    // A fixed sequence that visits every residue: a linear congruential generator.
    var state: UInt32 = 12_345
    for _ in 0..<2_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      if state >> 30 != 0 || reference.isEmpty {
        let element = (state >> 8) % UInt32(capacity)
        dirty.insert(SampleIndex(element))
        reference.insert(element)
      } else {
        let least = reference.min()
        try #require(dirty.removeFirst().rawValue == least)
        if let least { reference.remove(least) }
      }
      let isEmpty = dirty.isEmpty
      try #require(isEmpty == reference.isEmpty)
    }
  }

  @Test func `a cleared set is empty and serves again`() {
    var dirty = DirtySet<Sample>(capacity: 700)
    for element in [3, 64, 699] { dirty.insert(SampleIndex(element)) }
    dirty.clear()
    let isCleared = dirty.isEmpty
    #expect(isCleared)
    dirty.insert(SampleIndex(699))
    #expect(dirty.removeFirst() == SampleIndex(699))
    let isEmpty = dirty.isEmpty
    #expect(isEmpty)
  }
}
