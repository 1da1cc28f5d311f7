// SPDX-License-Identifier: GPL-3.0-or-later
// What `build` refuses of crews, strikes and standby, in which words and where.

import Diagnostics
import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct CouplingCheckTests {
  private let place = SourceLocation(file: "pair.yaml", line: 4, column: 9)

  private func findings(_ fill: (inout SystemModelBuilder) -> Void) -> [Diagnostic] {
    var builder = SystemModelBuilder(name: "m")
    fill(&builder)
    var sink = DiagnosticSink()
    _ = builder.build(noting: &sink)
    return sink.diagnostics
  }

  private func unit(
    _ path: ComponentPath, modes: [String] = ["host"], crew: String? = nil,
    strikes: [UnitStrike] = [], ages: Signal = .always
  ) -> RepairableUnit {
    RepairableUnit(
      path, modes: modes.map { FailureMode($0, failure: nil, repair: fixedRepair(1)) },
      agesWhile: ages, crew: crew, strikes: strikes)
  }

  @Test func `sound crews and strikes have no findings`() {
    let found = findings {
      $0.add(RepairCrew("day", servers: 2))
      $0.add(unit("a", crew: "day", strikes: [UnitStrike("b"), UnitStrike("b", mode: "disk")]))
      $0.add(unit("b", modes: ["host", "disk"], ages: .not(.part("a"))))
    }
    #expect(found.isEmpty)
  }

  @Test func `a crew that nobody defines is found, with what was meant`() {
    let found = findings {
      $0.add(RepairCrew("field"))
      $0.add(unit("a", crew: "feild"), at: place)
    }
    #expect(found.map(\.message) == ["the repairs of a wait for 'feild', which is no crew"])
    #expect(found.first?.notes == ["did you mean 'field'?"])
    #expect(found.first?.location == place)
  }

  @Test func `a crew has servers, within reason, and a name of its own`() {
    let found = findings {
      $0.add(RepairCrew("none", servers: 0), at: place)
      $0.add(RepairCrew("twice"))
      $0.add(RepairCrew("twice"))
      $0.add(RepairCrew("army", servers: 1_000_001))
    }
    #expect(
      found.map(\.message) == [
        "crew 'none' must have at least one server", "crew 'twice' is defined twice",
        "crew 'army' has more than 1000000 servers",
      ])
    #expect(found.first?.location == place)
  }

  @Test func `strikes name units, their modes and a probability`() {
    let found = findings {
      $0.add(
        unit(
          "a",
          strikes: [
            UnitStrike("c"), UnitStrike("b", mode: "hots"), UnitStrike("power"),
            UnitStrike("b", probability: 0), UnitStrike("b", probability: 1), UnitStrike("a"),
          ]), at: place)
      $0.add(unit("b"))
      $0.addUnit("power")
    }
    #expect(
      found.map(\.message) == [
        "a strikes 'c', which is no unit",
        "a strikes 'b' by 'hots', which is no mode of it",
        "a strikes 'power', which has no modes",
        "the probability that a strikes 'b' must lie in 0 … 1 and not be 0",
        "a strikes 'b' twice in one way", "a strikes itself",
      ])
    #expect(found[1].notes == ["did you mean 'host'?"])
    #expect(found.allSatisfy { $0.location == place })
  }

  @Test func `a signal that a unit ages by must exist, and cuts a loop`() {
    let missing = findings { $0.add(unit("a", ages: .part("gone")), at: place) }
    #expect(missing.map(\.message) == ["nothing defines 'gone'"])
    #expect(missing.first?.location == place)
    let loop = findings {
      $0.add(unit("a", ages: .not(.part("b"))))
      $0.add(RepairableUnit("b", requires: [.part("a")], agesWhile: .part("b")))
    }
    #expect(loop.isEmpty)
  }
}
