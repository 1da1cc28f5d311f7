// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold in every model, held against random ones.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

/// A random model whose parts only refer to parts before them, so that there are no loops.
private struct RandomModel {
  private var choices: Choices
  private(set) var builder = SystemModelBuilder(name: "random")
  private var signals: [Signal] = [.always]
  private var units: [ComponentPath] = []
  private(set) var watched = 0

  init(seed: UInt64) {
    choices = Choices(seed: seed)
    for i in 0..<Int.random(in: 2...7, using: &choices) { addUnit(i) }
    for i in 0..<Int.random(in: 1...6, using: &choices) { addControl(i) }
    addIncident()
    addNetwork()
    for signal in signals {
      builder.add(.up(name: "s\(watched)", signal))
      builder.add(.up(name: "n\(watched)", .not(signal)))
      watched += 1
    }
  }

  private mutating func chance(_ p: Double) -> Bool {
    Double.random(in: 0..<1, using: &choices) < p
  }

  private mutating func signal() -> Signal {
    signals[Int.random(in: 0..<signals.count, using: &choices)]
  }

  private mutating func law(_ mean: Double) -> DurationLaw {
    switch Int.random(in: 0...3, using: &choices) {
    case 0: .exponential(mean: Seconds(mean))
    case 1: .constant(Seconds(mean.rounded()))
    case 2: .uniform(from: Seconds(mean / 2), to: Seconds(mean * 1.5))
    default: .lognormal(median: Seconds(mean), sigma: 0.8)
    }
  }

  private mutating func addUnit(_ index: Int) {
    let path = ComponentPath("unit\(index)")
    var modes: [FailureMode] = []
    for mode in 0..<Int.random(in: 0...2, using: &choices) {
      let repair = Action(
        [
          ActionStep(.law(law(60)), needs: chance(0.3) ? signal() : .always, success: 0.8),
          .law(law(20)),
        ], resume: law(5))
      modes.append(
        FailureMode(
          "m\(mode)", failure: law(300), repair: chance(0.5) ? repair : fixedRepair(40),
          repairWhen: chance(0.2) ? signal() : .always))
    }
    builder.add(
      RepairableUnit(
        path, modes: modes, requires: chance(0.5) ? [signal(), signal()] : [],
        clock: chance(0.5) ? .pause : .continue, repairClock: chance(0.5) ? .pause : .continue,
        restart: chance(0.3) ? law(10) : .constant(Seconds(0)),
        comesBackBroken: chance(0.3) ? 0.2 : 0, brokenRepair: fixedRepair(30)))
    units.append(path)
    signals.append(.part(path))
  }

  private mutating func addControl(_ index: Int) {
    switch Int.random(in: 0...2, using: &choices) {
    case 0:
      let path = ComponentPath("gate\(index)")
      let inputs = [signal(), .not(signal()), signal()]
      builder.add(LogicGate(path, .atLeast(Int.random(in: 1...3, using: &choices), of: inputs)))
      signals.append(.part(path))
    case 1:
      let path = ComponentPath("watch\(index)")
      builder.add(
        Detector(
          path, target: signal(), interval: SimDuration(Seconds(7)), down: 2, up: 3,
          latency: SimDuration(Seconds(chance(0.5) ? 11 : 0))))
      signals.append(.part(path))
    default:
      let path = ComponentPath("route\(index)")
      builder.add(
        Failover(
          path,
          candidates: (0..<3).map { _ in Failover.Candidate(serves: signal(), seen: signal()) },
          attempts: [
            Failover.Attempt([.law(law(15), needs: signal())], success: 0.7),
            Failover.Attempt([.law(law(30))]),
          ], resume: law(3), failBack: chance(0.5) ? law(9) : nil,
          firstBack: chance(0.5) ? .immediately : .switch))
      builder.add(
        FlowSwitch(
          "table\(index)", by: path, ways: [.element("node0"), .element("node1"), .nowhere]))
      builder.serve("sw\(index)", 1_000, to: .element(ComponentPath("table\(index)")))
      signals.append(.part(path))
    }
  }

  private mutating func addIncident() {
    builder.add(LeafLevel("fit"))
    let targets = units.enumerated().map { Incident.Target($1, group: $0 % 2) }
    builder.add(
      Incident(
        "zone", strikes: .drawn(mtbf: Seconds(700)), duration: law(100),
        severity: .uniform(from: Share(0), to: Share(1)), groups: ["a", "b"], home: 0,
        spread: 0.5,
        reactions: [
          Incident.Reaction(of: targets, in: .here, when: [.coinOfSeverity]),
          Incident.Reaction(of: targets, in: .everywhere, when: [.coin(0.1)], lasting: law(50)),
          Incident.Reaction(
            of: [Incident.Target("fit", group: nil)], in: .everywhere,
            effect: .factor(slope: 0.9), lasting: law(80)),
        ]))
  }

  private mutating func addNetwork() {
    for node in ["node0", "node1"] {
      builder.add(
        FlowNode(
          ComponentPath(node), while: signal(), capacity: .scaled(1_300, .leaf("fit")),
          passes: chance(0.3) ? .share(of: [signal(), signal()]) : .full, to: .end))
    }
    let ways = (0..<4).map { i in
      FlowWay(.element(ComponentPath("node\(i % 2)")), in: signal(), weight: .full)
    }
    builder.add(
      FlowSplit(
        "split", over: ways, whenNone: chance(0.5) ? .all : .none, retry: chance(0.5)))
    builder.serve("egress", 999, to: .element("split"))
  }
}

@Suite struct RandomModelTests {
  @Test(arguments: 1...60)
  func `time is conserved and losses are bounded`(seed: Int) {
    let random = RandomModel(seed: UInt64(seed))
    let horizon = 3_000.0
    let run = Trials(random.builder.flat, count: 2, over: Seconds(horizon), seed: 5)
    let total = Int128(SimDuration(Seconds(horizon)).microseconds)
    var sums: [String: [Int128]] = [:]
    for (i, output) in run.model.outputs.enumerated() where output.kind == .down {
      sums[output.measure] = run.raw.map { $0[i] }
    }
    for signal in 0..<random.watched {
      for replication in 0...1 {
        let down = sums["s\(signal)"]?[replication] ?? -1
        let up = sums["n\(signal)"]?[replication] ?? -1
        #expect(down >= 0 && up >= 0 && down + up == total, "signal \(signal)")
      }
    }
    for (i, output) in run.model.outputs.enumerated() where output.kind == .lost {
      for raw in run.raw {
        let (lost, short, dark) = (raw[i], raw[i + 1], raw[i + 2])
        #expect(0 <= dark && dark <= short && short <= total)
        #expect(lost >= 0 && lost <= Int128(output.demand) * total)
        // Dark time loses everything; what is not short loses at most the tolerance.
        #expect(lost >= Int128(output.demand) * dark)
        #expect(lost * 1_000 <= Int128(output.demand) * (short * 1_000 + (total - short)))
        #expect(raw[i + 4] >= (dark > 0 ? 1 : 0) && raw[i + 5] >= 0)
      }
    }
  }

  @Test(arguments: 1...40)
  func `what a random model loses is charged exactly, with or without kept assessments`(
    seed: Int
  ) {
    let system = RandomModel(seed: UInt64(seed)).builder.system
    let kept = Charges(of: system, count: 2, over: Seconds(2_000), seed: 5)
    #expect(kept.areExact)
    #expect(
      Charges(of: system, count: 2, over: Seconds(2_000), seed: 5, keeping: 1).equals(kept))
  }

  @Test(arguments: 1...10)
  func `a random model repeats, and is short for the same time beside another signal`(seed: Int) {
    let random = RandomModel(seed: UInt64(seed))
    let run = Trials(random.builder.flat, count: 3, over: Seconds(2_000), seed: 5)
    let again = Trials(random.builder.flat, count: 1, over: Seconds(2_000), seed: 5, first: 2)
    #expect(again.raw[0] == run.raw[2])
    var builder = random.builder
    builder.addUnit("aaa", downIn: [10...20, 500...1_000])
    builder.watch("aaa")
    let beside = Trials(builder.flat, count: 3, over: Seconds(2_000), seed: 5)
    for output in run.model.outputs {
      #expect(
        beside.samples(output.measure, output.kind) == run.samples(output.measure, output.kind))
    }
  }
}
