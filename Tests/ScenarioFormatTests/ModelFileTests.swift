// SPDX-License-Identifier: GPL-3.0-or-later
// What a model file means: names and copies, modes, signals, and a file with every field.

import Diagnostics
import Foundation
import Quantities
import RandomVariates
import ReliabilityModeling
import ScenarioFormat
import Testing

/// The model that a text describes; its findings are an error of the test.
private func model(_ text: String) throws -> ModelFile {
  var sink = DiagnosticSink()
  let source = SourceText(name: "test.yaml", text: text)
  let file = ModelFile(decoding: LocatedNode(parsing: source, noting: &sink), noting: &sink)
  #expect(DiagnosticRendering(sink.diagnostics, of: [source.lines]).text == "")
  try sink.throwIfErrors()
  return file
}

private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Models")

private let zones = """
  model: zones and machines
  units:
    zone: { each: [a, b, c], failure: exponential(mean 2 y), repair: 93 min }
    nat: { each: [a, b], failure: exponential(mean 90 d), repair: 6 min, requires: zone }
    lone: { failure: exponential(mean 90 d), repair: 6 min, requires: zone }

  """

private func part(_ path: String) -> Signal { .part(ComponentPath(path)) }

@Suite struct ModelFileTests {
  @Test func `within a copy a template's name means the copy of the same member`() throws {
    let units = try model(zones + "measures: { x: nat/a }").system.units
    #expect(units.first { $0.path == "nat/b" }?.requires == [part("zone/b")])
  }

  @Test func `elsewhere a template's name means all of its copies`() throws {
    let units = try model(zones + "measures: { x: nat/a }").system.units
    #expect(
      units.first { $0.path == "lone" }?.requires
        == [part("zone/a"), part("zone/b"), part("zone/c")])
  }

  @Test(arguments: [
    ("nat/a & lone", Signal.all([part("nat/a"), part("lone")])),
    ("nat/a and lone", .all([part("nat/a"), part("lone")])),
    ("nat/a | !lone", .any([part("nat/a"), .not(part("lone"))])),
    ("nat/a or not lone", .any([part("nat/a"), .not(part("lone"))])),
    ("lone | nat/a & nat/b", .any([part("lone"), .all([part("nat/a"), part("nat/b")])])),
    ("(lone | nat/a) & nat/b", .all([.any([part("lone"), part("nat/a")]), part("nat/b")])),
    ("nat", .all([part("nat/a"), part("nat/b")])),
    ("any of nat", .any([part("nat/a"), part("nat/b")])),
    ("2 of (lone, nat)", .atLeast(2, of: [part("lone"), part("nat/a"), part("nat/b")])),
    ("always", .always),
  ])
  func `an expression reads as logic is written`(text: String, signal: Signal) throws {
    let file = try model(zones + "gates: { g: \"\(text)\" }\nmeasures: { x: g }")
    #expect(file.system.gates.map(\.signal) == [signal])
  }

  @Test func `a map says the same as an expression`() throws {
    let text = """
      gates:
        one: { atLeast: 2, of: zone }
        two: { any: [nat, { not: lone }] }
        three: { each: [a, b], all: [nat, zone] }
        four: { each: [a], atLeast: 1, of: nat }
      measures: { x: one }
      """
    let gates = try model(zones + text).system.gates
    func signal(_ path: ComponentPath) -> Signal? { gates.first { $0.path == path }?.signal }
    #expect(signal("one") == .atLeast(2, of: [part("zone/a"), part("zone/b"), part("zone/c")]))
    #expect(signal("two") == .any([part("nat/a"), part("nat/b"), .not(part("lone"))]))
    #expect(signal("three/b") == .all([part("nat/b"), part("zone/b")]))
    #expect(signal("four/a") == .atLeast(1, of: [part("nat/a"), part("nat/b")]))
  }

  @Test func `modes in a map stand in the order of their names, in a list as written`() throws {
    let mode = "{ failure: never, repair: 1 h }"
    let text = """
      model: modes
      units:
        map: { modes: { y: \(mode), x: \(mode) } }
        list:
          modes:
            - { name: y, failure: never, repair: 1 h }
            - { name: x, failure: never, repair: 1 h }
      measures: { x: map }
      """
    let units = try model(text).system.units
    #expect(units.first { $0.path == "map" }?.modes.map(\.name) == ["x", "y"])
    #expect(units.first { $0.path == "list" }?.modes.map(\.name) == ["y", "x"])
  }

  @Test func `a repair that never comes waits for what is never up`() throws {
    let text = """
      model: no repair
      units: { a: { failure: exponential(mean 1 d), repair: never } }
      measures: { a: a }
      """
    let mode = try model(text).system.units.first?.modes.first
    #expect(mode?.repairWhen == .not(.always))
    #expect(mode?.failure == .exponential(mean: .days(1)))
  }

  @Test func `lines in another order are the same model`() throws {
    let file = try String(contentsOf: folder.appending(path: "everything.yaml"), encoding: .utf8)
    var sections = file.split(separator: "\n\n").map(String.init)
    let first = ModelDigest(of: try model(file).system)
    sections.reverse()
    let other = try model(sections.joined(separator: "\n\n"))
    #expect(ModelDigest(of: other.system) == first)
  }

  @Test func `a number that changes is another model, a title or a seed is not`() throws {
    func digest(_ text: String) throws -> ModelDigest { ModelDigest(of: try model(text).system) }
    let text = zones + "measures: { x: nat/a }"
    let first = try digest(text)
    #expect(try digest(text.replacing("6 min, requires", with: "7 min, requires")) != first)
    #expect(try digest(text.replacing("zones and", with: "Zones and")) == first)
    #expect(try digest(text + "\nexperiment: { seed: 4, horizon: 2 y } # later") == first)
  }

  @Test func `a file with every field is read into exactly these parts`() throws {
    let source = folder.appending(path: "everything.yaml")
    let file = try model(String(contentsOf: source, encoding: .utf8))
    var text = ""
    dump(file.system, to: &text)
    dump(file.experiment, to: &text)
    for expectation in file.expect { text += expectation.text + "\n" }
    let golden = folder.appending(path: "everything.expected")
    if ProcessInfo.processInfo.environment["NINES_RECORD"] != nil {
      try Data(text.utf8).write(to: golden)
    }
    #expect(try text == String(contentsOf: golden, encoding: .utf8))
  }
}
