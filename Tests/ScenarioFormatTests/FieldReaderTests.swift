// SPDX-License-Identifier: GPL-3.0-or-later
// Fields of every kind, their defaults, mistakes and assumptions.

import Diagnostics
import Quantities
import RandomVariates
import ScenarioFormat
import Testing

private enum Recovery: String, FieldChoice { case manual, autoRecovery }

private enum Fields {
  static let zone = Field<String>("zone", "where it stands")
  static let bandwidth = Field<BitsPerSecond>(
    "bandwidth",
    default: Cited(
      .gigabits(5), factID: "nat.bandwidth", source: "User Guide", sourceURL: "https://example.org",
      date: "2023-04-21", confidence: .documentedByAWS),
    "what it carries", must: .moreThan(BitsPerSecond(0)))
  static let recovery = Field<Recovery>("recovery", default: .manual, "who repairs it")
  static let addresses = Field<Int>("addresses", default: 1, "how many", must: .within(1...8))
  static let failure = Field<DurationLaw?>(
    switchable: "failure", default: .judgement(.exponential(mean: .years(2))), "time to failure")
  static let peer = Field<String?>(optional: "peer", "who takes over")
  static let fails = Field<Bool>("failBack", default: true, "whether it returns")
  static let zones = Field<[String]>("zones", orAbsent: [], "all of them")
  static let rate = Field<PerYear>("rate", default: PerYear(12), "how often")
}

@Suite struct FieldReaderTests {
  private func reader(_ text: String) -> FieldReader {
    FieldReader(parsed(text).tree, path: "nat/a", of: "nat-gateway")
  }

  private func findings(_ text: String, _ body: (inout FieldReader) -> Void) -> [String] {
    var read = reader(text)
    var sink = DiagnosticSink()
    body(&read)
    read.finish(noting: &sink)
    return lines(sink.diagnostics)
  }

  @Test func `values are read in their types`() {
    var read = reader(
      "zone: a\nbandwidth: 10 Gbps\nrecovery: autoRecovery\naddresses: 3\npeer: b\n"
        + "failure: exponential(mean 1 y)\nfailBack: no\nzones: [a, b]\n")
    #expect(read(Fields.zone) == "a")
    #expect(read(Fields.bandwidth) == .gigabits(10))
    #expect(read(Fields.recovery) == .autoRecovery)
    #expect(read(Fields.addresses) == 3)
    #expect(read(Fields.failure) == .exponential(mean: .years(1)))
    #expect(read(Fields.peer) == "b")
    #expect(read(Fields.fails) == false)
    #expect(read(Fields.zones) == ["a", "b"])
    #expect(!read.hasErrors)
  }

  @Test func `what is not written has its default, and is listed with its source`() {
    var read = reader("zone: a")
    #expect(read(Fields.bandwidth) == .gigabits(5))
    #expect(read(Fields.recovery) == .manual)
    #expect(read(Fields.failure) == .exponential(mean: .years(2)))
    #expect(read(Fields.peer) == nil)
    #expect(
      read.assumptions == [
        Assumption(
          path: "nat/a.bandwidth", value: "5 Gbps", origin: .catalogue,
          source: "User Guide, 2023-04-21", confidence: .documentedByAWS),
        Assumption(
          path: "nat/a.recovery", value: "manual", origin: .catalogue,
          source: "judgement of this project", confidence: .judgement),
        Assumption(
          path: "nat/a.failure", value: "exponential(mean 2 y)", origin: .catalogue,
          source: "judgement of this project", confidence: .judgement),
      ])
  }

  @Test(arguments: ["never", "none", "0"])
  func `trouble can be switched off by a word`(_ word: String) {
    var read = reader("failure: \(word)\nchange: \(word)")
    #expect(read(Fields.failure) == nil)
    #expect(read.switchableGroup("change") { $0(Fields.rate) } == nil)
    #expect(!read.hasErrors)
    #expect(read.assumptions.map(\.value) == ["none", "none"])
    #expect(read.assumptions.map(\.origin.text) == ["test.yaml:1", "test.yaml:2"])
  }

  @Test func `unknown names are noted with what was meant, and a misspelt one is not missing too`()
  {
    let found = findings("zoen: a\nbandwith: 5 Gbps\ncolour: red\n") { read in
      _ = (read(Fields.zone), read(Fields.bandwidth))
    }
    #expect(
      found == [
        "1:1 unknown field 'zoen' of nat-gateway | did you mean 'zone'?",
        "2:1 unknown field 'bandwith' of nat-gateway | did you mean 'bandwidth'?",
        "3:1 unknown field 'colour' of nat-gateway | known here: zone, bandwidth",
      ])
  }

  @Test func `a missing field is noted once, with what it means`() {
    let found = findings("addresses: 1") { read in
      _ = (read(Fields.zone), read(Fields.zone), read(Fields.addresses))
      #expect(read.failed("zone") && read.hasErrors)
    }
    #expect(
      found == ["1:1 nat-gateway needs the field 'zone' | zone: where it stands"])
  }

  @Test func `every mistake is noted, and a placeholder returned`() {
    let found = findings(
      "bandwidth: 5 apples\nrecovery: autorecovery\naddresses: 9\nfailBack: maybe\nzone: [a]\n"
        + "zones: [a, {}]\nfailure: -1 y\npeer:\n"
    ) { read in
      #expect(read(Fields.bandwidth) == .gigabits(5))
      #expect(read(Fields.recovery) == .manual)
      #expect(read(Fields.addresses) == 1)
      #expect(read(Fields.fails) == true)
      #expect(read(Fields.zone).isEmpty)
      #expect(read(Fields.zones).isEmpty)
      #expect(read(Fields.failure) == .exponential(mean: .years(2)))
      #expect(read(Fields.peer) == nil)
      #expect(read.failed("zone") && read.failed("peer"))
      #expect(read.assumptions.isEmpty)
    }
    #expect(
      found == [
        "1:14 'bandwidth' of nat-gateway: '5 apples' is not a bandwidth: there is no unit 'apples'"
          + " | a bandwidth is written '5 Gbps' or '200 Mbps'",
        "2:11 'recovery' of nat-gateway: 'autorecovery' is not known here"
          + " | did you mean 'autoRecovery'?",
        "3:12 'addresses' of nat-gateway must be from 1 to 8, not 9",
        "4:11 'failBack' of nat-gateway: 'maybe' is not 'yes' or 'no'",
        "5:7 'zone' of nat-gateway: expected a text, not a list",
        "6:12 'zones' of nat-gateway: expected a text, not a map",
        "7:10 'failure' of nat-gateway: '-1 y' is negative",
        "8:6 'peer' of nat-gateway has no value",
      ])
  }

  @Test func `parts have their own names, findings and paths`() {
    var read = reader(
      "change: { rate: 2 per year, brakes: 1 }\nlegs: { x: { zone: a }, y: 3 }\n"
        + "modes: [{ zone: b }]\n"
    )
    #expect(read.group("change") { $0(Fields.rate) } == PerYear(2))
    #expect(read.group("planes") { $0(Fields.rate) } == PerYear(12))
    #expect(read.groupIfPresent("more") { $0(Fields.rate) } == nil)
    let legs = read.entries("legs", of: "leg") { key, part in (key.name, part(Fields.zone)) }
    #expect(legs.map(\.0) == ["x", "y"] && legs.map(\.1) == ["a", ""])
    #expect(read.elements("modes", of: "a mode") { $1(Fields.zone) } == ["b"])
    var sink = DiagnosticSink()
    read.finish(noting: &sink)
    #expect(
      lines(sink.diagnostics) == [
        "1:29 unknown field 'brakes' of change of nat-gateway | known here: rate",
        "2:28 expected a map of the fields of leg 'y', not '3'",
      ])
    #expect(
      read.assumptions.map(\.path) == [
        "nat/a.change.rate", "nat/a.planes.rate", "nat/a.legs.x.zone", "nat/a.modes.0.zone",
      ])
  }

  @Test func `the declaration is the reference`() {
    let reference = Fields.bandwidth.reference(in: "limits")
    #expect(reference.name == "limits.bandwidth")
    #expect(reference.kind == "a bandwidth")
    #expect(reference.defaultText == "5 Gbps")
    #expect(reference.confidence == .documentedByAWS)
    #expect(Fields.zone.reference().defaultText == "required")
    #expect(Fields.peer.reference().defaultText.isEmpty)
    #expect(Fields.recovery.reference().kind == "one of manual, autoRecovery")
  }
}
