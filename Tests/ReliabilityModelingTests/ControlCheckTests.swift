// SPDX-License-Identifier: GPL-3.0-or-later
// What `build` refuses of detectors, strikes and pools, and in which words.

import Diagnostics
import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct ControlCheckTests {
  private func complaints(_ fill: (inout SystemModelBuilder) -> Void) -> [String] {
    var builder = SystemModelBuilder(name: "m")
    builder.add(
      RepairableUnit(
        "u", modes: [FailureMode("host", failure: nil, repair: fixedRepair(1))]))
    fill(&builder)
    return builder.complaints
  }

  private func detector(
    _ latency: Detector.Latency, alive: Signal = .always
  ) -> Detector {
    Detector(
      "d", target: .part("u"),
      timing: .checks(
        Detector.Checks(every: SimDuration(Seconds(1)), down: 1, up: 1, latency: latency)),
      alive: alive)
  }

  @Test func `latencies name modes that there are, once`() {
    func found(_ causes: Detector.Latency.Cause...) -> [String] {
      complaints { $0.add(detector(Detector.Latency(.zero, byCause: causes))) }
    }
    #expect(
      found(
        .init(mode: "host", .zero), .init(leaf: "u", mode: "host", .zero),
        .init(mode: "broken", .zero)
      ).isEmpty)
    #expect(
      found(.init(mode: "disk", .zero)) == [
        "no unit has a mode 'disk', for which d has a latency"
      ])
    #expect(
      found(.init(leaf: "u", mode: "disk", .zero)) == [
        "u has no mode 'disk', for which d has a latency"
      ])
    #expect(
      found(.init(leaf: "v", mode: "host", .zero)) == [
        "d has a latency for 'v', which is no unit"
      ])
    #expect(
      found(.init(mode: "host", .zero), .init(mode: "host", .zero)) == [
        "d has two latencies for 'host'"
      ])
    #expect(
      found(.init(mode: "host", SimDuration(microseconds: -1))) == [
        "the latency of d for 'host' must not be negative"
      ])
  }

  @Test func `the life and the delay of a detector are checked`() {
    #expect(
      complaints { $0.add(detector(Detector.Latency(.zero), alive: .part("gone"))) } == [
        "nothing defines 'gone'"
      ])
    let found = complaints {
      $0.add(
        Detector("d", target: .part("u"), timing: .delay(.constant(Seconds(-1)))))
    }
    #expect(found.count == 1 && found[0].hasPrefix("the delay of d: "))
  }

  @Test func `a detector's life is no loop, not even its own report`() {
    #expect(
      complaints { $0.add(detector(Detector.Latency(.zero), alive: .part("d"))) }.isEmpty)
  }

  @Test func `strikes hit units in modes that they have, with a chance`() {
    func found(_ strikes: UnitStrike...) -> [String] {
      complaints {
        $0.addUnit("bare")
        $0.add(
          Failover(
            "f", candidates: [Failover.Candidate(seen: .always)],
            attempts: [Failover.Attempt([.law(.constant(Seconds(1)))])], strikes: strikes))
      }
    }
    #expect(found(UnitStrike("u"), UnitStrike("u", mode: "host", probability: 0.5)).isEmpty)
    #expect(found(UnitStrike("gone")) == ["f strikes 'gone', which is no unit"])
    #expect(found(UnitStrike("bare")) == ["f strikes 'bare', which has no modes"])
    #expect(
      found(UnitStrike("u", mode: "disk")) == [
        "f strikes 'u' by 'disk', which is no mode of it"
      ])
    #expect(
      found(UnitStrike("u", probability: 0)) == [
        "the probability that f strikes 'u' must lie in 0 … 1 and not be 0"
      ])
    #expect(found(UnitStrike("u"), UnitStrike("u")) == ["f strikes 'u' twice in one way"])
  }

  // MARK: Pools

  private func pool(
    _ change: (inout TestPool) -> Void = { _ in },
    _ make: (TestPool) -> ReplacementPool
  ) -> [String] {
    var slots = TestPool(("a", 2), ("b", 1))
    change(&slots)
    return complaints {
      slots.addSlots(to: &$0)
      $0.add(make(slots))
    }
  }

  @Test func `a sound pool has no findings`() {
    #expect(
      pool {
        ReplacementPool(
          "pool", desired: 3, zones: $0.poolZones, gate: 1, launch: fixedRepair(1),
          rebalance: .init())
      }.isEmpty)
  }

  @Test func `a pool needs zones, room, and numbers within their ranges`() {
    let ranges = pool {
      ReplacementPool(
        "pool", desired: 0, zones: $0.poolZones, grace: .constant(Seconds(-1)), replaceAtOnce: 0,
        gate: 1.5, launch: Action([]), rebalance: .init(batch: 0))
    }
    for words in [
      "pool must keep at least one slot in service", "pool must be allowed to replace one slot",
      "the share of slots in service that pool waits for", "pool must move at least one slot",
      "the grace of pool: ", "the launch of pool has no steps",
    ] { #expect(ranges.contains { $0.hasPrefix(words) }, "\(words)") }
    #expect(ranges.count == 6)
    #expect(
      pool {
        ReplacementPool("pool", desired: 4, zones: $0.poolZones, launch: fixedRepair(1))
      } == ["pool cannot keep 4 slots in service: its zones have 3"])
    #expect(
      pool { _ in ReplacementPool("pool", desired: 1, zones: [], launch: fixedRepair(1)) } == [
        "pool has no zones"
      ])
    #expect(
      pool({ $0.zones[1].name = "a" }) {
        ReplacementPool("pool", desired: 1, zones: $0.poolZones, launch: fixedRepair(1))
      }.contains("pool has two zones of one name"))
  }

  @Test func `a slot's unit and detectors exist, and are its own`() {
    let slot = ReplacementPool.Slot(unit: "gone", health: ["lost"])
    #expect(
      pool {
        ReplacementPool(
          "pool", desired: 1, zones: $0.poolZones + [.init("c", slots: [slot])],
          launch: fixedRepair(1))
      } == ["pool has no unit 'gone'", "pool has no detector 'lost'"])
    let taken = ReplacementPool.Slot(unit: "pool/a/1", health: ["watch/pool/a/2"])
    #expect(
      pool {
        ReplacementPool(
          "pool", desired: 1, zones: $0.poolZones + [.init("c", slots: [taken])],
          launch: fixedRepair(1))
      } == [
        "'pool/a/1' belongs to two slots, one of them in pool",
        "'watch/pool/a/2' belongs to two slots, one of them in pool",
      ])
  }

  @Test func `signals that a pool reads must be defined`() {
    let found = pool({ $0.open["a"] = .part("gone/1") }) {
      ReplacementPool(
        "pool", desired: 1, zones: $0.poolZones,
        types: [.init("large", open: .part("gone/2"))],
        launch: Action([.law(.constant(Seconds(1)), needs: .part("gone/3"))]))
    }
    for i in 1...3 { #expect(found.contains("nothing defines 'gone/\(i)'"), "gone/\(i)") }
  }
}
