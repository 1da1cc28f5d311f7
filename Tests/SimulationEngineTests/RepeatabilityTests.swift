// SPDX-License-Identifier: GPL-3.0-or-later
// A replication is a function of (model, seed, number), whatever came before and beside it.

import EngineTesting
import EventScheduling
import Quantities
import RandomVariates
import ReliabilityModeling
import SimulationEngine
import Testing

@Suite struct RepeatabilityTests {
  private static let year = Seconds.years(1)

  @Test func `every output of the rich model is reached`() {
    let run = Trials(RichModel().flat(), count: 4, over: Self.year)
    for (i, output) in run.model.outputs.enumerated() {
      #expect(run.raw.contains { $0[i] > 0 }, "\(output.measure) \(output.kind)")
    }
  }

  @Test func `the order in which parts are added changes nothing`() {
    let rich = RichModel()
    let run = Trials(rich.flat(), count: 3, over: Self.year)
    for seed: UInt64 in 1...5 {
      let other = Trials(rich.flat(shuffledBy: seed), count: 3, over: Self.year)
      #expect(other.raw == run.raw)
      #expect(other.model.outputs == run.model.outputs)
      #expect(other.events == run.events)
    }
  }

  @Test func `parts that concern nobody leave every measure as it was`() {
    let rich = RichModel()
    let run = Trials(rich.flat(), count: 3, over: Self.year)
    let more = rich.flat { builder in
      for name in ["aaa", "nat/aa", "zzz"] {
        builder.add(
          RepairableUnit(
            ComponentPath(name),
            modes: [
              FailureMode(
                "m", failure: .exponential(mean: .days(3)),
                repair: Action([.law(.exponential(mean: .hours(2)))]))
            ]))
      }
      builder.add(
        Incident(
          "world/another", strikes: .drawn(mtbf: .days(7)),
          duration: .uniform(from: .hours(1), to: .hours(2)), groups: ["a"], home: 0,
          reactions: [
            Incident.Reaction(
              of: [Incident.Target("aaa", group: 0)], in: .here, when: [.coin(0.5)])
          ]))
      builder.watch("aaa", "zzz")
    }
    let other = Trials(more, count: 3, over: Self.year)
    #expect(other.events > run.events)
    for output in run.model.outputs {
      #expect(
        other.samples(output.measure, output.kind) == run.samples(output.measure, output.kind))
    }
  }

  @Test func `nothing is left over from the replication before`() {
    // Down from the start, so that control acts at instant zero, with the origin of no event.
    let model = RichModel().flat { builder in
      builder.add(RepairableUnit("dead", requires: [.not(.part("plane"))]))
      builder.add(
        Detector(
          "watch/dead", target: .part("dead"), interval: SimDuration(Seconds(60)), down: 1,
          up: 1))
      builder.add(
        Failover(
          "route/dead",
          candidates: [
            Failover.Candidate(serves: .part("dead"), seen: .part("dead")),
            Failover.Candidate(seen: .always),
          ], attempts: [Failover.Attempt([.operatorReaction])]))
      builder.watch("route/dead")
    }
    let control = RunControl(horizon: .zero + SimDuration(Self.year))
    var state = ReplicationState(for: model, seed: 9)
    for replication: UInt32 in [3, 5] {
      state.reset(replication: replication, in: model)
      #expect(simulate(model, &state, under: control) == .horizonReached)
    }
    let alone = Trials(model, over: Self.year, seed: 9, first: 5)
    #expect(alone.raw == [model.outputs.indices.map { state.output($0) }])
    #expect(alone.raw != Trials(model, over: Self.year, seed: 9, first: 3).raw)
    #expect(alone.raw != Trials(model, over: Self.year, seed: 8, first: 5).raw)
  }
}
