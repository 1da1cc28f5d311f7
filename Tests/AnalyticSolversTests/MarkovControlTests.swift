// SPDX-License-Identifier: GPL-3.0-or-later
// Detectors, failovers, pools and incidents through Markov chains with known answers.

import AnalyticSolvers
import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct MarkovControlTests {
  private static func exponential(_ mean: Seconds) -> DurationLaw { .exponential(mean: mean) }

  // Five states with 40 digits: both up; switching; one serves; a person is waited for; both down.
  @Test func `a pair with failover, failed attempts and a person behind it`() throws {
    let model = SystemModel { builder in
      for path in ["nat/a", "nat/b"] {
        builder.add(
          RepairableUnit(
            ComponentPath(path), failure: Self.exponential(.hours(1_000)),
            repair: Self.exponential(.minutes(15))))
      }
      builder.add(
        Failover(
          "route",
          candidates: [
            Failover.Candidate(serves: "nat/a", seen: "nat/a"),
            Failover.Candidate(serves: "nat/b", seen: "nat/b"),
          ],
          attempts: [
            Failover.Attempt([.law(Self.exponential(Seconds(90)))], success: 0.97),
            Failover.Attempt([.law(Self.exponential(.minutes(45)))]),
          ]))
    }
    let found = try model.chain("route", .steady)
    #expect(agree(found.value, 2.788_787_207_303_787e-5, within: 1e-12))
    #expect(agree(found.outagesPerYear ?? 0, 8.759_755_702_240_641, within: 1e-12))
  }

  // Renewal reward: outage = detection + boot, U = outage / (MTTF + outage).
  @Test func `a pool replaces what its detector condemns`() throws {
    let boot = 194.991_672_181_492_53
    let model = SystemModel { builder in
      builder.add(
        RepairableUnit(
          "bastion/1",
          modes: [
            FailureMode(
              "down", failure: Self.exponential(.hours(720)),
              repair: Action([.law(.constant(Seconds(0)))]), repairWhen: .not(.always))
          ]))
      builder.add(
        Detector("health/1", target: "bastion/1", timing: .delay(Self.exponential(Seconds(90)))))
      builder.add(
        ReplacementPool(
          "group", desired: 1,
          zones: [
            ReplacementPool.Zone(
              "a",
              slots: [ReplacementPool.Slot(unit: "bastion/1", health: ["health/1"])])
          ], launch: Action([.law(Self.exponential(Seconds(boot)))])))
    }
    let found = try model.chain("bastion/1", .steady)
    #expect(agree(found.value, 0.000_109_938_403_029_388_97, within: 1e-12))
    #expect(agree(found.outagesPerYear ?? 0, 12.165_329_082_763_142, within: 1e-12))
  }

  @Test func `a detector lags behind its target in both directions`() throws {
    // Up for 100 h, down for 2 h, reported after 1 h: four states (target, report), a cycle with
    // returns; the balance by hand: a = 1/100, r = 1/2, d = 1.
    let model = SystemModel { builder in
      builder.add(
        RepairableUnit(
          "u", failure: Self.exponential(.hours(100)), repair: Self.exponential(.hours(2))))
      builder.add(Detector("watch", target: "u", timing: .delay(Self.exponential(.hours(1)))))
    }
    let (a, r, d) = (0.01, 0.5, 1.0)
    // Down unseen x, down seen y, up unseen z: x (r + d) = a · (up seen), y r = d x + a z,
    // z (d + a) = r y, with up seen as the unit.
    let x = a / (r + d)
    let y = d * x / (r - a * r / (d + a))
    let z = r * y / (d + a)
    let total = 1 + x + y + z
    #expect(agree(try model.chain("watch", .steady).value, (y + z) / total, within: 1e-13))
    // Warned and up at once: a false alarm.
    let falseAlarm = try model.chain(.not(.all(["u", .not("watch")])), .steady)
    #expect(agree(falseAlarm.value, z / total, within: 1e-13))
  }

  @Test func `a dead detector keeps its report, or revives with another`() throws {
    // The plane is down for half of the time; a unit that is down is seen only while it is up.
    func reported(_ revival: Detector.Revival) throws -> Double {
      let model = SystemModel { builder in
        builder.add(
          RepairableUnit(
            "u", failure: Self.exponential(.hours(1)), repair: Self.exponential(.hours(1))))
        builder.add(
          RepairableUnit(
            "plane", failure: Self.exponential(.hours(1)), repair: Self.exponential(.hours(1))))
        builder.add(
          Detector(
            "watch", target: "u", timing: .delay(Self.exponential(.hours(1))), alive: "plane",
            revival: revival))
      }
      return try model.chain("watch", .steady).value
    }
    // Alive at rate 1, dead at rate 1, all else at rate 1. Frozen, the eight states (u, report,
    // plane) are symmetric in up and down.
    #expect(agree(try reported(.frozen), 0.5, within: 1e-13))
    // Reviving as up. With D and E for reported down while the unit is down and up, alive, and
    // D', E' dead: 2 D = (1/4 − D) + E, 3 E = D, 2 D' = D + E', 2 E' = E + D'.
    let alive = 1.0 / 4
    let down = alive / (3 - 1.0 / 3)
    let up = down / 3
    let deadDown = (2 * down + up) / 3
    let deadUp = (2 * up + down) / 3
    #expect(agree(try reported(.up), down + up + deadDown + deadUp, within: 1e-13))
  }

  @Test func `an incident holds by mark, coin and spread, as the structure function has it`()
    throws
  {
    let model = SystemModel { builder in
      for path in ["a", "b", "c"] {
        builder.add(
          RepairableUnit(
            ComponentPath(path), failure: Self.exponential(.hours(100)),
            repair: Self.exponential(.hours(3))))
      }
      builder.add(
        Incident(
          "zone", strikes: .drawn(mtbf: .hours(50)), duration: Self.exponential(.hours(5)),
          severity: .constant(Share(0.3)), groups: ["a", "b", "c"], home: 0, spread: 0.2,
          reactions: [
            Incident.Reaction(
              of: [
                Incident.Target("a", group: 0), Incident.Target("b", group: 1),
                Incident.Target("c", group: 2),
              ], in: .here, when: [.coinOfSeverity]),
            Incident.Reaction(
              of: [Incident.Target("c", group: 2)], in: .others, when: [.markIn(0.1, 0.6)]),
          ]))
    }
    for signal in [
      Signal.all(["a", "b", "c"]), .any(["a", "b", "c"]), .atLeast(2, of: ["a", "b", "c"]),
    ] {
      let structure = try model.steady(signal)
      #expect(agree(try model.chain(signal, .steady).value, structure, within: 1e-12))
    }
  }

  @Test func `a repair waits for operators who are paged, and for a plane`() throws {
    // Down: until the plane is up, then a page of 1 h, then 1 h of work that fails half the time.
    var builder = SystemModelBuilder(name: "operators")
    builder.operatorReaction = Self.exponential(.hours(1))
    builder.add(
      RepairableUnit(
        "u",
        modes: [
          FailureMode(
            "down", failure: Self.exponential(.hours(97)),
            repair: Action([
              .operatorReaction,
              ActionStep(.law(Self.exponential(.hours(1))), success: 0.5),
            ]))
        ]))
    var sink = DiagnosticSink()
    let model = builder.build(noting: &sink)
    #expect(agree(try model.chain("u", .steady).value, 0.03, within: 1e-13))
  }

  @Test func `without power a paused repair starts no step, and another one does`() throws {
    // The repair needs the outage of what the unit requires.
    func down(_ clock: RepairableUnit.Clock, resume: DurationLaw) throws -> Double {
      let hour = Self.exponential(.hours(1))
      let model = SystemModel { builder in
        builder.add(RepairableUnit("power", failure: hour, repair: hour))
        builder.add(
          RepairableUnit(
            "u",
            modes: [
              FailureMode(
                "down", failure: hour,
                repair: Action([.law(hour, needs: .not("power"))], resume: resume))
            ], requires: ["power"], repairClock: clock))
      }
      return try model.chain("u", .steady).value
    }
    let atOnce = DurationLaw.constant(Seconds(0))
    // With power back the need is closed: the first failure lasts for ever.
    #expect(agree(try down(.pause, resume: atOnce), 1, within: 1e-13))
    #expect(agree(try down(.pause, resume: Self.exponential(.hours(1))), 1, within: 1e-13))
    // Goes on: A up, W waiting, O healthy without power, K and K' worked on without and with it,
    // all rates 1: 2 K' = K, 2 K = W + K', W = A, O = A + K, so that
    // A : W : O : K : K' = 3 : 3 : 5 : 2 : 1.
    #expect(agree(try down(.continue, resume: atOnce), 11.0 / 14, within: 1e-13))
  }

  @Test func `a unit repaired from broken without power draws again when power returns`() throws {
    let hour = Self.exponential(.hours(1))
    let model = SystemModel { builder in
      builder.add(RepairableUnit("power", failure: hour, repair: hour))
      builder.add(
        RepairableUnit(
          "u", requires: ["power"], repairClock: .continue, comesBackBroken: 0.5,
          brokenRepair: Action([.law(hour)])))
    }
    // Up U, healthy without power O, broken with power X and without Y, all rates 1: 2 Y = X,
    // 2 X = O / 2 + Y, O = U + Y, so U : O : X : Y = 5 : 6 : 2 : 1.
    #expect(agree(try model.chain("u", .steady).value, 9.0 / 14, within: 1e-13))
  }

  @Test func `power that is handed over within the instant was never lost`() throws {
    let hour = Self.exponential(.hours(1))
    let model = SystemModel { builder in
      builder.add(RepairableUnit("mains", failure: hour, repair: hour))
      builder.add(RepairableUnit("z/battery", requires: [.not("mains")]))
      builder.add(LogicGate("power", .any(["mains", "z/battery"])))
      builder.add(RepairableUnit("u", requires: ["power"], restart: hour))
    }
    #expect(try model.chain("u", .steady).value == 0)
  }

  @Test(arguments: [("a", "b"), ("b", "a")] as [(ComponentPath, ComponentPath)])
  func `a repair whose need comes up in the instant of its turn does not wait`(
    first: ComponentPath, second: ComponentPath
  ) throws {
    // The one crew turns to one unit only as it is done with the other, so that nobody waits.
    func down(needs: Signal) throws -> Double {
      let step = ActionStep.law(Self.exponential(.hours(2)), needs: needs)
      let repair = Action([step], resume: Self.exponential(.hours(5)))
      let model = SystemModel { builder in
        builder.add(RepairCrew("crew"))
        builder.add(
          RepairableUnit(
            first,
            modes: [FailureMode("m", failure: Self.exponential(.hours(9)), repair: repair)],
            crew: "crew"))
        builder.add(
          RepairableUnit(
            second, failure: Self.exponential(.hours(7)), repair: Self.exponential(.hours(3)),
            crew: "crew"))
      }
      return try model.chain(.any([.part(first), .part(second)]), .steady).value
    }
    #expect(agree(try down(needs: .part(second)), try down(needs: .always), within: 1e-12))
  }
}
