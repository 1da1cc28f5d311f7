// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold in every pool, held against random ones; its own counts are asserted within.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

/// A random pool over one to three zones whose members fail, are held, hang in launches.
private struct RandomPool {
  private var choices: Choices
  private(set) var slots = TestPool()
  private(set) var desired = 1
  private(set) var batch = 0
  /// Members that a balance has at most beside the desired ones.
  private(set) var extra = 0
  /// What adds each part, in an order that does not matter.
  private var parts: [(inout SystemModelBuilder) -> Void] = []

  init(seed: UInt64, isInstant: Bool) {
    choices = Choices(seed: seed)
    addSlots(isInstant: isInstant)
    addPool(isInstant: isInstant)
    addTrouble()
  }

  private mutating func chance(_ p: Double) -> Bool {
    Double.random(in: 0..<1, using: &choices) < p
  }

  private mutating func law(_ mean: Double) -> DurationLaw {
    chance(0.5) ? .exponential(mean: Seconds(mean)) : .constant(Seconds(mean.rounded()))
  }

  private mutating func addSlots(isInstant: Bool) {
    slots.zones = ["c", "a", "b"].prefix(Int.random(in: 1...3, using: &choices)).map {
      ($0, Int.random(in: 1...4, using: &choices))
    }
    desired = Int.random(in: 1...slots.slots.count, using: &choices)
    if isInstant {
      slots.detection = .delay(.constant(Seconds(0)))
    } else {
      for zone in slots.zones { slots.open[zone.name] = .part(ComponentPath("up/\(zone.name)")) }
      slots.modes = [FailureMode("m", failure: law(400), repair: Action([.law(law(60))]))]
      slots.requires["b"] = [.part("plane")]
      slots.restart = chance(0.5) ? law(8) : .constant(Seconds(0))
      slots.comesBackBroken = chance(0.3) ? 0.2 : 0
      slots.brokenRepair = Action([.law(law(90))])
      slots.alive = chance(0.5) ? .part("plane") : .always
      let fixed = Detector.Checks(every: SimDuration(Seconds(9)), down: 2, up: 2)
      slots.detection = chance(0.5) ? .delay(law(20)) : .checks(fixed)
    }
    let slots = slots
    parts.append { slots.addSlots(to: &$0) }
  }

  private mutating func addPool(isInstant: Bool) {
    let launch = Action(
      [
        .law(law(15), needs: chance(0.5) ? .part("plane") : .always),
        ActionStep(.law(law(25)), success: 0.8, onFailure: chance(0.5) ? .again : .broken),
      ], resume: law(5))
    var rebalance: ReplacementPool.Rebalance?
    if chance(0.6) && !isInstant {
      rebalance = .init(launchFirst: chance(0.5), batch: Int.random(in: 1...3, using: &choices))
      if rebalance?.launchFirst == true { extra = rebalance?.batch ?? 0 }
    }
    let pool = ReplacementPool(
      slots.path, desired: desired, zones: slots.poolZones, elsewhere: chance(0.7),
      types: chance(0.3) && !isInstant
        ? [.init("large", open: .part("plane")), .init("small", open: .part("up/a"))] : [],
      grace: chance(0.5) && !isInstant ? law(12) : .constant(Seconds(0)),
      replaceAtOnce: isInstant ? 99 : Int.random(in: 1...3, using: &choices),
      gate: isInstant ? 1 : [0, 0.5, 0.9, 1][Int.random(in: 0...3, using: &choices)],
      launch: isInstant ? fixedRepair(0) : launch, rebalance: rebalance)
    parts.append { $0.add(pool) }
  }

  private mutating func addTrouble() {
    let zones = slots.zones.map(\.name)
    for name in ["plane", "up/a", "up/b", "up/c"] {
      parts.append { $0.addUnit(ComponentPath(name)) }
    }
    let members = slots.zones.indices.flatMap { i in
      slots.units(zones[i]).map { Incident.Target($0, group: i) }
    }
    for (home, zone) in zones.enumerated() {
      let incident = Incident(
        ComponentPath("world/\(zone)"), strikes: .drawn(mtbf: Seconds(900)), duration: law(200),
        severity: .uniform(from: Share(0), to: Share(1)), groups: zones, home: home, spread: 0.3,
        reactions: [
          Incident.Reaction(of: members, in: .here, when: [.coinOfSeverity]),
          Incident.Reaction(
            of: [Incident.Target(ComponentPath("up/\(zone)"), group: home)], in: .here),
          Incident.Reaction(
            of: members + [Incident.Target("plane", group: nil)], in: .everywhere,
            when: [.coin(0.2)], lasting: law(70)),
        ])
      parts.append { $0.add(incident) }
    }
  }

  /// The model; `n` says that at least n slots are up.
  func flat(shuffledBy seed: UInt64? = nil) -> FlatModel { builder(shuffledBy: seed).flat }

  /// The parts of the model, added in an order of their own.
  func builder(shuffledBy seed: UInt64? = nil) -> SystemModelBuilder {
    var builder = SystemModelBuilder(name: "random pool")
    var order = parts
    if let seed {
      var choices = Choices(seed: seed)
      order.shuffle(using: &choices)
    }
    for part in order { part(&builder) }
    for count in 1...slots.slots.count {
      builder.add(.up(name: "\(count)", .atLeast(count, of: slots.slots)))
    }
    builder.add(
      .up(name: "too many", .not(.atLeast(desired + extra + 1, of: slots.slots))))
    return builder
  }
}

@Suite struct RandomPoolTests {
  private static let horizon = Seconds(20_000)

  @Test(arguments: 1...80)
  func `a pool keeps count, and never has more members than it may`(seed: Int) {
    let pool = RandomPool(seed: UInt64(seed), isInstant: false)
    let run = Trials(pool.flat(), count: 3, over: Self.horizon, seed: 3)
    #expect(run.samples("too many", .down) == [0, 0, 0])
    // Not one of them stays without members for good.
    #expect(run.samples("1", .down).allSatisfy { $0 < 0.9 * Self.horizon.value })
    for count in 1..<max(2, pool.slots.slots.count) where count < pool.slots.slots.count {
      let fewer = run.samples("\(count)", .down)
      let more = run.samples("\(count + 1)", .down)
      #expect(zip(fewer, more).allSatisfy { $0 <= $1 })
    }
  }

  @Test(arguments: 1...40)
  func `with open zones, instant reports and launches, the desired number is always up`(
    seed: Int
  ) {
    let pool = RandomPool(seed: UInt64(seed), isInstant: true)
    let run = Trials(pool.flat(), count: 3, over: Self.horizon, seed: 3)
    #expect(run.samples("\(pool.desired)", .down) == [0, 0, 0])
    #expect(run.samples("too many", .down) == [0, 0, 0])
    #expect(run.events > 50)
  }

  @Test(arguments: 1...40)
  func `what a random pool lacks is charged exactly, with or without kept assessments`(
    seed: Int
  ) {
    let system = RandomPool(seed: UInt64(seed), isInstant: false).builder().system
    let kept = Charges(of: system, over: Self.horizon, seed: 3)
    #expect(kept.areExact)
    #expect(Charges(of: system, over: Self.horizon, seed: 3, keeping: 1).equals(kept))
    // All is well in some zone: no member is lacking by nobody's fault.
    #expect((kept["1"]["nobody"] ?? 0) == 0)
  }

  @Test(arguments: 1...10)
  func `a pool repeats, whatever the order of parts`(seed: Int) {
    let pool = RandomPool(seed: UInt64(seed), isInstant: false)
    let run = Trials(pool.flat(), count: 3, over: Self.horizon, seed: 3)
    let other = Trials(pool.flat(shuffledBy: 7), count: 3, over: Self.horizon, seed: 3)
    #expect(other.raw == run.raw)
    #expect(other.events == run.events)
    let again = Trials(pool.flat(), count: 1, over: Self.horizon, seed: 3, first: 2)
    #expect(again.raw[0] == run.raw[2])
  }
}
