// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a history: that it is the history, and in which words.

import EngineTesting
import EventScheduling
import Quantities
import RandomVariates
import ReliabilityModeling
import SimulationEngine
import Testing

@Suite struct EventTraceTests {
  private func trace(
    _ builder: SystemModelBuilder, replication: UInt32 = 0, over horizon: Seconds,
    from first: SimTime = .zero, through last: SimTime = .never
  ) -> (entries: [TraceEntry], end: ReplicationEnd?, events: UInt64, outputs: [Int128]) {
    let model = builder.flat
    var trace = EventTrace(
      of: model, names: PartNames(of: builder.system), seed: 1, replication: replication,
      under: RunControl(horizon: .zero + SimDuration(horizon)))
    var entries: [TraceEntry] = []
    let end = trace.run(from: first, through: last) { entries.append($0) }
    return (entries, end, trace.dispatchedEvents, model.outputs.indices.map { trace.output($0) })
  }

  /// Such as `12.5 nat/a fails (software)`.
  private func lines(_ entries: [TraceEntry]) -> [String] {
    entries.map { "\(plainText(Double($0.at.microseconds) / 1e6)) \($0.part) \($0.words)" }
  }

  // MARK: The same history

  @Test(arguments: [0, 1, 2, 17] as [UInt32])
  func `a traced replication sums up what the experiment's does`(replication: UInt32) {
    let rich = RichModel().builder()
    let run = Trials(rich.flat, over: .years(1), first: replication)
    let traced = trace(rich, replication: replication, over: .years(1))
    #expect(traced.end == .horizonReached)
    #expect(traced.outputs == run.raw[0] && traced.events == run.events)
    #expect(traced.entries.map(\.at) == traced.entries.map(\.at).sorted())
    // What the log says of a signal adds up to its outages, and to its time down but for one that
    // outlasts the horizon.
    for measure in ["up/both", "up/one", "up/route"] {
      let own = traced.entries.filter { $0.part == measure }
      let downs = own.filter { $0.event == .down }
      #expect(Double(downs.count) == run[measure, .outages])
      guard own.last?.event != .down else { continue }
      let seconds = own.flatMap(\.facts).reduce(0.0) { $0 + number($1) }
      #expect(abs(seconds - run[measure, .down]) < 1e-3)
    }
  }

  @Test func `a stationary history is the experiment's too, and its warm-up is not told`() {
    let rich = RichModel().builder()
    let model = rich.flat
    let control = RunControl(horizon: .zero + SimDuration(.days(90)))
    let warmUp = SimDuration(.days(30))
    var state = ReplicationState(for: model, seed: 1, start: .stationary, warmUp: warmUp)
    for replication in 0..<20 as Range<UInt32> {
      state.reset(replication: replication, in: model)
      #expect(simulate(model, &state, under: control) == .horizonReached)
      var trace = EventTrace(
        of: model, names: PartNames(of: rich.system), seed: 1, start: .stationary, warmUp: warmUp,
        replication: replication, under: control)
      var balance: [String: Int] = [:]
      _ = trace.run { entry in
        #expect(entry.at >= .zero)
        if entry.event == .down { balance[entry.part, default: 0] += 1 }
        if entry.event == .up { balance[entry.part, default: 0] -= 1 }
        #expect((0...1).contains(balance["up/route", default: 0]))
      }
      let outputs = model.outputs.indices.map { trace.output($0) }
      #expect(outputs == model.outputs.indices.map { state.output($0) })
    }
  }

  private func number(_ fact: TraceEntry.Fact) -> Double {
    if case .number(let number) = fact.value { number } else { 0 }
  }

  @Test func `what a service loses in the log is what it loses`() {
    let rich = RichModel().builder()
    let run = Trials(rich.flat, over: .years(1), first: 3)
    let own = trace(rich, replication: 3, over: .years(1)).entries.filter { $0.part == "egress" }
    let ends = own.filter { $0.event == .servedAgain }
    #expect(Double(ends.count) == run["egress", .shortOutages])
    let lost = ends.flatMap(\.facts).filter { $0.key == "lostBits" }.reduce(0) { $0 + number($1) }
    // Below the tolerance nothing is short, so the log may miss a thousandth of the demand.
    let total = run["egress", .lost] * 1_400
    #expect(lost <= total * (1 + 1e-9) && lost > 0.9 * total)
    let cuts = own.filter { $0.event == .interrupted }.flatMap(\.facts)
    #expect(abs(cuts.reduce(0) { $0 + number($1) } - run["egress", .interruptions]) < 1e-6)
  }

  @Test func `a window of the log is that part of it, and the history ends with it`() {
    let rich = RichModel().builder()
    let all = trace(rich, over: .years(1)).entries
    let (first, last) = (all[all.count / 3].at, all[all.count / 2].at)
    let part = trace(rich, over: .years(1), from: first, through: last)
    #expect(part.entries == all.filter { $0.at >= first && $0.at <= last })
    #expect(part.end == nil)
  }

  // MARK: Words

  @Test func `a small history is told line by line`() {
    var builder = SystemModelBuilder(name: "pair")
    builder.addUnit("a", downIn: [100...160], restart: .constant(Seconds(20)))
    builder.addUnit("b")
    builder.add(
      Detector(
        "watch", target: .part("a"), timing: .delay(.constant(Seconds(5)))))
    builder.add(
      Failover(
        "route",
        candidates: [
          Failover.Candidate(serves: .part("a"), seen: .part("watch")),
          Failover.Candidate(serves: .part("b"), seen: .part("b")),
        ], attempts: [Failover.Attempt([.law(.constant(Seconds(10)))])],
        failBack: .constant(Seconds(60))))
    builder.add(FlowNode("node", while: .part("route"), to: .end))
    builder.serve("egress", 8_000_000_000, to: .element("node"))
    builder.watch("route")
    let traced = trace(builder, over: Seconds(1_000))
    #expect(
      lines(traced.entries) == [
        "100 a/script strikes with severity 100 % for 1 min",
        "100 a loses power: an incident holds it",
        "100 route is down",
        "100 egress 100 % of its flows are cut",
        "100 egress is dark: 8 Gbps of 8 Gbps lost",
        "105 watch reports a down",
        "105 route begins to switch away from a",
        "115 route switches from a to b",
        "115 route is up again after 15 s",
        "115 egress is served again after 15 s; 15 GB lost",
        "160 a/script ends",
        "160 a has power again",
        "160 a restarts for 20 s",
        "180 a is up",
        "185 watch reports a up",
        "185 route begins to fail back",
        "245 route switches from b to a",
      ])
    let strike = traced.entries[0]
    #expect(strike.event == .strikes && strike.facts.contains(.init("seconds", .number(60))))
  }

  @Test func `failures, broken returns, waiting repairs and windows have their words`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("plane", downIn: [90...250])
    builder.add(
      RepairableUnit(
        "a",
        modes: [
          FailureMode(
            "software", failure: .constant(Seconds(100)),
            repair: Action([.law(.constant(Seconds(30)), needs: .part("plane"))]))
        ]))
    builder.add(
      Calendar(
        "patch", first: .zero + SimDuration(Seconds(300)), every: SimDuration(Seconds(900)),
        length: .constant(Seconds(4)), lead: SimDuration(Seconds(10))))
    builder.watch("a")
    #expect(
      lines(trace(builder, over: Seconds(350)).entries.filter { !$0.part.hasPrefix("plane") }) == [
        "100 a fails (software); its repair waits", "100 a is down",
        "250 a its repair begins or goes on",
        "280 a is repaired after 3 min", "280 a is up again after 3 min",
        "290 patch announces its window", "300 patch its window opens for 4 s",
        "304 patch its window closes",
      ])
  }

  @Test func `what is down from the start is told at instant zero`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a", downIn: [10...20])
    builder.add(RepairableUnit("b", requires: [.not(.part("a"))]))
    builder.watch("b")
    #expect(
      lines(trace(builder, over: Seconds(15)).entries).prefix(2) == [
        "0 b loses power: not a is down", "0 b is down",
      ])
  }
}
