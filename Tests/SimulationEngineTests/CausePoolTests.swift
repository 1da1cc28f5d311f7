// SPDX-License-Identifier: GPL-3.0-or-later
// Who is charged while a pool lacks a member.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct CausePoolTests {
  /// A group of one, at least one member wanted; a launch takes 195 s.
  private func group(
    _ slots: TestPool, needs: Signal = .always, grace: Double = 0, over horizon: Double,
    _ fill: (inout SystemModelBuilder) -> Void
  ) -> Charges {
    var builder = SystemModelBuilder(name: "m")
    slots.addSlots(to: &builder)
    fill(&builder)
    builder.add(
      ReplacementPool(
        "pool", desired: 1, zones: slots.poolZones, grace: .constant(Seconds(grace)),
        launch: Action([.law(.constant(Seconds(195)), needs: needs)])))
    builder.add(.up(name: "group", .atLeast(1, of: slots.slots)))
    return Charges(of: builder.system, over: Seconds(horizon))
  }

  private func slots(
    in zones: (name: String, ceiling: Int)..., failingAt instant: Double
  ) -> TestPool {
    var slots = TestPool()
    slots.zones = zones
    slots.modes = [
      FailureMode("host", failure: .constant(Seconds(instant)), repair: fixedRepair(1e6))
    ]
    return slots
  }

  // Down at 100, seen at 160, replaced in the same zone at 355.
  @Test func `detection and launch are lag of the slot's fault`() {
    let run = group(slots(in: ("a", 1), failingAt: 100), over: 450) { _ in }
    #expect(run["group"] == ["pool/a/1 host": 255])
    #expect(run.lag["group"] == 255)
  }

  // Seen at 160; its one zone has no capacity until 1 000: 900 s in halves; then the launch.
  @Test func `a group that waits for capacity is charged to its slot's fault and to the capacity`()
  {
    var slots = slots(in: ("b", 1), failingAt: 100)
    slots.open["b"] = .part("capacity")
    let run = group(slots, over: 1_290) { builder in
      builder.addUnit("capacity", downIn: [50...1_000])
    }
    #expect(
      run["group"] == ["pool/b/1 host": 450 + 195, "capacity/script incident": 450])
    #expect(run.lag["group"] == 195)
  }

  // One incident holds the member and the only capacity. It ends at 1 000; the member is long gone.
  @Test func `what one incident takes of slot and capacity is charged to it, also after its end`() {
    var slots = TestPool(("a", 1), ("b", 1))
    slots.open["a"] = .part("capacity")
    slots.open["b"] = .not(.part("well"))
    let run = group(slots, over: 1_500) { builder in
      builder.addUnit("well")
      builder.addUnit("capacity")
      builder.hold(["pool/a/1", "capacity"], in: [100...1_000], by: "zone")
    }
    #expect(run["group"] == ["zone incident": 900 + 195])
    #expect(run.lag["group"] == 195)
  }

  // Emptied at 160, the launch waits for its plane until 500: 100–500 in halves; then 195 s.
  @Test func `a launch without its plane is charged to the slot's fault and to the plane`() {
    let run = group(slots(in: ("a", 1), failingAt: 100), needs: .part("plane"), over: 790) {
      builder in
      builder.addUnit("plane", downIn: [50...500])
    }
    #expect(
      run["group"] == ["pool/a/1 host": 200 + 195, "plane/script incident": 200])
    #expect(run.lag["group"] == 195)
  }

  // A dependency is out for 100–400. Replaced members are no better; while the last of them is
  // launched, the dependency is well again.
  @Test func `replacing what a dependency makes look bad is charged to the dependency`() {
    var slots = TestPool(("a", 1))
    slots.detection = nil
    var builder = SystemModelBuilder(name: "m")
    slots.addSlots(to: &builder)
    builder.addUnit("dependency", downIn: [100...400])
    let answer = Signal.all([.part("pool/a/1"), .part("dependency")])
    builder.add(Detector("probe", target: answer, timing: .delay(.constant(Seconds(60)))))
    builder.add(
      ReplacementPool(
        "pool", desired: 1,
        zones: [
          ReplacementPool.Zone(
            "a", slots: [ReplacementPool.Slot(unit: "pool/a/1", health: ["probe"])])
        ], launch: Action([.law(.constant(Seconds(195)))])))
    builder.add(.up(name: "answer", answer))
    // Replaced 160–355 and, seen again at 415, no more: the check at 415 finds it well.
    let run = Charges(of: builder.system, over: Seconds(1_000))
    #expect(run["answer"] == ["dependency/script incident": 300])
  }

  // Its detector is dead for a grace of 100 s after the launch, and shows the slot down till then.
  @Test func `grace is lag of the fault that the launch answered`() {
    let slots = slots(in: ("a", 1), failingAt: 100)
    var builder = SystemModelBuilder(name: "m")
    slots.addSlots(to: &builder)
    builder.add(
      ReplacementPool(
        "pool", desired: 1, zones: slots.poolZones, grace: .constant(Seconds(50)),
        launch: Action([.law(.constant(Seconds(195)))])))
    builder.watch("watch/pool/a/1")
    // Reported at 160, launched at 355, watched from 405 on; failed again at 455.
    let run = Charges(of: builder.system, over: Seconds(455))
    #expect(run["watch/pool/a/1"] == ["pool/a/1 host": 245])
    #expect(run.lag["watch/pool/a/1"] == 245)
  }
}
