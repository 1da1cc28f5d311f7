// SPDX-License-Identifier: GPL-3.0-or-later
// Charges add up exactly, whatever the model, and do not depend on what is kept.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct CauseSumTests {
  @Test(arguments: [InitialState.new, .stationary])
  func `charges of a rich model add up to what was lost, with or without a table`(
    start: InitialState
  ) {
    let system = RichModel().builder().system
    let span = Seconds.days(200)
    let kept = Charges(of: system, count: 3, over: span, start: start)
    #expect(kept.areExact)
    let lost = kept.totals["egress"]?.lost ?? 0
    #expect(lost > 0)
    let unkept = Charges(of: system, count: 3, over: span, start: start, keeping: 1)
    #expect(unkept.equals(kept))
    let cloned = Charges(of: system, count: 3, over: span, start: start, pausing: 5)
    #expect(cloned.equals(kept))
    // No cause is alone, and most of what is lost is somebody's.
    #expect(kept["egress"].count > 5)
    #expect((kept["egress"]["nobody"] ?? 0) == 0)
  }

  @Test func `recording causes changes no other figure`() {
    let system = RichModel().builder().system
    let plain = Trials(FlatModel(flattening: system), count: 3, over: .days(200), seed: 3)
    let recorded = Trials(
      FlatModel(flattening: system, recordingCauses: true), count: 3, over: .days(200), seed: 3)
    #expect(plain.raw == recorded.raw)
    #expect(plain.events == recorded.events)
  }
}
