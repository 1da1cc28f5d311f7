// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents: spread classes, scopes, marks, spans, factors.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing
import TestSupport

@Suite struct IncidentTests {
  private typealias Reaction = Incident.Reaction

  /// One strike at 100 s for 50 s, on units a, b, c in groups of their own and x in none.
  private func struck(
    _ reactions: [Reaction], severity: ShareLaw = .constant(Share(1)), home: Int? = 0,
    spread: Double = 0, mtbf: Seconds = Seconds(1e-6), count: Int = 1
  ) -> Trials {
    var builder = SystemModelBuilder(name: "m")
    for unit in ["a", "b", "c", "x"] { builder.addUnit(ComponentPath(unit)) }
    // It strikes within microseconds, and once within the horizon.
    builder.add(
      Incident(
        "zone", strikes: .drawn(mtbf: mtbf), duration: .constant(Seconds(1_000)),
        severity: severity, groups: ["a", "b", "c"], home: home, spread: spread,
        reactions: reactions))
    builder.watch("a", "b", "c", "x")
    return Trials(builder.flat, count: count, over: Seconds(500))
  }

  private func hit(_ run: Trials) -> [[Bool]] {
    let units = ["a", "b", "c", "x"].map { run.samples($0, .down) }
    return run.raw.indices.map { i in units.map { $0[i] > 0 } }
  }

  private let all = [
    Incident.Target("a", group: 0), Incident.Target("b", group: 1),
    Incident.Target("c", group: 2), Incident.Target("x", group: nil),
  ]

  @Test(
    arguments: [
      (.here, [true, false, false, false]), (.others, [false, true, true, false]),
      (.everywhere, [true, true, true, true]),
    ] as [(Incident.Scope, [Bool])])
  func `a scope chooses among the groups`(scope: Incident.Scope, expected: [Bool]) {
    #expect(hit(struck([Reaction(of: all, in: scope)])) == [expected])
  }

  @Test func `spread strikes every other group with its probability, and the home always`() {
    let reactions = [Reaction(of: all, in: .here)]
    #expect(hit(struck(reactions, spread: 1)) == [[true, true, true, false]])
    let hits = hit(struck(reactions, spread: 0.3, count: 2_000))
    #expect(hits.allSatisfy { $0[0] && !$0[3] })
    // False alarms 5.7e-7: shares 0.3, and both others together 0.09.
    for group in 1...2 { expectMean(hits.map { $0[group] ? 1 : 0 }, equals: 0.3) }
    expectMean(hits.map { $0[1] && $0[2] ? 1 : 0 }, equals: 0.09)
    let others = hit(struck([Reaction(of: all, in: .others)], spread: 0.3, count: 300))
    let same = hit(struck(reactions, spread: 0.3, count: 300))
    for (other, here) in zip(others, same) {
      for group in 0...2 { #expect(other[group] != here[group]) }
    }
  }

  @Test func `severity decides by threshold, and coins by severity or by a number`() {
    func share(_ condition: Incident.Condition, _ severity: ShareLaw) -> [Double] {
      let reaction = Reaction(of: [Incident.Target("a", group: 0)], in: .here, when: [condition])
      return hit(struck([reaction], severity: severity, count: 2_000)).map { $0[0] ? 1 : 0 }
    }
    let uniform = ShareLaw.uniform(from: Share(0.1), to: Share(0.7))
    // P(U(0.1, 0.7) ≥ 0.25) = 0.75, E = 0.4; false alarms 5.7e-7.
    expectMean(share(.severityAtLeast(0.25), uniform), equals: 0.75)
    expectMean(share(.coinOfSeverity, uniform), equals: 0.4)
    expectMean(share(.coin(0.15), uniform), equals: 0.15)
    #expect(share(.severityAtLeast(0.5), .constant(Share(0.5))).allSatisfy { $0 == 1 })
  }

  @Test func `coins of targets are independent given the severity, which they share`() {
    let mix = ShareLaw.mixture([
      .init(weight: 0.75, law: .uniform(from: Share(0.02), to: Share(0.3))),
      .init(weight: 0.25, law: .constant(Share(1))),
    ])
    var builder = SystemModelBuilder(name: "fleet")
    let hosts = (0..<20).map { ComponentPath("host/\($0)") }
    for host in hosts { builder.addUnit(host) }
    builder.addUnit("zoneService")
    let service = [Incident.Target("zoneService", group: 0)]
    builder.add(
      Incident(
        "zone", strikes: .drawn(mtbf: Seconds(1e-6)), duration: .constant(Seconds(100)),
        severity: mix, groups: ["a"], home: 0,
        reactions: [
          Reaction(
            of: hosts.map { Incident.Target($0, group: 0) }, in: .here,
            when: [.coinOfSeverity]),
          Reaction(of: service, in: .here, when: [.severityAtLeast(0.5)]),
        ]))
    for host in hosts { builder.watch(host) }
    builder.watch("zoneService")
    let run = Trials(builder.flat, count: 1_200, over: Seconds(50))
    var hits = [Double](repeating: 0, count: 1_200)
    for host in hosts {
      for (i, time) in run.samples(host.text, .down).enumerated() where time > 0 { hits[i] += 1 }
    }
    // E h = 0.75 · 0.16 + 0.25 = 0.37. Variance: 20 E[h(1 − h)] + 400 Var h. E h² = 0.75 (0.16² +
    // 0.28²/12) + 0.25 = 0.2741: 20 · 0.0959 + 400 · 0.1372 = 56.8, where independent hosts would
    // have 4.66. False alarms 5.7e-7 each.
    expectMean(hits, equals: 7.4)
    let moments = SampleMoments(of: hits)
    expectMean(
      moments.variance, standardError: moments.standardErrorOfVariance, equals: 56.798)
    expectMean(run.samples("zoneService", .down).map { $0 > 0 ? 1 : 0 }, equals: 0.25)
  }

  @Test(arguments: [
    (0.05, [true, true]), (0.095, [true, false]), (0.189, [true, false]),
    (0.19, [false, false]),
  ])
  func `ranges of the one mark nest`(mark: Double, expected: [Bool]) {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("zonal")
    builder.addUnit("regional")
    let strike = ReplayedStrike(
      at: .zero, duration: SimDuration(Seconds(10)), severity: 0, mark: .fixed(mark),
      groups: .named([0]))
    builder.add(
      Incident(
        "zone", strikes: .replayed([strike]), duration: .constant(Seconds(1)), groups: ["a"],
        reactions: [
          Reaction(
            of: [Incident.Target("zonal", group: 0)], in: .here, when: [.markIn(0, 0.19)]),
          Reaction(
            of: [Incident.Target("regional", group: nil)], in: .everywhere,
            when: [.markIn(0, 0.095)]),
        ]))
    builder.watch("zonal", "regional")
    let run = Trials(builder.flat, over: Seconds(100))
    #expect([run["zonal", .down] == 10, run["regional", .down] == 10] == expected)
  }

  // MARK: Spans and factors

  private func strikes(_ spans: [ClosedRange<Double>], severity: Double = 1) -> Incident.Strikes {
    .replayed(
      spans.map {
        ReplayedStrike(
          at: .zero + SimDuration(Seconds($0.lowerBound)),
          duration: SimDuration(Seconds($0.upperBound - $0.lowerBound)), severity: severity,
          groups: .none)
      })
  }

  @Test func `a reaction with a span of its own outlives its incident, and the later end counts`() {
    func held(_ lasting: DurationLaw, _ second: Double, count: Int = 1) -> [Double] {
      var builder = SystemModelBuilder(name: "m")
      builder.addUnit("u")
      builder.add(
        Incident(
          "i", strikes: strikes([100...100.5, second...second + 5]),
          duration: .constant(Seconds(1)),
          reactions: [
            Reaction(
              of: [Incident.Target("u", group: nil)], in: .everywhere, lasting: lasting)
          ]))
      builder.watch("u")
      return Trials(builder.flat, count: count, over: Seconds(1_000)).samples("u", .down)
    }
    let fixed = DurationLaw.constant(Seconds(100))
    #expect(held(fixed, 150) == [150])  // 100–250
    #expect(held(fixed, 300) == [200])  // 100–200, 300–400
    // max(X, 1 + Y) of two uniforms on 50 … 150 is 50 + 100 (2/3 + d/2 + d²/2 − d³/6), d = 0.01:
    // 117.17; the second end alone would be 101. False alarm 5.7e-7.
    expectMean(
      held(.uniform(from: Seconds(50), to: Seconds(150)), 101, count: 500), equals: 117.171_65)
  }

  @Test func `a unit is held while any incident holds it`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("u")
    builder.hold(["u"], in: [100...200], by: "i")
    builder.hold(["u"], in: [150...250, 250...260], by: "j")
    builder.watch("u")
    let run = Trials(builder.flat, over: Seconds(1_000))
    #expect(run["u", .down] == 160)
    #expect(run["u", .outages] == 1)
  }

  @Test func `factors of overlapping incidents multiply, and the level returns exactly`() {
    var builder = SystemModelBuilder(name: "m")
    builder.add(LeafLevel("fit", base: 800_000_000))
    for (name, span, slope, severity) in [
      ("i", 100.0...300, 0.5, 1.0), ("j", 200...400, 0.3, 0.5),
    ] {
      builder.add(
        Incident(
          ComponentPath(name), strikes: strikes([span], severity: severity),
          duration: .constant(Seconds(1)),
          reactions: [
            Reaction(
              of: [Incident.Target("fit", group: nil)], in: .everywhere,
              effect: .factor(slope: slope))
          ]))
    }
    builder.add(FlowNode("n", passes: .leaf("fit"), to: .end))
    builder.serve("egress", 1_000, to: .element("n"))
    builder.add(.carried(name: "n", node: "n"))
    let run = Trials(builder.flat, over: Seconds(500))
    // 800, 400, 400 · 0.85 = 340, 680, 800 for 100 s each.
    #expect(run["n", .carried] == 100 * (800 + 400 + 340 + 680 + 800))
    #expect(run["egress", .lost] == 500 - run["n", .carried] / 1_000)
  }
}
