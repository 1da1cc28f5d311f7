// SPDX-License-Identifier: GPL-3.0-or-later
// The whole chain on a small scenario.

import DesignStudies
import Diagnostics
import MonteCarlo
import OutputAnalysis
import Quantities
import ScenarioFormat
import Testing

private let text = """
  scenario: two ways out
  world: { region: us-east-1, zones: [a, b, c], incidents: catalogue }
  network:
    vpc: 10.0.0.0/16
    subnets:
      public:
        { each: zone, within: 10.0.0.0/20, size: /24, routes: { 0.0.0.0/0: internet-gateway } }
      private: { each: zone, within: 10.0.64.0/18, size: /20, routes: { 0.0.0.0/0: nat } }
  services: { egress: { from: private, to: internet, demand: 1.2 Gbps } }
  designs:
    one: { nat: { type: nat-gateway, zone: a } }
    each: { nat: { type: nat-gateway, each: zone } }
    twin: { nat: { type: nat-gateway, each: zone } }
  experiment: { replications: 1920, seed: 3 }
  expect:
    - { better: each, than: one, for: egress }
    - { same: each, as: twin, for: egress }
  """

private func study(
  threads: Int = 2, _ adjust: (inout StudySettings) -> Void = { _ in }
) throws(InvalidInput) -> Study {
  var settings = StudySettings()
  adjust(&settings)
  return try Study(
    of: SourceText(name: "two.yaml", text: text), settings: settings,
    on: WorkerPool(threads: threads))
}

@Suite struct StudyTests {
  @Test func `from a text to answers, bills and verdicts`() throws {
    let study = try study()
    #expect(study.title == "two ways out")
    #expect(study.run.ending == .replicationsReached)
    #expect(study.run.replications == 1920)
    #expect(study.run.horizon == .years(1))
    #expect(study.assessments.map(\.design) == ["one", "each", "twin"])
    #expect(study.verdicts.map(\.outcome) == [.pass, .pass])
    #expect(study.meetsExpectations)
  }

  @Test func `a design differs from itself by exactly zero, and ties with it`() throws {
    let ranking = try #require(try study().comparison.rankings.first)
    #expect(ranking.order == [1, 2, 0])
    #expect(ranking.leaders == [1, 2])
    let saved = ranking.pairs[0].savedMinutes
    #expect([saved.mean, saved.low, saved.high] == [0, 0, 0])
    #expect(ranking.probabilityBest[1] == ranking.probabilityBest[2])
  }

  @Test func `the part of changes is their rate times their share times their length`() throws {
    // 12 a year · 2 % · 45 min = 10.8 min a year; as part of the cycle it is 0.002 % less.
    let change = try #require(try study().assessments[0].services[0].changeMinutesPerYear)
    #expect(abs(change - 10.8) < 0.001)
  }

  @Test func `the bill follows the traffic that was carried`() throws {
    // All of 1.2 Gbps: 394 200 GB, at 0.045 17 739 dollars. What was lost is not billed. Two thirds
    // of it cross zones to the only gateway: 262 800 GB at 0.01 are 2 628 dollars.
    let study = try study()
    let (one, each) = (study.assessments[0], study.assessments[1])
    func served(_ dollars: Double, _ assessment: Assessment) -> Double {
      dollars * (1 - assessment.services[0].lostShare.mean)
    }
    #expect(abs((each.cost.hours?.value ?? 0) - 3 * 730 * 0.045) < 1e-9)
    #expect(abs((each.cost.processing?.value ?? 0) / served(17_739, each) - 1) < 1e-6)
    #expect(each.cost.crossZone == USDollars(0))
    #expect(abs((one.cost.hours?.value ?? 0) - 730 * 0.045) < 1e-9)
    // The share that crosses moves with the work that leaves a hit zone, a little.
    #expect(abs((one.cost.crossZone?.value ?? 0) / served(2_628, one) - 1) < 1e-3)
  }

  @Test func `neither threads nor a second run change a figure`() throws {
    let first = try study(threads: 1)
    let second = try study(threads: 3)
    #expect(first.run == second.run)
    #expect(first.assessments == second.assessments)
    #expect(first.comparison == second.comparison)
  }

  @Test func `the command line overrides the scenario`() throws {
    let other = try study {
      $0.seed = "4"
      $0.replications = "64"
      $0.horizon = "2 y"
      $0.assignments = ["services.egress.demand=600 Mbps"]
    }
    #expect(other.run.seed == 4)
    #expect(other.run.replications == 64)
    #expect(other.run.horizon == .years(2))
    #expect(other.assessments[0].services[0].demand == .gigabits(0.6))
    #expect(try study { $0.precision = "50 %" }.run.ending == .precisionReached)
  }

  @Test func `of chosen designs only, and with expectations about them only`() throws {
    let chosen = try study { $0.designs = ["each", "twin"] }
    #expect(chosen.assessments.map(\.design) == ["each", "twin"])
    #expect(chosen.verdicts.count == 1)
    let alone = try study { $0.designs = ["one"] }
    #expect(alone.comparison.rankings[0].leaders == [0])
    #expect(alone.comparison.rankings[0].probabilityBest == [1])
  }

  @Test func `an unknown design and a wrong assignment are found in one pass`() throws {
    var messages: [String] = []
    do throws(InvalidInput) {
      _ = try study {
        $0.designs = ["eech"]
        $0.seed = "many"
      }
    } catch {
      messages = error.diagnostics.map(\.message)
    }
    #expect(messages.count == 2)
    #expect(messages.contains("there is no design 'eech'"))
  }

  @Test func `a study that is stopped at once has no figures`() throws {
    let flag = CancelFlag()
    flag.raise()
    let stopped = try Study(
      of: SourceText(name: "two.yaml", text: text), on: WorkerPool(threads: 1), cancelledBy: flag)
    #expect(stopped.run.ending == .interrupted)
    #expect(stopped.run.replications == 0)
  }
}
