// SPDX-License-Identifier: GPL-3.0-or-later
// One model with every kind of part, added in any order, and random models.

import Quantities
import RandomVariates
package import ReliabilityModeling

/// SplitMix64: random choices of a test, the same in every run.
package struct Choices: RandomNumberGenerator {
  private var state: UInt64
  /// Choices that follow from a seed.
  package init(seed: UInt64) { state = seed }
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// A pair of instances over two zones, with everything that a model can have.
package struct RichModel {
  /// What adds one part.
  private var parts: [(inout SystemModelBuilder) -> Void] = []

  /// The parts, in an order that they do not need.
  package init() {
    addZones()
    for zone in ["a", "b"] {
      addInstance(zone)
      addTakeover(zone)
      addTraffic(zone)
    }
    addMeasures()
  }

  /// The model, its parts added in an order of their own.
  package func flat(
    shuffledBy seed: UInt64? = nil, and more: (inout SystemModelBuilder) -> Void = { _ in }
  )
    -> FlatModel
  {
    builder(shuffledBy: seed, and: more).flat
  }

  /// The parts of the model, added in an order of their own.
  package func builder(
    shuffledBy seed: UInt64? = nil, and more: (inout SystemModelBuilder) -> Void = { _ in }
  ) -> SystemModelBuilder {
    var builder = SystemModelBuilder(name: "rich")
    builder.operatorReaction = .lognormal(median: Seconds.minutes(12), sigma: 1)
    var order = parts
    if let seed {
      var choices = Choices(seed: seed)
      order.shuffle(using: &choices)
    }
    for part in order { part(&builder) }
    more(&builder)
    return builder
  }

  private mutating func add(_ part: @escaping (inout SystemModelBuilder) -> Void) {
    parts.append(part)
  }

  private mutating func addZones() {
    add { $0.addUnit("plane") }
    for zone in ["a", "b"] {
      let home = zone == "a" ? 0 : 1
      add { $0.add(LeafLevel(ComponentPath("fit/\(zone)"))) }
      add {
        $0.add(
          Incident(
            ComponentPath("world/zone/\(zone)"), strikes: .drawn(mtbf: .days(20)),
            duration: .lognormal(median: .hours(2), sigma: 1),
            severity: .uniform(from: Share(0.1), to: Share(1)), groups: ["a", "b"], home: home,
            spread: 0.2,
            reactions: [
              Incident.Reaction(
                of: [
                  Incident.Target("nat/a", group: 0), Incident.Target("nat/b", group: 1),
                ], in: .here, when: [.coinOfSeverity]),
              Incident.Reaction(
                of: [Incident.Target(ComponentPath("fit/\(zone)"), group: home)], in: .here,
                effect: .factor(slope: 1)),
              Incident.Reaction(
                of: [Incident.Target("plane", group: nil)], in: .everywhere,
                when: [.markIn(0, 0.4)], lasting: .uniform(from: .hours(1), to: .hours(9))),
            ]))
      }
    }
  }

  private mutating func addInstance(_ zone: String) {
    let nat = ComponentPath("nat/\(zone)")
    let patch = ComponentPath("patch/\(zone)")
    add {
      $0.add(
        Calendar(
          patch, first: .zero + SimDuration(.days(zone == "a" ? 3 : 9)),
          every: SimDuration(.days(10)), length: .uniform(from: Seconds(20), to: Seconds(300)),
          lead: SimDuration(Seconds(60))))
    }
    add {
      $0.add(
        RepairableUnit(
          nat,
          modes: [
            FailureMode(
              "host", failure: .exponential(mean: .days(9)),
              repair: Action([.law(.exponential(mean: .hours(1)), needs: .part("plane"))])),
            FailureMode(
              "software", failure: .lognormal(median: .days(15), sigma: 0.7),
              repair: Action([
                .operatorReaction,
                ActionStep(
                  .law(.uniform(from: Seconds(60), to: Seconds(900))), success: 0.9,
                  onFailure: .broken),
              ])),
          ], requires: [.part(ComponentPath("\(patch).window"))],
          restart: .constant(Seconds(40)), comesBackBroken: 0.05))
    }
  }

  private mutating func addTakeover(_ zone: String) {
    let nat = ComponentPath("nat/\(zone)")
    let watch = ComponentPath("watch/\(zone)")
    add {
      $0.add(
        Detector(
          watch, target: .part(nat), interval: SimDuration(Seconds(5)), down: 2, up: 2,
          latency: SimDuration(Seconds(2.5)), blind: zone == "a" ? [.mode("software")] : []))
    }
    add {
      $0.add(
        Failover(
          ComponentPath("route/\(zone)"),
          candidates: [
            Failover.Candidate(serves: .part(nat), seen: .part(watch)),
            Failover.Candidate(
              serves: .part(zone == "a" ? "nat/b" : "nat/a"),
              seen: .part(zone == "a" ? "watch/b" : "watch/a")),
          ],
          attempts: [
            Failover.Attempt(
              [.law(.uniform(from: Seconds(1), to: Seconds(5)), needs: .part("plane"))],
              success: 0.9), Failover.Attempt([.operatorReaction]),
          ], resume: .exponential(mean: .minutes(10)), failBack: .constant(Seconds(0))))
    }
  }

  private mutating func addTraffic(_ zone: String) {
    add {
      $0.add(
        FlowNode(
          ComponentPath("node/\(zone)"), while: .part(ComponentPath("nat/\(zone)")),
          capacity: .scaled(1_000, .leaf(ComponentPath("fit/\(zone)"))), to: .end))
    }
    add {
      let ways: [FlowTarget] = [.element("node/a"), .element("node/b")]
      $0.add(
        FlowSwitch(
          ComponentPath("table/\(zone)"), by: ComponentPath("route/\(zone)"),
          ways: zone == "a" ? ways : ways.reversed()))
    }
    add {
      $0.add(
        FlowSource(
          ComponentPath("svc/\(zone)"), rate: 700, to: .element(ComponentPath("table/\(zone)"))))
    }
  }

  private mutating func addMeasures() {
    add { $0.add(LogicGate("both", .all([.part("nat/a"), .part("nat/b")]))) }
    add { $0.add(.up(name: "up/both", .part("both"))) }
    add { $0.add(.up(name: "up/one", .any([.part("nat/a"), .part("nat/b")]))) }
    add { $0.add(.up(name: "up/route", .part("route/a"))) }
    add { $0.add(.carried(name: "carried/b", node: "node/b")) }
    add {
      $0.add(
        .served(ServedMeasure(name: "egress", sources: ["svc/a", "svc/b"], demand: 1_400)))
    }
  }
}
