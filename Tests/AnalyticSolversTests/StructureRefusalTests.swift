// SPDX-License-Identifier: GPL-3.0-or-later
// What the structure function does not answer, and the words in which it says so.

import AnalyticSolvers
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct StructureRefusalTests {
  private static let life = DurationLaw.exponential(mean: .hours(100))
  private static let hour = DurationLaw.constant(.hours(1))

  private static func mode(
    _ name: String = "down", _ failure: DurationLaw = life, when: Signal = .always,
    needs: Signal = .always, renews: [String] = []
  ) -> FailureMode {
    FailureMode(
      name, failure: failure, repair: Action([.law(hour, needs: needs)]), repairWhen: when,
      renews: renews)
  }

  /// The reason why the unit `u` is not solved beside a unit `v` that fails by itself.
  private static func reason(
    _ unit: RepairableUnit, and more: (inout SystemModelBuilder) -> Void = { _ in }
  ) -> String? {
    let model = SystemModel { builder in
      builder.add(unit)
      builder.add(RepairableUnit("v", failure: life, repair: hour))
      more(&builder)
    }
    switch StructureFunction.make(of: "u", in: model) {
    case .success: return nil
    case .failure(let refusal): return refusal.reason
    }
  }

  @Test func `units that are not their own`() {
    let mode = Self.mode()
    #expect(Self.reason(RepairableUnit("u", modes: [mode], requires: ["v"])) == nil)
    #expect(
      Self.reason(RepairableUnit("u", modes: [mode], requires: ["v"], repairClock: .continue))
        == "power stops only one of the clocks of unit u")
    // Without power to lose, the clocks do not matter.
    #expect(Self.reason(RepairableUnit("u", modes: [mode], repairClock: .continue)) == nil)
    #expect(
      Self.reason(RepairableUnit("u", modes: [mode], agesWhile: "v"))
        == "unit u ages only while a signal is up")
    #expect(
      Self.reason(RepairableUnit("u", modes: [mode], requires: ["v"], restart: Self.hour))
        == "unit u restarts whenever its power returns")
    #expect(
      Self.reason(RepairableUnit("u", modes: [Self.mode(when: "v")]))
        == "the repair of unit u waits for a signal")
    #expect(
      Self.reason(RepairableUnit("u", modes: [Self.mode(needs: "v")]))
        == "the repair of unit u waits for a signal")
  }

  @Test func `modes that renew others matter unless these forget anyway`() {
    let long = DurationLaw.uniform(from: .hours(0), to: .hours(200))
    #expect(
      Self.reason(
        RepairableUnit("u", modes: [Self.mode("a", renews: ["b"]), Self.mode("b", long)]))
        == "'a' of unit u renews 'b'")
    #expect(
      Self.reason(
        RepairableUnit("u", modes: [Self.mode("a", long, renews: ["b"]), Self.mode("b")])) == nil)
  }

  @Test func `what ties units together`() {
    let unit = RepairableUnit("u", modes: [Self.mode()], crew: "night")
    #expect(
      Self.reason(unit) { builder in
        builder.add(RepairCrew("night"))
        builder.add(RepairableUnit("w", failure: Self.life, repair: Self.hour, crew: "night"))
      } == "2 units share crew night of 1")
    let alone = RepairableUnit("u", modes: [Self.mode()])
    #expect(
      Self.reason(alone) {
        $0.add(RepairableUnit("w", modes: [Self.mode()], strikes: [UnitStrike("u")]))
      } == "unit w strikes unit u")
  }

  @Test func `control takes time`() {
    func reason(_ signal: Signal, _ add: (inout SystemModelBuilder) -> Void) -> String? {
      Self.reason(RepairableUnit("u", requires: [signal]), and: add)
    }
    let minute = SimDuration(.minutes(1))
    #expect(
      reason("watch") { $0.add(Detector("watch", target: "v", interval: minute, down: 2, up: 2)) }
        == "detector watch has a fixed interval")
    #expect(
      reason("watch") { $0.add(Detector("watch", target: "v", timing: .delay(Self.life))) }
        == "detector watch takes time to notice")
    #expect(
      reason("route") {
        $0.add(
          Failover(
            "route", candidates: [.init(seen: "v"), .init(seen: .always)],
            attempts: [.init([.law(Self.hour)])]))
      } == "failover route takes time to switch")
    #expect(
      reason(.part("patch.window")) {
        $0.add(Calendar("patch", first: .zero, every: SimDuration(.days(7)), length: Self.hour))
      } == "'patch.window' follows a calendar")
  }

  @Test func `incidents of which too little is known`() {
    func reason(
      _ strikes: Incident.Strikes = .drawn(mtbf: .days(9)), severity: ShareLaw,
      when: [Incident.Condition], lasting: DurationLaw? = nil
    ) -> String? {
      Self.reason(RepairableUnit("u")) {
        $0.add(
          Incident(
            "i", strikes: strikes, duration: Self.hour, severity: severity,
            reactions: [
              Incident.Reaction(
                of: [Incident.Target("u", group: nil)], in: .everywhere, when: when,
                lasting: lasting)
            ]))
      }
    }
    let drawn = ShareLaw.uniform(from: Share(0), to: Share(1))
    let fixed = ShareLaw.constant(Share(0.5))
    #expect(
      reason(severity: drawn, when: [.coinOfSeverity])
        == "incident i draws the severity that its coins share")
    #expect(reason(severity: fixed, when: [.coinOfSeverity]) == nil)
    #expect(
      reason(severity: fixed, when: [], lasting: Self.hour)
        == "incident i holds unit u for a time of its own")
    let row = ReplayedStrike(
      at: .zero, duration: nil, severity: nil, groups: .none)
    #expect(reason(.replayed([row]), severity: fixed, when: []) == "incident i is replayed")
  }

  @Test func `two fixed rhythms never forget how they began`() throws {
    let model = SystemModel { builder in
      for (name, hours) in [("a", 10.0), ("b", 20), ("c", 30)] {
        builder.add(
          RepairableUnit(
            ComponentPath(name), failure: name == "c" ? Self.life : .constant(.hours(hours)),
            repair: Self.hour))
      }
    }
    let both = model.solve(.any(["a", "b"]), .steady)
    #expect(try #require(both.whyNot).contains("a and b keep a fixed rhythm"))
    #expect(model.solve(.any(["a", "c"]), .steady).exact != nil)
    let settled = try #require(model.solve(.any(["a", "b"]), .steady, start: .stationary).exact)
    #expect(agree(settled.value, 1 / 11.0 / 21))
  }

  @Test func `too many combinations are refused, and so are too many cut sets`() throws {
    let model = SystemModel { builder in
      for index in 0..<16 {
        builder.add(
          RepairableUnit(ComponentPath("u\(index)"), failure: Self.life, repair: Self.hour))
      }
    }
    let half = Signal.atLeast(8, of: (0..<16).map { .part(ComponentPath("u\($0)")) })
    guard case .failure(let refusal) = StructureFunction.make(of: half, in: model, limit: 50) else {
      Issue.record("72 nodes do not fit into 50")
      return
    }
    #expect(refusal.reason == "its 16 units combine to more than 50 cases")
    let structure = try StructureFunction.make(of: half, in: model).get()
    guard case .failure(let many) = structure.minimalCutSets() else {
      Issue.record("there are 11440 sets of 9 of 16")
      return
    }
    #expect(many.reason == "there are 11440 minimal cut sets, at most 4096 are listed")
    #expect(try structure.minimalCutSets(limit: 20_000).get().count == 11_440)
    let inverted = try StructureFunction.make(of: .not("u0"), in: model).get()
    guard case .failure(let none) = inverted.minimalCutSets() else {
      Issue.record("an inverted signal has no cut sets")
      return
    }
    #expect(none.reason.contains("can bring the signal up"))
  }

  @Test func `what fails at once, or a billion times, is refused and not summed up`() throws {
    #expect(
      Self.reason(RepairableUnit("u", failure: .constant(Seconds(0)), repair: Self.hour))
        == "unit u fails as soon as it is healthy")
    let model = SystemModel {
      $0.add(
        RepairableUnit(
          "u", failure: .exponential(mean: Seconds(0.01)), repair: .constant(Seconds(0.01))))
    }
    let answer = model.solve("u", .downTime(atMost: SimDuration(.hours(1))))
    #expect(try #require(answer.whyNot).contains("fails too often"))
  }
}
