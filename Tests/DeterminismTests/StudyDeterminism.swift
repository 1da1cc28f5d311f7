// SPDX-License-Identifier: GPL-3.0-or-later
// The same seed gives the same bits, whatever runs beside, and designs share their luck.

import DesignStudies
import Foundation
import MonteCarlo
import OutputAnalysis
import ReliabilityModeling
import ScenarioFormat
import Testing

@Suite struct StudyDeterminism {
  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "scenarios/nat-designs.yaml").path

  private func study(
    _ assignments: [String] = [], designs: [String] = [], threads: Int = 2
  ) throws -> Study {
    var settings = StudySettings()
    settings.replications = "1000"
    settings.assignments = ["expect=[]"] + assignments
    settings.designs = designs
    return try Study(
      of: SourceText(readingFile: Self.file), settings: settings, on: WorkerPool(threads: threads))
  }

  @Test func `1, 2 and 7 threads and a repeated run give one fingerprint`() throws {
    let once = try study(threads: 1).run.fingerprint
    #expect(try study(threads: 1).run.fingerprint == once)
    #expect(try study(threads: 2).run.fingerprint == once)
    #expect(try study(threads: 7).run.fingerprint == once)
    #expect(try study(["experiment.seed=2"]).run.fingerprint != once)
  }

  @Test func `at fixed replications a design added leaves the others bit for bit`() throws {
    let all = try study()
    let pair = try study(designs: ["one-gateway", "gateway-per-zone"])
    #expect(pair.assessments.count == 2)
    for assessment in pair.assessments {
      let same = try #require(all.assessments.first { $0.design == assessment.design })
      #expect(same.services.map(\.fingerprint) == assessment.services.map(\.fingerprint))
    }
  }

  @Test func `the order of a map's entries changes no bit`() throws {
    let world = "world: { region: us-east-1, zones: [a, b, c] }"
    let network = """
      network:
        vpc: 10.0.0.0/16
        subnets:
          public: { each: zone, within: 10.0.0.0/20, size: /24, \
      routes: { 0.0.0.0/0: internet-gateway } }
          private: { each: zone, within: 10.0.64.0/18, size: /20, routes: { 0.0.0.0/0: nat } }
      """
    let turned = """
      network:
        subnets:
          private: { routes: { 0.0.0.0/0: nat }, size: /20, within: 10.0.64.0/18, each: zone }
          public: { size: /24, routes: { 0.0.0.0/0: internet-gateway }, each: zone, \
      within: 10.0.0.0/20 }
        vpc: 10.0.0.0/16
      """
    let services = "services: { egress: { from: private, demand: 1 Gbps } }"
    let first = "one: { nat: { type: nat-instance, zone: a, instance: c7gn.medium } }"
    let second = "three: { nat: { each: zone, type: nat-gateway } }"
    let experiment = "experiment: { replications: 500, seed: 3 }"
    func fingerprint(_ parts: [String]) throws -> UInt64 {
      let text = (["scenario: order"] + parts).joined(separator: "\n") + "\n"
      let source = SourceText(name: "order", text: text)
      return try Study(of: source, on: WorkerPool(threads: 2)).run.fingerprint
    }
    let straight = try fingerprint(
      [world, network, services, "designs:\n  \(first)\n  \(second)", experiment])
    let reversed = try fingerprint(
      [experiment, "designs:\n  \(second)\n  \(first)", services, turned, world])
    #expect(straight == reversed)
  }

  /// Pairing is worth a hundredfold: both designs see the same faults, and differ by some repairs.
  @Test func `auto recovery is compared at a hundredth of the unpaired variance`() throws {
    var settings = StudySettings()
    settings.replications = "20000"
    settings.assignments = ["expect=[]"]
    settings.designs = ["one-instance-manual", "one-instance"]
    let checked = try CheckedScenario(
      of: SourceText(readingFile: Self.file), settings: settings)
    let models = checked.systems.map { FlatModel(flattening: $0) }
    let result = ExperimentResult(
      running: checked.plan, on: models, using: WorkerPool(threads: 2))
    let manual = try #require(result.output(design: 0, measure: "egress", .lost))
    let auto = try #require(result.output(design: 1, measure: "egress", .lost))
    let gain = result.unpairedVariance(manual, auto) / result.pairedVariance(manual, auto)
    #expect(gain >= 100, "only \(gain) times less")
    // A design compared with itself differs by exactly nothing.
    let models2 = [models[0], models[0]]
    let twice = ExperimentResult(
      running: checked.plan, on: models2, using: WorkerPool(threads: 2))
    let first = try #require(twice.output(design: 0, measure: "egress", .lost))
    let second = try #require(twice.output(design: 1, measure: "egress", .lost))
    let difference = twice.difference(first, second)
    #expect(difference.mean == 0 && difference.low == 0 && difference.high == 0)
  }
}
