// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that flattening gives: independent of the order of adding, and keys that never cancel.

import EngineTesting
import EventScheduling
import FlatStorage
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct FlatteningTests {
  @Test func `no four signals of a network cancel in the hash of its state`() {
    var builder = SystemModelBuilder(name: "many signals")
    for i in 0..<300 {
      builder.addUnit(ComponentPath("u\(i)"))
      builder.add(FlowNode(ComponentPath("n\(i)"), while: .part("u\(i)"), to: .end))
    }
    builder.serve("egress", 10, to: .element("n0"))
    let model = builder.flat
    let keys = (1...300).map { model.signals[SignalID($0)].networkKey }
    // With byte hashes alone, signals 4, 5, 298 and 299 down looked like a healthy network.
    var sums: Set<UInt64> = []
    for i in keys.indices { for j in 0..<i { sums.insert(keys[i] ^ keys[j]) } }
    #expect(sums.count == 300 * 299 / 2)
  }

  @Test func `signals at the start follow chains of units whatever their names`() {
    // a needs b, b needs c, c needs a signal that is down: all three are down from the start.
    var builder = SystemModelBuilder(name: "chain")
    builder.add(RepairableUnit("a", requires: [.part("b")]))
    builder.add(RepairableUnit("b", requires: [.part("c")]))
    builder.add(RepairableUnit("c", requires: [.not(.part("d"))]))
    builder.add(RepairableUnit("d"))
    let model = builder.flat
    #expect((1...4).map { model.initialSignals[SignalID($0)] } == [0, 0, 0, 1])
  }

  @Test func `timers are numbered by class and within a class by path`() {
    var builder = SystemModelBuilder(name: "classes")
    builder.addUnit("z", downIn: [1...2])
    builder.addUnit("y")
    builder.add(
      Calendar("c", first: .zero, every: SimDuration(Seconds(9)), length: .constant(Seconds(1))))
    builder.add(
      Detector("d", target: .part("y"), interval: SimDuration(Seconds(1)), down: 1, up: 1))
    builder.add(
      Failover(
        "f", candidates: [Failover.Candidate(seen: .part("d"))],
        attempts: [Failover.Attempt([.law(.constant(Seconds(1)))])]))
    for zone in ["a", "b"] { builder.addUnit(ComponentPath("s/\(zone)")) }
    builder.add(
      ReplacementPool(
        "p", desired: 1,
        zones: ["b", "a"].map {
          ReplacementPool.Zone(
            $0, slots: [ReplacementPool.Slot(unit: ComponentPath("s/\($0)"))])
        }, launch: fixedRepair(1)))
    let model = builder.flat
    let kinds = (0..<model.timerCount).map { model.timers[.init(UInt32($0))].kind }
    #expect(
      kinds == [
        .incidentEdge, .calendarEdge, .unitChange, .unitChange, .unitChange, .unitChange,
        .detectorReport, .failoverStep, .launchStep, .launchStep, .poolDecision,
      ])
    // The zone declared first has the member, whatever the paths.
    #expect(model.initialSignals[SignalID(1)] == 0)
    #expect(model.initialSignals[SignalID(2)] == 1)
  }

  @Test func `no two draws of a model share a stream`() {
    let model = RichModel().flat(and: addDraws)
    let keys = (model.exponentialStreams.elements + model.streams.elements).filter { $0 != 0 }
    #expect(keys.count > 140)
    #expect(Set(keys + [model.operatorHash]).count == keys.count + 1)
  }

  /// What the rich model lacks: more modes of a kind, standby pairs, slots, and a drawn delay at
  /// every place that has one.
  private func addDraws(to builder: inout SystemModelBuilder) {
    let law = DurationLaw.exponential(mean: .hours(1))
    let steps = [
      ActionStep(.law(law), success: 0.9),
      ActionStep(.law(.uniform(from: Seconds(0), to: law.mean)), success: 0.5),
    ]
    builder.add(RepairCrew("crew"))
    for path: ComponentPath in ["pair/1", "pair/2"] {
      builder.add(
        RepairableUnit(
          path,
          modes: ["1", "2", "3"].map {
            FailureMode($0, failure: law, repair: Action(steps, resume: law))
          }, restart: law, comesBackBroken: 0.1, brokenRepair: Action(steps, resume: law),
          crew: "crew",
          strikes: ["host", "software"].map { UnitStrike("nat/a", mode: $0, probability: 0.5) }))
      builder.add(Detector(path / "watch", target: .part(path), timing: .delay(law)))
    }
    builder.add(
      Failover(
        "choice", candidates: [Failover.Candidate(seen: .part("pair/1/watch"))],
        attempts: [Failover.Attempt(steps, success: 0.5), Failover.Attempt(steps, success: 0.5)],
        resume: law, failBack: law, strikes: [UnitStrike("nat/b", probability: 0.5)]))
    var pool = TestPool(("a", 2), ("b", 2))
    pool.modes = [FailureMode("host", failure: law, repair: Action([.law(law)]))]
    pool.detection = .delay(law)
    pool.addSlots(to: &builder)
    builder.add(
      ReplacementPool(
        "pool", desired: 3, zones: pool.poolZones, grace: law,
        launch: Action(steps, resume: law)))
  }
}
